"""Learning without labels finds the chances that the data were made with."""

from __future__ import annotations

import numpy as np
import pytest

from kith.linkage import weights
from kith.linkage.comparing import Compared
from kith.linkage.standard import COMPARISONS

NAMES = [comparison.name for comparison in COMPARISONS]
EMAIL, BIRTHDAY, GIVEN = NAMES.index("email"), NAMES.index("birthday"), NAMES.index("given")


def made(rng: np.random.Generator, pairs: int, same: bool) -> Compared:
    """Pairs whose e-mail, birthday and given name agree by chances of their own; the rest is missing."""
    levels = np.zeros((len(COMPARISONS), pairs), np.uint8)
    for row, agree in ((EMAIL, 0.7), (BIRTHDAY, 0.95), (GIVEN, 0.9)):
        different = len(COMPARISONS[row].levels)
        levels[row] = np.where(rng.random(pairs) < (agree if same else 0.001), 1, different)
    return Compared(levels, np.zeros(levels.shape, np.float32))


def together(*parts: Compared) -> Compared:
    return Compared(
        np.concatenate([part.levels for part in parts], axis=1), np.concatenate([part.common for part in parts], axis=1)
    )


def test_every_chance_of_the_standard_weights_is_one_in_all():
    standard = weights.standard()

    for row, comparison in enumerate(COMPARISONS):
        levels = slice(1, 1 + len(comparison.levels))
        assert standard.same[row, levels].sum() == pytest.approx(1)
        assert standard.random[row, levels].sum() == pytest.approx(1)


def test_the_chances_that_pairs_were_made_with_are_found():
    rng = np.random.default_rng(3)
    same, strangers = made(rng, 5000, same=True), made(rng, 50_000, same=False)

    learned = weights.learn(together(same, strangers), strangers, 1e7)

    assert learned.same[EMAIL, 1] == pytest.approx(0.7, abs=0.03)
    assert learned.same[GIVEN, 1] == pytest.approx(0.9, abs=0.03)
    assert learned.prior[weights.SAME] == pytest.approx(5000 / 1e7, rel=0.1)


def test_little_data_leave_the_standard_weights_almost_as_they_are():
    rng = np.random.default_rng(3)
    few = made(rng, 3, same=True)

    learned = weights.learn(few, made(rng, 30, same=False), 435)

    assert np.abs(learned.same - weights.standard().same).max() < 0.02


def test_what_decides_by_itself_is_not_learned():
    rng = np.random.default_rng(3)
    same = made(rng, 2000, same=True)
    same.levels[NAMES.index("rest of name")] = 4

    learned = weights.learn(same, made(rng, 1000, same=False), 1e6)

    assert learned.same[NAMES.index("rest of name"), 4] == weights.standard().same[NAMES.index("rest of name"), 4]


def test_a_rare_value_weighs_more_than_a_common_one():
    compared = together(made(np.random.default_rng(1), 1, same=True), made(np.random.default_rng(1), 1, same=True))
    compared.levels[GIVEN] = 1
    compared.common[GIVEN] = [0.02, 0.0001]

    ratios = weights.ratios(weights.standard(), compared)[GIVEN]

    assert ratios[1] == pytest.approx(200 * ratios[0], rel=1e-4)


def test_nothing_compared_leaves_the_prior():
    nothing = Compared(np.zeros((len(COMPARISONS), 1), np.uint8), np.zeros((len(COMPARISONS), 1), np.float32))
    standard = weights.standard()

    assert weights.probabilities(standard, nothing) == pytest.approx(standard.prior[weights.SAME])
    assert weights.support(standard, nothing) == pytest.approx(1)
