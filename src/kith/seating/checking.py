"""The independent checker: counts from the plan itself what it does, and knows nothing of how plans are found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

Rounds = Sequence[Sequence[Sequence[int]]]


@dataclass(frozen=True)
class Counted:
    """repeats: meetings beyond the first, over all pairs. broken: constraints not kept. unmet: pairs that never met."""

    repeats: int
    broken: int
    unmet: int


def count(
    people: int,
    rounds: Rounds,
    *,
    locked: Iterable[Sequence[int]] = (),
    apart: Iterable[Iterable[int]] = (),
    together: Iterable[Iterable[int]] = (),
    met: Iterable[Sequence[int]] = (),
) -> Counted:
    """What a plan does, with the arguments of plan_rounds.

    Not kept is, in a round: a pair that should be apart and shares a table, a pair that should be together, is there and
    does not share one, somebody who is there and not at the table they are locked to. O(rounds · people · table + pairs).
    """
    locks, rivals, friends = [list(entry) for entry in locked], _pairs(apart), _pairs(together)
    meetings: Counter[tuple[int, int]] = Counter()
    for one, other, *times in met:
        meetings[min(one, other), max(one, other)] += times[0] if times else 1
    for tables in rounds:
        for table in tables:
            meetings.update(combinations(sorted(table), 2))
    distinct = sum(1 for times in meetings.values() if times > 0)
    broken = sum(_broken(row, tables, locks, rivals, friends) for row, tables in enumerate(rounds))
    return Counted(sum(meetings.values()) - distinct, broken, people * (people - 1) // 2 - distinct)


def _broken(
    row: int,
    tables: Sequence[Sequence[int]],
    locked: list[list[int]],
    apart: set[tuple[int, int]],
    together: set[tuple[int, int]],
) -> int:
    at = {person: place for place, table in enumerate(tables) for person in table}
    wrong = 0
    for a, b in apart:
        wrong += a in at and b in at and at[a] == at[b]
    for a, b in together:
        wrong += a in at and b in at and at[a] != at[b]
    places = {(entry[0], entry[-1]) for entry in locked if len(entry) == 2 or entry[1] == row}
    return wrong + sum(person in at and at[person] != table for person, table in places)


def _pairs(sets: Iterable[Iterable[int]]) -> set[tuple[int, int]]:
    return {pair for members in sets for pair in combinations(sorted(set(members)), 2)}


def faults(
    people: int,
    rounds: Rounds,
    *,
    tables: int | Sequence[int] | None = None,
    size: int | None = None,
    absent: Iterable[tuple[int, int]] = (),
) -> list[str]:
    """What is wrong with the seating as such: somebody missing, doubled or not expected, a table too full. Empty if fine."""
    away = set(absent)
    found = []
    for row, seated in enumerate(rounds):
        here = sorted(person for table in seated for person in table)
        if here != [person for person in range(people) if (person, row) not in away]:
            found.append(f"Round {row} does not seat everybody who is there once.")
        if size is not None and max(map(len, seated), default=0) > size:
            found.append(f"Round {row} has a table of more than {size}.")
        if isinstance(tables, int) and len(seated) != tables:
            found.append(f"Round {row} has {len(seated)} tables, not {tables}.")
        if isinstance(tables, Sequence):
            full = len(seated) == len(tables) and all(len(t) <= room for t, room in zip(seated, tables, strict=True))
            found += [] if full else [f"Round {row} does not fit the tables."]
    return found
