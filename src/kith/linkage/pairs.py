"""The pairs of records that tell of the same person."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from kith.linkage import blocking, weights
from kith.linkage.columns import distinct
from kith.linkage.comparing import Compared, compare
from kith.linkage.fields import Record
from kith.linkage.following import close_triangles
from kith.linkage.shares import Shares, share_all
from kith.linkage.tables import Table, read
from kith.linkage.weights import Weights

FLOOR = 0.5
_CHUNK = 500_000
_SAMPLE = 150_000
_STRANGERS = 100_000
_SEED = 1969

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def find_pairs(records: Sequence[Record], seconds: float | None = None) -> list[tuple[int, int, float]]:
    """Pairs (i, j, probability), i < j, of records that tell of the same person rather than of two.

    records: as `kith read --json` prints people; unknown keys are ignored, any may be missing. Only pairs of
    probability ≥ FLOOR are returned, the surest first, then by i and j. seconds: stop comparing after about so
    long, and return what has been found; the most telling agreements are looked at first.
    O(n log n) for large n, each with each for small n. The same records give the same pairs.
    """
    if len(records) < 2:
        return []
    is_over = _clock(seconds)
    table = read(records)
    shares = share_all(table)
    pairs = _candidates(table, is_over)
    learned = _learn(table, shares, pairs)
    kept, chances = _score(table, shares, learned, pairs, is_over)
    if not is_over():
        kept, chances = close_triangles(kept, chances, table.size, FLOOR, partial(_support, table, shares, learned))
    sure = chances >= FLOOR
    return _sorted(kept[sure], chances[sure], table.size)


def _clock(seconds: float | None) -> Callable[[], bool]:
    end = None if seconds is None else time.monotonic() + seconds
    return lambda: end is not None and time.monotonic() > end


def _candidates(table: Table, is_over: Callable[[], bool]) -> Ints:
    if table.size <= blocking.ALL_PAIRS_UP_TO:
        return blocking.all_pairs(table.size)
    found = []
    for pairs in blocking.candidates(table):
        found.append(pairs)
        if is_over():
            break
    return distinct(np.concatenate(found))


def _learn(table: Table, shares: Shares, pairs: Ints) -> Weights:
    rng = np.random.default_rng(_SEED)
    strangers = blocking.random_pairs(table.size, _STRANGERS, rng)
    sample = pairs if len(pairs) <= _SAMPLE else rng.choice(pairs, _SAMPLE, replace=False)
    return weights.learn(
        _compare(table, shares, sample),
        _compare(table, shares, strangers),
        table.size * (table.size - 1) / 2,
        len(sample) / max(1, len(pairs)),
    )


def _compare(table: Table, shares: Shares, pairs: Ints) -> Compared:
    return compare(table, shares, *np.divmod(pairs, table.size))


def _score(
    table: Table, shares: Shares, learned: Weights, pairs: Ints, is_over: Callable[[], bool]
) -> tuple[Ints, Floats]:
    kept, chances = [np.zeros(0, np.int64)], [np.zeros(0)]
    for chunk in _chunks(pairs):
        found = weights.probabilities(learned, _compare(table, shares, chunk))
        kept.append(chunk[found >= FLOOR])
        chances.append(found[found >= FLOOR])
        if is_over():
            break
    return np.concatenate(kept), np.concatenate(chances)


def _support(table: Table, shares: Shares, learned: Weights, pairs: Ints) -> Floats:
    return weights.support(learned, _compare(table, shares, pairs))


def _chunks(pairs: Ints) -> Iterator[Ints]:
    return (pairs[start : start + _CHUNK] for start in range(0, len(pairs), _CHUNK))


def _sorted(pairs: Ints, chances: Floats, size: int) -> list[tuple[int, int, float]]:
    order = np.lexsort((pairs, -chances))
    one, other = np.divmod(pairs[order], size)
    return list(zip(one.tolist(), other.tolist(), chances[order].tolist(), strict=True))
