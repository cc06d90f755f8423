"""Rows from a list of ties: by the compiled code where it is there, else by numpy, with the same outcome."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kith.reach import building, checks, warming
from kith.reach.rows import Bytes, Ids, Rows, finished, room_for, roomy, starts

WORTH_LOADING = 50_000  # ties: with fewer, numpy is done before the compiled code is loaded


def rows_of(people: int, a: ArrayLike, b: ArrayLike, strength: ArrayLike, visibility: ArrayLike | None) -> Rows:
    """The rows of a network; see Network.from_ties."""
    checks.number_of_people(people)
    one, other = checks.people("a", a, people), checks.people("b", b, people)
    power = checks.strengths(strength)
    kind = None if visibility is None else checks.classes(visibility)
    checks.same_length(a=one, b=other, strength=power, visibility=power if kind is None else kind)
    code = warming.code() if len(one) >= WORTH_LOADING else None
    if code is None:
        return by_numpy(people, one, other, power, kind)
    else:
        return by_code(code["build"], people, one, other, power, kind)


def by_code(call: Any, people: int, a: Ids, b: Ids, strength: Bytes, visibility: Bytes | None) -> Rows:
    """Rows from checked arrays through `call`, the door of building.build. O(m + people)."""
    arrays = [np.ascontiguousarray(array) for array in (a, b, strength)]
    kinds = np.empty(1, np.uint8) if visibility is None else np.ascontiguousarray(visibility)
    made, bench = _desk(people, len(a))
    given = [*(_at(array) for array in arrays), _at(kinds), int(visibility is None)]
    used = call(people, len(a), *given, *(_at(array) for array in bench), *(_at(array) for array in made))
    return _kept(made, used, visibility is None)


def by_numpy(people: int, a: Ids, b: Ids, strength: Bytes, visibility: Bytes | None) -> Rows:
    """Rows from checked arrays by sorting. O(m log m)."""
    row, neighbour, power, kind = _both_ways(
        a, b, strength, np.zeros_like(strength) if visibility is None else visibility
    )
    kept = _strongest(row, neighbour, power, kind)
    row, neighbour, power, kind = row[kept], neighbour[kept], power[kept], kind[kept]
    order = np.lexsort((neighbour, 255 - power, row))
    length, room = np.bincount(row, minlength=people).astype(np.uint32), room_for(len(row))
    return finished(starts(length), length, roomy(neighbour[order], room), roomy(power[order], room), kind[order])


def _desk(people: int, ties: int) -> tuple[building.Made, building.Bench]:
    """Arrays for the rows, with room behind them, and for the work on the way."""
    entries = 2 * ties
    made = building.Made(
        start=np.empty(people, np.uint32),
        length=np.empty(people, np.uint32),
        neighbour=np.empty(room_for(entries), np.int32),
        strength=np.empty(room_for(entries), np.uint8),
        visibility=np.empty(entries, np.uint8),
    )
    bench = building.Bench(
        by_neighbour=np.empty(entries, np.int64),
        by_strength=np.empty(entries, np.int64),
        kinds=np.empty(entries, np.uint8),
        next_place=np.empty(people + 1, np.uint32),
        weak_place=np.empty(257, np.int64),
        seen=np.zeros(people, np.uint32),
    )
    return made, bench


def _kept(made: building.Made, used: int, is_plain: bool) -> Rows:
    visibility = None if is_plain else made.visibility[:used]
    return finished(made.start, made.length, made.neighbour, made.strength, visibility)


def _at(array: NDArray[Any]) -> int:
    return int(array.ctypes.data)


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
