"""Dice for the searches: the same throws for a seed, whether the search is compiled or not.

Xorshift of 32 bits (Marsaglia, Xorshift RNGs, Journal of Statistical Software 8(14), 2003) with a Weyl sequence added,
in whole numbers that neither Python nor machine code lets overflow.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def dice(seed: int) -> NDArray[np.int64]:
    """State of the dice for a seed: (2,) int64."""
    mixed = np.random.SeedSequence(seed % (1 << 63)).generate_state(2)
    return np.array([int(mixed[0]) or 1, int(mixed[1])], np.int64)


def draw(state: NDArray[np.int64], below: int) -> int:
    """A whole number from 0 to below − 1, and the state one throw further. below: 1 to 2³¹. O(1)."""
    x = state[0]
    x = (x ^ (x << 13)) & 0xFFFFFFFF
    x = x ^ (x >> 17)
    x = (x ^ (x << 5)) & 0xFFFFFFFF
    state[0] = x
    state[1] = (state[1] + 362437) & 0xFFFFFFFF
    thrown: int = (((x + state[1]) & 0xFFFFFFFF) * below) >> 32
    return thrown
