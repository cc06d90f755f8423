"""Ties as compressed rows: each person's neighbours, strongest first, with room behind them for rows that grow."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int32]
Bytes = NDArray[np.uint8]
Places = NDArray[np.uint32]
Kind = TypeVar("Kind", bound=np.generic)

SPARE = 1 << 16  # entries kept free at the end, and a sixteenth of those in use; untouched memory costs nothing
FEW_CLASSES = 16  # up to so many classes of visibility take half a byte an entry, more take a byte
_AT_ONCE = 1 << 16  # people or entries that are dealt with together; even


@dataclass
class Rows:
    """The arrays of a network. Every tie stands in two rows; a row is sorted by strength descending, then neighbour.

    start, length: (people,) where a person's row begins, and its entries. neighbour, strength: (room,) entries, of which
    `used` are written. codes: (room,), (room / 2,) or (0,) for each entry the place of its class in `classes`: a byte,
    half a byte, or nothing where there is one class only. classes: (256,) the classes of visibility in use.
    row_room: of rows that were written anew, the entries that they may have where they are.
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
    row_room: dict[int, int] = field(default_factory=dict)

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


def finished(start: Places, length: Places, neighbour: Ids, strength: Bytes, visibility: Bytes | None) -> Rows:
    """Rows from arrays with room behind them. visibility: (used,) classes, None where all are 0. O(entries)."""
    used = int(length.sum(dtype=np.int64))
    classes = np.zeros(1, np.uint8) if visibility is None else _present(visibility)
    table = np.zeros(256, np.uint8)
    table[: len(classes)] = classes
    rows = Rows(start, length, neighbour, strength, np.empty(0, np.uint8), table, len(classes), used, used // 2)
    if visibility is not None and rows.code_bits:
        rows.codes = _coded(visibility, classes, len(neighbour), rows.code_bits)
    return rows


def _present(visibility: Bytes) -> Bytes:
    """The classes in use, rising; 0 where there are no ties."""
    found = np.zeros(256, bool)
    for first in range(0, len(visibility), _AT_ONCE):
        found[visibility[first : first + _AT_ONCE]] = True
    return np.flatnonzero(found).astype(np.uint8) if found.any() else np.zeros(1, np.uint8)


def _coded(visibility: Bytes, classes: Bytes, room: int, bits: int) -> Bytes:
    code_of = np.zeros(256, np.uint8)
    code_of[classes] = np.arange(len(classes))
    codes = np.empty(room * bits // 8, np.uint8)
    for first in range(0, len(visibility), _AT_ONCE):
        part = packed(code_of[visibility[first : first + _AT_ONCE]], bits)
        codes[first * bits // 8 : first * bits // 8 + len(part)] = part
    return codes


def packed(codes: Bytes, bits: int) -> Bytes:
    """Codes of entries as they are kept, where the first one stands at an even place."""
    if bits == 8:
        return codes
    even = np.append(codes, np.uint8(0)) if len(codes) % 2 else codes
    halves: Bytes = even[::2] | (even[1::2] << np.uint8(4))
    return halves


def room_for(used: int) -> int:
    """Entries to make room for, an even number."""
    return (used + used // 16 + SPARE + 1) // 2 * 2


def roomy(values: NDArray[Kind], room: int) -> NDArray[Kind]:
    """A copy of values with room behind them, up to `room` in all."""
    kept = np.empty(room, values.dtype)
    kept[: len(values)] = values
    return kept


def compact(rows: Rows) -> Rows:
    """The same ties without the rows that were given up, each person's behind the one before. O(entries)."""
    used = 2 * rows.ties
    neighbour, strength = np.empty(room_for(used), np.int32), np.empty(room_for(used), np.uint8)
    visibility, done = np.empty(used, np.uint8), 0
    for first in range(0, rows.people, _AT_ONCE):
        places = _places(rows, slice(first, first + _AT_ONCE))
        part = slice(done, done + len(places))
        neighbour[part], strength[part] = rows.neighbour[places], rows.strength[places]
        visibility[part] = rows.classes[rows.codes_at(places)]
        done += len(places)
    return finished(starts(rows.length), rows.length.copy(), neighbour, strength, visibility)


def starts(length: NDArray[np.unsignedinteger]) -> Places:
    """Where rows of these lengths begin, one behind the other."""
    return (np.cumsum(length, dtype=np.int64) - length).astype(np.uint32)


def _places(rows: Rows, some: slice) -> NDArray[np.int64]:
    length = rows.length[some].astype(np.int64)
    ends = np.cumsum(length)
    places: NDArray[np.int64] = np.arange(int(ends[-1])) + np.repeat(rows.start[some] - (ends - length), length)
    return places
