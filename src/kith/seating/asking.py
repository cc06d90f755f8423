"""What is asked of a plan, checked and brought into one form; words for what contradicts itself or does not fit."""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Pair = tuple[int, int]
Weights = ArrayLike | Mapping[Pair, float]

MOST_PEOPLE = 20_000


@dataclass(frozen=True)
class Asked:
    """One question. present: who is there in each round. room: seats at each table in each round, at most. locked: in
    each round, the table of each who may not move. apart, together: sets; met: times a pair met before."""

    people: int
    present: tuple[tuple[int, ...], ...]
    room: tuple[tuple[int, ...], ...]
    locked: tuple[dict[int, int], ...]
    apart: tuple[tuple[int, ...], ...]
    together: tuple[tuple[int, ...], ...]
    met: dict[Pair, int]
    weights: NDArray[np.float64] | None

    @property
    def rounds(self) -> int:
        return len(self.present)

    @cached_property
    def apart_pairs(self) -> set[Pair]:
        """Pairs (a, b), a < b, that may not sit together."""
        return {pair for people in self.apart for pair in combinations(people, 2)}

    @cached_property
    def together_pairs(self) -> set[Pair]:
        """Pairs (a, b), a < b, that must sit together whenever both are there."""
        return {pair for people in self.together for pair in combinations(people, 2)}

    @property
    def is_plain(self) -> bool:
        """Whether nothing but tables, all full or not, is asked: the case that mathematics knows."""
        whole = all(len(present) == self.people for present in self.present)
        free = not (any(self.locked) or self.apart_pairs or self.together_pairs or self.met)
        return whole and free and self.weights is None


def asked(
    people: int,
    tables: int | Sequence[int] | None,
    size: int | None,
    rounds: int,
    absent: Iterable[Pair],
    locked: Iterable[Sequence[int]],
    apart: Iterable[Iterable[int]],
    together: Iterable[Iterable[int]],
    met: Iterable[Sequence[int]],
    weights: Weights | None,
) -> Asked:
    """The question of plan_rounds. Raises ValueError in words that an organiser understands."""
    people = _number("people", people, 1, MOST_PEOPLE)
    rounds = _number("rounds", rounds, 1, 10_000)
    present = _present(people, rounds, absent)
    fixed = _locked(people, rounds, locked, present)
    room = [_room(len(there), people, tables, size, lock) for there, lock in zip(present, fixed, strict=True)]
    question = Asked(
        people,
        tuple(present),
        tuple(room),
        tuple(fixed),
        tuple(_sets("apart", apart, people)),
        tuple(_sets("together", together, people)),
        _met(met, people),
        _weights(weights, people),
    )
    _contradictions(question)
    return question


def whole(name: str, value: int) -> int:
    """The value as Python's own whole number. Raises ValueError for anything else."""
    if isinstance(value, bool):
        raise ValueError(f"{name} must be a whole number, not {value}")
    try:
        return operator.index(value)
    except TypeError as error:
        raise ValueError(f"{name} must be a whole number, not {value!r}") from error


def _number(name: str, value: int, least: int, most: int) -> int:
    number = whole(name, value)
    if not least <= number <= most:
        raise ValueError(f"{name} must be from {least} to {most}, not {number}")
    return number


def _person(value: int, people: int, where: str) -> int:
    return _number(f"a person in {where}", value, 0, people - 1)


def _numbers(name: str, entry: Iterable[int], lengths: tuple[int, ...]) -> list[int]:
    try:
        numbers = list(entry)
    except TypeError as error:
        raise ValueError(f"{name} takes rows of {_or(lengths)} numbers, not {entry!r}") from error
    if len(numbers) not in lengths:
        raise ValueError(f"{name} takes rows of {_or(lengths)} numbers, not {entry!r}")
    return numbers


def _or(lengths: tuple[int, ...]) -> str:
    return " or ".join(map(str, lengths))


def _present(people: int, rounds: int, absent: Iterable[Pair]) -> list[tuple[int, ...]]:
    missing: list[set[int]] = [set() for _ in range(rounds)]
    for entry in absent:
        person, row = _numbers("absent", entry, (2,))
        missing[_number("a round in absent", row, 0, rounds - 1)].add(_person(person, people, "absent"))
    return [tuple(person for person in range(people) if person not in away) for away in missing]


def _locked(
    people: int, rounds: int, locked: Iterable[Sequence[int]], present: list[tuple[int, ...]]
) -> list[dict[int, int]]:
    always: dict[int, int] = {}
    fixed: list[dict[int, int]] = [{} for _ in range(rounds)]
    there = [set(row) for row in present]
    for entry in locked:
        numbers = _numbers("locked", entry, (2, 3))
        person = _person(numbers[0], people, "locked")
        table = _number("a table in locked", numbers[-1], 0, MOST_PEOPLE)
        if len(numbers) == 2:
            _lock(always, person, table, "two tables")
            continue
        row = _number("a round in locked", numbers[1], 0, rounds - 1)
        if person not in there[row]:
            raise ValueError(f"Person {person} is locked to a table in round {row}, and absent from it.")
        _lock(fixed[row], person, table, f"two tables in round {row}")
    for row in range(rounds):
        for person, table in always.items():
            if person in there[row]:
                _lock(fixed[row], person, table, f"two tables in round {row}")
    return fixed


def _lock(fixed: dict[int, int], person: int, table: int, what: str) -> None:
    if fixed.setdefault(person, table) != table:
        raise ValueError(f"Person {person} is locked to {what}.")


def _room(
    here: int, people: int, tables: int | Sequence[int] | None, size: int | None, locked: dict[int, int]
) -> tuple[int, ...]:
    """Most seats at each table of a round."""
    if (tables is None) == (size is None):
        raise ValueError("Say either how many tables there are or how many people sit at one.")
    if size is not None:
        seats = _number("size", size, 1, MOST_PEOPLE)
        there = -(-people // seats)
        room = (seats,) * max(-(-here // seats), min(there, 1 + max(locked.values(), default=-1)))
    elif isinstance(tables, (Sequence, np.ndarray)):
        room = tuple(_number("seats at a table", seats, 0, MOST_PEOPLE) for seats in tables)
        there = len(room)
        if not room:
            raise ValueError("tables must name one table at least.")
    else:
        assert tables is not None
        there = _number("tables", tables, 1, MOST_PEOPLE)
        room = (people,) * there
    if sum(room) < here:
        raise ValueError(f"{here} people do not fit at tables with {sum(room)} seats.")
    for table, count in Counter(locked.values()).items():
        if table >= there:
            raise ValueError(f"Somebody is locked to table {table}, and the tables are 0 to {there - 1}.")
        if count > room[table]:
            raise ValueError(f"{count} people are locked to table {table}, which has {room[table]} seats.")
    return room


def _sets(name: str, sets: Iterable[Iterable[int]], people: int) -> list[tuple[int, ...]]:
    found = []
    for entry in sets:
        members = sorted({_person(person, people, name) for person in entry})
        if len(members) < 2:
            raise ValueError(f"A set in {name} needs two people or more, not {members}.")
        found.append(tuple(members))
    return found


def _met(met: Iterable[Sequence[int]], people: int) -> dict[Pair, int]:
    times: dict[Pair, int] = {}
    for entry in met:
        a, b, *rest = _numbers("met", entry, (2, 3))
        one, other = sorted((_person(a, people, "met"), _person(b, people, "met")))
        if one == other:
            raise ValueError(f"Person {one} cannot have met themselves.")
        count = _number("times met", rest[0], 0, 10_000) if rest else 1
        if count:
            times[one, other] = times.get((one, other), 0) + count
    return times


def _weights(weights: Weights | None, people: int) -> NDArray[np.float64] | None:
    if weights is None:
        return None
    if isinstance(weights, Mapping):
        array = np.zeros((people, people))
        for entry, cost in weights.items():
            a, b = (_person(person, people, "weights") for person in _numbers("weights", entry, (2,)))
            if array[a, b] not in (0.0, cost):
                raise ValueError(f"People {a} and {b} have two different weights.")
            array[a, b] = array[b, a] = cost
    else:
        array = np.array(weights, np.float64)
    if array.shape != (people, people) or not np.isfinite(array).all() or (array != array.T).any():
        raise ValueError(
            f"weights must be a symmetric array of {people} × {people} numbers, or a number for each pair."
        )
    if np.abs(array).max(initial=0.0) > 1e3:
        raise ValueError("A weight must be from -1000 to 1000; one repeat costs 1.")
    np.fill_diagonal(array, 0.0)
    return array


def _contradictions(question: Asked) -> None:
    both = question.apart_pairs & united(question)
    if both:
        one, other = min(both)
        raise ValueError(f"People {one} and {other} cannot be both apart and together.")
    for row, fixed in enumerate(question.locked):
        for a, b in question.apart_pairs:
            if a in fixed and fixed[a] == fixed.get(b):
                raise ValueError(f"People {a} and {b} must be apart and are locked to one table in round {row}.")
        for a, b in united(question):
            if a in fixed and b in fixed and fixed[a] != fixed[b]:
                raise ValueError(f"People {a} and {b} must be together and are locked to two tables in round {row}.")
    for row, (present, room) in enumerate(zip(question.present, question.room, strict=True)):
        there = set(present)
        for members in units(question):
            if len(there & set(members)) > max(room):
                raise ValueError(
                    f"{len(members)} people must be together, and no table in round {row} has so many seats."
                )


def units(question: Asked) -> list[tuple[int, ...]]:
    """The sets of people who stay together, overlapping ones made one."""
    found: list[set[int]] = []
    for members in question.together:
        touching = [unit for unit in found if unit & set(members)]
        found = [unit for unit in found if unit not in touching] + [set(members).union(*touching)]
    return [tuple(sorted(unit)) for unit in found]


def united(question: Asked) -> set[Pair]:
    """Pairs that stay together, also those who do by a third."""
    return {pair for members in units(question) for pair in combinations(members, 2)}
