"""Through whom everybody is reached best, and by how many steps: for the levels and the map, of the whole network at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kith.network.crowd import Crowd

Places = NDArray[np.int32]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Distances:
    """(n + 1,) each, by place in the network. `via` is whom the user would ask to be introduced, 0 where nobody is known;
    `steps` how many ties that path has, 2 or 3, and 0 where there is none; `chance` the product of its probabilities."""

    via: NDArray[np.int32]
    steps: NDArray[np.int8]
    chance: NDArray[np.float32]


def distances(crowd: Crowd) -> Distances:
    """The best introducer to each person, whether or not the user has a tie to them. O(ties log ties)."""
    people = len(crowd.ids)
    start = np.concatenate([crowd.one, crowd.other])
    end = np.concatenate([crowd.other, crowd.one])
    order = np.argsort(end, kind="stable")
    start, end = start[order], end[order]
    power = (np.concatenate([crowd.strength, crowd.strength])[order] / 255).astype(np.float32)
    near_via, near = _best(start, end, crowd.chance[start] * power, people)
    # Two ties from whoever is asked: the path goes on from there, and does not end where it began.
    through = near_via[start]
    far_via, far = _best(through, end, np.where(through == end, 0, near[start] * power), people)
    is_far = far > near
    chance = np.where(is_far, far, near)
    steps = np.where(chance > 0, np.where(is_far, 3, 2), 0).astype(np.int8)
    return Distances(np.where(chance > 0, np.where(is_far, far_via, near_via), 0).astype(np.int32), steps, chance)


def _best(via: Places, end: Places, chance: Floats, people: int) -> tuple[Places, Floats]:
    """Of each end: whom the likeliest way there goes through, of equals the first, and how likely it is. Sorted by `end`."""
    best_via, best = np.zeros(people, np.int32), np.zeros(people, np.float32)
    if len(end):
        begins = np.flatnonzero(np.diff(end, prepend=-1))
        best[end[begins]] = np.maximum.reduceat(chance, begins)
        among = np.where(chance == best[end], via, people).astype(np.int32)
        best_via[end[begins]] = np.minimum.reduceat(among, begins)
    return best_via, best
