"""What evidence weighs: Fellegi–Sunter with two more ways of not being one, learned by EM without labels.

A pair is of one person, of two in one household, of two colleagues, or of two strangers. Household and colleagues are
what plain Fellegi–Sunter takes for one person, as they share addresses, numbers and employers; here each has its own
class, in which a comparison agrees as in one person by a known chance, and as in strangers otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kith.linkage.comparing import Compared
from kith.linkage.standard import COMPARISONS

Floats = NDArray[np.float64]
SAME, HOUSEHOLD, COLLEAGUE, STRANGER = range(4)
MOST_LEVELS = 1 + max(len(comparison.levels) for comparison in COMPARISONS)
_ROUNDS = 25
_SETTLED = 1e-4
_MATCHES_KNOWN = 300.0  # the standard chances of `same` count as if learned from so many pairs
_STRANGERS_KNOWN = 20_000.0  # and those of `random`
_PAIRS_KNOWN = 100_000.0  # before data, one pair in ten thousand is taken to be of one person
_USUAL = 1e-4
_COLLEAGUES = 0.01
_IMPOSSIBLE = 1e-7


@dataclass(frozen=True, slots=True)
class Weights:
    """same, random: (c, l) the chance of each level in pairs of one person and of strangers; 1 at level 0 (missing).
    prior: (4,) the share of all pairs in each class. shared: (4, c) the chance that a class has a thing in common."""

    same: Floats
    random: Floats
    prior: Floats
    shared: Floats


def standard() -> Weights:
    """The weights before any data."""
    same, random = np.ones((2, len(COMPARISONS), MOST_LEVELS))
    for row, comparison in enumerate(COMPARISONS):
        same[row, 1 : 1 + len(comparison.same)] = np.array(comparison.same) / sum(comparison.same)
        random[row, 1 : 1 + len(comparison.random)] = np.array(comparison.random) / sum(comparison.random)
    shared = [
        [1.0] * len(COMPARISONS),
        [comparison.household for comparison in COMPARISONS],
        [comparison.colleague for comparison in COMPARISONS],
        [0.0] * len(COMPARISONS),
    ]
    return Weights(same, random, _prior(_USUAL, _USUAL), np.array(shared))


def probabilities(weights: Weights, compared: Compared) -> Floats:
    """(p,) the chance that each pair is of one person. O(c · p)."""
    chances = _likelihoods(weights, compared) * weights.prior[:, None]
    found: Floats = chances[SAME] / chances.sum(axis=0)
    return found


def support(weights: Weights, compared: Compared) -> Floats:
    """(p,) the likelihood ratio of all that was compared: one person over anything else."""
    likelihoods = _likelihoods(weights, compared)
    others = weights.prior[1:, None] * likelihoods[1:]
    found: Floats = likelihoods[SAME] * weights.prior[1:].sum() / others.sum(axis=0)
    return found


def ratios(weights: Weights, compared: Compared) -> Floats:
    """(c, p) the likelihood ratio of each comparison by itself: one person over strangers. 1 says nothing."""
    rows = np.arange(len(COMPARISONS))[:, None]
    found: Floats = weights.same[rows, compared.levels] / _by_chance(weights, compared, rows)
    return found


def learn(candidates: Compared, strangers: Compared, pairs: float, share: float = 1.0) -> Weights:
    """Expectation–maximisation from pairs that may be one, and from pairs drawn at random.

    candidates: a sample of `share` of all pairs worth looking at: those left out are taken not to be of one person.
    pairs: the number of all pairs, n(n−1)/2. The standard weights are kept as far as there is little data (Dirichlet
    priors). Dempster, Laird, Rubin (1977); Winkler (1988) for linkage. O(rounds · c · p).
    """
    first = weights = standard()
    unlike, likely = _split(first, strangers)
    _, promising = _split(first, candidates)
    known = pairs + _PAIRS_KNOWN
    for _ in range(_ROUNDS):
        chances = _likelihoods(weights, promising) * weights.prior[:, None]
        chances /= chances.sum(axis=0)
        matched, related = chances[SAME].sum() / share, chances[HOUSEHOLD].sum() / share
        random = unlike + _counts(likely.levels, 1 - probabilities(weights, likely))
        updated = Weights(
            _blend(first.same, _MATCHES_KNOWN, _counts(promising.levels, chances[SAME])),
            _blend(first.random, _STRANGERS_KNOWN, random),
            _prior((matched + _USUAL * _PAIRS_KNOWN) / known, (related + _USUAL * _PAIRS_KNOWN) / known),
            first.shared,
        )
        moved = np.abs(updated.same - weights.same).max()
        weights = updated
        if moved < _SETTLED:
            break
    return weights


def _split(weights: Weights, compared: Compared) -> tuple[Floats, Compared]:
    """(c, l) the levels counted in pairs that cannot be one person, and those pairs that may."""
    possible = probabilities(weights, compared) > _IMPOSSIBLE
    ruled_out = compared.levels[:, ~possible]
    kept = Compared(compared.levels[:, possible], compared.common[:, possible])
    return _counts(ruled_out, np.ones(ruled_out.shape[1])), kept


def _prior(same: float, household: float) -> Floats:
    return np.array([same, household, _COLLEAGUES, 1 - same - household - _COLLEAGUES])


def _likelihoods(weights: Weights, compared: Compared) -> Floats:
    """(4, p) the chance of what was compared, in each class."""
    found = np.ones((4, compared.levels.shape[1]))
    for row, levels in enumerate(compared.levels):
        if not levels.any():
            continue
        same = weights.same[row, levels]
        random = np.where(compared.common[row] > 0, compared.common[row], weights.random[row, levels])
        for kind, shared in enumerate(weights.shared[:, row]):
            found[kind] *= same if shared == 1 else random if shared == 0 else same * shared + random * (1 - shared)
    return found


def _by_chance(weights: Weights, compared: Compared, rows: NDArray[np.intp]) -> Floats:
    return np.where(compared.common > 0, compared.common, weights.random[rows, compared.levels])


def _counts(levels: NDArray[np.uint8], weight: Floats) -> Floats:
    """(c, l) how much weight each level has, in all pairs."""
    return np.stack([np.bincount(row, weight, minlength=MOST_LEVELS) for row in levels])


def _blend(first: Floats, known: float, counts: Floats) -> Floats:
    """The chances of the levels, missing ones left aside, with the first ones counted as `known` pairs."""
    seen = counts[:, 1:] + known * first[:, 1:] * _REAL
    chances = np.ones_like(first)
    chances[:, 1:] = np.where(_REAL, seen / seen.sum(axis=1, keepdims=True), 1.0)
    return np.where(_LEARNED, chances, first)


_REAL = np.array([[k < len(comparison.levels) for k in range(MOST_LEVELS - 1)] for comparison in COMPARISONS])
_LEARNED = np.array([comparison.is_learned for comparison in COMPARISONS])[:, None]
