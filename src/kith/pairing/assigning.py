"""The best sum of fits, by shortest augmenting paths with prices of the mentors and profits of the mentees.

Jonker & Volgenant, A shortest augmenting path algorithm for dense and sparse linear assignment problems, Computing 38, 1987;
here with room for several mentees at a mentor, and with rows in order of fit, so that a search reads no further in a row than
a path could still get shorter. Being left without a mentor is one more end of a path, so dear that as few as possible are.
"""

from __future__ import annotations

import numpy as np

from kith.pairing import bidding
from kith.pairing.candidates import Rows
from kith.pairing.holding import Held, Ints, Longs, shift
from kith.pairing.warming import ready

_EMPTY = 4
"""Places left empty, for each mentee, up to which each is filled with nobody, so that bids can say where to begin."""


def assign(rows: Rows, capacity: Longs, least: int, matched: int) -> tuple[Held, Longs, Longs]:
    """The matching of as many as possible with the largest sum, of fits from `least` up; prices (m,) and profits (n,).

    matched: how many that are. price + profit ≥ fit for every pair, equal where matched; only a full mentor has a price. That
    proves it the best. O(matched · pairs · log) at worst.
    """
    mentees, room = len(rows.start) - 1, np.minimum(capacity, len(rows.start) - 1)
    empty, left = int(room.sum()) - matched, mentees - matched
    if left < matched and empty <= _EMPTY * mentees:
        return _filled(rows, room, least, left, empty)
    held = Held.nobody(mentees, room)
    price = np.zeros(len(room), np.int64)
    return held, price, _searched(rows, held, price, least)


def _filled(rows: Rows, room: Longs, least: int, left: int, empty: int) -> tuple[Held, Longs, Longs]:
    """With every place taken, prices may begin anywhere: where bids end.

    So many are left without: they have places at one mentor more, whom all like as little as anybody. So many places stay
    empty: nobody in particular takes them, who likes all mentors as much.
    """
    mentees, there = len(rows.start) - 1, np.flatnonzero(room).astype(np.int32)
    wide = _with_one_more(rows, least, len(room))
    places = np.append(room, left)
    price = bidding.prices(wide, Held.nobody(mentees, places).first, least)
    start = np.append(wide.start, wide.start[-1] + len(there)) if empty else wide.start
    cols, fits = np.append(wide.cols, there), np.append(wide.fits, np.full_like(there, least))
    held = Held.nobody(mentees + empty, places)
    profit = _searched(Rows(start, cols, fits), held, price, least)
    edges = held.held[:mentees]
    edges = np.where(cols[edges] == len(room), -1, edges - np.arange(mentees))
    lowest = price[there].min()
    return Held.of(edges, rows.cols, room), price[:-1] - lowest, profit[:mentees] + lowest


def _with_one_more(rows: Rows, least: int, mentor: int) -> Rows:
    """The rows with one more mentor, at the end of what is good enough in each: an edge in row i moves by i."""
    number, good = np.arange(len(rows.start)), np.concatenate([[0], np.cumsum(rows.fits >= least)])
    ends = rows.start[:-1] + good[rows.start[1:]] - good[rows.start[:-1]]
    cols = np.insert(rows.cols, ends, mentor)
    return Rows(rows.start + number, cols, np.insert(rows.fits, ends, least))


def _searched(rows: Rows, held: Held, price: Longs, least: int) -> Longs:
    """Match everybody, from these prices on; the profits. Whoever comes after the last row has that row as well."""
    mentees, mentors = len(held.held), len(price)
    profit = np.zeros(mentees, np.int64)
    alone = 4 * (mentees + 1) * (int(rows.fits.max(initial=0)) + 1) + 2 * int(price.max(initial=0))
    state = (held.first, held.held, held.slot, held.load, held.members, price, profit)
    scratch = [np.zeros(mentors, np.int64) for _ in range(7)]
    ready(walk)(rows.start, rows.cols, rows.fits, least, alone, *state, *scratch)
    return profit


def rise(col: int, heap: Longs, where: Longs, dist: Longs) -> None:
    """Move an entry, from its place, up the heap to where it belongs. O(log size)."""
    place = where[col]
    while place > 0 and dist[heap[(place - 1) // 2]] > dist[col]:
        heap[place] = heap[(place - 1) // 2]
        where[heap[place]] = place
        place = (place - 1) // 2
    heap[place] = col
    where[col] = place


def pop(heap: Longs, size: int, where: Longs, dist: Longs) -> int:
    """Take the nearest off a heap of so many. O(log size)."""
    top, col = heap[0], heap[size - 1]
    size -= 1
    place = 0
    while 2 * place + 1 < size:
        child = 2 * place + 1
        if child + 1 < size and dist[heap[child + 1]] < dist[heap[child]]:
            child += 1
        if dist[heap[child]] >= dist[col]:
            break
        heap[place] = heap[child]
        where[heap[place]] = place
        place = child
    if size > 0:
        heap[place] = col
        where[col] = place
    return int(top)


def gain(row: int, start: Longs, cols: Ints, fits: Ints, least: int, alone: int, price: Longs) -> int:
    """The best that a mentee can have at these prices."""
    best = -alone
    at = min(row, len(start) - 2)
    for edge in range(start[at], start[at + 1]):
        if fits[edge] < least or fits[edge] <= best:
            break
        best = max(best, fits[edge] - price[cols[edge]])
    return int(best)


def scan(
    row: int,
    base: int,
    source: int,
    start: Longs,
    cols: Ints,
    fits: Ints,
    least: int,
    alone: int,
    first: Longs,
    load: Longs,
    price: Longs,
    profit: Longs,
    dist: Longs,
    by_row: Longs,
    by_edge: Longs,
    heap: Longs,
    where: Longs,
    mark: Longs,
    end: Longs,
) -> None:
    """Go on from a mentee at a distance: to nobody, to mentors with room, to others that may pass one on.

    end: nearest end's distance, its mentee and edge, and how many wait in the heap.
    """
    slack = base + profit[row]
    if slack + alone < end[0]:
        end[0], end[1], end[2] = slack + alone, row, -1
    at = min(row, len(start) - 2)
    for edge in range(start[at], start[at + 1]):
        if fits[edge] < least or slack - fits[edge] > end[0]:
            break
        col = cols[edge]
        far = slack - fits[edge] + price[col]
        if load[col] < first[col + 1] - first[col]:
            # of ends as near, the one with fewer mentees, then the earlier
            if far < end[0] or (
                far == end[0]
                and end[2] >= 0
                and load[col] * len(load) + col < load[cols[end[2]]] * len(load) + cols[end[2]]
            ):
                end[0], end[1], end[2] = far, row, edge
        elif far < end[0] and (mark[col] != source or far < dist[col]):
            if mark[col] != source:
                where[col] = end[3]
                end[3] += 1
            mark[col], dist[col], by_row[col], by_edge[col] = source, far, row, edge
            rise(col, heap, where, dist)


def walk(
    start: Longs,
    cols: Ints,
    fits: Ints,
    least: int,
    alone: int,
    first: Longs,
    held: Longs,
    slot: Longs,
    load: Longs,
    members: Longs,
    price: Longs,
    profit: Longs,
    dist: Longs,
    by_row: Longs,
    by_edge: Longs,
    heap: Longs,
    where: Longs,
    mark: Longs,
    passed: Longs,
) -> None:
    """Add one mentee after the other, each over the shortest path to a mentor with room, or to nobody."""
    end = np.zeros(4, np.int64)
    mark[:] = -1
    for source in range(len(held)):
        profit[source] = gain(source, start, cols, fits, least, alone, price)
        end[0], end[1], end[2], end[3] = profit[source] + alone, source, -1, 0
        count = 0
        scan(
            source, 0, source, start, cols, fits, least, alone, first, load, price, profit,
            dist, by_row, by_edge, heap, where, mark, end,
        )  # fmt: skip
        while end[3] > 0 and dist[heap[0]] < end[0]:
            col = pop(heap, end[3], where, dist)
            end[3] -= 1
            passed[count] = col
            count += 1
            for place in range(first[col], first[col] + load[col]):
                scan(
                    members[place], dist[col], source, start, cols, fits, least, alone, first, load, price, profit,
                    dist, by_row, by_edge, heap, where, mark, end,
                )  # fmt: skip
        for number in range(count):
            col = passed[number]
            more = end[0] - dist[col]
            price[col] += more
            for place in range(first[col], first[col] + load[col]):
                profit[members[place]] -= more
        profit[source] -= end[0]
        shift(cols, end[1], end[2], -1, by_row, by_edge, first, held, slot, load, members)


PARTS = (shift, rise, pop, gain, scan)
TYPES = f"void(int64[::1], int32[::1], int32[::1], int64, int64, {', '.join(['int64[::1]'] * 14)})"
