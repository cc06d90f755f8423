"""Finds the cards in a photo by their edges, and lays each flat."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from kith.cardreading.pictures import Picture

Corners: TypeAlias = "npt.NDArray[np.float32]"  # (4, 2): x and y, clockwise from the upper left

_WORK_SIDE = 900
_LEAST_SHARE = 0.015  # of the photo, for a card among several
_LEAST_SHARE_ALONE = 0.08
_MOST_SHARE = 0.985
_FLAT_SIDE = 1400
_MARGIN = 0.02  # so that an outline that is a little off cuts no letter
_MOST_CARDS = 24


def cards(photo: Picture) -> list[Picture]:
    """The cards in a photo, each laid flat, in reading order; none where no outline is found."""
    return [flattened(photo, corners) for corners in outlines(photo)]


def outlines(photo: Picture) -> list[Corners]:
    """The corners of each card, in the photo's pixels, in reading order."""
    share = min(1.0, _WORK_SIDE / max(photo.shape[:2]))
    small = _as_picture(cv2.resize(photo, None, fx=share, fy=share, interpolation=cv2.INTER_AREA))
    area = float(small.shape[0] * small.shape[1])
    quads = [quad for mask in _masks(small) for quad in _quads(mask, area) if not _is_cut_off(quad, small)]
    found = _outermost(quads)
    return [_ordered(quad / share) for quad in _in_reading_order(_alike(found, area))]


def flattened(photo: Picture, corners: Corners) -> Picture:
    """The part of the photo between the corners as a rectangle, with a little of what is around it."""
    corners = corners + (corners - corners.mean(axis=0)) * _MARGIN
    across = max(_length(corners[0] - corners[1]), _length(corners[3] - corners[2]))
    down = max(_length(corners[0] - corners[3]), _length(corners[1] - corners[2]))
    share = min(1.5, _FLAT_SIDE / max(across, down))
    width, height = int(across * share), int(down * share)
    target = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    bend = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    flat = cv2.warpPerspective(photo, bend, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(flat, dtype=np.uint8)


def _length(edge: Corners) -> float:
    return float(np.linalg.norm(edge))


def _masks(small: Picture) -> Iterator[Picture]:
    """Black and white pictures in which a card may be one white patch, by its lightness, its colour and its edges."""
    blurred = cv2.bilateralFilter(small, 7, 50, 50)
    light, red, yellow = cv2.split(cv2.cvtColor(blurred, cv2.COLOR_BGR2LAB))
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (7, 7))
    for channel in (light, red, yellow):
        if float(channel.std()) > 2:
            _level, mask = cv2.threshold(channel, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
            for patch in (mask, 255 - mask):
                yield _as_picture(cv2.morphologyEx(patch, cv2.MORPH_CLOSE, kernel, iterations=2))
    for low, high in ((20, 60), (50, 150)):
        edges = np.bitwise_or.reduce([cv2.Canny(channel, low, high) for channel in (light, red, yellow)])
        yield _as_picture(cv2.dilate(edges, np.ones((3, 3), np.uint8), iterations=1))
        yield _as_picture(cv2.morphologyEx(edges, cv2.MORPH_CLOSE, kernel, iterations=1))


def _as_picture(array: object) -> Picture:
    return np.asarray(array, dtype=np.uint8)


def _quads(mask: Picture, area: float) -> Iterator[Corners]:
    contours, _tree = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    for contour in contours:
        if _LEAST_SHARE < cv2.contourArea(contour) / area < _MOST_SHARE:
            quad = _quad(contour)
            if quad is not None and _LEAST_SHARE < cv2.contourArea(quad) / area < _MOST_SHARE:
                yield quad


def _quad(contour: object) -> Corners | None:
    """The four corners that a contour has, where it fills them and they have the shape of a card."""
    hull = cv2.convexHull(np.asarray(contour))
    length = cv2.arcLength(hull, True)
    for part in (0.02, 0.03, 0.05):
        corners = cv2.approxPolyDP(hull, part * length, True)
        if len(corners) == 4:
            quad = corners.reshape(4, 2).astype(np.float32)
            fills = cv2.contourArea(hull) / max(cv2.contourArea(quad), 1)
            return quad if fills > 0.93 and _is_card_shaped(quad) else None
    return None


def _is_card_shaped(quad: Corners) -> bool:
    """As long against its height as cards are (1.5 to 1.8), seen not too much from the side."""
    edges = [quad[at] - quad[at - 1] for at in range(4)]
    sides = [max(_length(edge), 1.0) for edge in edges]
    one, other = (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
    is_even = all(0.75 < sides[at] / sides[at + 2] < 1.34 for at in (0, 1))
    return is_even and _skew(quad) < 0.42 and 1.3 < max(one, other) / min(one, other) < 2.05


def _is_cut_off(quad: Corners, small: Picture) -> bool:
    """Whether it lies along the edge of the photo, as half a table does."""
    height, width = small.shape[:2]
    near = (quad < 4) | (quad > np.array([width, height]) - 5)
    return int(near.any(axis=1).sum()) >= 2


def _outermost(quads: list[Corners]) -> list[Corners]:
    """Of quads that lie in or on one another the largest; that one hides a band or a frame printed on the card.

    Where one of nearly its size has squarer corners, that: the larger one has something beside the card in it.
    """
    kept: list[Corners] = []
    for quad in sorted(quads, key=lambda quad: -cv2.contourArea(quad)):
        over = next((number for number, other in enumerate(kept) if _share_in(quad, other) > 0.3), None)
        if over is None:
            kept.append(quad)
        elif _is_nearly(quad, kept[over]) and _skew(quad) < _skew(kept[over]) - 0.06:
            kept[over] = quad
    return kept


def _is_nearly(quad: Corners, other: Corners) -> bool:
    return bool(cv2.contourArea(quad) > 0.8 * cv2.contourArea(other)) and _share_in(quad, other) > 0.85


def _skew(quad: Corners) -> float:
    """How far the corners are from square: 0 where all are, the largest cosine otherwise."""
    edges = [quad[at] - quad[at - 1] for at in range(4)]
    cosines = (
        abs(float(edges[at] @ edges[at - 1])) / max(_length(edges[at]) * _length(edges[at - 1]), 1.0) for at in range(4)
    )
    return max(cosines)


def _share_in(quad: Corners, other: Corners) -> float:
    common, _shape = cv2.intersectConvexConvex(_ordered(quad), _ordered(other))
    return float(common) / max(float(cv2.contourArea(quad)), 1.0)


def _alike(quads: list[Corners], area: float) -> list[Corners]:
    """One large card, or several of about one size; smaller things beside them are none."""
    if not quads:
        return []
    largest = float(cv2.contourArea(quads[0]))
    alike = [quad for quad in quads if cv2.contourArea(quad) > 0.55 * largest]
    if len(alike) == 1 and largest < _LEAST_SHARE_ALONE * area:
        return []
    return alike[:_MOST_CARDS]


def _in_reading_order(quads: list[Corners]) -> list[Corners]:
    rows: list[list[Corners]] = []
    for quad in sorted(quads, key=lambda quad: float(quad[:, 1].mean())):
        height = float(np.ptp(quad[:, 1]))
        if rows and float(quad[:, 1].mean()) - float(rows[-1][0][:, 1].mean()) < height / 2:
            rows[-1].append(quad)
        else:
            rows.append([quad])
    return [quad for row in rows for quad in sorted(row, key=lambda quad: float(quad[:, 0].mean()))]


def _ordered(quad: Corners) -> Corners:
    """Clockwise from the corner that is nearest to the upper left."""
    middle = quad.mean(axis=0)
    around = quad[np.argsort(np.arctan2(quad[:, 1] - middle[1], quad[:, 0] - middle[0]))]
    first = int(np.argmin(around.sum(axis=1)))
    return np.roll(around, -first, axis=0).astype(np.float32)
