"""How likely a step of a path is to be taken: what is usual for each tier, updated by what happened to the user's own asks.

Nothing here asks the database. Docs: docs/decisions/0020-path-strength.md.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Beta priors: of so many asks at this tier so many are answered, before anything is known of the user's own.
CLOSE, WARM, KNOWN, INFERRED = 3, 2, 1, 0
PRIORS: Mapping[int, tuple[int, int]] = {CLOSE: (10, 12), WARM: (7, 12), KNOWN: (3, 12), INFERRED: (1, 12)}
ENOUGH = 10  # asks from which on the user's own experience is told as such
MOST = 255  # the strength of a tie is kept as k of 255
SPREAD = 1 / 24  # by so much warmth moves the probability within its tier, up or down
SATED = 3.0  # so many asks in 90 days halve an introducer's weight
PEAK = 10  # mutual contacts at which a moderately weak tie helps most (Rajkumar et al., Science 2022)
FLOOR = 0.25  # of its weight remains to a tie that is far from there

Outcomes = Mapping[int, tuple[int, int]]  # by tier: how many were asked, how many of them answered


@dataclass(frozen=True, slots=True)
class Experience:
    """What came of asks at one tier, and what is expected of the next."""

    tier: int
    asked: int
    answered: int
    usual: tuple[int, int]
    probability: float

    @property
    def is_enough(self) -> bool:
        """Whether there were enough asks to speak of."""
        return self.asked >= ENOUGH


def experience(outcomes: Outcomes) -> list[Experience]:
    """Return what came of asks, the closest tier first."""
    found = []
    for tier, (usual, of) in PRIORS.items():
        asked, answered = outcomes.get(tier, (0, 0))
        found.append(Experience(tier, asked, answered, (usual, of), (usual + answered) / (of + asked)))
    return found


def first_steps(tier: NDArray[np.int8], warmth: NDArray[np.int16], outcomes: Outcomes) -> NDArray[np.float64]:
    """Probability that each person helps when asked. tier: (n,), -1 without a tie; warmth: (n,), 0 to 100.

    The mean of the tier's Beta distribution, moved by at most SPREAD by warmth within the tier; 0 without a tie. O(n).
    """
    means = np.array([one.probability for one in sorted(experience(outcomes), key=_tier)])
    moved = means[np.maximum(tier, 0)] + (warmth / 100 - 0.5) * 2 * SPREAD
    return np.where(tier >= 0, np.clip(moved, 1 / MOST, (MOST - 1) / MOST), 0.0)


def load(asked: NDArray[np.int64]) -> NDArray[np.float64]:
    """Weight left to an introducer after so many asks in the last 90 days: 1, ¾, ⅗, ½, … asked: (n,), ≥ 0. O(n)."""
    return 1 / (1 + asked / SATED)


def fit(mutual: NDArray[np.int32]) -> NDArray[np.float64]:
    """Weight of a tie by how many contacts both have, where moderately weak ties help most: an inverted U.

    mutual: (n,), ≥ 0. Returns (n,) in [FLOOR, 1], 1 at PEAK. O(n). Rajkumar et al. (2022), Science 377.
    """
    away = np.log((mutual + 1) / (PEAK + 1))
    return FLOOR + (1 - FLOOR) * np.exp(-0.5 * away * away)


def as_strength(weight: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Weights in [0, 1] as strengths k of 255; what is above 0 stays at least 1. O(n)."""
    found = np.rint(weight * MOST)
    return np.where(weight > 0, np.clip(found, 1, MOST), 0).astype(np.uint8)


def chain(steps: Sequence[float]) -> float:
    """Probability of a path: that every step of it is taken. Ranking by it is ranking by the sum of -ln of its steps."""
    return math.prod(steps)


def weakest(steps: Sequence[float]) -> int:
    """Which step is least likely, the first of equals."""
    return min(range(len(steps)), key=steps.__getitem__)


def odds(probability: float) -> tuple[int, int]:
    """A probability as people say it: (4, 10) for about 4 in 10, (1, 20) for about 1 in 20."""
    if probability >= 0.095:
        return min(round(probability * 10), 9), 10
    for of in (12, 15, 20, 30, 50, 100):
        if probability >= 1 / (of * 1.2):
            return 1, of
    return 1, 200


def _tier(one: Experience) -> int:
    return one.tier
