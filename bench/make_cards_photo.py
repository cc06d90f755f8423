"""How a card is photographed: on a table, by a phone, with a steady hand or not."""

from __future__ import annotations

import random
from typing import Any

import cv2
import numpy as np


def photograph(card: Any, chance: random.Random, grade: str) -> tuple[Any, int]:
    """The card on a table, as a phone sees it (BGR), and the quality of the JPEG."""
    noise = np.random.default_rng(chance.randrange(2**32))
    hard = grade == "hard"
    size = chance.choice([(1600, 1200), (1800, 1350), (2000, 1500)])
    table = _table(size, chance, noise)
    share = chance.uniform(0.55, 0.75) if hard else chance.uniform(0.72, 0.9)
    corners = _corners(card.shape, size, share, chance, tilt=8 if hard else 5, skew=0.07 if hard else 0.03)
    photo = _placed(card, table, corners, chance)
    photo = _shaded(photo, chance, 0.5 if hard else 0.15)
    photo = cv2.GaussianBlur(photo, (0, 0), chance.uniform(0.9, 1.6) if hard else chance.uniform(0.3, 0.7))
    if hard and chance.random() < 0.3:
        photo = cv2.filter2D(photo, -1, _motion(chance))
    grains = noise.normal(0, chance.uniform(5, 11) if hard else chance.uniform(1, 3), photo.shape)
    light = chance.uniform(0.65, 1.05) if hard else chance.uniform(0.9, 1.05)
    photo = np.clip(photo * light + grains, 0, 255).astype(np.uint8)
    return photo, chance.randint(45, 70) if hard else chance.randint(80, 93)


def _table(size: tuple[int, int], chance: random.Random, noise: Any) -> Any:
    base = np.array(chance.choice([(60, 80, 110), (40, 42, 45), (120, 130, 140), (95, 120, 160), (30, 60, 40)]), float)
    grain = cv2.resize(noise.normal(0, 14, (size[1] // 40, 8)), size, interpolation=cv2.INTER_CUBIC)
    return np.clip(base[None, None, :] + grain[:, :, None] + noise.normal(0, 3, (size[1], size[0], 3)), 0, 255)


def _corners(shape: Any, size: tuple[int, int], share: float, chance: random.Random, tilt: float, skew: float) -> Any:
    height, width = shape[:2]
    scale = min(size[0] * share / width, size[1] * share / height)
    half = np.array([width, height]) * scale / 2
    square = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], float) * half
    angle = np.deg2rad(chance.uniform(-tilt, tilt))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    bent = square @ turn.T + np.array(
        [
            [chance.uniform(-skew, skew) * width * scale * 0.5, chance.uniform(-skew, skew) * height * scale * 0.5]
            for _ in range(4)
        ]
    )
    middle = np.array(size) / 2 + np.array([chance.uniform(-30, 30), chance.uniform(-25, 25)])
    return (bent + middle).astype(np.float32)


def _placed(card: Any, table: Any, corners: Any, chance: random.Random) -> Any:
    height, width = card.shape[:2]
    source = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    bend = cv2.getPerspectiveTransform(source, corners)
    size = (table.shape[1], table.shape[0])
    mask = cv2.warpPerspective(np.full((height, width), 255, np.uint8), bend, size, flags=cv2.INTER_AREA)
    face = cv2.warpPerspective(cv2.cvtColor(card, cv2.COLOR_RGB2BGR), bend, size, flags=cv2.INTER_AREA)
    cast = np.roll(cv2.GaussianBlur(mask, (0, 0), 12), (chance.randint(4, 14), chance.randint(-10, 10)), (0, 1))
    table = table * (1 - 0.55 * cast[:, :, None] / 255.0)
    part = mask[:, :, None] / 255.0
    return table * (1 - part) + face * part


def _shaded(photo: Any, chance: random.Random, depth: float) -> Any:
    """Light that falls off over the picture, and on hard ones the shadow of a hand."""
    height, width = photo.shape[:2]
    across, down = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    angle = chance.uniform(0, 2 * np.pi)
    fall = 1 - depth * 0.5 * (1 + across * np.cos(angle) + down * np.sin(angle)) / 2
    if depth > 0.3 and chance.random() < 0.6:
        edge = across * np.cos(angle + 1) + down * np.sin(angle + 1) - chance.uniform(-0.4, 0.4)
        fall *= 1 - 0.35 / (1 + np.exp(-edge * 18))
    return photo * fall[:, :, None]


def _motion(chance: random.Random) -> Any:
    kernel = np.zeros((5, 5), np.float32)
    if chance.random() < 0.5:
        kernel[2, :] = 1 / 5
    else:
        kernel[:, 2] = 1 / 5
    return kernel
