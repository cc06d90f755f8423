"""Circles of people who know each other better than others: communities by the Leiden algorithm."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kith.reach import leiden
from kith.reach.rows import Rows

Ids = NDArray[np.int32]

NOBODY = -1
_ROUNDS = 3  # each begins with the communities of the one before, all people apart


def circles(rows: Rows, seed: int, door: Any = None) -> Ids:
    """(people,) the circle of each person, −1 for those without ties; see Network.circles. door: the compiled steps."""
    people = np.flatnonzero(rows.length)
    found = np.full(rows.people, NOBODY, np.int32)
    if len(people):
        found[people] = _by_size(_communities(rows, Steps(seed, door))[people])
    return found


def modularity(rows: Rows, circle: Ids) -> float:
    """How much more strength lies within circles than chance would put there, at most 1. Newman (2006). O(ties)."""
    level = _whole_network(rows)
    if level.total == 0:
        return 0.0
    owner = np.repeat(np.arange(rows.people), rows.length)
    ends = np.cumsum(rows.length, dtype=np.int64)
    places = np.arange(len(owner)) + np.repeat(rows.start.astype(np.int64) - ends + rows.length, rows.length)
    within = circle[owner] == circle[rows.neighbour[places]]
    known = circle != NOBODY
    shares = np.bincount(circle[known], level.mass[known]) / level.total
    return float(level.weight[places[within]].sum(dtype=np.float64) / level.total - (shares**2).sum())


class Steps:
    """The steps of the algorithm, as Python or through the compiled door, in an order drawn with a seed."""

    def __init__(self, seed: int, door: Any) -> None:
        self._random = np.random.default_rng(seed)
        self._door = door

    def move(self, level: leiden.Level, parts: leiden.Parts) -> None:
        self._take(leiden.MOVE, level, parts, parts, level)

    def refine(self, level: leiden.Level, parts: leiden.Parts) -> Ids:
        """(nodes,) the refined community of each node, numbered by one of its nodes."""
        fine = _parted(level, np.arange(len(parts.of), dtype=np.int32))
        self._take(leiden.REFINE, level, parts, fine, level)
        return fine.of

    def merge(self, level: leiden.Level, into: Ids, nodes: int) -> leiden.Level:
        """The graph of so many nodes; into: the new node of each."""
        entries = int(level.length.sum(dtype=np.int64))
        merged = leiden.Level(
            start=np.empty(nodes, np.uint32),
            length=np.empty(nodes, np.uint32),
            neighbour=np.empty(entries, np.int32),
            weight=np.empty(entries, np.float32),
            mass=np.empty(nodes),
            total=level.total,
        )
        parts = leiden.Parts(into, np.empty(0))
        self._take(leiden.MERGE, level, parts, parts, merged, np.argsort(into, kind="stable"))
        return merged

    def _take(
        self,
        which: int,
        level: leiden.Level,
        parts: leiden.Parts,
        fine: leiden.Parts,
        merged: leiden.Level,
        order: NDArray[np.int64] | None = None,
    ) -> None:
        desk = _desk(len(level.start))
        desk.queue[:] = self._random.permutation(len(desk.queue)) if order is None else order
        if self._door is None:
            leiden.step(which, level, parts, fine, desk, merged)
        else:
            given = [array.ctypes.data for array in (*_arrays(level), *parts, *fine, *desk)]
            new = [array.ctypes.data for array in _arrays(merged)]
            sizes = len(level.start), len(level.weight)
            self._door(which, *sizes, level.total, *given, len(merged.start), len(merged.weight), *new)


def _arrays(level: leiden.Level) -> tuple[NDArray[Any], ...]:
    return level.start, level.length, level.neighbour, level.weight, level.mass


def _communities(rows: Rows, steps: Steps) -> Ids:
    network, of = _whole_network(rows), np.arange(rows.people, dtype=np.int32)
    for _ in range(_ROUNDS):
        of = np.unique(_settled(network, of, steps), return_inverse=True)[1].astype(np.int32)
    return of


def _settled(level: leiden.Level, of: Ids, steps: Steps) -> Ids:
    """Move, refine and merge until a level has nothing left to merge."""
    node_of = np.arange(len(of), dtype=np.int32)  # which node of the level a person is in
    while True:
        parts = _parted(level, of)
        steps.move(level, parts)
        names, into = np.unique(steps.refine(level, parts), return_inverse=True)
        if len(names) == len(of):
            return parts.of[node_of]
        level = steps.merge(level, into.astype(np.int32), len(names))
        of = np.unique(parts.of[names], return_inverse=True)[1].astype(np.int32)
        node_of = into[node_of].astype(np.int32)


def _whole_network(rows: Rows) -> leiden.Level:
    weight = rows.strength[: rows.used].astype(np.float32)
    sums = np.concatenate([[0], np.cumsum(rows.strength[: rows.used], dtype=np.int64)])
    start = rows.start.astype(np.int64)
    mass = (sums[start + rows.length] - sums[start]).astype(np.float64)
    return leiden.Level(rows.start, rows.length, rows.neighbour, weight, mass, float(mass.sum()))


def _parted(level: leiden.Level, of: Ids) -> leiden.Parts:
    return leiden.Parts(of.copy(), np.bincount(of, level.mass, minlength=len(of)).astype(np.float64))


def _desk(nodes: int) -> leiden.Desk:
    return leiden.Desk(
        to=np.zeros(nodes),
        near=np.empty(nodes, np.int32),
        queue=np.empty(nodes, np.int32),
        waits=np.zeros(nodes, np.uint8),
        cut=np.empty(nodes),
    )


def _by_size(community: Ids) -> Ids:
    """Communities numbered from 0, the largest first, of equals the one that holds the lowest person."""
    _, first, number, size = np.unique(community, return_index=True, return_inverse=True, return_counts=True)
    place = np.empty(len(size), np.int32)
    place[np.lexsort((first, -size))] = np.arange(len(size))
    return place[number]
