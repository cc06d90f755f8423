"""Uneven tables without a repeat: a schedule of equal tables from which people who never meet are left out.

Whoever is left out leaves an empty seat at another table in every round, so that tables differ by one seat at most.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kith.seating import opening, perfect
from kith.seating.asking import Asked
from kith.seating.warming import Clock

Rounds = list[list[list[int]]]


def schedule(question: Asked, clock: Clock, seed: int) -> Rounds | None:
    """Rounds without a repeat for a plain question whose tables differ by one seat at most, or None if none was found."""
    taken = opening.sizes(question, 0)
    tables, size = len(taken), max(taken)
    if min(taken) < size - 1 or any(room != question.room[0] for room in question.room):
        return None
    found = perfect.schedule(tables, size, question.rounds, clock, seed)
    if found is None:
        return None
    out = strangers(found, tables * size, tables * size - question.people)
    return None if out is None else _ordered(without(found, out), taken)


def strangers(rounds: Rounds, people: int, count: int) -> list[int] | None:
    """So many people of whom no two ever meet, or None if none are found. Greedy from each person. O(people² · count)."""
    met = np.zeros((people, people), bool)
    for tables in rounds:
        for table in tables:
            met[np.ix_(table, table)] = True
    for first in range(people):
        found = _chosen(met, first, count)
        if len(found) == count:
            return found
    return None


def _chosen(met: NDArray[np.bool_], first: int, count: int) -> list[int]:
    found: list[int] = []
    free = np.ones(len(met), bool)
    for person in np.roll(np.arange(len(met)), -first).tolist():
        if len(found) == count:
            break
        if free[person]:
            found.append(person)
            free &= ~met[person]
    return found


def without(rounds: Rounds, out: list[int]) -> Rounds:
    """The rounds without these people, the others renumbered in their order."""
    people = sum(map(len, rounds[0]))
    left = [person for person in range(people) if person not in set(out)]
    number = {person: place for place, person in enumerate(left)}
    return [[[number[p] for p in table if p in number] for table in tables] for tables in rounds]


def _ordered(rounds: Rounds, taken: list[int]) -> Rounds:
    """The tables of each round in an order that gives each the number of people that is to sit there."""
    order = sorted(range(len(taken)), key=lambda table: -taken[table])
    found = []
    for tables in rounds:
        row: list[list[int]] = [[] for _ in taken]
        for place, table in zip(order, sorted(tables, key=lambda table: -len(table)), strict=True):
            row[place] = table
        found.append(row)
    return found
