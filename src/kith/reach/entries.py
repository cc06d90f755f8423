"""The doors of the compiled code: addresses and sizes in, arrays in the kernels' hands. Read by the compiler only."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import types
from numba.np.numpy_support import carray

from kith.reach import building, search

_BYTES, _IDS, _PLACES, _NUMBERS = map(types.CPointer, (types.uint8, types.int32, types.uint32, types.int64))


def best_paths(
    start: Any, length: Any, neighbour: Any, strength: Any, codes: Any, may: Any, bits: int, people: int,
    aim: Any, mark: Any, touched: Any, mine: Any, score_of: Any, middle_of: Any, tally: Any,
    keys: Any, middles: Any, found: Any, paths: int, source: int, targets: Any, count: int, hops: int,
) -> int:  # fmt: skip
    """search.search on arrays of C."""
    ties = search.Ties(
        carray(start, people, np.uint32), carray(length, people, np.uint32), carray(neighbour, 1, np.int32),
        carray(strength, 1, np.uint8), carray(codes, 1, np.uint8), carray(may, 256, np.uint8), bits,
    )  # fmt: skip
    desk = search.Desk(
        carray(aim, people, np.uint8), carray(mark, people, np.uint8), carray(touched, people, np.int32),
        carray(mine, people, np.uint8), carray(score_of, people, np.int32), carray(middle_of, people, np.int32),
        carray(tally, 2, np.int64),
    )  # fmt: skip
    best = search.Best(carray(keys, paths, np.int64), carray(middles, paths, np.int32))
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


_ROWS = (_PLACES, _PLACES, _IDS, _BYTES, _BYTES, _BYTES, types.int64, types.int64)
_DESK = (_BYTES, _BYTES, _IDS, _BYTES, _IDS, _IDS, _NUMBERS)
_TIES = (types.int64, types.int64, _IDS, _IDS, _BYTES, _BYTES, types.int64)
_BENCH = (_NUMBERS, _NUMBERS, _BYTES, _PLACES, _NUMBERS, _PLACES)
_MADE = (_PLACES, _PLACES, _IDS, _BYTES, _BYTES)
_ASKED = (_NUMBERS, _IDS, _IDS, types.int64, types.int64, _NUMBERS, types.int64, types.int64)

DOORS: dict[str, tuple[Any, Any, bool]] = {
    "best_paths": (best_paths, types.int64(*_ROWS, *_DESK, *_ASKED), True),
    "build": (build, types.int64(*_TIES, *_BENCH, *_MADE), False),
}
