"""One-way touches count in full only as far as they are answered."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from kith.strength import damp_one_way, decayed_log2, level_at, warmth

touches = st.lists(st.tuples(st.integers(0, 3), st.integers(-1, 1), st.floats(0, 10)), max_size=40)


def columns(rows: list[tuple[int, int, float]]) -> tuple[NDArray[np.int32], NDArray[np.int8], NDArray[np.float64]]:
    person, direction, units = zip(*rows, strict=True) if rows else ((), (), ())
    return np.array(person, np.int32), np.array(direction, np.int8), np.array(units, np.float64)


def by_hand(rows):
    result = []
    for person, direction, units in rows:
        of_person = [way for who, way, _ in rows if who == person]
        same, other, both = (of_person.count(way) for way in (direction, -direction, 0))
        excess = max(0, same - min(same, other) - both) if direction else 0
        result.append(units * (same - excess + math.log2(1 + excess)) / same)
    return result


def test_seven_messages_never_answered_count_as_three():
    damped = damp_one_way([0] * 7, [-1] * 7, [0.5] * 7, 1)

    assert damped.sum() == pytest.approx(3 * 0.5)


def test_a_slow_exchange_of_letters_counts_in_full():
    assert damp_one_way([0, 0, 0, 0], [1, -1, 1, -1], [0.5] * 4, 1).tolist() == [0.5] * 4


def test_talks_answer_for_messages():
    assert damp_one_way([0, 0, 0], [-1, 0, 0], [0.5, 3, 3], 1).tolist() == [0.5, 3, 3]


def test_a_daily_newsletter_leaves_a_tie_colder_than_one_talk():
    days = np.arange(365.0)
    units = damp_one_way([0] * 365, [-1] * 365, [0.5] * 365, 1)
    newsletter = level_at(decayed_log2([0] * 365, days, units, 1, 180.0), 364.0, 180.0)

    assert warmth(newsletter)[0] < warmth(3.0)


@given(touches)
def test_it_equals_the_rule_worked_out_row_by_row(rows):
    assert damp_one_way(*columns(rows), 4).tolist() == pytest.approx(by_hand(rows))


@given(touches)
def test_it_never_raises_a_touch(rows):
    person, direction, units = columns(rows)

    assert (damp_one_way(person, direction, units, 4) <= units * (1 + 1e-12)).all()


@given(touches)
def test_both_directions_are_treated_alike(rows):
    person, direction, units = columns(rows)

    assert damp_one_way(person, direction, units, 4).tolist() == damp_one_way(person, -direction, units, 4).tolist()


@pytest.mark.parametrize(
    ("person", "direction", "units"),
    [([4], [0], [1.0]), ([0], [2], [1.0]), ([0], [0], [-1.0]), ([0], [0], [float("nan")]), ([0, 1], [0], [1.0])],
)
def test_what_cannot_be_meant_is_refused(person, direction, units):
    with pytest.raises(ValueError):
        damp_one_way(person, direction, units, 4)
