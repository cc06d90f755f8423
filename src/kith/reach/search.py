"""The search for paths, in the part of Python that compiles: whole numbers, loops, no allocation.

Until it is compiled (kith.reach.warming) these functions are ordinary Python, slow and exact.

The order of work. Targets of few ties mark their neighbours; of many, marks are looked up as needed, by walking a row up
to the first target, within a budget. Paths of one and two ties give a threshold. Paths of three ties are then walked from
the side that has fewer, each row only as far as its ties are strong enough to beat the threshold.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from kith.reach import heap
from kith.reach.heap import DIRECT, LOW, Best

Ids = NDArray[np.int32]
Bytes = NDArray[np.uint8]
Places = NDArray[np.uint32]
Numbers = NDArray[np.int64]

TWO = 255 * 255
OUTSIDE = -1  # a target is not one of the people
FEW_TIES = 4096  # targets of no more ties mark their neighbours without further thought
MANY_PATHS = 64  # more are not looked for backwards, where the best so far are searched for a first hop


whole = cast(Callable[[Any], int], np.int64)  # a number of 64 bits, for the compiler as well


class Ties(NamedTuple):
    """The arrays of rows.Rows. may: (256,) uint8, whether ties of a code may be walked; bits: how codes are kept, 4 or
    8; 1 where all ties are of one class, 0 where all may be walked and none need be looked at."""

    start: Places
    length: Places
    neighbour: Ids
    strength: Bytes
    codes: Bytes
    may: Bytes
    bits: int


class Desk(NamedTuple):
    """Where the search takes notes; aim, mark, mine and tally are clean between searches.

    aim: (people,) 1 for targets. mark: (people,) strength of a person's best tie to a target, 0 for none or not looked
    up yet, always 0 for targets and the source. touched: (people,) who has a mark. mine: (people,) strength of the tie to
    the source. score_of, middle_of: (people,) the best path through a neighbour so far. tally: (2,) how many have a mark,
    and ties walked by looking up.
    """

    aim: Bytes
    mark: Bytes
    touched: Ids
    mine: Bytes
    score_of: Ids
    middle_of: Ids
    tally: Numbers


def search(ties: Ties, desk: Desk, best: Best, source: int, targets: Numbers, hops: int, found: Ids) -> int:
    """Fill the heap's keys and found, (paths, 4) people or −1, best first; return how many there are, or OUTSIDE."""
    if not _aim(desk, source, targets):
        return OUTSIDE
    size = 0
    if len(best.keys) > 0:
        size = _paths(ties, desk, best, source, targets, hops)
    _write_out(ties, desk, best, source, size, found)
    _forget(desk, targets)
    return size


def _paths(ties: Ties, desk: Desk, best: Best, source: int, targets: Numbers, hops: int) -> int:
    if hops == 1:
        return _near(ties, desk, best, source, 1, 0)[0]
    total = _ties_of(ties, targets)
    if total > FEW_TIES:
        size = _looked_up(ties, desk, best, source, hops, total // 2 + 1)
        if size >= 0:
            return size
    return _marked(ties, desk, best, source, targets, hops)


def _aim(desk: Desk, source: int, targets: Numbers) -> bool:
    for place in range(len(targets)):
        if targets[place] < 0 or targets[place] >= len(desk.aim):
            _forget(desk, targets[:place])
            return False
        desk.aim[targets[place]] = 1
    desk.aim[source] = 0
    return True


def _forget(desk: Desk, targets: Numbers) -> None:
    for place in range(len(targets)):
        desk.aim[targets[place]] = 0
    _unmark(desk)


def _unmark(desk: Desk) -> None:
    for place in range(desk.tally[0]):
        desk.mark[desk.touched[place]] = 0
    desk.tally[0] = 0


def _ties_of(ties: Ties, targets: Numbers) -> int:
    total = 0
    for place in range(len(targets)):
        total += whole(ties.length[targets[place]])
    return total


def _marked(ties: Ties, desk: Desk, best: Best, source: int, targets: Numbers, hops: int) -> int:
    top = _mark_neighbours(ties, desk, source, targets)
    size, reached = _near(ties, desk, best, source, 2, 0)
    if hops == 2 or top == 0 or reached == 0:
        return size
    if _forward_is_shorter(ties, desk, source, reached) or len(best.keys) > MANY_PATHS:
        return _forward(ties, desk, best, source, reached, size, top, 0)
    else:
        return _backward(ties, desk, best, source, reached, size)


def _looked_up(ties: Ties, desk: Desk, best: Best, source: int, hops: int, budget: int) -> int:
    """The same by looking up what is needed; −1 if it took more steps than the budget."""
    desk.tally[1] = 0
    size, reached = _near(ties, desk, best, source, 2, budget)
    if hops == 3 and size >= 0:
        size = _forward(ties, desk, best, source, reached, size, 255, budget)
    if size < 0:
        _unmark(desk)
    return size


def _mark_neighbours(ties: Ties, desk: Desk, source: int, targets: Numbers) -> int:
    """Mark everybody who has a tie to a target, but for targets and the source; return the highest mark."""
    count = 0
    for place in range(len(targets)):
        if targets[place] != source:
            first = whole(ties.start[targets[place]])
            for entry in range(first, first + whole(ties.length[targets[place]])):
                person, power = ties.neighbour[entry], ties.strength[entry]
                if power > desk.mark[person] and not desk.aim[person] and _may(ties, entry):
                    if desk.mark[person] == 0:
                        desk.touched[count] = person
                        count += 1
                    desk.mark[person] = power
    desk.mark[source] = 0
    desk.tally[0] = count
    top = 0
    for place in range(count):
        top = max(top, whole(desk.mark[desk.touched[place]]))
    return top


def _near(ties: Ties, desk: Desk, best: Best, source: int, hops: int, budget: int) -> tuple[int, int]:
    """Offer the paths of up to two ties; return the heap's size, −1 if over budget, and the entries worth a look."""
    first = whole(ties.start[source])
    reached = whole(ties.length[source])
    size = 0
    for place in range(reached):
        person, power = whole(ties.neighbour[first + place]), whole(ties.strength[first + place])
        least = heap.least_of(best, size)
        if heap.key_of(power * TWO, person) < least:
            return size, place
        if _may(ties, first + place):
            if desk.aim[person]:
                size = heap.offer(best, size, heap.key_of(power * TWO, person), DIRECT)
            elif hops == 2:
                mark = whole(desk.mark[person])
                if budget > 0 and mark == 0:
                    mark = _look_up(ties, desk, person, _enough(heap.score_for(least, person), power * 255))
                    if desk.tally[1] > budget:
                        return -1, place
                if mark > 0:
                    size = heap.offer(best, size, heap.key_of(power * mark * 255, person), DIRECT)
    return size, reached


def _forward_is_shorter(ties: Ties, desk: Desk, source: int, reached: int) -> bool:
    """Whether the rows of the source's neighbours have fewer entries than those of the targets' neighbours."""
    forward, marked = 0, desk.tally[0]
    if marked > 8 * reached:
        return True
    first = whole(ties.start[source])
    for place in range(reached):
        forward += whole(ties.length[ties.neighbour[first + place]])
    backward = 0
    for place in range(marked):
        backward += whole(ties.length[desk.touched[place]])
        if backward > forward:
            return True
    return False


def _forward(ties: Ties, desk: Desk, best: Best, source: int, reached: int, size: int, top: int, budget: int) -> int:
    """Walk from the source's neighbours; the paths of two ties, offered before, are offered anew with those of three."""
    threshold = heap.least_of(best, size)
    first = whole(ties.start[source])
    size = 0
    for place in range(reached):
        person, power = whole(ties.neighbour[first + place]), whole(ties.strength[first + place])
        least = max(threshold, heap.least_of(best, size))
        if heap.key_of(power * TWO, person) < least:
            break
        if _may(ties, first + place):
            if desk.aim[person]:
                score, middle = power * TWO, DIRECT
            elif budget > 0:
                score, middle = _through_looking(ties, desk, source, person, power, heap.score_for(least, person))
                if desk.tally[1] > budget:
                    return -1
            else:
                score, middle = _through(ties, desk, person, power, heap.score_for(least, person), top)
            if score > 0 and heap.key_of(score, person) >= least:
                size = heap.offer(best, size, heap.key_of(score, person), middle)
    return size


def _through(ties: Ties, desk: Desk, person: int, power: int, floor: int, top: int) -> tuple[int, int]:
    """Score and middle of the best path whose first hop is this person, exact where it is at least the floor."""
    score, middle = power * whole(desk.mark[person]) * 255, DIRECT
    bar, most = max(floor, score), power * top
    entry = whole(ties.start[person])
    end = _cut(ties, entry, entry + whole(ties.length[person]), _enough(bar, most))
    while entry < end:
        mark = whole(desk.mark[ties.neighbour[entry]])
        if mark > 0:
            new = power * whole(ties.strength[entry]) * mark
            if new >= bar and _may(ties, entry):
                if new > score:
                    score, middle, bar = new, whole(ties.neighbour[entry]), new
                    end = _cut(ties, entry, end, _enough(bar, most))
                elif ties.neighbour[entry] < _second(ties, desk, person, middle):
                    middle = whole(ties.neighbour[entry])
        entry += 1
    return score, middle


def _through_looking(ties: Ties, desk: Desk, source: int, person: int, power: int, floor: int) -> tuple[int, int]:
    """The same where marks are looked up as they are needed."""
    score, middle = power * whole(desk.mark[person]) * 255, DIRECT
    bar = max(floor, score)
    entry = whole(ties.start[person])
    end = _cut(ties, entry, entry + whole(ties.length[person]), _enough(bar, power * 255))
    while entry < end:
        other = whole(ties.neighbour[entry])
        if not desk.aim[other] and other != source and _may(ties, entry):
            so_far = power * whole(ties.strength[entry])
            mark = whole(desk.mark[other])
            if mark == 0:
                mark = _look_up(ties, desk, other, _enough(bar, so_far))
            new = so_far * mark
            if new >= bar:
                if new > score:
                    score, middle, bar = new, other, new
                    end = _cut(ties, entry, end, _enough(bar, power * 255))
                elif other < _second(ties, desk, person, middle):
                    middle = other
        entry += 1
    return score, middle


def _backward(ties: Ties, desk: Desk, best: Best, source: int, reached: int, size: int) -> int:
    """Walk from those who are marked, towards the neighbours of the source."""
    first = whole(ties.start[source])
    for place in range(reached):
        person, power = ties.neighbour[first + place], whole(ties.strength[first + place])
        if not desk.aim[person] and _may(ties, first + place):
            desk.mine[person] = power
            desk.score_of[person] = power * whole(desk.mark[person]) * 255
            desk.middle_of[person] = DIRECT
    for place in range(desk.tally[0]):
        size = _meet(ties, desk, best, size, desk.touched[place], whole(ties.strength[first]))
    for place in range(size):
        person = LOW - (best.keys[place] & LOW)
        if desk.mine[person]:
            best.middles[place] = desk.middle_of[person]
    for place in range(reached):
        desk.mine[ties.neighbour[first + place]] = 0
    return size


def _meet(ties: Ties, desk: Desk, best: Best, size: int, middle: int, most: int) -> int:
    """Offer the paths through this middle; most: the strength of the source's strongest tie."""
    mark = whole(desk.mark[middle])
    if mark == 0:
        return size
    entry = whole(ties.start[middle])
    least = heap.least_of(best, size)
    end = _cut(ties, entry, entry + whole(ties.length[middle]), _enough(least >> 32, most * mark))
    while entry < end:
        person = whole(ties.neighbour[entry])
        if desk.mine[person]:
            new = whole(desk.mine[person]) * whole(ties.strength[entry]) * mark
            if new >= desk.score_of[person] and _may(ties, entry):
                if new > desk.score_of[person]:
                    desk.score_of[person], desk.middle_of[person] = new, middle
                    size = heap.renew(best, size, heap.key_of(new, person))
                    end = _cut(ties, entry, end, _enough(heap.least_of(best, size) >> 32, most * mark))
                elif middle < _second(ties, desk, person, whole(desk.middle_of[person])):
                    desk.middle_of[person] = middle
        entry += 1
    return size


def _second(ties: Ties, desk: Desk, person: int, middle: int) -> int:
    """Who comes after this first hop."""
    return _target_of(ties, desk, person) if middle == DIRECT else middle


def _target_of(ties: Ties, desk: Desk, person: int) -> int:
    """The target of a person's best tie, whose strength is the person's mark; of equals the lowest."""
    first = whole(ties.start[person])
    entry = _cut(ties, first, first + whole(ties.length[person]), whole(desk.mark[person]) + 1)
    while not (desk.aim[ties.neighbour[entry]] and _may(ties, entry)):
        entry += 1
    return whole(ties.neighbour[entry])


def _look_up(ties: Ties, desk: Desk, person: int, enough: int) -> int:
    """The strength of a person's best tie to a target if it is enough, and mark it; else 0."""
    entry = whole(ties.start[person])
    end = entry + whole(ties.length[person])
    steps = entry
    mark = 0
    while entry < end and ties.strength[entry] >= enough:
        if desk.aim[ties.neighbour[entry]] and _may(ties, entry):
            mark = whole(ties.strength[entry])
            desk.mark[person] = mark
            desk.touched[desk.tally[0]] = person
            desk.tally[0] += 1
            break
        entry += 1
    desk.tally[1] += entry - steps + 1
    return mark


def _may(ties: Ties, entry: int) -> bool:
    """Whether the tie may be walked."""
    if ties.bits == 0:
        return True
    elif ties.bits == 1:
        return bool(ties.may[0] != 0)
    elif ties.bits == 8:
        return bool(ties.may[ties.codes[entry]] != 0)
    else:
        return bool(ties.may[(ties.codes[entry >> 1] >> (4 * (entry & 1))) & 15] != 0)


def _cut(ties: Ties, first: int, end: int, enough: int) -> int:
    """Where the ties from first to end, the strongest first, become weaker than enough."""
    while first < end:
        middle = (first + end) >> 1
        if ties.strength[middle] >= enough:
            first = middle + 1
        else:
            end = middle
    return first


def _enough(score: int, factor: int) -> int:
    """The smallest number that, times the factor, reaches the score."""
    return (score + factor - 1) // factor


def _write_out(ties: Ties, desk: Desk, best: Best, source: int, size: int, found: Ids) -> None:
    """Sort the heap, best first, and write the people of each path."""
    for left in range(size - 1, 0, -1):
        key, middle = best.keys[left], best.middles[left]
        best.keys[left], best.middles[left] = best.keys[0], best.middles[0]
        heap.sink(best, left, 0, key, middle)
    for place in range(size):
        first, middle = LOW - (best.keys[place] & LOW), whole(best.middles[place])
        found[place, 0], found[place, 1], found[place, 2], found[place, 3] = source, first, DIRECT, DIRECT
        if middle != DIRECT:
            found[place, 2], found[place, 3] = middle, _target_of(ties, desk, middle)
        elif not desk.aim[first]:
            found[place, 2] = _target_of(ties, desk, first)
