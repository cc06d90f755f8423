"""Decayed sums that are stored once and read on any day."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from kith.strength import add_log2, course, decayed_log2, level_at, touch_log2

PEOPLE = 5
rows = st.lists(
    st.tuples(st.integers(0, PEOPLE - 1), st.floats(-1e5, 1e5), st.one_of(st.just(0.0), st.floats(1e-3, 1e3))),
    max_size=40,
)
half_lives = st.floats(1, 5000)


def columns(
    touches: list[tuple[int, float, float]],
) -> tuple[NDArray[np.int32], NDArray[np.float64], NDArray[np.float64]]:
    person, day, units = zip(*touches, strict=True) if touches else ((), (), ())
    return np.array(person, np.int32), np.array(day, np.float64), np.array(units, np.float64)


def by_hand(touches, today, half_life):
    sums = [0.0] * PEOPLE
    for person, day, units in touches:
        sums[person] += units * 2 ** ((day - today) / half_life)
    return sums


def test_touches_of_today_and_of_one_and_two_half_lives_ago_add_up():
    stored = decayed_log2([0, 0, 0], [20_360.0, 20_180.0, 20_000.0], [3.0, 3.0, 4.0], 1, 180.0)

    assert level_at(stored, 20_360.0, 180.0).tolist() == pytest.approx([3 + 1.5 + 1])


def test_somebody_without_touches_has_minus_infinity_stored_and_a_level_of_nothing():
    stored = decayed_log2([1, 2], [100.0, 100.0], [2.0, 0.0], 3, 180.0)

    assert stored.tolist()[::2] == [-math.inf, -math.inf]
    assert level_at(stored, 100.0, 180.0).tolist() == pytest.approx([0, 2, 0])


def test_no_touches_and_no_people_are_fine():
    assert decayed_log2([], [], [], 0, 180.0).shape == (0,)
    assert decayed_log2([], [], [], 2, 180.0).tolist() == [-math.inf, -math.inf]


@given(rows, half_lives)
def test_it_equals_a_loop_over_the_touches(touches, half_life):
    today = max((day for _, day, _ in touches), default=0.0)
    stored = decayed_log2(*columns(touches), PEOPLE, half_life)

    assert level_at(stored, today, half_life).tolist() == pytest.approx(by_hand(touches, today, half_life), rel=1e-9)


@given(rows, half_lives, st.randoms())
def test_the_order_of_touches_does_not_matter(touches, half_life, random):
    shuffled = random.sample(touches, len(touches))

    first = decayed_log2(*columns(touches), PEOPLE, half_life)
    assert decayed_log2(*columns(shuffled), PEOPLE, half_life).tolist() == pytest.approx(first.tolist(), rel=1e-12)


@given(rows, half_lives, st.permutations(range(PEOPLE)))
def test_renumbering_people_renumbers_their_sums(touches, half_life, names):
    person, day, units = columns(touches)
    renamed = decayed_log2(np.array(names)[person], day, units, PEOPLE, half_life)

    assert renamed[np.array(names)].tolist() == decayed_log2(person, day, units, PEOPLE, half_life).tolist()


@given(rows, half_lives, st.integers(0, PEOPLE - 1), st.floats(0, 100))
def test_a_further_touch_never_lowers_a_sum(touches, half_life, person, units):
    before = decayed_log2(*columns(touches), PEOPLE, half_life)
    after = decayed_log2(*columns([*touches, (person, 0.0, units)]), PEOPLE, half_life)

    assert (after >= before - 1e-9).all()


@given(st.floats(-1000, 1000), st.floats(0, 40_000), half_lives)
def test_a_level_halves_in_a_half_life(stored, today, half_life):
    now, later = level_at(stored, [today, today + half_life], half_life)

    assert later == pytest.approx(now / 2, rel=1e-6)


@given(rows, half_lives, st.floats(-1e5, 1e5), st.floats(1e-3, 1e3))
def test_adding_one_touch_to_a_stored_sum_equals_summing_again(touches, half_life, day, units):
    added = add_log2(decayed_log2(*columns(touches), PEOPLE, half_life)[2], touch_log2(units, day, half_life))

    assert added == pytest.approx(decayed_log2(*columns([*touches, (2, day, units)]), PEOPLE, half_life)[2], rel=1e-9)


def test_two_empty_sums_are_empty():
    assert add_log2(-math.inf, -math.inf) == -math.inf


def test_two_equal_sums_are_one_higher():
    assert add_log2([3.0, 100.0], [3.0, 100.0]).tolist() == [4.0, 101.0]


def test_a_course_shows_the_level_as_it_stood_on_each_day():
    levels = course([10.0, 0.0], [1.0, 4.0], [-1.0, 0.0, 10.0, 5.0, 20.0], 10.0)

    assert levels.tolist() == pytest.approx([0, 4, 2 + 1, 4 / 2**0.5, 1 + 0.5])


def test_a_course_without_touches_lies_at_nothing():
    assert course([], [], [1.0, 2.0], 180.0).tolist() == [0, 0]


@given(rows.filter(bool), half_lives)
def test_the_last_point_of_a_course_is_the_level_of_that_day(touches, half_life):
    person, day, units = columns([(0, day, units) for _, day, units in touches])
    last = day.max()
    stored = decayed_log2(person, day, units, 1, half_life)

    assert course(day, units, [last], half_life)[0] == pytest.approx(level_at(stored, last, half_life)[0], rel=1e-9)


def test_a_million_touches_add_up_for_each_of_ten_thousand_people():
    random = np.random.default_rng(7)
    person, day = random.integers(0, 10_000, 1_000_000), random.uniform(15_000, 20_000, 1_000_000)
    units = random.uniform(0, 5, 1_000_000)

    stored = decayed_log2(person, day, units, 10_000, 180.0)

    summed = np.bincount(person, units * 2 ** ((day - 20_000) / 180.0), 10_000)
    assert np.allclose(level_at(stored, 20_000.0, 180.0), summed)


@pytest.mark.parametrize(
    ("person", "day", "units", "half_life"),
    [
        ([5], [0.0], [1.0], 180.0),
        ([-1], [0.0], [1.0], 180.0),
        ([0.5], [0.0], [1.0], 180.0),
        ([0], [math.nan], [1.0], 180.0),
        ([0], [math.inf], [1.0], 180.0),
        ([0], [0.0], [math.nan], 180.0),
        ([0], [0.0], [math.inf], 180.0),
        ([0], [0.0], [-1.0], 180.0),
        ([0], [0.0, 1.0], [1.0], 180.0),
        ([[0]], [[0.0]], [[1.0]], 180.0),
        ([0], [0.0], [1.0], 0.0),
        ([0], [0.0], [1.0], math.nan),
    ],
)
def test_what_cannot_be_meant_is_refused(person, day, units, half_life):
    with pytest.raises(ValueError):
        decayed_log2(person, day, units, PEOPLE, half_life)


@pytest.mark.parametrize(("stored", "today"), [(math.nan, 0.0), (0.0, math.nan)])
def test_a_level_of_nan_is_refused(stored, today):
    with pytest.raises(ValueError):
        level_at(stored, today, 180.0)


@pytest.mark.parametrize("stored", [math.nan, math.inf])
def test_a_sum_that_is_no_number_is_not_added_to(stored):
    with pytest.raises(ValueError):
        add_log2(stored, 1.0)


def test_a_course_of_unequal_columns_is_refused():
    with pytest.raises(ValueError):
        course([1.0], [1.0, 2.0], [3.0], 180.0)
