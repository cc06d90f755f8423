"""Which mentor holds which mentees, and how a chain of moves changes it; shared by the searches.

A mentee holds an edge, the place of a pair in the rows, or −1. A mentor j has room from first[j] to first[j + 1] in members,
of which the first load[j] are taken.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]


@dataclass(frozen=True)
class Held:
    """held: (n,) edges. slot: (n,) place among members. first: (m + 1,). load: (m,). members: (room,)."""

    first: Longs
    held: Longs
    slot: Longs
    load: Longs
    members: Longs

    @classmethod
    def nobody(cls, mentees: int, capacity: Longs) -> Held:
        """All are free."""
        first = np.concatenate([[0], np.cumsum(np.minimum(capacity, mentees))]).astype(np.int64)
        empty = np.full(mentees, -1, np.int64)
        return cls(first, empty, empty.copy(), np.zeros(len(capacity), np.int64), np.full(first[-1], -1, np.int64))

    def copy(self) -> Held:
        """The same, to change."""
        return Held(self.first, self.held.copy(), self.slot.copy(), self.load.copy(), self.members.copy())

    @classmethod
    def of(cls, edges: Longs, cols: Ints, capacity: Longs) -> Held:
        """Whoever has an edge holds it. cols: the mentor of an edge."""
        found = cls.nobody(len(edges), capacity)
        found.held[:] = edges
        for row in np.flatnonzero(edges >= 0):
            col = cols[edges[row]]
            found.slot[row] = found.first[col] + found.load[col]
            found.members[found.slot[row]] = row
            found.load[col] += 1
        return found


def shift(
    cols: Ints,
    row: int,
    edge: int,
    until: int,
    by_row: Longs,
    by_edge: Longs,
    first: Longs,
    held: Longs,
    slot: Longs,
    load: Longs,
    members: Longs,
) -> None:
    """Give a row an edge, the mentor that it leaves to the row that reached it, and so on to one that held nothing.

    Or on to one that leaves the mentor `until`, who is not made up for (−1: no such mentor).

    by_row, by_edge: (m,) who reached a mentor, and over which edge. O(length of the chain).
    """
    while True:
        old = held[row]
        if old >= 0:
            left = cols[old]
            load[left] -= 1
            last = members[first[left] + load[left]]
            members[slot[row]] = last
            slot[last] = slot[row]
        held[row] = edge
        if edge >= 0:
            col = cols[edge]
            slot[row] = first[col] + load[col]
            members[slot[row]] = row
            load[col] += 1
        if old < 0 or cols[old] == until:
            break
        row, edge = by_row[cols[old]], by_edge[cols[old]]
