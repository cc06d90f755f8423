"""Prices to begin with: mentees bid for places, in big steps first and then in smaller ones.

Bertsekas, The auction algorithm: a distributed relaxation method for the assignment problem, Annals of Operations Research 14,
1988. Where all want the same mentors, bids reach in thousandths of the time what shortest paths reach step by step. The
result is not exact and need not be: the search that follows starts from these prices, and is.
"""

from __future__ import annotations

import numpy as np

from kith.pairing.candidates import Rows
from kith.pairing.holding import Ints, Longs
from kith.pairing.warming import ready

_FIRST, _LAST, _SMALLER = 4, 64, 5
"""A step is a quarter of the largest fit at first, a fifth of the one before, and the 64th of the n-th part at last."""

_BIDS = 200
"""For each mentee at most, in all."""


def prices(rows: Rows, first: Longs, least: int) -> Longs:
    """What a place at each mentor is about worth, from 0: (m,). first: as in Held. Every mentee needs a pair from `least` up."""
    mentees, mentors, best = len(rows.start) - 1, len(first) - 1, int(rows.fits.max(initial=0))
    price, steps = np.zeros(mentors, np.int64), np.array([best // _FIRST, best // (_LAST * mentees)], np.int64)
    place = np.zeros(first[-1], np.int64)
    scratch = [np.zeros(mentees, np.int64), np.zeros(first[-1], np.int64), first[:-1].copy()]
    most = _BIDS * mentees
    ready(walk)(
        rows.start, rows.cols, rows.fits, least, _SMALLER, most, first, np.maximum(steps, 1), price, place, *scratch
    )
    return np.asarray(price - price.min())


def cheapest(col: int, but: int, first: Longs, place: Longs) -> int:
    """The place at a mentor that costs least, but for one; −1 where there is no other."""
    found = -1
    for seat in range(first[col], first[col + 1]):
        if seat != but and (found < 0 or place[seat] < place[found]):
            found = seat
    return found


def bid(
    row: int,
    step: int,
    start: Longs,
    cols: Ints,
    fits: Ints,
    least: int,
    first: Longs,
    price: Longs,
    place: Longs,
    low: Longs,
) -> int:
    """Raise the place that a mentee likes best to where the second best is as good, and a step more. O(pairs of the mentee)."""
    best, second, chosen = -(1 << 60), -(1 << 60), -1
    for edge in range(start[row], start[row + 1]):
        if fits[edge] < least or fits[edge] <= second:
            break
        if first[cols[edge]] == first[cols[edge] + 1]:
            continue
        worth = fits[edge] - price[cols[edge]]
        if worth > best:
            best, second, chosen = worth, best, cols[edge]
        elif worth > second:
            second = worth
    taken = low[chosen]
    beside = cheapest(chosen, taken, first, place)
    if beside >= 0:
        second = max(second, best + price[chosen] - place[beside])
    place[taken] += step + (best - second if second > -(1 << 59) else 0)
    low[chosen] = cheapest(chosen, -1, first, place)
    price[chosen] = place[low[chosen]]
    return int(taken)


def walk(
    start: Longs,
    cols: Ints,
    fits: Ints,
    least: int,
    smaller: int,
    most: int,
    first: Longs,
    steps: Longs,
    price: Longs,
    place: Longs,
    queue: Longs,
    owner: Longs,
    low: Longs,
) -> None:
    """Have all bid until each has a place, with smaller and smaller steps, or until there were `most` bids."""
    mentees, step, bids = len(queue), steps[0], 0
    while bids < most:
        owner[:] = -1
        queue[:] = np.arange(mentees)
        head, waiting = 0, mentees
        while waiting > 0 and bids < most:
            row = queue[head]
            head, waiting, bids = (head + 1) % mentees, waiting - 1, bids + 1
            seat = bid(row, step, start, cols, fits, least, first, price, place, low)
            if owner[seat] >= 0:
                queue[(head + waiting) % mentees] = owner[seat]
                waiting += 1
            owner[seat] = row
        if step == steps[1]:
            break
        step = max(step // smaller, steps[1])


PARTS = (cheapest, bid)
TYPES = f"void(int64[::1], int32[::1], int32[::1], int64, int64, int64, {', '.join(['int64[::1]'] * 7)})"
