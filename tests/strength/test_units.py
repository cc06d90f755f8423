"""What one touch is worth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.strength import UnitKind, rating_units, touch_units

counts = st.integers(0, 10_000)


def units(kind, people=2, sent=0, received=0):
    return float(touch_units([kind], [people], [sent], [received])[0])


@pytest.mark.parametrize(
    ("kind", "people", "sent", "received", "expected"),
    [
        (UnitKind.NONE, 2, 0, 0, 0.0),
        (UnitKind.IN_PERSON, 2, 0, 0, 3.0),
        (UnitKind.IN_PERSON, 5, 0, 0, 1.5),
        (UnitKind.IN_PERSON, 10, 0, 0, 1.0),
        (UnitKind.MESSAGES, 2, 1, 1, 1.0),
        (UnitKind.MESSAGES, 2, 3, 3, 2.0),
        (UnitKind.MESSAGES, 2, 0, 1, 0.5),
        (UnitKind.MESSAGES, 2, 7, 0, 1.5),
        (UnitKind.MESSAGES, 2, 1, 4, 2.0),
        (UnitKind.MESSAGES, 0, 0, 0, 0.0),
        (UnitKind.INTRODUCTION, 3, 0, 0, 4.0),
        (UnitKind.FAVOUR, 2, 0, 0, 3.0),
        (UnitKind.THANKS, 2, 0, 0, 1.0),
        (UnitKind.LIGHT, 2, 5, 5, 0.3),
    ],
)
def test_a_touch_is_worth_what_the_table_says(kind, people, sent, received, expected):
    assert units(kind, people, sent, received) == pytest.approx(expected)


def test_two_hundred_messages_in_a_day_are_worth_less_than_three_talks():
    assert 6 < units(UnitKind.MESSAGES, sent=100, received=100) < 3 * units(UnitKind.IN_PERSON)


def test_each_touch_is_counted_by_its_own_kind():
    mixed = touch_units([UnitKind.FAVOUR, UnitKind.IN_PERSON, UnitKind.MESSAGES], [1, 2, 1], [0, 0, 1], [9, 9, 1])

    assert mixed.tolist() == [3.0, 3.0, 1.0]


def test_no_touches_are_worth_nothing():
    assert touch_units([], [], [], []).shape == (0,)


@given(counts, counts)
def test_messages_count_alike_whoever_wrote_more(sent, received):
    assert units(UnitKind.MESSAGES, 2, sent, received) == units(UnitKind.MESSAGES, 2, received, sent)


@given(counts, counts)
def test_a_further_message_never_lowers_a_day_of_messages(sent, received):
    assert units(UnitKind.MESSAGES, 2, sent + 1, received) > units(UnitKind.MESSAGES, 2, sent, received) - 0.5
    assert units(UnitKind.MESSAGES, 2, sent + 1, received + 1) > units(UnitKind.MESSAGES, 2, sent, received)


@given(st.integers(2, 10_000))
def test_a_larger_meeting_is_worth_less_to_each_tie(people):
    assert units(UnitKind.IN_PERSON, people + 1) < units(UnitKind.IN_PERSON, people)


@pytest.mark.parametrize(
    "arguments",
    [
        ([7], [2], [0], [0]),
        ([-1], [2], [0], [0]),
        ([1.5], [2], [0], [0]),
        ([UnitKind.IN_PERSON], [1], [0], [0]),
        ([UnitKind.MESSAGES], [2], [-1], [0]),
        ([UnitKind.MESSAGES], [2], [0], [float("nan")]),
        ([UnitKind.MESSAGES], [2, 2], [0], [0]),
        ([[UnitKind.MESSAGES]], [[2]], [[0]], [[0]]),
    ],
)
def test_what_cannot_be_meant_is_refused(arguments):
    with pytest.raises(ValueError):
        touch_units(*arguments)


def test_the_users_rating_stands_for_touches():
    assert rating_units(np.arange(6, dtype=np.int8)).tolist() == [0, 1, 3, 8, 14, 24]
    assert rating_units(5) == 24


@pytest.mark.parametrize("rating", [-1, 6, 2.5])
def test_a_rating_outside_0_to_5_is_refused(rating):
    with pytest.raises(ValueError):
        rating_units(rating)
