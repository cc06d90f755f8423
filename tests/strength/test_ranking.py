"""Area under the ROC curve and precision at k, group by group."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from kith.strength import precision_at, roc_auc

cases = st.lists(st.tuples(st.integers(0, 4), st.booleans(), st.integers(0, 2)), max_size=12)


def columns(rows: list[tuple[int, bool, int]]) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.int32]]:
    score, label, group = zip(*rows, strict=True) if rows else ((), (), ())
    return np.array(score, np.float64), np.array(label, np.bool_), np.array(group, np.int32)


def auc_by_hand(rows, group):
    yes = [score for score, label, who in rows if who == group and label]
    no = [score for score, label, who in rows if who == group and not label]
    wins = [1.0 if a > b else 0.5 if a == b else 0.0 for a, b in itertools.product(yes, no)]
    return sum(wins) / len(wins) if wins else math.nan


def precision_by_hand(rows, group, k):
    """Mean over all ways of breaking ties."""
    mine = [(score, label) for score, label, who in rows if who == group]
    if len(mine) <= k or not any(label for _, label in mine):
        return math.nan
    bar = sorted((score for score, _ in mine), reverse=True)[k - 1]
    sure = [label for score, label in mine if score > bar]
    level = [label for score, label in mine if score == bar]
    ways = [sum(sure) + sum(way) for way in itertools.combinations(level, k - len(sure))]
    return sum(ways) / len(ways) / k


def test_a_curve_with_one_of_four_pairs_in_the_wrong_order_has_an_area_of_three_quarters():
    assert roc_auc([0.1, 0.4, 0.35, 0.8], [False, False, True, True], [0] * 4, 1).tolist() == [0.75]


def test_equal_scores_say_nothing():
    assert roc_auc([1.0] * 5, [True, False, False, True, False], [0] * 5, 1).tolist() == [0.5]


def test_a_group_with_one_kind_of_label_has_no_area():
    areas = roc_auc([1.0, 2.0, 3.0], [True, True, False], [0, 0, 1], 3)

    assert np.isnan(areas).all()


@given(cases)
def test_the_area_is_the_share_of_pairs_in_the_right_order(rows):
    expected = [auc_by_hand(rows, group) for group in range(3)]

    assert roc_auc(*columns(rows), 3).tolist() == pytest.approx(expected, nan_ok=True)


@given(cases)
def test_turning_the_scores_round_turns_the_area_round(rows):
    score, label, group = columns(rows)

    turned = roc_auc(-score, label, group, 3)
    assert turned.tolist() == pytest.approx((1 - roc_auc(score, label, group, 3)).tolist(), nan_ok=True)


@given(cases, st.integers(1, 4))
def test_precision_is_the_mean_over_all_ways_of_breaking_ties(rows, k):
    expected = [precision_by_hand(rows, group, k) for group in range(3)]

    assert precision_at(k, *columns(rows), 3).tolist() == pytest.approx(expected, nan_ok=True)


def test_two_hits_among_the_best_four_are_a_half():
    assert precision_at(4, [9, 8, 7, 6, 5], [True, False, True, False, True], [0] * 5, 1).tolist() == [0.5]


@pytest.mark.parametrize(
    ("score", "label", "group"),
    [([math.nan], [True], [0]), ([1.0], [True, False], [0]), ([1.0], [True], [1])],
)
def test_what_cannot_be_meant_is_refused(score, label, group):
    with pytest.raises(ValueError):
        roc_auc(score, label, group, 1)


def test_the_best_0_are_refused():
    with pytest.raises(ValueError):
        precision_at(0, [1.0], [True], [0], 1)
