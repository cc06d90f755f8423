"""Dates in words, by examples: 18 March 2026 is a Wednesday."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.interactions.capture import dates_in_words, days_from_words

WEDNESDAY = date(2026, 3, 18)

LOOKING_BACK = {
    "today": date(2026, 3, 18),
    "yesterday": date(2026, 3, 17),
    "Yesterday evening": date(2026, 3, 17),
    "the day before yesterday": date(2026, 3, 16),
    "tomorrow": date(2026, 3, 19),
    "the day after tomorrow": date(2026, 3, 20),
    "this morning": date(2026, 3, 18),
    "tonight": date(2026, 3, 18),
    "last night": date(2026, 3, 17),
    "Friday": date(2026, 3, 13),
    "on Friday": date(2026, 3, 13),
    "last Friday": date(2026, 3, 13),
    "this Friday": date(2026, 3, 20),
    "next Friday": date(2026, 3, 27),
    "Monday": date(2026, 3, 16),
    "this Monday": date(2026, 3, 16),
    "Wednesday": date(2026, 3, 11),
    "on Tue": date(2026, 3, 17),
    "Fri": date(2026, 3, 13),
    "last Sun": date(2026, 3, 15),
    "Friday last week": date(2026, 3, 13),
    "Friday next week": date(2026, 3, 27),
    "3 March": date(2026, 3, 3),
    "18 March": date(2026, 3, 18),
    "19 March": date(2025, 3, 19),
    "March 3": date(2026, 3, 3),
    "March 3rd": date(2026, 3, 3),
    "the 3rd of March": date(2026, 3, 3),
    "on 3 Mar": date(2026, 3, 3),
    "3 Mar 2025": date(2025, 3, 3),
    "March 3, 2025": date(2025, 3, 3),
    "Tuesday 3 March": date(2026, 3, 3),
    "Tue, 3 March 2026": date(2026, 3, 3),
    "10-12 March": date(2026, 3, 10),
    "29 February": date(2024, 2, 29),
    "2026-03-03": date(2026, 3, 3),
    "2026/3/3": date(2026, 3, 3),
    "3.3.2026": date(2026, 3, 3),
    "4.3.26": date(2026, 3, 4),
    "3/3/2026": date(2026, 3, 3),
    "13/3/2026": date(2026, 3, 13),
    "3/13/2026": date(2026, 3, 13),
    "in February": date(2026, 2, 1),
    "in May": date(2025, 5, 1),
    "in May 2024": date(2024, 5, 1),
    "May 2024": date(2024, 5, 1),
    "last March": date(2025, 3, 1),
    "next March": date(2027, 3, 1),
    "this March": date(2026, 3, 1),
    "in 2 weeks": date(2026, 4, 1),
    "in two weeks' time": date(2026, 4, 1),
    "in a fortnight": date(2026, 4, 1),
    "in 2w": date(2026, 4, 1),
    "within 10 days": date(2026, 3, 28),
    "in a couple of days": date(2026, 3, 20),
    "in a few days": date(2026, 3, 21),
    "2 weeks from now": date(2026, 4, 1),
    "2 weeks ago": date(2026, 3, 4),
    "three days ago": date(2026, 3, 15),
    "about a month ago": date(2026, 2, 18),
    "a year ago": date(2025, 3, 18),
    "an hour ago": date(2026, 3, 18),
    "last week": date(2026, 3, 11),
    "next week": date(2026, 3, 25),
    "last month": date(2026, 2, 18),
    "next month": date(2026, 4, 18),
    "next quarter": date(2026, 6, 18),
    "last year": date(2025, 3, 18),
    "this week": date(2026, 3, 18),
    "at the weekend": date(2026, 3, 14),
    "last weekend": date(2026, 3, 14),
    "next weekend": date(2026, 3, 28),
    "by the end of the month": date(2026, 3, 31),
    "end of next month": date(2026, 4, 30),
    "end of the week": date(2026, 3, 20),
    "end of the year": date(2026, 12, 31),
    "start of next month": date(2026, 4, 1),
    "end of March": date(2026, 3, 31),
    "on the 3rd": date(2026, 3, 3),
    "on the 31st": date(2026, 1, 31),
}

LOOKING_AHEAD = {
    "Friday": date(2026, 3, 20),
    "by Friday": date(2026, 3, 20),
    "Wednesday": date(2026, 3, 25),
    "last Friday": date(2026, 3, 13),
    "next Friday": date(2026, 3, 27),
    "this Monday": date(2026, 3, 23),
    "3 March": date(2027, 3, 3),
    "18 March": date(2026, 3, 18),
    "19 March": date(2026, 3, 19),
    "29 February": date(2028, 2, 29),
    "in May": date(2026, 5, 1),
    "on the 3rd": date(2026, 4, 3),
    "this week": date(2026, 3, 20),
    "this month": date(2026, 3, 31),
    "at the weekend": date(2026, 3, 21),
    "end of April": date(2026, 4, 30),
    "before 1 April": date(2026, 4, 1),
    "next month": date(2026, 4, 18),
}

NO_DATES = [
    "31 February",
    "30 Feb 2026",
    "29 February 2025",
    "2026-02-30",
    "31.4.2026",
    "3/4/2026",
    "14/13/2026",
    "may",
    "march on",
    "Met April",
    "Mon ami",
    "sat down",
    "in 99999999999 weeks",
    "9999 years ago",
    "version 3.11.7",
    "1:1",
    "tomorrows",
    "Friday's",
    "https://example.org/2026-03-03",
    "#2026-03-03",
    "on the 3rd floor",
    "",
]


@pytest.mark.parametrize(("words", "day"), LOOKING_BACK.items(), ids=LOOKING_BACK)
def test_words_of_something_that_happened_mean_this_day(words, day):
    found = dates_in_words.find_dates(words, WEDNESDAY)

    assert [(one.start, one.end, one.date) for one in found] == [(0, len(words), day)]


@pytest.mark.parametrize(("words", "day"), LOOKING_AHEAD.items(), ids=LOOKING_AHEAD)
def test_words_of_something_to_come_mean_this_day(words, day):
    found = dates_in_words.find_dates(words, WEDNESDAY, "future")

    assert [(one.start, one.end, one.date) for one in found] == [(0, len(words), day)]


@pytest.mark.parametrize("words", NO_DATES)
def test_what_is_no_day_is_left_as_words(words):
    assert dates_in_words.find_dates(words, WEDNESDAY) == []


@pytest.mark.parametrize(
    ("day_first", "day"), [(True, date(2026, 4, 3)), (False, date(2026, 3, 4))], ids=["day first", "month first"]
)
def test_a_date_with_slashes_follows_the_order_that_is_asked_for(day_first, day):
    found = dates_in_words.find_dates("3/4/2026", WEDNESDAY, day_first=day_first)

    assert [one.date for one in found] == [day]


@pytest.mark.parametrize(
    ("words", "day", "moment"),
    [
        ("tomorrow at 3pm", date(2026, 3, 19), time(15)),
        ("at 3:30 p.m. tomorrow", date(2026, 3, 19), time(15, 30)),
        ("on Friday, 15:45", date(2026, 3, 13), time(15, 45)),
        ("at 12am", WEDNESDAY, time(0)),
        ("at noon", WEDNESDAY, time(12)),
        ("@ 9:05", WEDNESDAY, time(9, 5)),
    ],
)
def test_a_time_belongs_to_the_date_beside_it_or_to_today(words, day, moment):
    found = dates_in_words.find_dates(words, WEDNESDAY)

    assert [(one.end, one.date, one.time) for one in found] == [(len(words), day, moment)]


def test_several_dates_are_found_in_order_and_without_overlap():
    text = "last Friday, then 3 March 2025 and again in 2 weeks"

    found = dates_in_words.find_dates(text, WEDNESDAY)

    assert [text[one.start : one.end] for one in found] == ["last Friday", "3 March 2025", "in 2 weeks"]


def test_the_last_day_of_a_long_month_becomes_the_last_of_a_short_one():
    assert days_from_words.add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert days_from_words.add_months(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert days_from_words.add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert days_from_words.add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert dates_in_words.find_dates("next month", date(2026, 1, 31))[0].date == date(2026, 2, 28)


def test_the_turn_of_the_year_is_crossed_both_ways():
    assert dates_in_words.find_dates("30 December", date(2026, 1, 2))[0].date == date(2025, 12, 30)
    assert dates_in_words.find_dates("2 January", date(2026, 12, 30), "future")[0].date == date(2027, 1, 2)
    assert dates_in_words.find_dates("a month ago", date(2026, 1, 31))[0].date == date(2025, 12, 31)


def test_a_weekday_name_in_the_week_of_a_sunday_means_the_days_before_it():
    sunday = date(2026, 3, 22)

    assert dates_in_words.find_dates("this Friday", sunday)[0].date == date(2026, 3, 20)
    assert dates_in_words.find_dates("next Friday", sunday)[0].date == date(2026, 3, 27)


@pytest.mark.parametrize("today", [date.min, date.max])
@pytest.mark.parametrize("words", [*LOOKING_BACK, *LOOKING_AHEAD])
def test_the_ends_of_the_calendar_raise_nothing(today, words):
    for found in dates_in_words.find_dates(words, today) + dates_in_words.find_dates(words, today, "future"):
        assert date.min <= found.date <= date.max


@given(text=st.text(), today=st.dates())
def test_any_text_on_any_day_is_read_without_an_error(text, today):
    found = dates_in_words.find_dates(text, today)

    ends = [0] + [one.end for one in found]
    assert all(end <= one.start < one.end <= len(text) for end, one in zip(ends, found, strict=False))
