"""Largest matchings where anybody may be paired with anybody: Edmonds' blossoms, shrunk by union and find.

Edmonds, Paths, trees, and flowers, Canadian Journal of Mathematics 17, 1965; Gabow, An efficient implementation of Edmonds'
algorithm for maximum matching on graphs, JACM 23(2), 1976. A tree that ends nowhere is left out of all later searches.
"""

from __future__ import annotations

import numpy as np

from kith.pairing.holding import Ints, Longs
from kith.pairing.warming import ready

FREE, OUTER, INNER, DEAD = 0, 1, 2, 3


def match(start: Longs, near: Ints, mate: Longs) -> None:
    """Change a matching to a largest one. start: (n + 1,), near: who may be paired with whom, both ways, in rows.

    mate: (n,) the other one, −1 for nobody. Whoever is matched remains matched, perhaps to somebody else. O(n · pairs) at worst.
    """
    people = len(mate)
    scratch = [np.zeros(people, np.int64) for _ in range(5)]
    ready(walk)(start, near, mate, *scratch)


def find(up: Longs, one: int) -> int:
    """Whom the blossom around somebody hangs from."""
    while up[one] != one:
        up[one] = up[up[one]]
        one = up[one]
    return one


def meet(one: int, other: int, stamp: int, mate: Longs, before: Longs, up: Longs, seen: Longs) -> int:
    """Where the ways of two outer ones back to the root come together."""
    while True:
        if one >= 0:
            one = find(up, one)
            if seen[one] == stamp:
                return one
            seen[one] = stamp
            one = before[mate[one]] if mate[one] >= 0 else -1
        one, other = other, one


def shrink(
    one: int, other: int, top: int, tail: int, mate: Longs, before: Longs, up: Longs, label: Longs, queue: Longs
) -> int:
    """Draw one side of a blossom together; its inner ones become outer and wait in the queue. The new end of the queue."""
    while find(up, one) != top:
        before[one] = other
        other = mate[one]
        if label[other] == INNER:
            label[other] = OUTER
            queue[tail] = other
            tail += 1
        if find(up, one) == one:
            up[one] = top
        if find(up, other) == other:
            up[other] = top
        one = before[other]
    return tail


def turn(last: int, mate: Longs, before: Longs) -> None:
    """Match along the way from a free one back to the root."""
    while last >= 0:
        one = before[last]
        after = mate[one]
        mate[one], mate[last] = last, one
        last = after


def search(
    root: int, start: Longs, near: Ints, mate: Longs, before: Longs, up: Longs, label: Longs, queue: Longs, seen: Longs
) -> bool:
    """Find somebody else who is free, and match all along the way; or mark all that was reached as dead."""
    for one in range(len(mate)):
        up[one] = one
        if label[one] != DEAD:
            label[one] = FREE
    queue[0], label[root] = root, OUTER
    head, tail, stamp = 0, 1, 0
    seen[:] = -1
    while head < tail:
        one = queue[head]
        head += 1
        for place in range(start[one], start[one + 1]):
            other = near[place]
            if label[other] == FREE:
                label[other], before[other] = INNER, one
                if mate[other] < 0:
                    turn(other, mate, before)
                    return True
                label[mate[other]] = OUTER
                queue[tail] = mate[other]
                tail += 1
            elif label[other] == OUTER and find(up, one) != find(up, other):
                stamp += 1
                top = meet(one, other, stamp, mate, before, up, seen)
                tail = shrink(one, other, top, tail, mate, before, up, label, queue)
                tail = shrink(other, one, top, tail, mate, before, up, label, queue)
    for one in range(len(mate)):
        if label[one] != FREE:
            label[one] = DEAD
    return False


def walk(
    start: Longs, near: Ints, mate: Longs, before: Longs, up: Longs, label: Longs, queue: Longs, seen: Longs
) -> None:
    """Pair whoever has a free neighbour, then search from everybody who is left."""
    for one in range(len(mate)):
        for place in range(start[one], start[one + 1]):
            other = near[place]
            if mate[one] < 0 and mate[other] < 0:
                mate[one], mate[other] = other, one
    label[:] = FREE
    for root in range(len(mate)):
        if mate[root] < 0 and label[root] != DEAD:
            search(root, start, near, mate, before, up, label, queue, seen)


PARTS = (find, meet, shrink, turn, search)
TYPES = f"void(int64[::1], int32[::1], {', '.join(['int64[::1]'] * 6)})"
