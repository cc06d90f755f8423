"""Annealing for real life: tables of any size, people late, locked, apart or together, earlier meetings, wishes.

The state is a seating of every round. A step swaps two people of a round (or a set that stays together with as many
others) and is kept by Metropolis' rule; half of the steps start from somebody who sits with a person met elsewhere.
Kirkpatrick, Gelatt & Vecchi, Optimization by simulated annealing, Science 220 (1983).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kith.seating.chance import dice, draw
from kith.seating.warming import Clock, ready

Ints = NDArray[np.int32]

UNIT = 1000
"""The cost of one repeat, so that wishes can be fractions in whole numbers."""

HOT, COLD = 0.7, 0.1


@dataclass(frozen=True)
class Ground:
    """What is asked, as arrays.

    table_of: (R, S) the table of each seat, −1 beyond the last. start: (R, T + 1) the first seat of each table. loose: (R, n)
    1 for who may be moved alone. units: (U, k) people who move together, −1 beyond the last; unit_start: (R + 1,) the
    first of each round. extra: (n, n) the cost of sitting together beside repeats, or (1, 1) where there is none. earlier:
    (n, n) meetings before. step_cost: (m,) what a further meeting costs those who met so often; where the first is below 0,
    pairs who have not met are what is to be mended, and otherwise those who met before.
    """

    table_of: Ints
    start: Ints
    loose: NDArray[np.uint8]
    units: Ints
    unit_start: Ints
    extra: Ints
    earlier: NDArray[np.int16]
    step_cost: NDArray[np.int64]


class State:
    """A seating of every round and what it costs. seats: (R, S) who sits there, −1 beyond the last."""

    def __init__(self, ground: Ground, seats: Ints) -> None:
        self.ground = ground
        self.seats = np.ascontiguousarray(seats, np.int32)
        self.count = ground.earlier.copy()
        self.cost = self._charge()
        self.best = self.seats.copy()
        self.tally = np.array([self.cost, self.cost, 0], np.int64)

    def cool(self, steps: int, clock: Clock, seed: int, goal: int, hot: float = HOT, cold: float = COLD) -> int:
        """One cooling of so many steps, ended early at a cost of `goal` or by the clock; the best cost so far."""
        ground, state, done = self.ground, dice(seed), 0
        busy = np.zeros(self.seats.size, np.int32)
        run = ready(walk)
        where = self._where()
        while done < steps and clock.left and self.tally[1] > goal:
            piece = clock.piece(steps - done)
            run(
                self.seats,
                self.best,
                where,
                self.count,
                ground.table_of,
                ground.start,
                ground.loose,
                ground.units,
                ground.unit_start,
                ground.extra,
                ground.step_cost,
                busy,
                done,
                piece,
                steps,
                hot * UNIT,
                cold * UNIT,
                goal,
                state,
                self.tally,
            )
            done += piece
        return int(self.tally[1])

    def _where(self) -> Ints:
        where = np.full((len(self.seats), len(self.count)), -1, np.int32)
        for row, seats in enumerate(self.seats):
            taken = np.flatnonzero(seats >= 0)
            where[row, seats[taken]] = taken
        return where

    def _charge(self) -> int:
        """Count every meeting; what they cost together, earlier ones free."""
        cost, ground = 0, self.ground
        wished = len(ground.extra) > 1
        for seats, start in zip(self.seats, ground.start, strict=True):
            for first, last in pairwise(start):
                table = seats[first:last]
                for place, a in enumerate(table):
                    others = table[:place]
                    cost += int(ground.step_cost[self.count[a, others]].sum())
                    cost += int(ground.extra[a, others].sum()) if wished else 0
                    self.count[a, others] += 1
                    self.count[others, a] += 1
        return cost


def together(count: NDArray[np.int16], extra: Ints, step_cost: NDArray[np.int64], a: int, b: int, less: int) -> int:
    """What one more meeting of two would cost (less 0), or their last one did (less 1)."""
    cost: int = step_cost[count[a, b] - less]
    if len(extra) > 1:
        cost += extra[a, b]
    return cost


def price(
    seats: Ints,
    row: int,
    one: int,
    other: int,
    table_of: Ints,
    start: Ints,
    count: NDArray[np.int16],
    extra: Ints,
    step_cost: NDArray[np.int64],
) -> int:
    """By how much the cost grows when two seats of a round change people. O(table)."""
    a, b = seats[row, one], seats[row, other]
    here, there = table_of[row, one], table_of[row, other]
    cost = 0
    for seat in range(start[row, here], start[row, here + 1]):
        if seat != one:
            x = seats[row, seat]
            cost += together(count, extra, step_cost, b, x, 0) - together(count, extra, step_cost, a, x, 1)
    for seat in range(start[row, there], start[row, there + 1]):
        if seat != other:
            x = seats[row, seat]
            cost += together(count, extra, step_cost, a, x, 0) - together(count, extra, step_cost, b, x, 1)
    return cost


def swap(
    seats: Ints,
    where: Ints,
    row: int,
    one: int,
    other: int,
    table_of: Ints,
    start: Ints,
    count: NDArray[np.int16],
) -> None:
    """Have two seats of a round change people, and count their meetings. O(table)."""
    a, b = seats[row, one], seats[row, other]
    here, there = table_of[row, one], table_of[row, other]
    for seat in range(start[row, here], start[row, here + 1]):
        if seat != one:
            x = seats[row, seat]
            count[a, x] -= 1
            count[x, a] -= 1
            count[b, x] += 1
            count[x, b] += 1
    for seat in range(start[row, there], start[row, there + 1]):
        if seat != other:
            x = seats[row, seat]
            count[b, x] -= 1
            count[x, b] -= 1
            count[a, x] += 1
            count[x, a] += 1
    seats[row, one], seats[row, other] = b, a
    where[row, a], where[row, b] = other, one


def find_busy(
    seats: Ints,
    table_of: Ints,
    start: Ints,
    loose: NDArray[np.uint8],
    count: NDArray[np.int16],
    extra: Ints,
    step_cost: NDArray[np.int64],
    busy: Ints,
) -> int:
    """Write the places (round · S + seat) of all whose company costs something, and say how many. O(all · table)."""
    found = 0
    rows, width = seats.shape
    for row in range(rows):
        for one in range(width):
            here = table_of[row, one]
            if here < 0 or not loose[row, seats[row, one]]:
                continue
            for seat in range(start[row, here], start[row, here + 1]):
                if seat != one and together(count, extra, step_cost, seats[row, one], seats[row, seat], 1) > 0:
                    busy[found] = row * width + one
                    found += 1
                    break
    return found


def find_unmet(count: NDArray[np.int16], busy: Ints) -> int:
    """Write pairs (a · n + b) who have not met, as many as there is room for, and say how many. O(n²)."""
    found, people = 0, len(count)
    for a in range(people):
        for b in range(people):
            if a != b and count[a, b] == 0 and found < len(busy):
                busy[found] = a * people + b
                found += 1
    return found


def beside(
    pair: int, seats: Ints, where: Ints, table_of: Ints, start: Ints, state: NDArray[np.int64]
) -> tuple[int, int]:
    """In some round, the place of the one and a seat at the table of the other."""
    row, people = draw(state, len(seats)), where.shape[1]
    there = table_of[row, where[row, pair % people]]
    first = start[row, there]
    other = first + draw(state, start[row, there + 1] - first)
    return row * seats.shape[1] + where[row, pair // people], other


def shift(
    seats: Ints,
    where: Ints,
    row: int,
    unit: int,
    table_of: Ints,
    start: Ints,
    loose: NDArray[np.uint8],
    units: Ints,
    unit_start: Ints,
    count: NDArray[np.int16],
    extra: Ints,
    step_cost: NDArray[np.int64],
    swaps: Ints,
    state: NDArray[np.int64],
) -> int:
    """Exchange a unit with another, or with loose people of one table; swaps gets the seats. Returns the cost's growth."""
    here = table_of[row, where[row, units[unit, 0]]]
    size = 0
    while size < units.shape[1] and units[unit, size] >= 0:
        swaps[size, 0] = where[row, units[unit, size]]
        size += 1
    swaps[-1, 0] = 0
    found = 0
    if draw(state, 2):
        rival = unit_start[row] + draw(state, unit_start[row + 1] - unit_start[row])
        there = table_of[row, where[row, units[rival, 0]]]
        while found < units.shape[1] and units[rival, found] >= 0:
            swaps[found, 1] = where[row, units[rival, found]]
            found += 1
    else:
        there = table_of[row, draw(state, start[row, -1])]
        first, last = start[row, there], start[row, there + 1]
        begin = draw(state, last - first)
        for place in range(last - first):
            seat = first + (begin + place) % (last - first)
            if found < size and loose[row, seats[row, seat]]:
                swaps[found, 1] = seat
                found += 1
    if there == here or found != size:
        return 0
    cost = 0
    for k in range(size):
        cost += price(seats, row, swaps[k, 0], swaps[k, 1], table_of, start, count, extra, step_cost)
        swap(seats, where, row, swaps[k, 0], swaps[k, 1], table_of, start, count)
    swaps[-1, 0] = size
    return cost


def passes(more: int, heat: float, state: NDArray[np.int64]) -> bool:
    """Metropolis' rule: whether a change that costs so much more is kept at this heat."""
    return more <= 0 or draw(state, 1 << 30) < np.exp(-more / heat) * (1 << 30)


def move_unit(
    seats: Ints,
    where: Ints,
    count: NDArray[np.int16],
    table_of: Ints,
    start: Ints,
    loose: NDArray[np.uint8],
    units: Ints,
    unit_start: Ints,
    extra: Ints,
    step_cost: NDArray[np.int64],
    swaps: Ints,
    heat: float,
    state: NDArray[np.int64],
) -> int:
    """Try to seat some unit elsewhere; by how much the cost grew, 0 where it stayed."""
    unit = draw(state, len(units))
    row = 0
    while unit_start[row + 1] <= unit:
        row += 1
    more = shift(
        seats, where, row, unit, table_of, start, loose, units, unit_start, count, extra, step_cost, swaps, state
    )
    if passes(more, heat, state):
        return more
    for k in range(swaps[-1, 0] - 1, -1, -1):
        swap(seats, where, row, swaps[k, 0], swaps[k, 1], table_of, start, count)
    return 0


def move_one(
    seats: Ints,
    where: Ints,
    count: NDArray[np.int16],
    table_of: Ints,
    start: Ints,
    loose: NDArray[np.uint8],
    extra: Ints,
    step_cost: NDArray[np.int64],
    place: int,
    other: int,
    heat: float,
    state: NDArray[np.int64],
) -> int:
    """Try to have whoever sits at a place change with the other seat of the round; by how much the cost grew."""
    row, one = place // seats.shape[1], place % seats.shape[1]
    here, there = table_of[row, one], table_of[row, other]
    if here < 0 or there < 0 or here == there or not (loose[row, seats[row, one]] and loose[row, seats[row, other]]):
        return 0
    more = price(seats, row, one, other, table_of, start, count, extra, step_cost)
    if not passes(more, heat, state):
        return 0
    swap(seats, where, row, one, other, table_of, start, count)
    return more


def walk(
    seats: Ints,
    best: Ints,
    where: Ints,
    count: NDArray[np.int16],
    table_of: Ints,
    start: Ints,
    loose: NDArray[np.uint8],
    units: Ints,
    unit_start: Ints,
    extra: Ints,
    step_cost: NDArray[np.int64],
    busy: Ints,
    done: int,
    piece: int,
    steps: int,
    hot: float,
    cold: float,
    goal: int,
    state: NDArray[np.int64],
    tally: NDArray[np.int64],
) -> None:
    """Take `piece` steps after `done` of `steps`, down to a cost of `goal`. tally: the cost now, the best one, and how
    many places are busy. O(piece · table)."""
    swaps = np.zeros((units.shape[1] + 1, 2), np.int32)
    every = max(64, seats.size // 8)
    for step in range(done, done + piece):
        if tally[1] <= goal:
            break
        if step % every == 0:
            if step_cost[0] < 0:
                tally[2] = find_unmet(count, busy)
            else:
                tally[2] = find_busy(seats, table_of, start, loose, count, extra, step_cost, busy)
        heat = hot * (cold / hot) ** (step / steps)
        if len(units) and draw(state, 4) == 0:
            tally[0] += move_unit(
                seats, where, count, table_of, start, loose, units, unit_start, extra, step_cost, swaps, heat, state
            )
        else:
            place, other = draw(state, seats.size), draw(state, seats.shape[1])
            if tally[2] and draw(state, 2):
                place = busy[draw(state, tally[2])]
                if step_cost[0] < 0:
                    place, other = beside(place, seats, where, table_of, start, state)
            tally[0] += move_one(
                seats, where, count, table_of, start, loose, extra, step_cost, place, other, heat, state
            )
        if tally[0] < tally[1]:
            tally[1] = tally[0]
            best[:, :] = seats


PARTS = (draw, together, price, swap, find_busy, find_unmet, beside, shift, passes, move_unit, move_one)
TYPES = (
    "void(int32[:,::1], int32[:,::1], int32[:,::1], int16[:,::1], int32[:,::1], int32[:,::1], uint8[:,::1], int32[:,::1],"
    " int32[::1], int32[:,::1], int64[::1], int32[::1], int64, int64, int64, float64, float64, int64, int64[::1], int64[::1])"
)
