"""The first seating of a question: how many sit at each table, and somebody in every seat; then annealing improves it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kith.seating.annealing import UNIT, Ground
from kith.seating.asking import Asked, units

HEAVY = 1000 * UNIT
"""What a broken constraint costs: a thousand repeats."""

_MOST_MET = 200  # beyond so many earlier meetings nothing changes but the size of the numbers


def sizes(question: Asked, row: int) -> list[int]:
    """How many sit at each table of a round: as even as the seats, the locked and those who stay together allow."""
    least, _ = _packed(question, row)
    return filled(least, question.room[row], len(question.present[row]))


def filled(least: Sequence[int], room: Sequence[int], people: int) -> list[int]:
    """Tables filled from `least`, always the emptiest next, until all sit. O(people · tables)."""
    taken = list(least)
    for _ in range(people - sum(taken)):
        free = [table for table in range(len(room)) if taken[table] < room[table]]
        taken[min(free, key=taken.__getitem__)] += 1
    return taken


def ground(question: Asked) -> tuple[Ground, NDArray[np.int32]]:
    """The question as arrays, and a first seating (R, S), in which locks hold and those who stay together do where it fits."""
    taken = [sizes(question, row) for row in range(question.rounds)]
    width, most = max(map(sum, taken)), max(map(len, taken))
    start = np.zeros((question.rounds, most + 1), np.int32)
    table_of = np.full((question.rounds, width), -1, np.int32)
    seats = np.full((question.rounds, width), -1, np.int32)
    loose = np.zeros((question.rounds, question.people), np.uint8)
    moving: list[list[tuple[int, ...]]] = []
    for row, here in enumerate(taken):
        start[row] = np.concatenate([[0], np.cumsum(here), [sum(here)] * (most - len(here))])
        table_of[row, : sum(here)] = np.repeat(np.arange(len(here)), here)
        seats[row, : sum(here)], alone, blocks = _seated(question, row, here)
        loose[row, alone] = 1
        moving.append(blocks)
    earlier = _earlier(question)
    steps = np.arange(int(earlier.max(initial=0)) + question.rounds + 2, dtype=np.int64) * UNIT
    return Ground(table_of, start, loose, *_units(moving), _extra(question), earlier, steps), seats


def _packed(question: Asked, row: int) -> tuple[list[int], dict[tuple[int, ...], int]]:
    """Seats that locked people and sets take at each table, and at which table each set sits; one that fits nowhere is
    left out, and then its people sit where there is room."""
    room, fixed, there = question.room[row], question.locked[row], set(question.present[row])
    least = [0] * len(room)
    for table in fixed.values():
        least[table] += 1
    placed = {}
    for members in sorted(_blocks(question, there), key=lambda block: (not _place(block, fixed), -len(block), block)):
        free = [person for person in members if person not in fixed]
        fits = [
            table for table in _place(members, fixed) or range(len(room)) if least[table] + len(free) <= room[table]
        ]
        if fits:
            placed[members] = min(fits, key=least.__getitem__)
            least[placed[members]] += len(free)
    return least, placed


def _blocks(question: Asked, there: set[int]) -> list[tuple[int, ...]]:
    blocks = [tuple(person for person in members if person in there) for members in units(question)]
    return [block for block in blocks if len(block) > 1]


def _place(members: tuple[int, ...], fixed: dict[int, int]) -> list[int]:
    return sorted({fixed[person] for person in members if person in fixed})


def _seated(question: Asked, row: int, taken: list[int]) -> tuple[list[int], list[int], list[tuple[int, ...]]]:
    """Who sits in each seat, who may be moved alone, and the sets that may be moved as one."""
    fixed = dict(question.locked[row])
    _, placed = _packed(question, row)
    tables: list[list[int]] = [[] for _ in taken]
    moving = []
    for members, table in placed.items():
        if any(person in fixed for person in members):
            fixed |= dict.fromkeys(members, table)
        else:
            moving.append(members)
            tables[table] += members
    for person, table in fixed.items():
        tables[table].append(person)
    seated = {person for table in tables for person in table}
    alone = [person for person in question.present[row] if person not in seated]
    rest = iter(alone)
    for table, people in enumerate(tables):
        tables[table] = people + [next(rest) for _ in range(taken[table] - len(people))]
    return [person for people in tables for person in people], alone, moving


def _units(moving: list[list[tuple[int, ...]]]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    blocks = [block for row in moving for block in row]
    longest = max(map(len, blocks), default=1)
    array = np.full((len(blocks), longest), -1, np.int32)
    for place, block in enumerate(blocks):
        array[place, : len(block)] = block
    return array, np.concatenate([[0], np.cumsum([len(row) for row in moving])]).astype(np.int32)


def _earlier(question: Asked) -> NDArray[np.int16]:
    earlier = np.zeros((question.people, question.people), np.int16)
    for (a, b), times in question.met.items():
        earlier[a, b] = earlier[b, a] = min(times, _MOST_MET)
    return earlier


def _extra(question: Asked) -> NDArray[np.int32]:
    if question.weights is None and not question.apart and not question.together:
        return np.zeros((1, 1), np.int32)
    extra = np.zeros((question.people, question.people), np.int32)
    if question.weights is not None:
        extra += np.rint(question.weights * UNIT).astype(np.int32)
    for a, b in question.apart_pairs:
        extra[a, b] = extra[b, a] = HEAVY
    for a, b in question.together_pairs:
        extra[a, b] = extra[b, a] = -HEAVY
    return extra
