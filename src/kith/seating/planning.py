"""Rounds of small tables so that as many new pairs as possible meet: chooses the mathematics that fits the case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kith.seating import asking, bounds, checking, covering, opening, thinning
from kith.seating.annealing import COLD, HOT, UNIT, Ground, State
from kith.seating.asking import Asked, Pair, Weights
from kith.seating.warming import Clock

Rounds = list[list[list[int]]]

_FIRST, _LONGEST = 40, 40_000  # steps a seat of the first cooling, and of the longest
_WITHOUT_GAIN = 6


@dataclass(frozen=True)
class Plan:
    """A seating. rounds[r][t]: who sits at table t in round r. repeats: Σ over pairs of max(0, meetings − 1), earlier ones
    counted. broken: constraints not kept (checking.py says how they are counted). bound: repeats at least, at tables filled
    like these, where known; a plan that reaches it cannot be better. unmet: pairs that never met. fewest: rounds until all can have met, at least,
    where known."""

    rounds: Rounds
    repeats: int
    broken: int
    bound: int | None
    unmet: int
    fewest: int | None


def plan_rounds(
    people: int,
    *,
    tables: int | Sequence[int] | None = None,
    size: int | None = None,
    rounds: int,
    absent: Iterable[Pair] = (),
    locked: Iterable[Sequence[int]] = (),
    apart: Iterable[Iterable[int]] = (),
    together: Iterable[Iterable[int]] = (),
    met: Iterable[Sequence[int]] = (),
    weights: Weights | None = None,
    seconds: float = 5.0,
    seed: int = 0,
) -> Plan:
    """Seat people for some rounds so that as few as possible meet again.

    people: how many, numbered from 0; tables and rounds are too.
    tables: how many tables, shared out as evenly as possible; or the seats of each, [8, 8, 6], no fewer than people.
    size: instead of tables, the most seats at one; as few tables as that needs, filled as evenly as possible.
    absent: (person, round) who is not there then; somebody late is absent from the first rounds.
    locked: (person, table) for all rounds in which they are there, or (person, round, table).
    apart, together: pairs or larger sets of whom no two sit together, or who all do whenever they are there.
    met: (a, b), or (a, b, times), of earlier meetings; rounds that are over, when the rest is planned anew.
    weights: what it costs that two sit together, each time, where a repeat costs 1; negative for a wish. A symmetric (n, n)
    array or a mapping of pairs. Levels are balanced by the product of two people's distances from the mean level.
    seconds: time to use at most, beside compiling once on a machine and a moment for large input; less where the plan is
    proven best. seed: the same seed gives the same plan, unless time ended the search.

    Raises ValueError where the input contradicts itself or does not fit. Closed form, orbit search, tabu or annealing: see
    perfect.py and annealing.py. Memory O(people² + rounds · people).
    """
    locks, rivals, friends, earlier = _rows(locked), _sets(apart), _sets(together), _rows(met)
    question = asking.asked(people, tables, size, rounds, absent, locks, rivals, friends, earlier, weights)
    found = _solved(question, _clock(seconds), asking.whole("seed", seed))
    counted = checking.count(question.people, found, locked=locks, apart=rivals, together=friends, met=earlier)
    taken = [[len(table) for table in row] for row in found]
    bound = bounds.least_repeats(question, taken, kept=counted.broken == 0)
    return Plan(found, int(counted.repeats), counted.broken, bound, counted.unmet, _fewest(question, size))


def everyone_meets(people: int, size: int, seconds: float = 5.0, seed: int = 0) -> Plan:
    """The fewest rounds found in which everybody meets everybody, at tables of at most size.

    people: how many, from 1; size: most at a table, from 2. seconds and seed as in plan_rounds; Plan.fewest is the proven
    least number of rounds. Raises ValueError.
    """
    question = asking.asked(people, None, size, 1, (), (), (), (), (), None)
    if size < 2 <= people:
        raise ValueError("Nobody meets anybody at tables for one.")
    people, size = question.people, asking.whole("size", size)
    found = covering.everyone(people, size, _clock(seconds), asking.whole("seed", seed))
    counted = checking.count(people, found)
    slots = sum(len(table) * (len(table) - 1) // 2 for row in found for table in row)
    return Plan(
        found, counted.repeats, 0, max(0, slots - people * (people - 1) // 2), counted.unmet, _fewest(question, size)
    )


def _rows(rows: Iterable[Sequence[int]]) -> list[Sequence[int]]:
    """Rows that can be read twice; what is none is refused by asking."""
    return [tuple(row) if isinstance(row, Iterable) else row for row in rows]


def _sets(sets: Iterable[Iterable[int]]) -> list[list[int]]:
    found = []
    for entry in sets:
        try:
            found.append(list(entry))
        except TypeError as error:
            raise ValueError(f"Sets of people are expected, not {entry!r}.") from error
    return found


def _clock(seconds: float) -> Clock:
    try:
        given = float(seconds)
    except (TypeError, ValueError) as error:
        raise ValueError(f"seconds must be 0 or more, not {seconds!r}") from error
    if not given >= 0:
        raise ValueError(f"seconds must be 0 or more, not {seconds}")
    return Clock(given)


def _fewest(question: Asked, size: int | None) -> int | None:
    """Rounds until all can have met, at least, at tables of at most size, or as large as even ones are."""
    if len(set(question.room[0])) > 1:
        return None
    most = int(size) if size else min(question.room[0][0], -(-question.people // len(question.room[0])))
    return bounds.fewest_rounds(question.people, most) if most > 1 or question.people == 1 else None


def _solved(question: Asked, clock: Clock, seed: int) -> Rounds:
    if question.is_plain:
        found = thinning.schedule(question, clock.part(0.6), seed)
        if found is not None:
            return found
    return _annealed(question, clock, seed)


def _annealed(question: Asked, clock: Clock, seed: int) -> Rounds:
    """Coolings from a shuffled start, each longer than the one before, until the bound, the time or no more gain ends it."""
    ground, first = opening.ground(question)
    goal = _goal(question)
    seats = int((ground.table_of >= 0).sum())
    best, least, steps, idle, turn = first, None, _FIRST, 0, 0
    while idle < _WITHOUT_GAIN:
        state = State(ground, _shuffled(ground, first, seed, turn))
        cost = state.cool(steps * seats, clock, seed * 7919 + turn, goal, HOT, COLD)
        if least is None or cost < least:
            best, least, idle = state.best, cost, 0
        else:
            idle += 1
        if not clock.left or cost <= goal:
            break
        steps, turn = min(steps * 4, _LONGEST), turn + 1
    return _as_lists(best, ground.start, [len(room) for room in question.room])


def _goal(question: Asked) -> int:
    """A cost that no seating is below; with wishes none is known."""
    if question.weights is not None:
        return -(1 << 60)
    taken = [opening.sizes(question, row) for row in range(question.rounds)]
    return UNIT * bounds.least_cost(question, taken) - opening.HEAVY * bounds.meetings_together(question)


def _shuffled(ground: Ground, first: NDArray[np.int32], seed: int, turn: int) -> NDArray[np.int32]:
    """The first seating with everybody who may be moved alone in another of their seats."""
    random = np.random.default_rng([seed % (1 << 63), turn])
    seats = first.copy()
    for row, loose in zip(seats, ground.loose, strict=True):
        movable = np.flatnonzero((row >= 0) & (loose[row] > 0))
        row[movable] = row[random.permutation(movable)]
    return seats


def _as_lists(seats: NDArray[np.int32], start: NDArray[np.int32], tables: list[int]) -> Rounds:
    return [
        [row[first[table] : first[table + 1]].tolist() for table in range(count)]
        for row, first, count in zip(seats, start, tables, strict=True)
    ]
