"""The cheapest ways from one occupation to another, in so many steps at most, and others that really differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from kith.careers.table import CLASSED, Table, table

_AGAIN = 2.0  # what it costs another way to lead over the same occupation or the same step
_SAME = 0.5  # a way is another one if at most this share of what it leads over was seen before
_LONGER = 1.6  # how much dearer than the best way another one may be
_TRIES = 4  # for each way that is asked for


@dataclass(frozen=True)
class _Steps:
    """All steps by where they lead to. starts: where those of each target begin. later: costs of all but the first step."""

    source: NDArray[np.intp]
    targets: NDArray[np.intp]
    starts: NDArray[np.intp]
    costs: NDArray[np.float64]
    is_rest: NDArray[np.bool_]  # whether a step leads on from a rest, "…, All Other": nobody passes through one


def ways(start: int, end: int, most_steps: int, wanted: int) -> list[list[int]]:
    """Return up to `wanted` ways as places of steps in the table, cheapest first. O(tries · most_steps · steps)."""
    found: list[list[int]] = []
    extra = np.zeros(len(_steps().costs))
    for _ in range(wanted * _TRIES):
        way = _cheapest(start, end, most_steps, extra)
        if not way or (found and cost(way) > _LONGER * cost(found[0])):
            break
        if _differs(way, found):
            found.append(way)
        if len(found) == wanted:
            break
        _make_dearer(extra, way)
    return sorted(found, key=cost)


def cost(way: list[int]) -> float:
    """Return what a way costs, without what it costs to walk it again."""
    return float(table().costs[way].sum())


def distances(start: int, most_steps: int) -> NDArray[np.float64]:
    """Return what it costs at least to get to each occupation; infinite where it is not reached. (n,)"""
    reached = _reached(start, most_steps, np.zeros(len(_steps().costs)))
    least: NDArray[np.float64] = reached.min(axis=0)
    return least


def _cheapest(start: int, end: int, most_steps: int, extra: NDArray[np.float64]) -> list[int]:
    """The steps of the cheapest way, of equal ones the shorter; none if there is no way."""
    reached = _reached(start, most_steps, extra)
    steps = int(np.argmin(reached[:, end]))
    return list(_backwards(reached, steps, end, extra))[::-1] if np.isfinite(reached[steps, end]) else []


def _reached(start: int, most_steps: int, extra: NDArray[np.float64]) -> NDArray[np.float64]:
    """(most_steps + 1, n): what it costs to be at each occupation after just so many steps."""
    known = _steps()
    reached = np.full((most_steps + 1, len(table().codes)), np.inf)
    reached[0, start] = 0.0
    for step in range(most_steps):
        into = _costs_of(reached[step], step, extra)
        reached[step + 1, known.targets] = np.minimum.reduceat(into, known.starts)
    return reached


def _costs_of(reached: NDArray[np.float64], step: int, extra: NDArray[np.float64]) -> NDArray[np.float64]:
    known = _steps()
    into = reached[known.source] + known.costs + extra
    return np.where(known.is_rest, np.inf, into) if step else into


def _backwards(reached: NDArray[np.float64], steps: int, end: int, extra: NDArray[np.float64]) -> Iterator[int]:
    for step in reversed(range(steps)):
        leading = np.flatnonzero(table().target == end)
        taken = int(leading[np.argmin(_costs_of(reached[step], step, extra)[leading])])
        yield taken
        end = int(table().source[taken])


def _differs(way: list[int], found: list[list[int]]) -> bool:
    """Whether it is new, and does not just lead round something that another way leads over."""
    over = set(_over(way))
    return way not in found and all(len(over & set(_over(other))) <= _SAME * len(over) for other in found)


def _over(way: list[int]) -> list[int]:
    """The occupations between the first and the last."""
    return [int(place) for place in table().target[way[:-1]]]


def _make_dearer(extra: NDArray[np.float64], way: list[int]) -> None:
    extra[np.isin(table().target, _over(way))] += _AGAIN
    extra[way] += _AGAIN


@cache
def _steps() -> _Steps:
    known: Table = table()
    targets, starts = np.unique(known.target, return_index=True)
    rests = np.bincount(known.source, weights=known.tiers != CLASSED, minlength=len(known.codes)) == 0
    return _Steps(known.source, targets, starts, known.costs, rests[known.source])
