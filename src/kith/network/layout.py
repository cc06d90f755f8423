"""Where everybody stands on the map: circles as discs around the user, people inside by strength. Pure, the same every time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_GOLDEN = np.pi * (3 - np.sqrt(5))
_ROOM = 1.0  # between neighbours
_MIDDLE = 4.0  # left free around the user
_GAP = 2.5  # between circles
_PLACES = 6_000  # tried for a circle, along a spiral from the middle
ALONE = -1


@dataclass(frozen=True, slots=True)
class Layout:
    """x, y: (n,) of everybody. centres: (c, 2) and radii: (c,) of the circles."""

    x: NDArray[np.float32]
    y: NDArray[np.float32]
    centres: NDArray[np.float64]
    radii: NDArray[np.float64]


def lay_out(circle: NDArray[np.int64], weight: NDArray[np.float64]) -> Layout:
    """Place everybody. circle: (n,) in [0, c), or ALONE; weight: (n,), how strong the tie to the user is.

    The circles that weigh most stand next to the middle, and in each the strongest in its own middle; whoever is alone
    stands around all of them. O(n log n + c · places).
    """
    sizes = np.bincount(circle[circle >= 0])
    radii = _ROOM * (np.sqrt(sizes) + 0.6)
    weights = np.bincount(circle[circle >= 0], weights=weight[circle >= 0], minlength=len(sizes))
    centres = _packed(radii, np.lexsort((np.arange(len(sizes)), -sizes, -weights)))
    points = np.zeros((len(circle), 2))
    rank = _ranks(circle, weight)
    inside = circle >= 0
    points[inside] = np.add(centres[circle[inside]], _sunflower(rank[inside] + 0.4))
    outermost = float(np.max(np.hypot(*centres.T) + radii, initial=_MIDDLE)) + _GAP
    points[~inside] = _sunflower(rank[~inside] + (outermost / _ROOM) ** 2)
    return Layout(points[:, 0].astype(np.float32), points[:, 1].astype(np.float32), centres, radii)


def _ranks(circle: NDArray[np.int64], weight: NDArray[np.float64]) -> NDArray[np.int64]:
    """The place of each in its circle, from 0, the strongest first."""
    order = np.lexsort((np.arange(len(circle)), -weight, circle))
    begins = np.searchsorted(circle[order], circle[order])
    rank = np.empty(len(circle), np.int64)
    rank[order] = np.arange(len(circle)) - begins
    return rank


def _sunflower(rank: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Points of a disc that fills from its middle, evenly: (n, 2)."""
    radius, angle = _ROOM * np.sqrt(rank), rank * _GOLDEN
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def _packed(radii: NDArray[np.float64], order: NDArray[np.intp]) -> NDArray[np.float64]:
    """Centres of discs that do not touch, each at the first free place of a spiral from the middle."""
    widest = np.sqrt(3 * float((radii + _GAP) @ (radii + _GAP)) + (_MIDDLE + _GAP) ** 2) + float(
        np.max(radii, initial=0)
    )
    ticks = np.arange(_PLACES) + 0.5
    spiral = (widest * np.sqrt(ticks / _PLACES))[:, None] * np.stack(
        [np.cos(ticks * _GOLDEN), np.sin(ticks * _GOLDEN)], 1
    )
    free = np.hypot(spiral[:, 0], spiral[:, 1]) - _MIDDLE  # of each place, how large a disc fits there
    centres = np.zeros((len(radii), 2))
    for circle in order:
        fits = np.flatnonzero(free >= radii[circle] + _GAP)
        centres[circle] = spiral[fits[0]] if len(fits) else _outside(centres, radii, circle)
        away = np.hypot(spiral[:, 0] - centres[circle, 0], spiral[:, 1] - centres[circle, 1]) - radii[circle]
        free = np.minimum(free, away)
    return centres


def _outside(centres: NDArray[np.float64], radii: NDArray[np.float64], circle: int) -> NDArray[np.float64]:
    """A place beyond all discs, for one that fits nowhere else."""
    return np.array([float(np.max(np.hypot(*centres.T) + radii)) + radii[circle] + _GAP, 0.0])
