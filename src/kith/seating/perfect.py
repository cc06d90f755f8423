"""Rounds of equal tables in which nobody meets twice: closed forms first, then the searches, each with its share of time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kith.seating import bounds, closed, matrices, orbits, tabu
from kith.seating.warming import Clock

Rounds = list[list[list[int]]]
Search = Callable[[Clock, int], Rounds | None]

_MOST_SEARCHED = 240  # people; beyond, closed forms or annealing serve


def schedule(tables: int, size: int, rounds: int, clock: Clock, seed: int) -> Rounds | None:
    """So many rounds of tables × size people without a repeat, or None if there are none or none was found in time."""
    if size == 1 or rounds <= closed.rounds(tables, size):
        return _known(tables, size, rounds)
    if rounds > bounds.most_rounds(tables, size) or tables * size > _MOST_SEARCHED:
        return None
    for turn, share in enumerate((0.1, 0.3, 0.99)):
        part = clock.part(share)
        for search in _searches(tables, size, rounds):
            found = search(part.part(0.4), seed * 101 + turn)
            if found is not None:
                return found[:rounds]
    return None


def _known(tables: int, size: int, rounds: int) -> Rounds:
    if size == 1:
        return [[[person] for person in range(tables)]] * rounds
    return closed.schedule(tables, size, rounds)


def _searches(tables: int, size: int, rounds: int) -> list[Search]:
    """What may find them, the likeliest first: a matrix, with the columns' own rounds after it; a rotation; plain search."""
    found: list[Search] = []
    inside = closed.rounds(tables // size, size) if tables % size == 0 and size <= tables else 0
    if size <= tables and rounds - inside <= tables:
        found.append(partial(_by_matrix, tables, size, rounds, inside))
    for more in range(rounds, bounds.most_rounds(tables, size) + 1):
        found.append(partial(orbits.search, tables, size, more))
    return [*found[:6], partial(tabu.search, tables, size, rounds)]


def _by_matrix(tables: int, size: int, rounds: int, inside: int, clock: Clock, seed: int) -> Rounds | None:
    own = max(1, rounds - inside)
    found = matrices.search(tables, size, own, clock, seed)
    return None if found is None else found + closed.in_columns(tables, size, rounds - own)
