"""The doors of the compiled code: addresses and sizes in, arrays in the kernels' hands. Read by the compiler only."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import types
from numba.np.numpy_support import carray

from kith.reach import building, heap, leiden, search

_BYTES, _IDS, _PLACES, _NUMBERS = map(types.CPointer, (types.uint8, types.int32, types.uint32, types.int64))
_SINGLES, _DOUBLES = map(types.CPointer, (types.float32, types.float64))


def best_paths(
    people: int, room: int, coded: int, start: Any, length: Any, neighbour: Any, strength: Any, codes: Any,
    may: Any, bits: int,
    aim: Any, mark: Any, touched: Any, mine: Any, score_of: Any, middle_of: Any, tally: Any,
    keys: Any, middles: Any, found: Any, paths: int, source: int, targets: Any, count: int, hops: int,
) -> int:  # fmt: skip
    """search.search on arrays of C."""
    ties = search.Ties(
        carray(start, people, np.uint32), carray(length, people, np.uint32), carray(neighbour, room, np.int32),
        carray(strength, room, np.uint8), carray(codes, coded, np.uint8), carray(may, 256, np.uint8), bits,
    )  # fmt: skip
    desk = search.Desk(
        carray(aim, people, np.uint8), carray(mark, people, np.uint8), carray(touched, people, np.int32),
        carray(mine, people, np.uint8), carray(score_of, people, np.int32), carray(middle_of, people, np.int32),
        carray(tally, 2, np.int64),
    )  # fmt: skip
    best = heap.Best(carray(keys, paths, np.int64), carray(middles, paths, np.int32))
    aims = carray(targets, count, np.int64)
    return search.search(ties, desk, best, source, aims, hops, carray(found, (paths, 4), np.int32))


def build(
    people: int, ties: int, a: Any, b: Any, strength: Any, visibility: Any, plain: int,
    by_neighbour: Any, by_strength: Any, kinds: Any, next_place: Any, weak_place: Any, seen: Any,
    start: Any, length: Any, neighbour: Any, strength_of: Any, visibility_of: Any,
) -> int:  # fmt: skip
    """building.build on arrays of C."""
    given = building.Given(
        carray(a, ties, np.int32), carray(b, ties, np.int32), carray(strength, ties, np.uint8),
        carray(visibility, ties, np.uint8), plain,
    )  # fmt: skip
    bench = building.Bench(
        carray(by_neighbour, 2 * ties, np.int64), carray(by_strength, 2 * ties, np.int64),
        carray(kinds, 2 * ties, np.uint8), carray(next_place, people + 1, np.uint32),
        carray(weak_place, 257, np.int64), carray(seen, people, np.uint32),
    )  # fmt: skip
    made = building.Made(
        carray(start, people, np.uint32), carray(length, people, np.uint32), carray(neighbour, 2 * ties, np.int32),
        carray(strength_of, 2 * ties, np.uint8), carray(visibility_of, 2 * ties, np.uint8),
    )  # fmt: skip
    return building.build(given, bench, made)


def circles(
    step: int, nodes: int, entries: int, total: float, start: Any, length: Any, neighbour: Any, weight: Any, mass: Any,
    of: Any, part_mass: Any, fine_of: Any, fine_mass: Any,
    to: Any, near: Any, queue: Any, waits: Any, cut: Any,
    new: int, new_entries: int, new_start: Any, new_length: Any, new_neighbour: Any, new_weight: Any, new_mass: Any,
) -> int:  # fmt: skip
    """leiden.move, leiden.refine or leiden.merge, as the step is 0, 1 or 2, on arrays of C."""
    level = leiden.Level(
        carray(start, nodes, np.uint32), carray(length, nodes, np.uint32), carray(neighbour, entries, np.int32),
        carray(weight, entries, np.float32), carray(mass, nodes, np.float64), total,
    )  # fmt: skip
    merged = leiden.Level(
        carray(new_start, new, np.uint32), carray(new_length, new, np.uint32),
        carray(new_neighbour, new_entries, np.int32), carray(new_weight, new_entries, np.float32),
        carray(new_mass, new, np.float64), total,
    )  # fmt: skip
    parts = leiden.Parts(carray(of, nodes, np.int32), carray(part_mass, nodes, np.float64))
    fine = leiden.Parts(carray(fine_of, nodes, np.int32), carray(fine_mass, nodes, np.float64))
    desk = leiden.Desk(
        carray(to, nodes, np.float64), carray(near, nodes, np.int32), carray(queue, nodes, np.int32),
        carray(waits, nodes, np.uint8), carray(cut, nodes, np.float64),
    )  # fmt: skip
    return leiden.step(step, level, parts, fine, desk, merged)


_WHOLE = types.int64
_ROWS = (_WHOLE, _WHOLE, _WHOLE, _PLACES, _PLACES, _IDS, _BYTES, _BYTES, _BYTES, _WHOLE)
_DESK = (_BYTES, _BYTES, _IDS, _BYTES, _IDS, _IDS, _NUMBERS)
_TIES = (_WHOLE, _WHOLE, _IDS, _IDS, _BYTES, _BYTES, _WHOLE)
_BENCH = (_NUMBERS, _NUMBERS, _BYTES, _PLACES, _NUMBERS, _PLACES)
_MADE = (_PLACES, _PLACES, _IDS, _BYTES, _BYTES)
_ASKED = (_NUMBERS, _IDS, _IDS, _WHOLE, _WHOLE, _NUMBERS, _WHOLE, _WHOLE)

_GRAPH = (_WHOLE, _WHOLE, _WHOLE, types.float64)
_LEVEL = (_PLACES, _PLACES, _IDS, _SINGLES, _DOUBLES)
_PARTS = (_IDS, _DOUBLES, _IDS, _DOUBLES)
_NOTES = (_DOUBLES, _IDS, _IDS, _BYTES, _DOUBLES)

DOORS: dict[str, tuple[Any, Any, bool]] = {
    "best_paths": (best_paths, _WHOLE(*_ROWS, *_DESK, *_ASKED), True),
    "build": (build, _WHOLE(*_TIES, *_BENCH, *_MADE), False),
    "circles": (circles, _WHOLE(*_GRAPH, *_LEVEL, *_PARTS, *_NOTES, _WHOLE, _WHOLE, *_LEVEL), False),
}
