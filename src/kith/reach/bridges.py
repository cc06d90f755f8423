"""Who connects circles that few others connect."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kith.reach.plain import entries
from kith.reach.rows import Rows

SMALLEST = 3  # people: fewer make no circle that one could be cut off from


class Bridge(NamedTuple):
    """A person between circles. brokerage: how many connections of two circles rest on their ties, shared among all who
    hold them: 1.0 is one connection that would go with them. circles: those that their ties lead to, their own not."""

    person: int
    brokerage: float
    circles: tuple[int, ...]


def bridges(rows: Rows, circle: NDArray[np.int32], most: int) -> list[Bridge]:
    """The people with the highest brokerage, the lower number first of equals; see Network.bridges. O(ties)."""
    person, other, strength = _between_circles(rows, circle)
    one, two = circle[person].astype(np.int64), circle[other].astype(np.int64)
    _, pair = np.unique(
        np.minimum(one, two) * (int(circle.max(initial=0)) + 1) + np.maximum(one, two), return_inverse=True
    )
    held = np.bincount(pair, strength)  # of both directions, so that both ends of a tie share what it holds
    brokerage = np.bincount(person, strength / held[pair], minlength=rows.people)
    best = np.lexsort((np.arange(rows.people), -brokerage))[:most]
    leads_to = {int(who): set[int]() for who in best if brokerage[who] > 0}
    for place in np.flatnonzero(np.isin(person, list(leads_to))):
        leads_to[int(person[place])].add(int(two[place]))
    return [Bridge(who, float(brokerage[who]), tuple(sorted(found))) for who, found in leads_to.items()]


def constraint(rows: Rows, person: int) -> float:
    """How far a person's contacts are tied to each other: Burt's constraint (Structural Holes, 1992, ch. 2).

    About 0 for whoever has many contacts that do not know each other, 1 for a person with a single contact, up to 9/8; 0
    without ties. O(ties of the person's neighbours).
    """
    _, contact, strength = entries(rows, np.array([person]), None)
    if not len(contact):
        return 0.0
    share = np.zeros(rows.people)
    share[contact] = strength / strength.sum()
    owner, further, power = entries(rows, contact, None)
    total = np.bincount(owner, power, minlength=len(contact))
    through = share[contact[owner]] * power / total[owner]
    indirect = np.bincount(further, through, minlength=rows.people)
    return float(((share + indirect)[contact] ** 2).sum())


def _between_circles(
    rows: Rows, circle: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Person, neighbour and strength of each entry between two circles of some size, in both directions."""
    size = np.bincount(circle[circle >= 0], minlength=1)
    counts = np.append(size >= SMALLEST, False)[circle]  # −1 is the last
    people = np.flatnonzero(counts)
    owner, other, strength = entries(rows, people, None)
    person = people[owner]
    kept = counts[other] & (circle[person] != circle[other])
    return person[kept], other[kept], strength[kept]
