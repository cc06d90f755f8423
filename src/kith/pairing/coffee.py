"""Who has coffee with whom: pairs, and one trio where the number is odd, of people who have not met lately."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kith.pairing.blossoms import match
from kith.pairing.holding import Ints, Longs

_FEW = 24
"""Others who are drawn for each one at first: enough for a perfect matching where nearly everybody would do."""

_ALL = 3_000
"""People among whom all pairs are tried before a repeat is accepted."""

_MANY = 256
"""Others who are drawn for each one instead where there are more."""

_TRIES = 24


@dataclass(frozen=True)
class Coffee:
    """Who has coffee with whom.

    tables: pairs, and a trio where the number is odd. repeats: pairs at one table that met before. preferred: pairs at one table
    that were preferred; most: how many pairs could be so at once. alone: one who is the only one.
    """

    tables: list[list[int]]
    repeats: list[tuple[int, int]]
    preferred: int
    most: int
    alone: list[int]


def pair_for_coffee(
    people: int,
    *,
    met: Iterable[Sequence[int]] = (),
    preferred: Iterable[Sequence[int]] = (),
    seed: int = 0,
    seconds: float = 5.0,
) -> Coffee:
    """Pair people 0 … people − 1 who have not met, as many preferred pairs among them as can be found.

    met: pairs, the earliest first: where somebody has met all who are left, the earliest is repeated, and told. preferred: pairs
    with, say, some contacts in common. seconds: after which no further try is made to do better. Another seed pairs others.

    Repeats are as few as possible for an even number up to 3,000. 10,000 people take about a second.
    Raises ValueError for a pair that names somebody who is not there.
    """
    asked = _Asked.of(people, met, preferred)
    if people < 2:
        return Coffee([], [], 0, 0, list(range(people)))
    dice, end = np.random.default_rng(seed % (1 << 63)), time.monotonic() + seconds
    best = _Evening(asked, dice)
    most = best.most
    for _ in range(_TRIES):
        if (not len(best.repeats) and best.preferred >= most) or time.monotonic() >= end:
            break
        best = min(best, _Evening(asked, dice, _strangers(asked, dice)), key=_Evening.regrets)
    repeats = [(int(one), int(other)) for one, other in best.repeats]
    return Coffee(best.tables, repeats, best.preferred, most, [])


@dataclass(frozen=True)
class _Asked:
    """The question: a pair is the number lower · people + higher. met: sorted. turn: when, as a place in what was given."""

    people: int
    met: Longs
    turn: Longs
    liked: Longs

    @classmethod
    def of(cls, people: int, met: Iterable[Sequence[int]], preferred: Iterable[Sequence[int]]) -> _Asked:
        given = _codes(met, people)
        codes, places = np.unique(given[::-1], return_index=True)
        liked = np.setdiff1d(_codes(preferred, people), codes)
        return cls(people, codes, len(given) - 1 - places.astype(np.int64), liked)

    def have_met(self, one: ArrayLike, other: ArrayLike) -> NDArray[np.bool_]:
        """Whether each of these pairs has met."""
        return _among(_code(one, other, self.people), self.met)

    def likes(self, one: ArrayLike, other: ArrayLike) -> NDArray[np.bool_]:
        """Whether each of these pairs is a preferred one."""
        return _among(_code(one, other, self.people), self.liked)


class _Evening:
    """One try. Preferred pairs first, as many as there can be; then whoever is left; then with all to be moved."""

    def __init__(self, asked: _Asked, dice: np.random.Generator, trio: Sequence[int] = ()) -> None:
        self.asked, self.dice = asked, dice
        self.mate = np.full(asked.people, -1, np.int64)
        self.mate[list(trio)] = list(trio)
        self._match(*np.divmod(asked.liked, asked.people))
        self.most = int((self.mate >= 0).sum() - len(trio)) // 2
        self._fill()
        self.tables = [[int(one), int(other)] for one, other in enumerate(self.mate) if one < other]
        self.tables += [list(trio)] if len(trio) else []
        self._seat_the_rest()
        pairs = np.array([pair for table in self.tables for pair in combinations(table, 2)]).reshape(-1, 2)
        self.repeats = pairs[asked.have_met(*pairs.T)]
        self.preferred = int(asked.likes(*pairs.T).sum())

    def regrets(self) -> tuple[int, int, int]:
        """What to have little of: repeats, recent ones, pairs that are not preferred."""
        places = np.searchsorted(self.asked.met, _code(self.repeats[:, 0], self.repeats[:, 1], self.asked.people))
        return len(self.repeats), int(self.asked.turn[places].sum()), -self.preferred

    def _fill(self) -> None:
        free = np.flatnonzero(self.mate < 0)
        for among in (free, np.flatnonzero(self.mate != np.arange(len(self.mate)))):
            for number in (_FEW, len(among) if len(among) <= _ALL else _MANY):
                if (self.mate < 0).sum() > 1:
                    self._match(*_drawn(among, number, self.dice))

    def _match(self, one: Longs, other: Longs) -> None:
        """Match over these pairs, without those who met and those at the trio, in an order by chance."""
        people = np.arange(len(self.mate))
        out = self.mate == people
        may = ~(self.asked.have_met(one, other) | out[one] | out[other] | (one == other))
        name = self.dice.permutation(people)
        start, near = _rows(name[one[may]], name[other[may]], len(people), self.dice)
        mate = np.full(len(people), -1, np.int64)
        mate[name] = np.where(self.mate < 0, -1, name[self.mate])
        match(start, near, mate)
        back = np.argsort(name)
        self.mate = np.where(mate[name] < 0, -1, back[mate[name]])

    def _seat_the_rest(self) -> None:
        """Those who have met all who are left: the earliest pairs once more, and an odd one as a third at some table."""
        rest = np.flatnonzero(self.mate < 0)
        pairs = np.array(list(combinations(rest.tolist(), 2)), np.int64).reshape(-1, 2)
        places = np.searchsorted(self.asked.met, _code(pairs[:, 0], pairs[:, 1], self.asked.people))
        seated: set[int] = set()
        for pair in pairs[np.argsort(self.asked.turn[places])].tolist():
            if seated.isdisjoint(pair):
                seated.update(pair)
                self.tables.append(pair)
        for one in set(rest.tolist()) - seated:
            self._third(one)

    def _third(self, one: int) -> None:
        pairs = np.array(self.tables)
        met = self.asked.have_met(pairs, one).sum(axis=1)
        liked = self.asked.likes(pairs, one).sum(axis=1)
        self.tables[int(np.lexsort((self.dice.random(len(pairs)), -liked, met))[0])].append(one)


def _strangers(asked: _Asked, dice: np.random.Generator) -> list[int]:
    """Three who have not met, by chance, where the number is odd; nobody where none were found."""
    for _ in range(_TRIES if asked.people % 2 else 0):
        three = dice.choice(asked.people, 3, replace=False)
        if not asked.have_met(three, np.roll(three, 1)).any():
            return sorted(three.tolist())
    return []


def _drawn(among: Longs, number: int, dice: np.random.Generator) -> tuple[Longs, Longs]:
    """For each of these people so many others of them by chance, or all."""
    if number >= len(among) - 1:
        one, other = np.triu_indices(len(among), 1)
        return among[one], among[other]
    return np.repeat(among, number), among[dice.integers(0, len(among), len(among) * number)]


def _rows(one: Longs, other: Longs, people: int, dice: np.random.Generator) -> tuple[Longs, Ints]:
    """Both ways, a row for each person, in an order by chance."""
    mixed = dice.permutation(len(one))
    here, there = np.concatenate([one[mixed], other[mixed]]), np.concatenate([other[mixed], one[mixed]])
    order = np.argsort(here, kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(here, minlength=people))]).astype(np.int64)
    return start, there[order].astype(np.int32)


def _codes(pairs: Iterable[Sequence[int]], people: int) -> Longs:
    given = np.array([(pair[0], pair[1]) for pair in pairs], np.int64).reshape(-1, 2)
    if ((given < 0) | (given >= people)).any() or (given[:, 0] == given[:, 1]).any():
        raise ValueError("a pair needs two of the people, who have the numbers from 0")
    return _code(given[:, 0], given[:, 1], people)


def _code(one: ArrayLike, other: ArrayLike, people: int) -> Longs:
    low, high = np.minimum(one, other).astype(np.int64), np.maximum(one, other).astype(np.int64)
    return np.asarray(low * people + high)


def _among(codes: Longs, known: Longs) -> NDArray[np.bool_]:
    if not len(known):
        return np.zeros(codes.shape, bool)
    places = np.minimum(np.searchsorted(known, codes), len(known) - 1)
    return np.asarray(known[places] == codes)
