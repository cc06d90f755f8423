"""Who of a group goes with whom, for many groups at once, without large groups becoming all of their pairs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]

ALL_PAIRS_UP_TO = 40  # rows of a group
NEIGHBOURS = 10  # of a larger one: each row with so many after it


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of rows of one group: their indices, and how many different people the group has."""

    one: Rows
    other: Rows
    people: Ints


def pairs(group: Ints, person: Ints, order: Ints | None = None, most: int = ALL_PAIRS_UP_TO) -> Pairs:
    """Pairs of different people in the same group. group, person, order: (n,); rows of a group < 0 go with nobody.

    Groups of up to `most` rows give all their pairs. In a larger one each row goes with the next NEIGHBOURS by `order`,
    then by person: n rows give at most n · NEIGHBOURS pairs. O(n · most), without a loop over groups.
    """
    rows = _sorted(group, person, order)
    if not len(rows):
        empty = np.empty(0, np.intp)
        return Pairs(empty, empty, np.empty(0, np.int64))
    of = np.unique(group[rows], return_inverse=True)[1]
    reach = np.where(np.bincount(of) <= most, most - 1, NEIGHBOURS)[of]
    at = [_at_distance(of, reach, distance) for distance in range(1, min(most, len(rows)))]
    one = rows[np.concatenate([first for first, _second in at])] if at else np.empty(0, np.intp)
    other = rows[np.concatenate([second for _first, second in at])] if at else np.empty(0, np.intp)
    others = person[one] != person[other]
    counted = _people(of, person[rows])
    where = np.concatenate([of[first] for first, _second in at])[others] if at else np.empty(0, np.intp)
    return Pairs(one[others], other[others], counted[where])


def numbered(keys: list[str]) -> Ints:
    """A number for each different text; -1 for none."""
    numbers: dict[str, int] = {"": -1}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], np.int64)


def both(one: Ints, other: Ints) -> Ints:
    """A number for each different pair of numbers; -1 where one of them is."""
    if not len(one):
        return one
    joined = one * (int(other.max(initial=0)) + 1) + other
    return np.where((one < 0) | (other < 0), -1, joined)


def _sorted(group: Ints, person: Ints, order: Ints | None) -> Rows:
    by_order = np.zeros_like(person) if order is None else order
    rows = np.lexsort((person, by_order, group))
    return rows[group[rows] >= 0]


def _at_distance(of: Rows, reach: Ints, distance: int) -> tuple[Rows, Rows]:
    """Places of rows of which the one so far behind is of the same group, and within reach."""
    first = np.flatnonzero((of[:-distance] == of[distance:]) & (reach[:-distance] >= distance))
    return first, first + distance


def _people(of: Rows, person: Ints) -> Ints:
    """How many different people each group has."""
    order = np.lexsort((person, of))
    of, person = of[order], person[order]
    is_new = np.ones(len(of), bool)
    is_new[1:] = (of[1:] != of[:-1]) | (person[1:] != person[:-1])
    return np.bincount(of[is_new])
