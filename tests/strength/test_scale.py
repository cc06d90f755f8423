"""Warmth and depth from 0 to 100."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.strength import DEFAULT, depth, strength, warmth

raws = st.floats(0, 200)


def steady(every, months, half_life):
    """Raw sum on the day of the last of a row of talks of 3 units."""
    return sum(3 * 2 ** (-age / half_life) for age in range(0, months * 30, every))


@pytest.mark.parametrize(("every", "months", "expected"), [(30, 36, 90), (90, 36, 57), (365, 1, 22), (7, 36, 100)])
def test_warmth_of_a_steady_rhythm_is_what_the_documents_say(every, months, expected):
    assert round(float(warmth(steady(every, months, DEFAULT.warmth_half_life)))) == expected


@pytest.mark.parametrize(("every", "months", "expected"), [(30, 12, 67), (30, 36, 94), (365, 1, 10)])
def test_depth_of_a_steady_rhythm_is_what_the_documents_say(every, months, expected):
    assert round(float(depth(steady(every, months, DEFAULT.depth_half_life)))) == expected


def test_nothing_is_0_and_endless_is_100():
    assert warmth([0.0, math.inf]).tolist() == [0.0, 100.0]
    assert depth([0.0, math.inf]).tolist() == [0.0, 100.0]


@given(raws, st.floats(1e-3, 10))
def test_more_touches_are_warmer_and_deeper(raw, more):
    assert warmth(raw) < warmth(raw + more) <= 100
    assert depth(raw) < depth(raw + more) <= 100


def test_strength_is_the_mean_of_warmth_and_depth():
    assert strength([100.0, 0.0], [50.0, 30.0]).tolist() == [75.0, 15.0]


def test_the_half_lives_are_180_days_and_4_years():
    assert DEFAULT.half_lives == (180.0, 1460.0)


@pytest.mark.parametrize("raw", [-0.1, math.nan])
@pytest.mark.parametrize("scale", [warmth, depth])
def test_a_sum_below_0_or_nan_is_refused(scale, raw):
    with pytest.raises(ValueError):
        scale(raw)


@pytest.mark.parametrize(("warm", "deep"), [(-1.0, 1.0), (1.0, math.nan)])
def test_a_strength_of_what_is_no_warmth_is_refused(warm, deep):
    with pytest.raises(ValueError):
        strength(warm, deep)
