"""Which pairs are worth comparing: those that agree in something which few others have."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from kith.linkage.columns import NONE, Codes, Column, distinct, looked_up
from kith.linkage.tables import Table

Keys = NDArray[np.int64]
Pairs = NDArray[np.int64]
ALL_PAIRS_UP_TO = 500  # records: so few are compared each with each
_AT_LEAST = 100_000  # pairs that a key may add, however few the records
_LARGEST_WINDOW = 10


def all_pairs(size: int) -> Pairs:
    """(p,) every pair i < j as i·size + j."""
    one, other = np.triu_indices(size, 1)
    return one.astype(np.int64) * size + other


def random_pairs(size: int, most: int, rng: np.random.Generator) -> Pairs:
    """Up to `most` pairs drawn at random, without repetitions; all where there are no more."""
    if size * (size - 1) // 2 <= most:
        return all_pairs(size)
    one, other = rng.integers(0, size, (2, most))
    return distinct(_as_pairs(one, other, size))


def candidates(table: Table) -> Iterator[Pairs]:
    """Pairs i < j as i·n + j, with repetitions, the most telling first: one array for each kind of agreement."""
    size = table.size
    for key, *finer in _telling_keys(table):
        yield from _within_budget(key, finer, size, _AT_LEAST + size * 3 // 2)
    for key, *finer in _loose_keys(table):
        yield from _within_budget(key, finer, size, _AT_LEAST + size // 5)
    window = min(_LARGEST_WINDOW, _AT_LEAST // size)
    for order in _orders(table):
        yield _neighbours(order, size, window)


def _telling_keys(table: Table) -> Iterator[list[Keys]]:
    """Each a (n, k) key of what few have in common, then keys of one column that divide its larger groups."""
    words = table.words
    given, family = looked_up(words.head, table.given[:, 0]), looked_up(words.skeleton, table.family)
    letter, letter2 = _letters(table)
    root = looked_up(words.roots[:, 0], table.given[:, 0])
    day, town, code, org = table.birthday.first, table.town.first, table.code.first, table.organisation.first
    for column in (table.email, table.phone, table.page, table.uid, table.number, table.street):
        yield [column.codes.astype(np.int64), letter, letter2]
    yield [table.local.astype(np.int64), letter]
    either = _joined(np.minimum(given, family), np.maximum(given, family))
    yield [either, _key(day), _key(org), _key(town)]
    yield [_joined(root, family), _key(day), _key(org), _key(town)]
    yield [_key(day), letter, letter2]
    for part in (table.firms, *(codes[:, None] for codes in (code, town, *_parts_of_days(table.birthday)))):
        yield [_joined(part, given[:, None]), letter2]
        yield [_joined(part, family[:, None]), letter]


def _loose_keys(table: Table) -> Iterator[list[Keys]]:
    """The same, of what many have in common by chance."""
    words = table.words
    given, family = looked_up(words.head, table.given[:, 0]), looked_up(words.skeleton, table.family)
    letter, letter2 = _letters(table)
    day, town, code, org = (
        _key(column.first) for column in (table.birthday, table.town, table.code, table.organisation)
    )
    yield [_joined(family, letter), day, org, town]
    yield [_joined(given, letter2), day, org, town]
    yield [_joined(letter, _house(table.street)), code, town]
    for digits in _parts_of_phones(table.phone):
        yield [digits, letter]


def _letters(table: Table) -> tuple[Keys, Keys]:
    """(n,) the first letters of given and family name."""
    letter = table.words.letter
    return _key(looked_up(letter, table.given[:, 0])), _key(looked_up(letter, table.family))


def _within_budget(key: Keys, finer: list[Keys], size: int, budget: int) -> Iterator[Pairs]:
    """Pairs in the smallest groups, as many as the budget allows; larger groups are divided by the finer keys."""
    rows, codes = _entries(key)
    while len(rows):
        order = np.lexsort((rows, codes))
        rows, codes = rows[order], codes[order]
        starts = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]])
        lengths = np.diff(np.r_[starts, len(codes)])
        most = _largest_length(lengths, budget)
        yield _pairs_in(rows, starts[lengths <= most], lengths[lengths <= most], size)
        large = np.repeat(lengths > most, lengths)
        if not finer or not large.any():
            break
        rows, codes = _divided(rows[large], codes[large], finer[0])
        finer = finer[1:]


def _entries(key: Keys) -> tuple[Keys, Keys]:
    table = key.reshape(len(key), -1)
    rows, places = np.nonzero(table != NONE)
    return rows.astype(np.int64), table[rows, places]


def _divided(rows: Keys, codes: Keys, finer: Keys) -> tuple[Keys, Keys]:
    kept = finer[rows] != NONE
    _, dense = np.unique(codes[kept], return_inverse=True)
    return rows[kept], _joined(dense, finer[rows[kept]])


def _largest_length(lengths: NDArray[np.intp], budget: int) -> int:
    """The longest group that is taken whole: groups up to it make no more pairs than the budget."""
    counts = np.bincount(lengths)
    sizes = np.arange(len(counts))
    total = np.cumsum(counts * (sizes * (sizes - 1) // 2))
    return int(np.searchsorted(total, budget, side="right")) - 1


def _pairs_in(rows: Keys, starts: NDArray[np.intp], lengths: NDArray[np.intp], size: int) -> Pairs:
    """All pairs within each group of rows. O(pairs)."""
    found = []
    for length in np.flatnonzero(np.bincount(lengths)[2:]) + 2:
        members = rows[starts[lengths == length][:, None] + np.arange(length)]
        left, right = np.triu_indices(int(length), 1)
        found.append(_as_pairs(members[:, left].ravel(), members[:, right].ravel(), size))
    return np.concatenate(found) if found else np.zeros(0, np.int64)


def _as_pairs(one: Keys, other: Keys, size: int) -> Pairs:
    differ = one != other
    low, high = np.minimum(one, other)[differ], np.maximum(one, other)[differ]
    pairs: Pairs = low * size + high
    return pairs


def _orders(table: Table) -> Iterator[Keys]:
    """Records in the order of their names, family name first and given name first (sorted neighbourhood)."""
    rank = np.empty(len(table.words.values) + 1, np.int64)
    rank[np.argsort(table.words.values)] = np.arange(len(table.words.values))
    rank[-1] = len(table.words.values)  # code -1, no name
    given, family = rank[table.given[:, 0]], rank[table.family]
    day = table.birthday.first
    for first, second in ((family, given), (given, family)):
        yield np.lexsort((day, second, first))


def _neighbours(order: Keys, size: int, window: int) -> Pairs:
    pairs = [_as_pairs(order[:-step], order[step:], size) for step in range(1, window + 1)]
    return np.concatenate([np.zeros(0, np.int64), *pairs])


def _key(codes: Codes) -> Keys:
    return codes.astype(np.int64)


def _joined(one: Codes | Keys, other: Codes | Keys) -> Keys:
    """A key for each pair of codes, -1 where either is missing."""
    left, right = one.astype(np.int64), other.astype(np.int64)
    both: Keys = np.where((left == NONE) | (right == NONE), NONE, left * (int(right.max(initial=0)) + 1) + right)
    return both


def _parts_of_days(column: Column) -> Iterator[Codes]:
    """Of each birthday: year and month, month and day, year and day."""
    days = np.array([int(value) for value in column.values], np.int32)
    for part in (days // 100, days % 10_000, days // 10_000 * 100 + days % 100):
        yield looked_up(part, column.first)


def _house(column: Column) -> Codes:
    """The first number in a street."""
    numbers = [next((int(word[:6]) for word in text.split() if word.isdecimal()), NONE) for text in column.values]
    return looked_up(np.array(numbers, np.int32), column.first)


def _parts_of_phones(column: Column) -> Iterator[Keys]:
    """The first and the last five digits of each number: a slip is in one of them only."""
    for cut in (slice(0, 5), slice(-5, None)):
        digits = [value.partition("x")[0][cut] for value in column.values]
        yield looked_up(np.array([int(text) if text else NONE for text in digits], np.int32), column.codes).astype(
            np.int64
        )
