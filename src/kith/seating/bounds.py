"""How few repeats, how few rounds and how many rounds are possible at all: only what is proven.

Three counts, each a proof: all pairs (so many meetings, so few pairs), each person's own meetings, and two rounds at a
time: people of one table spread over t tables must meet again where there are more of them than tables. The designs
that are known not to exist stand in a table with their sources.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations

import numpy as np

from kith.seating.asking import Asked, united

_NO_MORE = {(4, 3): 4, (5, 4): 5, (6, 6): 3}
"""Most rounds without a repeat, below what counting allows. (4, 3): no nearly Kirkman triple system of 12 people (Kotzig &
Rosa 1974). (5, 4): no resolvable group divisible design of ten pairs in fours (Handbook of Combinatorial Designs, IV.5).
(6, 6): no two orthogonal squares of order 6 (Tarry 1900)."""

_NO_PLANE = {10: "Lam, Thiel & Swiercz 1989", 14: "Bruck & Ryser 1949", 21: "Bruck & Ryser", 22: "Bruck & Ryser"}


def most_rounds(tables: int, size: int) -> int:
    """Rounds of tables × size people without a repeat, at most. O(1)."""
    if size == 1:
        return 10_000
    if size > tables:
        return 1
    counted = (tables * size - 1) // (size - 1)
    if size == tables and tables in _NO_PLANE:
        counted = tables
    return min(counted, _NO_MORE.get((tables, size), counted))


def fewest_rounds(people: int, size: int) -> int:
    """Rounds until everybody can have met everybody, at least, at tables of at most size. O(rounds²).

    A round at the fewest tables shares out `slots` pairs, and any two such rounds repeat some by spreading; a round at more
    tables shares out `loss` fewer. Whatever the number of such rounds, there are to be as many pairs left as there are.
    """
    pairs = math.comb(people, 2)
    if people <= size:
        return 1
    if size < 2:
        raise ValueError("Nobody meets anybody at tables for one.")
    full, rest = divmod(people, size)
    tables = full + (rest > 0)
    slots = full * math.comb(size, 2) + math.comb(rest, 2)
    again = sum(_repeated(people // tables + (place < people % tables), tables) for place in range(tables))
    loss = rest - 1 if rest > 1 else size - 1
    rounds = 1
    while max(_new(rounds, more, slots, again, loss) for more in range(rounds + 1)) < pairs:
        rounds += 1
    exact = rest == 0 and rounds * (size - 1) == people - 1
    return rounds + 1 if exact and rounds > most_rounds(full, size) else rounds


def _new(rounds: int, more: int, slots: int, again: int, loss: int) -> int:
    """Pairs that meet at most in so many rounds, of which `more` are at more tables than needed."""
    return rounds * slots - more * loss + -2 * again * math.comb(rounds - more, 2) // rounds


def least_repeats(question: Asked, sizes: Sequence[Sequence[int]], kept: bool) -> int:
    """Repeats at least, with so many at each table of each round. kept: whether all constraints are kept, which proves more.

    O(people² + rounds² · people).
    """
    count = _Count(question, kept)
    pairs = count.earlier_repeats + max(count.by_pairs(sizes), count.by_person(sizes), 0)
    spread = count.earlier_repeats + _by_spreading(question, sizes)
    return max(pairs, spread, _by_design(question, sizes))


def least_cost(question: Asked, sizes: Sequence[Sequence[int]]) -> int:
    """What the meetings from now on cost at least where the n-th of a pair costs n − 1, all constraints kept."""
    count = _Count(question, kept=True)
    chosen = least_repeats(question, sizes, kept=True) - count.earlier_repeats - int(count.certain.sum()) // 2
    steps = count.forced * count.met + count.forced * (count.forced - 1) // 2
    return max(0, chosen) + int(steps.sum()) // 2


def meetings_together(question: Asked) -> int:
    """How often pairs who should stay together are both there."""
    there = [set(present) for present in question.present]
    return sum(a in row and b in row for row in there for a, b in question.together_pairs)


class _Count:
    """Who can meet whom anew, and which repeats are certain."""

    def __init__(self, question: Asked, kept: bool) -> None:
        self.question = question
        people = question.people
        self.here = np.zeros((question.rounds, people), np.int64)
        for row, present in enumerate(question.present):
            self.here[row, list(present)] = 1
        met = np.zeros((people, people), np.int64)
        for (a, b), times in question.met.items():
            met[a, b] = met[b, a] = times
        self.met = met
        self.earlier_repeats = int(np.maximum(met - 1, 0).sum()) // 2
        self.new = (met == 0) & (self.here.T @ self.here > 0)
        np.fill_diagonal(self.new, False)
        self.forced = np.zeros((people, people), np.int64)
        self._constrain(met, kept)

    def _constrain(self, met: np.ndarray, kept: bool) -> None:
        """Pairs that never sit together are not new; those who always do are counted apart."""
        if kept:
            for a, b in self.question.apart_pairs:
                self.new[a, b] = self.new[b, a] = False
            shared = self.here.T @ self.here
            for a, b in united(self.question):
                self.new[a, b] = self.new[b, a] = False
                self.forced[a, b] = self.forced[b, a] = shared[a, b]
        self.certain = np.where(met > 0, self.forced, np.maximum(self.forced - 1, 0))

    def by_pairs(self, sizes: Sequence[Sequence[int]]) -> int:
        """Repeats from now on, at least: meetings, less the pairs that can be new."""
        slots = sum(math.comb(size, 2) for row in sizes for size in row) - int(self.forced.sum()) // 2
        return int(self.certain.sum()) // 2 + max(0, slots - int(self.new.sum()) // 2)

    def by_person(self, sizes: Sequence[Sequence[int]]) -> int:
        """The same for each person by themselves, at the smallest table or the one they are locked to; then halved."""
        slots = np.zeros(self.question.people, np.int64)
        for row, (table, locked) in enumerate(zip(sizes, self.question.locked, strict=True)):
            filled = [size for size in table if size]
            slots += self.here[row] * (min(filled, default=1) - 1)
            for person, place in locked.items():
                slots[person] += table[place] - min(filled)
        again = np.maximum(slots - self.forced.sum(0) - self.new.sum(0), 0) + self.certain.sum(0)
        return -(-int(again.sum()) // 2)


def _by_spreading(question: Asked, sizes: Sequence[Sequence[int]]) -> int:
    """Repeats from now on, by two rounds at a time: c meetings of a pair are in c(c − 1)/2 pairs of rounds, which is at most
    (c − 1) · rounds / 2."""
    again = 0
    there = [set(present) for present in question.present]
    for one, other in combinations(range(question.rounds), 2):
        tables = sum(size > 0 for size in sizes[other])
        again += _overlap(sizes[one], tables, len(there[one] - there[other]))
    return -(-2 * again // question.rounds)


def _overlap(sizes: Sequence[int], tables: int, gone: int) -> int:
    """Pairs that meet again at least when tables of these sizes spread over so many, after `gone` of them have left."""
    left = [size for size in sizes if size > tables]
    for _ in range(gone if left else 0):
        largest = max(range(len(left)), key=left.__getitem__)
        left[largest] = max(0, left[largest] - 1)
    return sum(_repeated(size, tables) for size in left)


def _repeated(people: int, tables: int) -> int:
    """Pairs that share a table, at least, when so many people spread over so many tables."""
    whole, rest = divmod(people, max(tables, 1))
    return tables * math.comb(whole, 2) + rest * whole


def _by_design(question: Asked, sizes: Sequence[Sequence[int]]) -> int:
    """1 where a plan without a repeat is proven not to exist."""
    kinds = {size for row in sizes for size in row}
    plain = question.is_plain and len(kinds) == 1 and len({len(row) for row in sizes}) == 1
    return int(plain and question.rounds > most_rounds(len(sizes[0]), kinds.pop()))
