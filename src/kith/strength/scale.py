"""From a decayed sum in touch units to a number from 0 to 100 that people can read."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kith.strength import checks
from kith.strength.constants import DEFAULT, Clocks


def warmth(raw: ArrayLike, clocks: Clocks = DEFAULT) -> NDArray[np.float64]:
    """Warmth in [0, 100]: 100·(1−e^(−raw/12)). raw: float64 ≥ 0, the level of the 180-day clock, any shape.
    A talk today gives 22, one every three months 45 to 57, one a month 90. Raises ValueError on NaN or negative. O(m).
    """
    return _scaled(raw, clocks.warmth_k)


def depth(raw: ArrayLike, clocks: Clocks = DEFAULT) -> NDArray[np.float64]:
    """Depth in [0, 100]: 100·(1−e^(−raw/30)). raw: float64 ≥ 0, the level of the 4-year clock, any shape.
    One talk gives 10, one a month 67 after a year and 94 after three. Raises ValueError on NaN or negative. O(m)."""
    return _scaled(raw, clocks.depth_k)


def strength(warmth: ArrayLike, depth: ArrayLike) -> NDArray[np.float64]:
    """The order of ties within a tier, in [0, 100]: the mean of warmth and depth, both float64 in [0, 100].
    Predicts who is in touch next better than warmth alone (bench/ties.py). Raises ValueError on NaN, negative. O(m)."""
    return (checks.not_negative("warmth", warmth) + checks.not_negative("depth", depth)) / 2


def _scaled(raw: ArrayLike, k: float) -> NDArray[np.float64]:
    return np.asarray(-100.0 * np.expm1(-checks.not_negative("raw", raw) / k))
