"""Columns of texts as whole numbers: equal texts have equal codes, so that a million can be compared at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int32]
Texts = NDArray[np.object_]
NONE = -1
LONGEST = 300  # letters of a text that are looked at: nobody is told apart by more


@dataclass(frozen=True, slots=True)
class Flat:
    """rows: (m,) the record of each text, ascending; texts: (m,)."""

    rows: NDArray[np.intp]
    texts: list[str]


@dataclass(frozen=True, slots=True)
class Column:
    """values: (v,) distinct texts. codes: (n, k) int32 in [0, v), or -1 where a record has fewer than k values."""

    values: Texts
    codes: Codes

    @property
    def first(self) -> Codes:
        """(n,) the first value of each record."""
        return self.codes[:, 0]

    def counts(self) -> NDArray[np.intp]:
        """(v,) how many times each value stands in the column."""
        return np.bincount(self.codes[self.codes != NONE], minlength=len(self.values))


def column(flat: Flat, records: int, normal: Callable[[str], str], width: int) -> Column:
    """A column of up to `width` values a record, in their order, normalised; what normalises to "" is left out.

    `normal` is called once for each distinct text. O(total).
    """
    values, codes = encode(flat.texts, normal)
    kept = codes != NONE
    return Column(values, spread(flat.rows[kept], codes[kept], records, width))


def encode(texts: Sequence[str], normal: Callable[[str], str], known: Iterable[str] = ()) -> tuple[Texts, Codes]:
    """Distinct normalised texts, (v,), and the code of each text given, (m,) int32, -1 for what normalises to "" or is None.

    known: values that have codes already; they keep them, and new ones follow.
    """
    places = {text: place for place, text in enumerate(dict.fromkeys(texts))}
    given = np.fromiter(map(places.__getitem__, texts), np.int32, len(texts))
    distinct: dict[str, int] = {"": NONE}
    for value in known:
        distinct[value] = len(distinct) - 1
    of_raw = np.array(
        [distinct.setdefault(normal(text[:LONGEST]) if text else "", len(distinct) - 1) for text in places], np.int32
    )
    values = np.empty(len(distinct) - 1, np.object_)
    values[:] = list(distinct)[1:]
    return values, of_raw[given] if len(given) else given


def spread(rows: NDArray[np.intp], codes: Codes, records: int, width: int) -> Codes:
    """(records, width): the codes of each row beside one another, the first `width`. rows: (m,) ascending. O(m)."""
    table = np.full((records, width), NONE, np.int32)
    place = np.arange(len(rows)) - np.searchsorted(rows, rows)
    fits = place < width
    table[rows[fits], place[fits]] = codes[fits]
    return table[:, : max(1, int(place.max(initial=0)) + 1)]


def numbered(keys: Sequence[object]) -> Codes:
    """(m,) int32: equal keys have equal numbers, in the order of first appearance; -1 for None and ""."""
    seen: dict[object, int] = {}
    return np.array([seen.setdefault(key, len(seen)) if key not in (None, "") else NONE for key in keys], np.int32)


def looked_up(table: NDArray[np.generic], codes: Codes) -> Codes:
    """table[codes], and -1 where a code is -1. O(size)."""
    if not len(table):
        return np.full(codes.shape, NONE, np.int32)
    return np.where(codes == NONE, NONE, table[codes]).astype(np.int32)


def distinct(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """(q,) each key once, ascending; sorts in place, which is three times as fast as np.unique. O(m log m)."""
    keys.sort()
    return keys[np.r_[True, keys[1:] != keys[:-1]]] if len(keys) else keys
