"""Circles of about six people with like figures, formed anew each week so that most stay together. No Django here.

Seeing the figures of five others like oneself made people come almost twice as often; cheering alone did worst
(Zhang et al. 2016, Preventive Medicine Reports 4). Nobody is compared with everybody.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from statistics import median_low

LEAST, WANTED, MOST = 4, 6, 8  # people of a circle; fewer only where there are no more
BAND = 0.25  # figures that differ by less than about a quarter are taken for equal
SIZE_COST = 0.2  # of each square of how far a circle is from six
KEPT = 0.1  # what it is worth that two stay together, in distance on the logarithmic scale


def form(figures: Sequence[float], before: Sequence[int | None], lots: Sequence[str]) -> list[int]:
    """Return the number of the circle of each person, from 1, lower figures first; everybody is in one.

    figures: (n,) ≥ 0, of the last four weeks. before: (n,) the number of last week's circle, None for newcomers.
    lots: (n,) distinct words drawn by chance, which part those who are alike in all else, so that neither names nor the
    order of joining do. Circles have LEAST to MOST people, or all n below LEAST. Of all cuts of the line of figures (in
    bands, and within a band by last week's circle) it is the cheapest: close figures, about six, few who part. The same
    arguments in any order give the same circles, and formed again with the same figures nobody moves whom this formed
    from nothing. O(n log n + 40 n). Raises ValueError for a figure below 0, for lots that are not distinct, or arguments
    of unlike length.
    """
    _check(figures, before, lots)
    line = sorted(range(len(figures)), key=lambda each: (_band(figures[each]), before[each] or 0, lots[each]))
    places = [_place(figures[each]) for each in line]
    sizes = _sizes(places, [before[each] for each in line])
    numbers = [0] * len(line)
    for number, (start, end) in enumerate(_stretches(sizes), 1):
        for each in line[start:end]:
            numbers[each] = number
    return numbers


def nearest(figure: float, circles: Sequence[tuple[int, float, int]]) -> int | None:
    """Return which circle a newcomer joins between two weeks: the nearest that has room; None where none has.

    circles: (number, a figure of one who is in it, how many are in it), any number of them. O(len(circles)).
    """
    free = [(abs(_place(figure) - _place(other)), size, number) for number, other, size in circles if size < MOST]
    return min(free)[2] if free else None


def fits(sizes: Sequence[int]) -> bool:
    """Return whether circles of these sizes can stay as they are until the week is over."""
    return (len(sizes) <= 1 and sum(sizes) <= MOST) or all(LEAST <= size <= MOST for size in sizes)


def _check(figures: Sequence[float], before: Sequence[int | None], lots: Sequence[str]) -> None:
    if not len(figures) == len(before) == len(lots):
        raise ValueError("figures, circles and lots must be of the same people")
    if any(figure < 0 for figure in figures):
        raise ValueError("a figure is below nothing")
    if len(set(lots)) < len(lots):
        raise ValueError("two people drew the same lot")


def _place(figure: float) -> float:
    """Where a figure stands on the line: twice as much is the same step anywhere, but near nothing."""
    return math.log1p(figure)


def _band(figure: float) -> int:
    return math.floor(_place(figure) / BAND)


def _sizes(places: Sequence[float], before: Sequence[int | None]) -> list[int]:
    """How many people the circles take, one after another along the line, at the least cost in all.

    Of equal costs it keeps the first found, which begins with the wanted size.
    """
    count = len(places)
    if count <= MOST:
        return [count] if count else []
    best: list[float] = [0.0, *[math.inf] * count]  # the least cost of all who stand before
    last = [0] * (count + 1)  # the size of the circle with which that ends
    choices = sorted(range(LEAST, MOST + 1), key=lambda size: abs(size - WANTED))
    for end in range(LEAST, count + 1):
        for size in choices:
            start = end - size
            if start < 0 or math.isinf(best[start]):
                continue
            cost = best[start] + _cost(places[start:end], before[start:end])
            if cost < best[end] - 1e-9:
                best[end], last[end] = cost, size
    return _walked_back(last)


def _walked_back(last: Sequence[int]) -> list[int]:
    sizes, end = [], len(last) - 1
    while end:
        sizes.append(last[end])
        end -= last[end]
    return sizes[::-1]


def _cost(places: Sequence[float], before: Sequence[int | None]) -> float:
    middle = median_low(places)
    spread = sum(abs(place - middle) for place in places)
    together = Counter(number for number in before if number is not None)
    kept = sum(count * (count - 1) // 2 for count in together.values())
    return spread + SIZE_COST * (len(places) - WANTED) ** 2 - KEPT * kept


def _stretches(sizes: Sequence[int]) -> list[tuple[int, int]]:
    ends = list(accumulate(sizes))
    return list(zip([0, *ends[:-1]], ends, strict=True)) if ends else []
