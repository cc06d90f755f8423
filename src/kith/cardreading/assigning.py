"""Which of the lines that are left is the name, which the title, which the organisation: the best of all ways together."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from kith.cardreading import persons
from kith.cardreading.fields import Field, Line
from kith.cardreading.folding import letters
from kith.cardreading.persons import Hints

MOST_LINES = 14
_KEPT = 8  # of each kind, the best


@dataclass(frozen=True)
class _Choice:
    """One or two lines as a candidate, with how well it would fit."""

    lines: tuple[int, ...]
    text: str
    score: float
    top: float
    height: float
    read: float


_NONE = _Choice((), "", 0.0, 0.0, 0.0, 1.0)


def assign(lines: list[Line], hints: Hints) -> tuple[list[Field], list[Line]]:
    """The fields name, title, organisation as far as there are any, and the lines that are none of these."""
    lines = lines[:MOST_LINES]
    names, firms, titles = (_best(lines, hints, kind) for kind in ("name", "organisation", "title"))
    ways = [way for way in product(names, firms, titles) if _are_apart(way)]
    ranked = sorted(((_together(way), number) for number, way in enumerate(ways)), reverse=True)
    way = ways[ranked[0][1]]
    kinds = ("name", "organisation", "title")
    fields = []
    for place, kind in enumerate(kinds):
        if way[place].lines:
            rival = next(
                (score for score, number in ranked if ways[number][place].lines != way[place].lines), ranked[0][0] - 6
            )
            sureness = _sureness(ranked[0][0] - rival, way[place].score)
            fields.append(Field(kind, way[place].text, round(way[place].read * sureness, 3)))
    used = {number for choice in way for number in choice.lines}
    return fields, [line for number, line in enumerate(lines) if number not in used]


def _sureness(margin: float, score: float) -> float:
    """In [0, 1], from how much better this is than the next best way, and how well it fits by itself."""
    return 0.35 + 0.63 / (1 + math.exp(-(0.9 * margin + 0.35 * score - 1.2)))


def _best(lines: list[Line], hints: Hints, kind: str) -> list[_Choice]:
    choices = [_choice(lines, (number,), kind, hints) for number in range(len(lines))]
    choices += [_choice(lines, pair, kind, hints) for pair in _pairs(lines)]
    fitting = sorted(
        (choice for choice in choices if choice.score > (-0.6 if kind == "title" else 0)),
        key=lambda choice: -choice.score,
    )
    return [*fitting[:_KEPT], _NONE]


def _pairs(lines: list[Line]) -> Iterable[tuple[int, int]]:
    """Lines that may be one text broken in two: below one another, and of one size."""
    for first, line in enumerate(lines):
        for second in range(first + 1, len(lines)):
            other = lines[second]
            same_size = 0.8 < line.height / max(other.height, 1) < 1.25
            if same_size and line.is_above(other, within=0.9):
                yield first, second


def _choice(lines: list[Line], numbers: tuple[int, ...], kind: str, hints: Hints) -> _Choice:
    chosen = [lines[number] for number in numbers]
    text = " ".join(line.text for line in chosen)
    height = sum(line.height for line in chosen) / len(chosen)
    size = height / hints.tallest
    if kind == "name":
        score = persons.name_score(text, hints) + 2.2 * size
    elif kind == "organisation":
        score = persons.firm_score(text, hints) + 1.4 * size
    else:
        score = persons.title_score(text) + 0.4 * (1 - size)
    if len(chosen) > 1:
        score -= _cost_of_joining(chosen, kind, hints)
    return _Choice(numbers, text, score, min(line.top for line in chosen), height, min(line.score for line in chosen))


def _cost_of_joining(chosen: list[Line], kind: str, hints: Hints) -> float:
    """Two lines are one where the first says too little alone."""
    first, second = (line.text for line in chosen)
    if kind == "name":
        parts = max(persons.mail_match(text, hints.locals) for text in (first, second))
        tells_more = persons.mail_match(f"{first} {second}", hints.locals) > parts + 0.1
        return 0.3 if tells_more or len(first.split()) == len(second.split()) == 1 else 2.5
    if kind == "title":
        return (
            0.8
            if persons.title_score(second) < 2
            and (first.endswith(("&", "-", ",", "und", "and", "et", "y", "de", "of", "für")) or second[:1].islower())
            else 3.2
        )
    alone = max(persons.firm_score(text, hints) for text in (first, second))
    is_broken = first.endswith(("&", "-", "und", "and", "et", "y", "de", "für", "of")) or len(letters(second)) < 5
    is_more = persons.host_match(f"{first} {second}", hints.hosts) > max(
        persons.host_match(text, hints.hosts) for text in (first, second)
    )
    return 0.6 if is_broken or is_more else 2.0 + max(alone, 0) * 0.2


def _are_apart(way: tuple[_Choice, ...]) -> bool:
    used = [number for choice in way for number in choice.lines]
    return len(used) == len(set(used))


def _together(way: tuple[_Choice, ...]) -> float:
    """How well the three fit, and to one another: a title stands right below the name, or above it."""
    name, firm, title = way
    total = name.score + firm.score + title.score
    if title.lines and title.score < 1:
        total -= 0.9  # nothing but its place would make it a title
    if name.lines and title.lines:
        gap = (title.top - name.top) / max(name.height, 1)
        total += 1.2 if 0 < gap < 2.6 else 0.4 if -2.2 < gap < 0 or 0 < gap < 5 else -0.3
    return total
