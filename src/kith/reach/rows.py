"""Ties as compressed rows: each person's neighbours, strongest first, with room behind them for rows that grow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kith.reach import checks

Ids = NDArray[np.int32]
Bytes = NDArray[np.uint8]
Places = NDArray[np.uint32]
Kind = TypeVar("Kind", bound=np.generic)

SPARE = 1 << 16  # entries kept free at the end, and a sixteenth of those in use; untouched memory costs nothing
FEW_CLASSES = 16  # up to so many classes of visibility take half a byte an entry, more take a byte
_AT_ONCE = 1 << 16  # people whose rows are moved together


@dataclass
class Rows:
    """The arrays of a network. Every tie stands in two rows; a row is sorted by strength descending, then neighbour.

    start, length: (people,) where a person's row begins, and its entries. neighbour, strength: (room,) entries, of which
    `used` are written. codes: (room,), (room / 2,) or (0,) for each entry the place of its class in `classes`: a byte,
    half a byte, or nothing where there is one class only. classes: (256,) the classes of visibility in use.
    """

    start: Places
    length: Places
    neighbour: Ids
    strength: Bytes
    codes: Bytes
    classes: Bytes
    known_classes: int
    used: int
    ties: int

    @property
    def people(self) -> int:
        return len(self.start)

    @property
    def code_bits(self) -> int:
        """Bits that an entry takes in `codes`: 0, 4 or 8."""
        return 0 if self.known_classes == 1 else 4 if self.known_classes <= FEW_CLASSES else 8

    @property
    def nbytes(self) -> int:
        """Bytes in use, without the untouched room at the end."""
        return 8 * self.people + 5 * self.used + self.used * self.code_bits // 8 + self.classes.nbytes

    def span(self, person: int) -> slice:
        """Where the entries of a person stand."""
        first = int(self.start[person])
        return slice(first, first + int(self.length[person]))

    def codes_at(self, places: NDArray[np.int64]) -> Bytes:
        """The place in `classes` of each entry. O(places)."""
        if self.code_bits == 0:
            return np.zeros(len(places), np.uint8)
        elif self.code_bits == 8:
            return self.codes[places]
        else:
            shifted: Bytes = self.codes[places >> 1] >> (4 * (places & 1)).astype(np.uint8)
            return shifted & np.uint8(15)


def build(people: int, a: ArrayLike, b: ArrayLike, strength: ArrayLike, visibility: ArrayLike | None) -> Rows:
    """The rows of a network; see Network.from_ties. O(m log m) in numpy."""
    checks.number_of_people(people)
    one, other = checks.people("a", a, people), checks.people("b", b, people)
    power, kind = checks.strengths(strength), checks.classes(visibility, len(one))
    checks.same_length(a=one, b=other, strength=power, visibility=kind)
    return _from_checked(people, one, other, power, kind)


def packed(codes: Bytes, room: int, bits: int) -> Bytes:
    """Codes of entries as they are kept: (room·bits/8,)."""
    kept = np.empty(room * bits // 8, np.uint8)
    if bits == 8:
        kept[: len(codes)] = codes
    elif bits == 4:
        even = np.append(codes, np.uint8(0)) if len(codes) % 2 else codes
        kept[: len(even) // 2] = even[::2] | (even[1::2] << 4)
    return kept


def room_for(used: int) -> int:
    """Entries to make room for, an even number."""
    return (used + used // 16 + SPARE + 1) // 2 * 2


def _from_checked(people: int, a: Ids, b: Ids, strength: Bytes, visibility: Bytes) -> Rows:
    row, neighbour, power, kind = _both_ways(a, b, strength, visibility)
    kept = _strongest(row, neighbour, power, kind)
    row, neighbour, power, kind = row[kept], neighbour[kept], power[kept], kind[kept]
    order = np.lexsort((neighbour, 255 - power, row))
    length = np.bincount(row, minlength=people)
    return finished(length, neighbour[order], power[order], kind[order])


def _both_ways(a: Ids, b: Ids, strength: Bytes, visibility: Bytes) -> tuple[Ids, Ids, Bytes, Bytes]:
    real = a != b
    a, b, strength, visibility = a[real], b[real], strength[real], visibility[real]
    twice = np.concatenate([strength, strength]), np.concatenate([visibility, visibility])
    return np.concatenate([a, b]), np.concatenate([b, a]), *twice


def _strongest(row: Ids, neighbour: Ids, strength: Bytes, visibility: Bytes) -> NDArray[np.intp]:
    """Of parallel entries the strongest; of equally strong ones that of the lowest class."""
    order = np.lexsort((visibility, 255 - strength, neighbour, row))
    row, neighbour = row[order], neighbour[order]
    first = np.ones(len(order), bool)
    first[1:] = (row[1:] != row[:-1]) | (neighbour[1:] != neighbour[:-1])
    return order[first]


def finished(length: NDArray[np.int64], neighbour: Ids, strength: Bytes, visibility: Bytes) -> Rows:
    """Rows from entries in their order: room is made behind them and the classes are numbered. O(entries)."""
    used = len(neighbour)
    room = room_for(used)
    counts = np.bincount(visibility, minlength=256)
    found = np.flatnonzero(counts)
    classes = np.zeros(256, np.uint8)
    classes[: len(found)] = found
    code_of = np.zeros(256, np.uint8)
    code_of[found] = np.arange(len(found))
    rows = Rows(
        start=(np.cumsum(length) - length).astype(np.uint32),
        length=length.astype(np.uint32),
        neighbour=roomy(neighbour, room),
        strength=roomy(strength, room),
        codes=np.empty(0, np.uint8),
        classes=classes,
        known_classes=max(1, len(found)),
        used=used,
        ties=used // 2,
    )
    rows.codes = packed(code_of[visibility], room, rows.code_bits)
    return rows


def roomy(values: NDArray[Kind], room: int) -> NDArray[Kind]:
    """A copy of values with room behind them, up to `room` in all."""
    kept = np.empty(room, values.dtype)
    kept[: len(values)] = values
    return kept


def compact(rows: Rows) -> Rows:
    """The same ties without the rows that were given up, each person's behind the one before. O(entries)."""
    neighbour, strength = np.empty(2 * rows.ties, np.int32), np.empty(2 * rows.ties, np.uint8)
    visibility, done = np.empty(2 * rows.ties, np.uint8), 0
    for first in range(0, rows.people, _AT_ONCE):
        places = _places(rows, slice(first, first + _AT_ONCE))
        part = slice(done, done + len(places))
        neighbour[part], strength[part] = rows.neighbour[places], rows.strength[places]
        visibility[part] = rows.classes[rows.codes_at(places)]
        done += len(places)
    return finished(rows.length.astype(np.int64), neighbour, strength, visibility)


def _places(rows: Rows, some: slice) -> NDArray[np.int64]:
    length = rows.length[some].astype(np.int64)
    ends = np.cumsum(length)
    places: NDArray[np.int64] = np.arange(int(ends[-1])) + np.repeat(rows.start[some] - (ends - length), length)
    return places
