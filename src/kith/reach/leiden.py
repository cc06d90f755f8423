"""Communities by the Leiden algorithm, in the part of Python that compiles: loops over arrays, no allocation.

Traag, Waltman, van Eck (2019), "From Louvain to Leiden: guaranteeing well-connected communities". The quality is
modularity with strengths as weights, resolution 1. Where the paper draws a community by chance in refining, the best one
is taken, the lowest number of equals, so that a seed gives one answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int32]
Places = NDArray[np.uint32]
Weights = NDArray[np.float64]

MOVE, REFINE, MERGE = 0, 1, 2
NOTHING = 1e-10  # of all weight: a smaller gain is none, so that rounding moves nobody to and fro
whole = cast(Callable[[Any], int], np.int64)  # a number of 64 bits, for the compiler as well


class Level(NamedTuple):
    """A weighted graph without loops. weight: (entries,) float32; mass: (nodes,) all weight at a node, that of the loops
    which came of merging included. total: the sum of masses, above 0."""

    start: Places
    length: Places
    neighbour: Ids
    weight: NDArray[np.float32]
    mass: Weights
    total: float


class Parts(NamedTuple):
    """A partition. of: (nodes,) community of each node; mass: (nodes,) of each community."""

    of: Ids
    mass: Weights


class Desk(NamedTuple):
    """Notes. to: (nodes,) of 0, weight from a node to each community; near: (nodes,) those communities; queue: (nodes,);
    waits: (nodes,) 1 where a node is in the queue; cut: (nodes,) weight from a refined community to the rest of its own."""

    to: Weights
    near: Ids
    queue: Ids
    waits: NDArray[np.uint8]
    cut: Weights


def step(which: int, level: Level, parts: Parts, fine: Parts, desk: Desk, merged: Level) -> int:
    """MOVE, REFINE, or MERGE by fine.of, with the nodes sorted by it in desk.queue."""
    if which == MOVE:
        return move(level, parts, desk)
    elif which == REFINE:
        return refine(level, parts, fine, desk)
    else:
        return merge(level, fine.of, desk.queue, desk, merged)


def move(level: Level, parts: Parts, desk: Desk) -> int:
    """Move nodes to better communities until none gains; return how many moves. desk.queue: all nodes, in some order."""
    nodes = len(desk.queue)
    head, waiting, moves = 0, nodes, 0
    desk.waits[:] = 1
    while waiting > 0:
        node = whole(desk.queue[head])
        head = head + 1 if head + 1 < nodes else 0
        waiting -= 1
        desk.waits[node] = 0
        best = _best_community(level, parts, desk, node)
        if best != parts.of[node]:
            parts.mass[parts.of[node]] -= level.mass[node]
            parts.mass[best] += level.mass[node]
            parts.of[node] = best
            moves += 1
            waiting = _wake_neighbours(level, parts, desk, node, head, waiting)
    return moves


def _best_community(level: Level, parts: Parts, desk: Desk, node: int) -> int:
    count = _weigh(level, parts, desk, node)
    own = whole(parts.of[node])
    share = level.mass[node] / level.total
    slack = level.total * NOTHING
    best = own
    most = desk.to[own] - share * (parts.mass[own] - level.mass[node])
    for place in range(count):
        community = whole(desk.near[place])
        if community != own:
            gain = desk.to[community] - share * parts.mass[community]
            if gain > most + slack or (gain == most and best != own and community < best):
                best, most = community, gain
    _forget(desk, count)
    return best


def _weigh(level: Level, parts: Parts, desk: Desk, node: int) -> int:
    """to: the weight from a node to each community near it; return how many those are."""
    count = 0
    first = whole(level.start[node])
    for entry in range(first, first + whole(level.length[node])):
        community = parts.of[level.neighbour[entry]]
        if desk.to[community] == 0:
            desk.near[count] = community
            count += 1
        desk.to[community] += level.weight[entry]
    return count


def _forget(desk: Desk, count: int) -> None:
    for place in range(count):
        desk.to[desk.near[place]] = 0


def _wake_neighbours(level: Level, parts: Parts, desk: Desk, node: int, head: int, waiting: int) -> int:
    """Queue the neighbours in other communities; return how many wait."""
    nodes = len(desk.queue)
    first = whole(level.start[node])
    for entry in range(first, first + whole(level.length[node])):
        other = level.neighbour[entry]
        if desk.waits[other] == 0 and parts.of[other] != parts.of[node]:
            tail = head + waiting
            desk.queue[tail if tail < nodes else tail - nodes] = other
            desk.waits[other] = 1
            waiting += 1
    return waiting


def refine(level: Level, parts: Parts, fine: Parts, desk: Desk) -> int:
    """Part each community into well-connected ones; return how many nodes were joined to another.

    fine comes in with every node by itself, desk.queue with all nodes in some order.
    """
    for node in range(len(desk.queue)):
        desk.cut[node] = _weight_within(level, parts, node)
    joined = 0
    for place in range(len(desk.queue)):
        node = whole(desk.queue[place])
        is_alone = fine.of[node] == node and fine.mass[node] == level.mass[node]
        if is_alone and _is_well_connected(level, parts, fine, desk, node, node):
            joined += _join(level, parts, fine, desk, node)
    return joined


def _weight_within(level: Level, parts: Parts, node: int) -> float:
    weight = 0.0
    first = whole(level.start[node])
    for entry in range(first, first + whole(level.length[node])):
        if parts.of[level.neighbour[entry]] == parts.of[node]:
            weight += level.weight[entry]
    return weight


def _is_well_connected(level: Level, parts: Parts, fine: Parts, desk: Desk, small: int, node: int) -> bool:
    """Whether a refined community has as much weight to the rest of its community as chance would give it."""
    rest = parts.mass[parts.of[node]] - fine.mass[small]
    return bool(desk.cut[small] >= fine.mass[small] * rest / level.total)


def _join(level: Level, parts: Parts, fine: Parts, desk: Desk, node: int) -> int:
    """Join a node that is alone to the refined community that gains most; return 1 if there was one."""
    count = _weigh_within(level, parts, fine, desk, node)
    best, most = node, 0.0
    for place in range(count):
        small = whole(desk.near[place])
        gain = desk.to[small] - level.mass[node] * fine.mass[small] / level.total
        is_better = gain > most or (gain == most and best != node and small < best)
        if is_better and _is_well_connected(level, parts, fine, desk, small, node):
            best, most = small, gain
    if best != node:
        desk.cut[best] += desk.cut[node] - 2 * desk.to[best]
        fine.mass[best] += level.mass[node]
        fine.of[node] = best
    _forget(desk, count)
    return 0 if best == node else 1


def _weigh_within(level: Level, parts: Parts, fine: Parts, desk: Desk, node: int) -> int:
    """to: the weight from a node to each refined community near it in its own community; return how many."""
    count = 0
    first = whole(level.start[node])
    for entry in range(first, first + whole(level.length[node])):
        other = level.neighbour[entry]
        if parts.of[other] == parts.of[node]:
            small = fine.of[other]
            if desk.to[small] == 0:
                desk.near[count] = small
                count += 1
            desk.to[small] += level.weight[entry]
    return count


def merge(level: Level, into: Ids, members: Ids, desk: Desk, merged: Level) -> int:
    """Fill the rows of the graph whose nodes are the communities; return how many entries they have.

    into: (nodes,) the new node of each, members: (nodes,) all nodes sorted by it. Weight within a community stays in the
    masses alone.
    """
    used, place = 0, 0
    for node in range(len(merged.start)):
        merged.start[node], merged.mass[node] = used, 0.0
        count = 0
        while place < len(members) and into[members[place]] == node:
            count = _weigh_outside(level, into, members[place], node, desk, count)
            merged.mass[node] += level.mass[members[place]]
            place += 1
        for near in range(count):
            merged.neighbour[used], merged.weight[used] = desk.near[near], desk.to[desk.near[near]]
            used += 1
        merged.length[node] = count
        _forget(desk, count)
    return used


def _weigh_outside(level: Level, into: Ids, member: int, node: int, desk: Desk, count: int) -> int:
    first = whole(level.start[member])
    for entry in range(first, first + whole(level.length[member])):
        other = into[level.neighbour[entry]]
        if other != node:
            if desk.to[other] == 0:
                desk.near[count] = other
                count += 1
            desk.to[other] += level.weight[entry]
    return count
