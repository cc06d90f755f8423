"""Everybody meets everybody in few rounds: annealing on the pairs that have not met, seats that stay empty included.

The problem of the happy diner. Rounds without a repeat come first, with further ones for the pairs that they leave.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kith.seating import bounds, closed, perfect, thinning
from kith.seating.annealing import UNIT, Ground, State
from kith.seating.warming import Clock

Rounds = list[list[list[int]]]

_FIRST, _LONGEST = 100, 6_400  # steps a seat of the first cooling, and of the longest
_TRIES = 90  # coolings at most
_HOT, _COLD = 0.3, 0.1
_MOST_KNOWN = 100  # people; beyond, only closed forms are continued


def everyone(people: int, size: int, clock: Clock, seed: int) -> Rounds:
    """Rounds in which each pair meets at least once, as few as were found. People from 1, size from 2."""
    if people <= size:
        return [[list(range(people))]]
    least = bounds.fewest_rounds(people, size)
    found = _continued(people, size, clock, seed)
    if found is None or len(found) > least:
        other = _soon(people, size, least, clock, seed)
        found = other if found is None or len(other) < len(found) else found
    return _fewer(people, size, least, found, clock, seed)


def _continued(people: int, size: int, clock: Clock, seed: int) -> Rounds | None:
    """As many rounds without a repeat as are found soon, and further ones for the pairs that are left."""
    tables = -(-people // size)
    part = clock.part(0.15)
    most = bounds.most_rounds(tables, size) if people <= _MOST_KNOWN else 0
    sure = closed.rounds(tables, size)
    for rounds in range(max(most, sure), max(sure, most - 3) - 1, -1):
        found = perfect.schedule(tables, size, rounds, part.part(0.4), seed)
        out = None if found is None else thinning.strangers(found, tables * size, tables * size - people)
        if found is not None and out is not None:
            return _completed(thinning.without(found, out), people, size)
    return None


def _soon(people: int, size: int, least: int, clock: Clock, seed: int) -> Rounds:
    """Some plan soon: more rounds each time, and when time ends what is unmet is seated greedily."""
    tables, rounds = -(-people // size), least
    while True:
        state = _state(people, size, rounds, tables, seed * 31 + rounds)
        if _cooled(state, people, _FIRST, clock, seed):
            return _as_lists(state.best, people, size)
        if not clock.left:
            return _completed(_as_lists(state.best, people, size), people, size)
        rounds += max(1, rounds // 25)


def _fewer(people: int, size: int, least: int, found: Rounds, clock: Clock, seed: int) -> Rounds:
    """One round less each time, with longer coolings where short ones do not reach it; also at one more table, as an empty
    seat here and there lets others meet."""
    fewest, steps, turn = -(-people // size), _FIRST * 16, 0
    while len(found) > least and clock.left and turn < _TRIES:
        seed, turn = seed + 1, turn + 1
        state = _state(people, size, len(found) - 1, fewest + (turn % 4 == 3), seed)
        if _cooled(state, people, steps, clock, seed):
            found = _as_lists(state.best, people, size)
        elif turn % 3 == 0:
            steps = min(steps * 2, _LONGEST)
    return found


def _cooled(state: State, people: int, steps: int, clock: Clock, seed: int) -> bool:
    goal = -UNIT * (people * (people - 1) // 2)
    return state.cool(steps * state.seats.size, clock, seed, goal, _HOT, _COLD) <= goal


def _state(people: int, size: int, rounds: int, tables: int, seed: int) -> State:
    """Tables with all seats; empty ones are people whom everybody has met."""
    width = tables * size
    earlier = np.zeros((width, width), np.int16)
    earlier[people:, :] = earlier[:, people:] = 1
    step_cost = np.zeros(rounds + 2, np.int64)
    step_cost[0] = -UNIT
    ground = Ground(
        table_of=np.tile(np.repeat(np.arange(tables, dtype=np.int32), size), (rounds, 1)),
        start=np.tile(np.arange(0, width + 1, size, dtype=np.int32), (rounds, 1)),
        loose=np.ones((rounds, width), np.uint8),
        units=np.zeros((0, 1), np.int32),
        unit_start=np.zeros(rounds + 1, np.int32),
        extra=np.zeros((1, 1), np.int32),
        earlier=earlier,
        step_cost=step_cost,
    )
    random = np.random.default_rng(seed % (1 << 63))
    return State(ground, np.stack([random.permutation(width) for _ in range(rounds)]).astype(np.int32))


def _as_lists(seats: NDArray[np.int32], people: int, size: int) -> Rounds:
    """The rounds without empty seats and tables."""
    rows = [[[p for p in table if p < people] for table in row.reshape(-1, size).tolist()] for row in seats]
    return [[table for table in row if table] for row in rows]


def _completed(rounds: Rounds, people: int, size: int) -> Rounds:
    """Further rounds until all have met: each table is begun by whoever misses most, and joined by whom it misses most."""
    unmet = np.ones((people, people), np.int64)
    np.fill_diagonal(unmet, 0)
    for tables in rounds:
        for table in tables:
            unmet[np.ix_(table, table)] = 0
    found = list(rounds)
    while unmet.any():
        found.append(_greedy(unmet, size))
        for table in found[-1]:
            unmet[np.ix_(table, table)] = 0
    return found


def _greedy(unmet: NDArray[np.int64], size: int) -> list[list[int]]:
    """A round; nobody joins a table without meeting somebody there, and small tables are put together in the end."""
    free = np.ones(len(unmet), bool)
    tables: list[list[int]] = []
    while free.any():
        table = [int(np.where(free, unmet @ free, -1).argmax())]
        free[table] = False
        while len(table) < size and (gains := np.where(free, unmet[table].sum(0), 0)).any():
            table.append(int(gains.argmax()))
            free[table[-1]] = False
        room = [other for other in tables if len(other) + len(table) <= size]
        if room and len(table) < 2:
            room[0].extend(table)
        else:
            tables.append(table)
    return tables
