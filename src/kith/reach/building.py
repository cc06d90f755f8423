"""Rows from a list of ties in three stable passes: by neighbour, by strength, by row. Compiled; no allocation.

Radix sort, least significant part first (Knuth, The Art of Computer Programming 3, 5.2.5); what a pass has sorted by need
not be stored for the next one, so an entry takes eight bytes on the way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int32]
Bytes = NDArray[np.uint8]
Places = NDArray[np.uint32]
Entries = NDArray[np.int64]


whole = cast(Callable[[Any], int], np.int64)  # a number of 64 bits, for the compiler as well


class Given(NamedTuple):
    """The ties: (m,) each. plain: 1 where all are of class 0 and visibility need not be looked at."""

    a: Ids
    b: Ids
    strength: Bytes
    visibility: Bytes
    plain: int


class Bench(NamedTuple):
    """Room to work in: by_neighbour, by_strength, kinds: (2m,); next_place: (people + 1,);
    weak_place: (257,); seen: (people,) of 0."""

    by_neighbour: Entries
    by_strength: Entries
    kinds: Bytes
    next_place: Places
    weak_place: Entries
    seen: Places


class Made(NamedTuple):
    """The rows. start, length: (people,); neighbour, strength, visibility: (2m,) or more, as far as they are used."""

    start: Places
    length: Places
    neighbour: Ids
    strength: Bytes
    visibility: Bytes


def build(given: Given, bench: Bench, made: Made) -> int:
    """Fill the rows; return how many entries they have. O(m + people)."""
    _count(given, bench)
    _sort_by_neighbour(given, bench)
    entries = _sort_by_strength(bench)
    _sort_by_row(bench, made, entries)
    return _without_parallels(bench, made)


def _count(given: Given, bench: Bench) -> None:
    """next_place[p], weak_place[w]: where the entries of person p, or of weakness w, begin, were all sorted by it."""
    places, weak = bench.next_place, bench.weak_place
    places[:], weak[:] = 0, 0
    for tie in range(len(given.a)):
        if given.a[tie] != given.b[tie]:
            places[given.a[tie] + 1] += 1
            places[given.b[tie] + 1] += 1
            weak[256 - whole(given.strength[tie])] += 2
    for person in range(1, len(places)):
        places[person] += places[person - 1]
    for weakness in range(1, len(weak)):
        weak[weakness] += weak[weakness - 1]


def _sort_by_neighbour(given: Given, bench: Bench) -> None:
    """by_neighbour: row · 2¹⁶ + weakness · 2⁸ + class of each entry; next_place: where each neighbour's entries end."""
    places = bench.next_place
    for tie in range(len(given.a)):
        one, other = whole(given.a[tie]), whole(given.b[tie])
        if one != other:
            kind = whole(0)
            if given.plain == 0:
                kind = whole(given.visibility[tie])
            rest = ((255 - whole(given.strength[tie])) << 8) | kind
            bench.by_neighbour[places[other]] = (one << 16) | rest
            places[other] += 1
            bench.by_neighbour[places[one]] = (other << 16) | rest
            places[one] += 1


def _sort_by_strength(bench: Bench) -> int:
    """by_strength: row · 2³² + neighbour; kinds: class; weak_place: where each weakness ends. Return the entries."""
    entry = whole(0)
    for neighbour in range(len(bench.seen)):
        end = whole(bench.next_place[neighbour])
        while entry < end:
            value = bench.by_neighbour[entry]
            place = bench.weak_place[(value >> 8) & 255]
            bench.by_strength[place] = ((value >> 16) << 32) | neighbour
            bench.kinds[place] = value & 255
            bench.weak_place[(value >> 8) & 255] = place + 1
            entry += 1
    return entry


def _sort_by_row(bench: Bench, made: Made, entries: int) -> None:
    """Each row by strength, then neighbour, parallel ties among them; next_place: where each row ends."""
    people = len(bench.seen)
    for person in range(people - 1, 0, -1):  # ends become starts again: a row has as many entries as a neighbour
        bench.next_place[person] = bench.next_place[person - 1]
    bench.next_place[0] = 0
    for person in range(people):
        made.start[person] = bench.next_place[person]
    weakness = whole(0)
    for entry in range(entries):
        while entry >= bench.weak_place[weakness]:
            weakness += 1
        row = bench.by_strength[entry] >> 32
        place = whole(bench.next_place[row])
        made.neighbour[place] = bench.by_strength[entry] & 0x7FFFFFFF
        made.strength[place] = 255 - weakness
        made.visibility[place] = bench.kinds[entry]
        bench.next_place[row] = place + 1


def _without_parallels(bench: Bench, made: Made) -> int:
    """Move the rows together, each neighbour once. seen[n] − 1 is the last place where n was written."""
    used = whole(0)
    for person in range(len(bench.seen)):
        first = used
        for entry in range(whole(made.start[person]), whole(bench.next_place[person])):
            neighbour = made.neighbour[entry]
            last = whole(bench.seen[neighbour]) - 1
            if last < first:
                made.neighbour[used], made.strength[used] = neighbour, made.strength[entry]
                made.visibility[used] = made.visibility[entry]
                used += 1
                bench.seen[neighbour] = used
            elif made.strength[last] == made.strength[entry]:
                made.visibility[last] = min(made.visibility[last], made.visibility[entry])
        made.start[person], made.length[person] = first, used - first
    return used
