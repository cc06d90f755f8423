"""Tabu search for rounds without a repeat: always the best swap that touches a conflict and was not made lately.

Dotú & Van Hentenryck, Scheduling social golfers locally, CPAIOR 2005: the same neighbourhood, tenure drawn at random from a
small range, a swap that beats the best so far always allowed, and a few random swaps after a long time without progress.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kith.seating.chance import dice, draw
from kith.seating.warming import Clock, ready

Ints = NDArray[np.int32]
Rounds = list[list[list[int]]]

_PATIENCE = 4_000
_MOST = 400_000


def search(tables: int, size: int, rounds: int, clock: Clock, seed: int) -> Rounds | None:
    """So many rounds without a repeat, or None if none was found within the steps or in time."""
    people = tables * size
    random = np.random.default_rng(seed % (1 << 63))
    seats = np.stack([np.arange(people)] + [random.permutation(people) for _ in range(rounds - 1)]).astype(np.int32)
    count = np.zeros((people, people), np.int16)
    for row in seats:
        for table in row.reshape(tables, size):
            count[np.ix_(table, table)] += 1
    pairs = count[np.triu_indices(people, 1)].astype(np.int64)
    cost = int((pairs * (pairs - 1) // 2).sum())
    banned = np.zeros((rounds, people, people), np.int32)
    tally = np.array([cost, cost, 0], np.int64)
    state, done = dice(seed), 0
    run = ready(walk)
    while tally[0] and done < _MOST and clock.left:
        piece = clock.piece(_MOST - done)
        run(seats, size, count, banned, done, piece, _PATIENCE, state, tally)
        done += piece
    if tally[0]:
        return None
    found: Rounds = seats.reshape(rounds, tables, size).tolist()
    return found


def price(seats: Ints, row: int, one: int, other: int, size: int, count: NDArray[np.int16]) -> int:
    """By how much the conflicts grow when two seats of a round change people. O(size)."""
    a, b = seats[row, one], seats[row, other]
    cost = 0
    first = one - one % size
    for seat in range(first, first + size):
        if seat != one:
            cost += count[b, seats[row, seat]] - count[a, seats[row, seat]] + 1
    first = other - other % size
    for seat in range(first, first + size):
        if seat != other:
            cost += count[a, seats[row, seat]] - count[b, seats[row, seat]] + 1
    return cost


def swap(seats: Ints, row: int, one: int, other: int, size: int, count: NDArray[np.int16]) -> None:
    """Have two seats of a round change people, and count their meetings."""
    for place, person, less in ((one, seats[row, one], -1), (other, seats[row, other], -1)):
        first = place - place % size
        for seat in range(first, first + size):
            if seat != place:
                count[person, seats[row, seat]] += less
                count[seats[row, seat], person] += less
    seats[row, one], seats[row, other] = seats[row, other], seats[row, one]
    for place, person, more in ((one, seats[row, one], 1), (other, seats[row, other], 1)):
        first = place - place % size
        for seat in range(first, first + size):
            if seat != place:
                count[person, seats[row, seat]] += more
                count[seats[row, seat], person] += more


def in_conflict(seats: Ints, row: int, one: int, size: int, count: NDArray[np.int16]) -> bool:
    """Whether somebody at the table was met elsewhere as well."""
    first = one - one % size
    for seat in range(first, first + size):  # noqa: SIM110 - a plain loop is what compiles well
        if seat != one and count[seats[row, one], seats[row, seat]] > 1:
            return True
    return False


def pick(
    seats: Ints,
    size: int,
    count: NDArray[np.int16],
    banned: Ints,
    step: int,
    state: NDArray[np.int64],
    tally: NDArray[np.int64],
    chosen: NDArray[np.int64],
) -> None:
    """The best swap that touches a conflict, ties at random; chosen: its growth, round and two seats, round −1 for none."""
    rounds, people = seats.shape
    chosen[0], chosen[1], ties = 1 << 30, -1, 0
    for row in range(1, rounds):
        for one in range(people):
            if not in_conflict(seats, row, one, size, count):
                continue
            for other in range(people):
                more = price(seats, row, one, other, size, count) if other // size != one // size else 1 << 30
                allowed = banned[row, seats[row, one], seats[row, other]] <= step or tally[0] + more < tally[1]
                if more > chosen[0] or more == 1 << 30 or not allowed:
                    continue
                ties = 1 if more < chosen[0] else ties + 1
                if more < chosen[0] or draw(state, ties) == 0:
                    chosen[0], chosen[1], chosen[2], chosen[3] = more, row, one, other


def shake(
    seats: Ints, size: int, count: NDArray[np.int16], swaps: int, state: NDArray[np.int64], tally: NDArray[np.int64]
) -> None:
    """A few swaps at random."""
    rounds, people = seats.shape
    for _ in range(swaps):
        row, one, other = 1 + draw(state, rounds - 1), draw(state, people), draw(state, people)
        if one // size != other // size:
            tally[0] += price(seats, row, one, other, size, count)
            swap(seats, row, one, other, size, count)


def walk(
    seats: Ints,
    size: int,
    count: NDArray[np.int16],
    banned: Ints,
    done: int,
    piece: int,
    patience: int,
    state: NDArray[np.int64],
    tally: NDArray[np.int64],
) -> None:
    """Take `piece` steps after `done`. tally: conflicts now, the fewest, the step when they were. Round 0 stays as it is.

    O(piece · conflicts · people · size).
    """
    chosen = np.zeros(4, np.int64)
    for step in range(done, done + piece):
        if tally[0] == 0:
            break
        pick(seats, size, count, banned, step, state, tally, chosen)
        row, one, other = chosen[1], chosen[2], chosen[3]
        if row < 0:
            shake(seats, size, count, 1, state, tally)
            continue
        a, b = seats[row, one], seats[row, other]
        banned[row, a, b] = banned[row, b, a] = step + 4 + draw(state, 97)
        swap(seats, row, one, other, size, count)
        tally[0] += chosen[0]
        if tally[0] < tally[1]:
            tally[1], tally[2] = tally[0], step
        elif step - tally[2] > patience:
            shake(seats, size, count, 4, state, tally)
            tally[1], tally[2] = tally[0], step


PARTS = (draw, price, swap, in_conflict, pick, shake)
TYPES = "void(int32[:,::1], int64, int16[:,::1], int32[:,:,::1], int64, int64, int64, int64[::1], int64[::1])"
