"""Days as people say them."""

from datetime import date, timedelta

import pytest

from kith.ui import days

ON = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (ON, "today"),
        (ON - timedelta(days=1), "yesterday"),
        (ON + timedelta(days=1), "tomorrow"),
        (ON + timedelta(days=4), "Friday"),
        (ON + timedelta(days=7), "30 November"),
        (date(2026, 3, 3), "3 March"),
        (date(2025, 12, 31), "31 December 2025"),
    ],
)
def test_a_day_is_named_as_people_name_it(day, words):
    assert days.in_words(day, ON) == words


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (0, "today"),
        (2, "in 2 days"),
        (-13, "13 days ago"),
        (21, "in 3 weeks"),
        (-150, "5 months ago"),
        (-400, "13 months ago"),
        (-1500, "4 years ago"),
    ],
)
def test_a_distance_is_told_in_the_unit_that_fits(ahead, words):
    assert days.away(ON + timedelta(days=ahead), ON) == words


def test_in_full_a_day_has_its_weekday_and_its_year():
    assert days.in_full(ON) == "Monday, 23 November 2026"
