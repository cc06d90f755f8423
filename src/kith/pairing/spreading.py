"""Among matchings of equal worth, the one that burdens mentors evenly, and prefers the earlier mentor.

Harvey, Ladner, Lovász & Tamir, Semi-matchings for bipartite graphs and load balancing, Journal of Algorithms 59(1), 2006:
move one mentee along a chain of equally good pairs from a mentor with more to one with fewer, until no such chain is left.
"""

from __future__ import annotations

import numpy as np

from kith.pairing.candidates import Rows
from kith.pairing.holding import Held, Ints, Longs, shift
from kith.pairing.warming import ready


def spread(rows: Rows, least: int, held: Held, price: Longs, profit: Longs) -> None:
    """Change `held`, an optimum with its proof, to the one with the least Σ load², then the least Σ index of mentor.

    A mentor with a price stays full, as every optimum has it, and who is left without a mentor remains so.
    O(moves · equal pairs).
    """
    mentors = len(price)
    scratch = [np.zeros(mentors, np.int64) for _ in range(5)]
    state = (held.first, held.held, held.slot, held.load, held.members, price, profit)
    ready(walk)(rows.start, rows.cols, rows.fits, least, *state, *scratch)


def heaviest(load: Longs, price: Longs, dead: Longs) -> int:
    """The mentor who should be relieved first: most mentees, then the latest; −1 where nobody is left."""
    found = -1
    for col in range(len(load)):
        if load[col] > 0 and price[col] == 0 and dead[col] == 0 and (found < 0 or load[col] >= load[found]):
            found = col
    return found


def lighter(
    source: int,
    stamp: int,
    start: Longs,
    cols: Ints,
    fits: Ints,
    least: int,
    first: Longs,
    load: Longs,
    members: Longs,
    price: Longs,
    profit: Longs,
    seen: Longs,
    by_row: Longs,
    by_edge: Longs,
    queue: Longs,
    dead: Longs,
) -> int:
    """A mentor better off with one more than the source is with its last, at the end of a chain of equals; or −1.

    Then all that can be reached is dead: no later source, which is lighter, finds an end there.
    """
    mentors = len(load)
    queue[0], seen[source] = source, stamp
    head, tail = 0, 1
    while head < tail:
        col = queue[head]
        head += 1
        for place in range(first[col], first[col] + load[col]):
            row = members[place]
            for edge in range(start[row], start[row + 1]):
                if fits[edge] < least or fits[edge] < profit[row]:
                    break
                other = cols[edge]
                if seen[other] == stamp or dead[other] or fits[edge] != profit[row] + price[other]:
                    continue
                seen[other], by_row[other], by_edge[other] = stamp, row, edge
                has_room = load[other] < first[other + 1] - first[other]
                if has_room and load[other] * mentors + other < (load[source] - 1) * mentors + source:
                    return int(other)
                queue[tail] = other
                tail += 1
    for place in range(tail):
        dead[queue[place]] = 1
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
    price: Longs,
    profit: Longs,
    seen: Longs,
    by_row: Longs,
    by_edge: Longs,
    queue: Longs,
    dead: Longs,
) -> None:
    """Relieve the heaviest again and again."""
    stamp = 0
    source = heaviest(load, price, dead)
    while source >= 0:
        stamp += 1
        end = lighter(
            source,
            stamp,
            start,
            cols,
            fits,
            least,
            first,
            load,
            members,
            price,
            profit,
            seen,
            by_row,
            by_edge,
            queue,
            dead,
        )
        if end >= 0:
            shift(cols, by_row[end], by_edge[end], source, by_row, by_edge, first, held, slot, load, members)
        source = heaviest(load, price, dead)


PARTS = (shift, heaviest, lighter)
TYPES = f"void(int64[::1], int32[::1], int32[::1], int64, {', '.join(['int64[::1]'] * 12)})"
