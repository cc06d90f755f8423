"""Paths in plain numpy: what answers until the compiled search is loaded, and what the compiled one is held against."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kith.reach import checks
from kith.reach.rows import Rows

Ids = NDArray[np.int32]
Numbers = NDArray[np.int64]
Found = tuple[int, tuple[int, ...]]  # score, people

WHOLE = 255**3  # a score is strength · 255³, a whole number for paths of up to three ties
NOBODY = -1


def best_paths(
    rows: Rows, source: int, targets: NDArray[np.int64], paths: int, hops: int, visible: NDArray[np.bool_] | None
) -> list[Found]:
    """Score and people of the best path through each of the best first hops, best first; see Network.best_paths.

    O(ties of the targets + ties of the source's neighbours).
    """
    checks.people("targets", targets, rows.people)
    aim = np.zeros(rows.people, bool)
    aim[targets] = True
    aim[source] = False
    found = _candidates(rows, source, aim, hops, visible)
    score, first, second, third = found[:, _best_of_each(found)]
    order = np.lexsort((first, -score))[:paths]
    steps = np.stack([first, second, third], axis=1)[order].tolist()
    return [
        (int(score[place]), (source, *(step for step in path if step != NOBODY)))
        for place, path in zip(order, steps, strict=True)
    ]


def entries(
    rows: Rows, people: NDArray[np.integer], visible: NDArray[np.bool_] | None
) -> tuple[Numbers, Numbers, Numbers]:
    """All that may be walked from several people: place in `people`, neighbour, strength 1…255. O(their ties)."""
    length = rows.length[people].astype(np.int64)
    ends = np.cumsum(length)
    owner = np.repeat(np.arange(len(people)), length)
    places = np.arange(int(ends[-1]) if len(ends) else 0) + (rows.start[people] - (ends - length))[owner]
    if visible is not None:
        may = visible[rows.classes[rows.codes_at(places)]]
        owner, places = owner[may], places[may]
    return owner, rows.neighbour[places].astype(np.int64), rows.strength[places].astype(np.int64)


def _candidates(
    rows: Rows, source: int, aim: NDArray[np.bool_], hops: int, visible: NDArray[np.bool_] | None
) -> Numbers:
    """(4, c) score, first, second and third hop of paths among which are the best of each first hop."""
    _, first, power = entries(rows, np.array([source]), visible)
    through = ~aim[first]
    found = [_columns(power[~through] * 255**2, first[~through])]
    first, power = first[through], power[through]
    if hops > 1:
        owner, second, further = entries(rows, first, visible)
        score = power[owner] * further
        hit = aim[second]
        found.append(_columns(score[hit] * 255, first[owner[hit]], second[hit]))
        if hops > 2:
            last, last_power = _last_hops(rows, aim, visible)
            goes_on = ~hit & (second != source) & (last_power[second] > 0)
            owner, second, score = owner[goes_on], second[goes_on], score[goes_on]
            found.append(_columns(score * last_power[second], first[owner], second, last[second]))
    return np.concatenate(found, axis=1)


def _last_hops(rows: Rows, aim: NDArray[np.bool_], visible: NDArray[np.bool_] | None) -> tuple[Numbers, Numbers]:
    """(people,) the target that each person is tied to most strongly, the lowest of equals, and that strength or 0."""
    targets = np.flatnonzero(aim)
    owner, person, power = entries(rows, targets, visible)
    order = np.lexsort((-owner, power))  # what is written last stays: the strongest, of equals the lowest target
    last, strength = np.full(rows.people, NOBODY, np.int64), np.zeros(rows.people, np.int64)
    last[person[order]] = targets[owner[order]]
    strength[person[order]] = power[order]
    return last, strength


def _columns(score: Numbers, first: Numbers, second: Numbers | None = None, third: Numbers | None = None) -> Numbers:
    nobody = np.full(len(score), NOBODY, np.int64)
    return np.stack([score, first, nobody if second is None else second, nobody if third is None else third])


def _best_of_each(found: Numbers) -> NDArray[np.intp]:
    """Where the best path of each first hop stands; of equals the one whose people come first."""
    score, first, second, third = found
    order = np.lexsort((third, second, -score, first))
    ordered = first[order]
    return order[np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]][: len(ordered)])]
