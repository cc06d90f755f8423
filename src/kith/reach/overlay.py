"""New ties without a rebuild: a row that changes is written anew behind the others, and found there from then on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kith.reach.rows import FEW_CLASSES, Rows, packed, room_for, roomy

Bytes = NDArray[np.uint8]

ROOM_TO_GROW = 4  # a row that is moved has room for a fourth more, so that a tie seldom moves it again


def put(rows: Rows, a: int, b: int, strength: int, visibility: int, anyway: bool) -> None:
    """Write a tie into both rows. anyway: also where the tie that is there is stronger. O(ties of a and b)."""
    if a == b:
        return
    before = _found(rows, a, b)
    if before is not None and not anyway and before <= (255 - strength, visibility):
        return
    code = _code_of(rows, visibility)
    rows.ties += before is None
    _rewrite(rows, a, b, strength, code)
    _rewrite(rows, b, a, strength, code)


def remove(rows: Rows, a: int, b: int) -> None:
    """Take a tie out of both rows. O(ties of a and b)."""
    if a != b and _found(rows, a, b) is not None:
        rows.ties -= 1
        _rewrite(rows, a, b, 0, 0)
        _rewrite(rows, b, a, 0, 0)


def _found(rows: Rows, a: int, b: int) -> tuple[int, int] | None:
    """255 − strength and class of the tie between two people, or None; looked up in the shorter row."""
    one, other = (a, b) if rows.length[a] <= rows.length[b] else (b, a)
    span = rows.span(one)
    hits = np.flatnonzero(rows.neighbour[span] == other)
    if not len(hits):
        return None
    place = span.start + int(hits[0])
    return 255 - int(rows.strength[place]), int(rows.classes[rows.codes_at(np.array([place]))[0]])


def _rewrite(rows: Rows, person: int, neighbour: int, strength: int, code: int) -> None:
    """Write a person's row anew, with this tie in its place; strength 0 leaves it out."""
    span = rows.span(person)
    kept = rows.neighbour[span] != neighbour
    people, powers = rows.neighbour[span][kept], rows.strength[span][kept]
    codes = rows.codes_at(np.arange(span.start, span.stop))[kept]
    if strength:
        place = _place(people, powers, neighbour, strength)
        people, powers = np.insert(people, place, neighbour), np.insert(powers, place, strength)
        codes = np.insert(codes, place, code)
    _write(rows, person, people, powers, codes.astype(np.uint8))


def _place(people: NDArray[np.int32], powers: Bytes, neighbour: int, strength: int) -> int:
    """Where a tie belongs in a row: behind the stronger ones, among equals in the order of people."""
    weakness = 255 - powers.astype(np.int16)
    first, last = np.searchsorted(weakness, [255 - strength, 256 - strength])
    return int(first + np.searchsorted(people[first:last], neighbour))


def _write(rows: Rows, person: int, people: NDArray[np.int32], powers: Bytes, codes: Bytes) -> None:
    start = _place_for(rows, person, len(people))
    end = start + len(people)
    rows.neighbour[start:end] = people
    rows.strength[start:end] = powers
    if rows.code_bits == 8:
        rows.codes[start:end] = codes
    elif rows.code_bits == 4:
        rows.codes[start // 2 : (end + 1) // 2] = packed(codes, 4)
    rows.start[person], rows.length[person] = start, len(people)


def _place_for(rows: Rows, person: int, length: int) -> int:
    """Where a row may be written: where it was if it has room there, else at an even place behind all others."""
    if length <= rows.row_room.get(person, -1):
        return int(rows.start[person])
    start, room = rows.used + rows.used % 2, length + length // ROOM_TO_GROW + 4
    if start + room > len(rows.neighbour):
        _make_room(rows, start + room)
    rows.used = start + room
    rows.row_room[person] = room
    return start


def _make_room(rows: Rows, used: int) -> None:
    room = room_for(used)
    rows.neighbour, rows.strength = roomy(rows.neighbour, room), roomy(rows.strength, room)
    rows.codes = roomy(rows.codes, room * rows.code_bits // 8)


def _code_of(rows: Rows, visibility: int) -> int:
    """The place of a class among those in use; a new one is added, and the codes widened if they must be."""
    known = rows.classes[: rows.known_classes]
    hits = np.flatnonzero(known == visibility)
    if len(hits):
        return int(hits[0])
    if rows.known_classes in (1, FEW_CLASSES):
        _widen(rows)
    rows.classes[rows.known_classes] = visibility
    rows.known_classes += 1
    return rows.known_classes - 1


def _widen(rows: Rows) -> None:
    if rows.known_classes == 1:
        rows.codes = np.zeros(len(rows.neighbour) // 2, np.uint8)
    else:
        codes = np.stack([rows.codes & 15, rows.codes >> 4], axis=1)
        rows.codes = codes.reshape(-1)
