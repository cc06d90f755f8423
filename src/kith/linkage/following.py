"""What follows from other pairs: whoever is one with a third is one with the others that are one with that third."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
MOST_NEIGHBOURS = 30  # somebody who seems to be more people than that proves nothing of them
_ROUNDS = 3
_LEAST = 1e-12


def close_triangles(
    pairs: Ints, chances: Floats, size: int, floor: float, support: Callable[[Ints], Floats]
) -> tuple[Ints, Floats]:
    """Pairs with the probability raised to what follows from triangles, and those that follow in addition.

    pairs: (p,) as i·size + j, ascending; chances: (p,) in [0, 1]. support(pairs) is the likelihood ratio of pairs by
    themselves, one person over not. Two pairs (a, b) and (b, c), independent, make (a, c) as likely as their
    product; where (a, c) speaks against it by itself, the odds are multiplied by its own ratio. Only pairs of
    probability ≥ floor take part. O(rounds · Σ degree²).
    """
    for _ in range(_ROUNDS):
        sure = chances >= floor
        implied, product = _implied(pairs[sure], chances[sure], size)
        worth = product >= floor
        implied, product = implied[worth], product[worth]
        odds = product / np.maximum(1 - product, _LEAST) * np.minimum(1.0, support(implied))
        known = len(pairs)
        pairs, chances = _highest(np.r_[pairs, implied], np.r_[chances, odds / (1 + odds)])
        if len(pairs) == known:
            break
    return pairs, chances


def _implied(pairs: Ints, chances: Floats, size: int) -> tuple[Ints, Floats]:
    """The third sides of all triangles of which two are given, with the product of the two."""
    one, other = np.divmod(pairs, size)
    middle, end = np.r_[one, other], np.r_[other, one]
    chance = np.r_[chances, chances]
    order = np.argsort(middle, kind="stable")
    middle, end, chance = middle[order], end[order], chance[order]
    starts = np.flatnonzero(np.r_[True, middle[1:] != middle[:-1]]) if len(middle) else np.zeros(0, np.intp)
    lengths = np.diff(np.r_[starts, len(middle)])
    sides, products = [np.zeros(0, np.int64)], [np.zeros(0)]
    for length in range(2, MOST_NEIGHBOURS + 1):
        members = starts[lengths == length][:, None] + np.arange(length)
        left, right = np.triu_indices(length, 1)
        ends = end[members[:, left]], end[members[:, right]]
        sides.append((np.minimum(*ends) * size + np.maximum(*ends)).ravel())
        products.append((chance[members[:, left]] * chance[members[:, right]]).ravel())
    return _highest(np.concatenate(sides), np.concatenate(products))


def _highest(pairs: Ints, chances: Floats) -> tuple[Ints, Floats]:
    """Each pair once, ascending, with its highest chance."""
    order = np.lexsort((-chances, pairs))
    pairs, chances = pairs[order], chances[order]
    first = np.r_[True, pairs[1:] != pairs[:-1]] if len(pairs) else np.zeros(0, np.bool_)
    return pairs[first], chances[first]
