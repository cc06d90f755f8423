"""The best paths so far, as a heap of whole numbers with the worst at its top, in the part of Python that compiles."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int32]
Numbers = NDArray[np.int64]

DIRECT = -1  # there is nobody between the first hop and the target
LOW = 0xFFFFFFFF


class Best(NamedTuple):
    """The best paths so far: a heap with the worst at 0, of room for len(keys).

    A key is score · 2³² + (2³² − 1 − first hop), so that the larger key is the better path; the middle is the person
    between the first hop and the target, or DIRECT.
    """

    keys: Numbers
    middles: Ids


def key_of(score: int, first_hop: int) -> int:
    return (score << 32) | (LOW - first_hop)


def score_for(least: int, first_hop: int) -> int:
    """The lowest score with which a path through this first hop is no worse than the key `least`; 1 or more."""
    score = least >> 32
    return max(1, score if LOW - first_hop >= (least & LOW) else score + 1)


def least_of(best: Best, size: int) -> int:
    """The key of the worst of the best, 0 while there is room."""
    return best.keys[0] if size == len(best.keys) else 0


def offer(best: Best, size: int, key: int, middle: int) -> int:
    """Take a path in if it is among the best; return the heap's size."""
    if size < len(best.keys):
        _rise(best, size, key, middle)
        return size + 1
    if key > best.keys[0]:
        sink(best, size, 0, key, middle)
    return size


def renew(best: Best, size: int, key: int) -> int:
    """Take a better path in instead of the one with the same first hop, if there is one."""
    if size == len(best.keys) and key < best.keys[0]:
        return size
    for place in range(size):
        if best.keys[place] & LOW == key & LOW:
            sink(best, size, place, key, DIRECT)
            return size
    return offer(best, size, key, DIRECT)


def _rise(best: Best, place: int, key: int, middle: int) -> None:
    while place > 0 and best.keys[(place - 1) >> 1] > key:
        above = (place - 1) >> 1
        best.keys[place], best.middles[place] = best.keys[above], best.middles[above]
        place = above
    best.keys[place], best.middles[place] = key, middle


def sink(best: Best, size: int, place: int, key: int, middle: int) -> None:
    while 2 * place + 1 < size:
        below = 2 * place + 1
        if below + 1 < size and best.keys[below + 1] < best.keys[below]:
            below += 1
        if best.keys[below] >= key:
            break
        best.keys[place], best.middles[place] = best.keys[below], best.middles[below]
        place = below
    best.keys[place], best.middles[place] = key, middle
