"""Orbit search: schedules that a rotation of the people carries into themselves, so that only base tables are sought.

People are residues modulo m in some classes, and a few who stay where they are. The rotation adds 1 to every residue; a
base round and its m rotations are m rounds. Pairs fall into orbits, each of which may be used once. A second symmetry (a
turn of the classes, or a multiplier of the residues) shrinks the search further: only one table of each of its orbits is
sought. Bose, On the construction of balanced incomplete block designs, Annals of Eugenics 9 (1939), calls it the method
of differences; here annealing on the swaps of a base round finds the base tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kith.seating.chance import dice, draw
from kith.seating.warming import Clock, ready

Rounds = list[list[list[int]]]
Ints = NDArray[np.int32]

_HOT, _COLD = 0.9, 0.12
_FIRST, _MOST = 200_000, 6_400_000


@dataclass(frozen=True)
class Symmetry:
    """People: residue x of class i is x + modulus · i, then `fixed` people. turn: (n,) where each goes, commuting or
    normalising the rotation; order: after how often everybody is back. bases: base rounds."""

    modulus: int
    classes: int
    fixed: int
    bases: int
    turn: tuple[int, ...]
    order: int

    @property
    def people(self) -> int:
        return self.modulus * self.classes + self.fixed

    def rotated(self, person: int, by: int) -> int:
        """Where `by` steps of rotation carry somebody."""
        if person >= self.modulus * self.classes:
            return person
        whole = person - person % self.modulus
        return whole + (person + by) % self.modulus


def search(tables: int, size: int, rounds: int, clock: Clock, seed: int) -> Rounds | None:
    """So many rounds of tables × size people in which nobody meets twice, or None if none was found in time.

    Tries every symmetry that fits in turn, with more steps each time.
    """
    fitting = list(symmetries(tables, size, rounds))
    steps, turn = _FIRST, 0
    while fitting and clock.left and steps <= _MOST:
        for symmetry in fitting:
            turn += 1
            found = tried(symmetry, tables, size, steps, clock, seed * 1_000_003 + turn)
            if found is not None:
                return found
        steps *= 2
    return None


def symmetries(tables: int, size: int, rounds: int) -> Iterator[Symmetry]:
    """Ways to rotate tables · size people that give so many rounds; those with the smallest search first."""
    people = tables * size
    plain: list[Symmetry] = []
    for bases in (1, 2, 3):
        if rounds % bases or rounds // bases < 3:
            continue
        modulus = rounds // bases
        classes, fixed = divmod(people, modulus)
        if fixed > tables or classes < 1:
            continue
        plain.append(Symmetry(modulus, classes, fixed, bases, tuple(range(people)), 1))
        yield from _turned(modulus, classes, fixed, bases)
    yield from plain


def _turned(modulus: int, classes: int, fixed: int, bases: int) -> Iterator[Symmetry]:
    """The symmetry with a turn of the classes in threes, where nobody else stays alone."""
    if classes % 3 == 0 and fixed in (0, 1, 3):
        for factor in (x for x in range(1, modulus) if pow(x, 3, modulus) == 1):
            turn = [x * factor % modulus + modulus * _next(i) for i in range(classes) for x in range(modulus)]
            start = modulus * classes
            turn += [start + (k + 1) % 3 for k in range(3)] if fixed == 3 else [start] * fixed
            yield Symmetry(modulus, classes, fixed, bases, tuple(turn), 3)


def _next(i: int) -> int:
    return i - i % 3 + (i + 1) % 3


def tried(symmetry: Symmetry, tables: int, size: int, steps: int, clock: Clock, seed: int) -> Rounds | None:
    """One cooling of so many steps; the rounds if it ended without a conflict."""
    orbit, count = pair_orbits(symmetry)
    base = _Base.of(symmetry, tables, size)
    if base is None:
        return None
    base.charge(orbit, count, symmetry)
    state = dice(seed)
    seats = base.shuffled(seed)
    cost, done = _cost(seats, size, orbit, count), 0
    turn = np.array(symmetry.turn, np.int32)
    run = ready(walk)
    while cost and done < steps and clock.left:
        piece = clock.piece(steps - done)
        cost = int(
            run(seats, base.per_round, size, orbit, count, turn, symmetry.order, done, piece, steps, state, cost)
        )
        done += piece
    return None if cost else _unfolded(symmetry, base, seats, size)


def pair_orbits(symmetry: Symmetry) -> tuple[Ints, Ints]:
    """(n, n) the orbit of each pair, and (orbits,) how often it is used already: 1 where it is too short to be used."""
    people = symmetry.people
    orbit = np.full((people, people), -1, np.int32)
    lengths: list[int] = []
    for a in range(people):
        for b in range(a):
            if orbit[a, b] < 0:
                lengths.append(_mark(symmetry, orbit, a, b, len(lengths)))
    full = symmetry.modulus * symmetry.order
    return orbit, np.array([0 if length == full else 1 for length in lengths], np.int32)


def _mark(symmetry: Symmetry, orbit: Ints, a: int, b: int, name: int) -> int:
    length = 0
    for _ in range(symmetry.order):
        for by in range(symmetry.modulus):
            c, d = symmetry.rotated(a, by), symmetry.rotated(b, by)
            length += orbit[c, d] < 0
            orbit[c, d] = orbit[d, c] = name
        a, b = symmetry.turn[a], symmetry.turn[b]
    return length


@dataclass(frozen=True)
class _Base:
    """What is sought: free: one of each orbit of the turn, filling seats; kept: tables that the turn keeps."""

    free: tuple[int, ...]
    kept: tuple[tuple[int, ...], ...]
    per_round: int
    bases: int

    @classmethod
    def of(cls, symmetry: Symmetry, tables: int, size: int) -> _Base | None:
        if symmetry.order == 1:
            return cls(tuple(range(symmetry.people)), (), symmetry.people, symmetry.bases)
        free, alone, seen = [], [], set[int]()
        for person in range(symmetry.people):
            images = _images(symmetry, person)
            if len(images) == 1:
                alone.append(person)
            elif person not in seen:
                free.append(images)
                seen |= set(images)
        kept = []
        for person in alone[:1]:
            kept.append((person, *free.pop(0)))
        if len(alone) > 1 or any(len(table) != size for table in kept) or len(free) % size:
            return None
        return cls(tuple(images[0] for images in free), tuple(kept), len(free), symmetry.bases)

    def charge(self, orbit: Ints, count: Ints, symmetry: Symmetry) -> None:
        """Count the pairs of the kept tables as used."""
        for table in self.kept:
            for a in table:
                for b in table:
                    if a < b:
                        count[orbit[a, b]] = 1

    def shuffled(self, seed: int) -> Ints:
        random = np.random.default_rng(seed % (1 << 63))
        return np.concatenate([random.permutation(self.free) for _ in range(self.bases)]).astype(np.int32)


def _images(symmetry: Symmetry, person: int) -> list[int]:
    images = [person]
    while symmetry.turn[images[-1]] != person:
        images.append(symmetry.turn[images[-1]])
    return images


def _cost(seats: Ints, size: int, orbit: Ints, count: Ints) -> int:
    cost = 0
    for table in seats.reshape(-1, size).tolist():
        for j in range(size):
            for i in range(j):
                cost += int(count[orbit[table[i], table[j]]])
                count[orbit[table[i], table[j]]] += 1
    return cost


def _unfolded(symmetry: Symmetry, base: _Base, seats: Ints, size: int) -> Rounds:
    rounds = []
    for one in seats.reshape(symmetry.bases, -1, size).tolist():
        tables = [list(table) for table in base.kept]
        for table in one:
            for _ in range(symmetry.order):
                tables.append(table)
                table = [symmetry.turn[person] for person in table]
        rounds += [[[symmetry.rotated(p, by) for p in table] for table in tables] for by in range(symmetry.modulus)]
    return rounds


def put(seats: Ints, at: int, person: int, size: int, orbit: Ints, count: Ints) -> int:
    """Seat somebody there instead; returns by how much the cost grew. The seat's own entry is overwritten. O(size)."""
    first = at - at % size
    cost = 0
    for seat in range(first, first + size):
        if seat != at:
            old = orbit[seats[at], seats[seat]]
            count[old] -= 1
            cost -= count[old]
    seats[at] = person
    for seat in range(first, first + size):
        if seat != at:
            new = orbit[person, seats[seat]]
            cost += count[new]
            count[new] += 1
    return cost


def walk(
    seats: Ints,
    per_round: int,
    size: int,
    orbit: Ints,
    count: Ints,
    turn: Ints,
    order: int,
    done: int,
    piece: int,
    steps: int,
    state: NDArray[np.int64],
    cost: int,
) -> int:
    """Take `piece` steps of annealing after `done` of `steps`; the cost that is left. Stops at 0. O(piece · size)."""
    for step in range(done, done + piece):
        if cost == 0:
            break
        heat = _HOT * (_COLD / _HOT) ** (step / steps)
        one = draw(state, len(seats))
        a = seats[one]
        if order > 1 and draw(state, 3) == 0:
            image = turn[a]
            if draw(state, 2):
                image = turn[image]
            more = put(seats, one, image, size, orbit, count)
            if more > 0 and draw(state, 1 << 30) >= np.exp(-more / heat) * (1 << 30):
                more += put(seats, one, a, size, orbit, count)
            cost += more
            continue
        other = one - one % per_round + draw(state, per_round)
        if one // size == other // size:
            continue
        b = seats[other]
        more = put(seats, one, b, size, orbit, count) + put(seats, other, a, size, orbit, count)
        if more > 0 and draw(state, 1 << 30) >= np.exp(-more / heat) * (1 << 30):
            more += put(seats, one, a, size, orbit, count) + put(seats, other, b, size, orbit, count)
        cost += more
    return cost


PARTS = (draw, put)
TYPES = "int64(int32[::1], int64, int64, int32[:,::1], int32[::1], int32[::1], int64, int64, int64, int64, int64[::1], int64)"
