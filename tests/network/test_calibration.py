"""kith.network.calibration: how likely somebody is to help, and in which order introducers stand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.network import calibration, words

TIERS = np.array([3, 2, 1, 0, -1], np.int8)
MIDDLE = np.full(5, 50, np.int16)


def test_without_any_outcome_what_is_usual_for_the_tier_holds():
    found = calibration.first_steps(TIERS, MIDDLE, {})

    assert found.tolist() == pytest.approx([10 / 12, 7 / 12, 3 / 12, 1 / 12, 0])


def test_outcomes_update_what_is_usual_as_counts_of_a_beta_distribution():
    found = calibration.first_steps(TIERS, MIDDLE, {2: (41, 27), 0: (10, 0)})

    assert found.tolist() == pytest.approx([10 / 12, (7 + 27) / (12 + 41), 3 / 12, 1 / 22, 0])


def test_warmth_moves_somebody_within_the_tier_and_never_out_of_it():
    cold, warm = (calibration.first_steps(TIERS, np.full(5, heat, np.int16), {}) for heat in (0, 100))

    assert (cold[:4] < warm[:4]).all()
    assert (cold[:3] > warm[1:4]).all()


@given(
    st.dictionaries(st.integers(0, 3), st.integers(0, 500).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))))
)
def test_a_probability_is_neither_certain_nor_impossible_whatever_happened(outcomes):
    found = calibration.first_steps(TIERS, MIDDLE, outcomes)[:4]

    assert ((found > 0) & (found < 1)).all()


def test_each_ask_of_the_last_ninety_days_lowers_an_introducers_weight():
    assert calibration.load(np.array([0, 1, 2, 3])).tolist() == pytest.approx([1, 3 / 4, 3 / 5, 1 / 2])


def test_moderately_weak_ties_weigh_most_near_ten_mutual_contacts():
    found = calibration.fit(np.arange(200, dtype=np.int32))

    assert int(found.argmax()) == calibration.PEAK
    assert found[10] == 1
    assert (np.diff(found[:11]) > 0).all()
    assert (np.diff(found[10:]) < 0).all()
    assert found.min() >= calibration.FLOOR


def test_a_weight_is_kept_as_k_of_255_and_what_is_there_stays_there():
    assert calibration.as_strength(np.array([0, 1e-9, 0.5, 1])).tolist() == [0, 1, 128, 255]


@given(st.lists(st.floats(0.01, 1), min_size=1, max_size=3))
def test_a_path_is_as_likely_as_all_its_steps_together(steps):
    assert calibration.chain(steps) == pytest.approx(math.exp(sum(math.log(step) for step in steps)))


def test_the_weakest_step_is_named_and_the_first_of_equals():
    assert calibration.weakest([0.5, 0.2, 0.2]) == 1


@pytest.mark.parametrize(
    ("probability", "said"),
    [
        (0.99, "about 9 in 10"),
        (0.42, "about 4 in 10"),
        (0.1, "about 1 in 10"),
        (0.05, "about 1 in 20"),
        (0.001, "about 1 in 200"),
    ],
)
def test_a_probability_is_said_in_small_numbers(probability, said):
    assert words.odds(probability) == said


def test_more_is_never_said_of_less():
    said = [n / of for n, of in map(calibration.odds, np.linspace(0.001, 0.999, 500))]

    assert said == sorted(said)


def test_what_came_of_asks_is_told_where_there_were_enough():
    found = {one.tier: words.experience(one) for one in calibration.experience({2: (41, 27), 3: (3, 2), 1: (1, 1)})}

    assert found[2] == "Of 41 asks at warm, 27 answered."
    assert found[3] == "3 asks at close so far, 2 answered: too few to tell. 10 of 12 is usual."
    assert found[1] == "One ask at known so far, 1 answered: too few to tell. 3 of 12 is usual."
    assert found[0] == "No asks at inferred yet. 1 of 12 is usual."
