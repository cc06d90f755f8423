"""How many mentees can be matched, and the best worst match with which as many can.

Largest matchings by augmenting paths, all searches of a phase on separate parts of the graph (Pothen & Fan, Computing the
block triangular form of a sparse matrix, ACM TOMS 16(4), 1990); the bottleneck by halving the range of fits, each search
starting from the matching that the last fit too high left behind.
"""

from __future__ import annotations

import numpy as np

from kith.pairing.candidates import Rows
from kith.pairing.holding import Held, Ints, Longs, shift
from kith.pairing.warming import ready


def most(rows: Rows, capacity: Longs) -> tuple[int, int]:
    """How many can be matched at most, and the largest whole fit that all matched pairs can then reach, 0 for none.

    capacity: (m,) ≥ 0. O(log(range) · √n · pairs) as a rule.
    """
    start = Held.nobody(len(rows.start) - 1, capacity)
    matched, _ = _matched(rows, 0, start.copy())
    low, high = 0, int(rows.fits.max(initial=0))
    if matched == len(rows.start) - 1 and matched:
        high = int(rows.fits[rows.start[:-1]].min())
    while low < high:
        least = (low + high + 1) // 2
        held = start.copy()
        reached, below = _matched(rows, least, held)
        if reached == matched:
            low = least
        else:
            high, start = min(least - 1, below), held
    return matched, low


def _matched(rows: Rows, least: int, held: Held) -> tuple[int, int]:
    """Match as many as can be with fits from `least` up: how many, and the largest lower fit that could match more, or −1."""
    mentees, mentors = len(held.held), len(held.load)
    scratch = [np.zeros(mentors, np.int64) for _ in range(3)]
    told = np.zeros(2, np.int64)
    state = (held.first, held.held, held.slot, held.load, held.members)
    ready(walk)(rows.start, rows.cols, rows.fits, least, *state, *scratch, np.zeros(mentees + 1, np.int64), told)
    return int(told[0]), int(told[1])


def look(
    source: int,
    start: Longs,
    cols: Ints,
    fits: Ints,
    least: int,
    first: Longs,
    load: Longs,
    members: Longs,
    phase: int,
    seen: Longs,
    by_row: Longs,
    by_edge: Longs,
    queue: Longs,
    told: Longs,
) -> int:
    """Seek a mentor with room from a mentee without one, breadth first, past mentors not seen in this phase; or −1."""
    queue[0] = source
    head, tail = 0, 1
    while head < tail:
        row = queue[head]
        head += 1
        for edge in range(start[row], start[row + 1]):
            if fits[edge] < least:
                told[1] = max(told[1], fits[edge])
                break
            col = cols[edge]
            if seen[col] == phase:
                continue
            seen[col], by_row[col], by_edge[col] = phase, row, edge
            if load[col] < first[col + 1] - first[col]:
                return int(col)
            for place in range(first[col], first[col] + load[col]):
                queue[tail] = members[place]
                tail += 1
    return -1


def walk(
    start: Longs,
    cols: Ints,
    fits: Ints,
    least: int,
    first: Longs,
    held: Longs,
    slot: Longs,
    load: Longs,
    members: Longs,
    seen: Longs,
    by_row: Longs,
    by_edge: Longs,
    queue: Longs,
    told: Longs,
) -> None:
    """Match until no path is left. told: how many are matched, and the best fit that was too low where all ends are dead."""
    phase, found = 0, 1
    while found:
        phase += 1
        found = 0
        told[0], told[1] = 0, -1
        for source in range(len(held)):
            if held[source] < 0:
                col = look(
                    source, start, cols, fits, least, first, load, members, phase, seen, by_row, by_edge, queue, told
                )
                if col >= 0:
                    shift(cols, by_row[col], by_edge[col], -1, by_row, by_edge, first, held, slot, load, members)
                    found += 1
            told[0] += held[source] >= 0


PARTS = (shift, look)
TYPES = f"void(int64[::1], int32[::1], int32[::1], int64, {', '.join(['int64[::1]'] * 10)})"
