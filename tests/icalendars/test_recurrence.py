"""When rules happen: the examples of other projects, the clocks, and rules that are bombs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice, pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.icalendars import BadRule, Moment, as_rule, occurrences
from kith.icalendars.moments import day_of
from kith.icalendars.recurrence import MOST_WORK
from tests.patience import within

BERLIN = ZoneInfo("Europe/Berlin")
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def days(rule: str, start: Moment, most: int = 5) -> list[str]:
    return [f"{moment:%Y%m%d}" for moment in islice(occurrences(as_rule(rule), start), most)]


def utc(year: int, month: int, day: int, hour: int = 0) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def cases(shared) -> Iterator[dict[str, Any]]:
    for line in (shared / "ical/rrule_cases.jsonl").read_text().splitlines():
        yield json.loads(line)


def test_rules_agree_with_the_examples_of_other_projects_or_it_is_known_why_not(shared):
    from bench.calendars import OTHERWISE, answer

    different = {case["id"] for case in cases(shared) if answer(case) != case["expect"]}

    assert different == set(OTHERWISE)


def test_a_rule_that_never_happens_comes_to_an_end():
    with within():
        assert list(occurrences(as_rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), utc(2026, 1, 1))) == []


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY;COUNT=1000000;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=SECONDLY;BYHOUR=25",
        "FREQ=YEARLY;BYHOUR=0,1,2,3,4,5,6,7,8,9;BYMINUTE=0,1,2,3,4,5,6,7,8,9;BYSECOND=0,1,2,3,4,5,6,7,8,9;BYDAY=MO,TU",
        "FREQ=MINUTELY;INTERVAL=1440;BYHOUR=3",
    ],
)
def test_a_bomb_is_given_up(rule):
    with within(), pytest.raises(BadRule):
        for _moment in occurrences(as_rule(rule), utc(1970, 1, 1, 9)):
            pass


def test_a_day_far_from_the_start_is_found_without_walking_there():
    asked = date(2026, 3, 2), date(2026, 3, 3)
    assert (asked[0] - date(1, 1, 1)).days > MOST_WORK

    assert list(occurrences(as_rule("FREQ=DAILY"), utc(1, 1, 1, 9), asked)) == [utc(2026, 3, 2, 9), utc(2026, 3, 3, 9)]


def test_a_meeting_stays_at_its_hour_when_the_clocks_change():
    found = occurrences(as_rule("FREQ=WEEKLY"), datetime(2026, 3, 23, 9, tzinfo=BERLIN), YEAR)

    assert [moment.astimezone(UTC).hour for moment in islice(found, 2) if isinstance(moment, datetime)] == [8, 7]


def test_a_time_that_the_clocks_leap_over_is_an_hour_later():
    found = occurrences(as_rule("FREQ=DAILY;COUNT=3"), datetime(2026, 3, 28, 2, 30, tzinfo=BERLIN))

    assert [f"{moment:%d %H:%M}" for moment in found] == ["28 02:30", "29 03:30", "30 02:30"]


def test_the_last_moment_of_a_rule_counts_in_its_own_zone():
    rule = as_rule("FREQ=DAILY;UNTIL=20260303T080000Z")

    assert len(list(occurrences(rule, datetime(2026, 3, 1, 9, tzinfo=BERLIN)))) == 3


def test_a_last_day_counts_to_its_end():
    assert days("FREQ=DAILY;UNTIL=20260302", utc(2026, 3, 1, 23)) == ["20260301", "20260302"]


def test_days_stay_days():
    assert list(occurrences(as_rule("FREQ=YEARLY;COUNT=2"), date(2024, 2, 29))) == [
        date(2024, 2, 29),
        date(2028, 2, 29),
    ]


def test_what_takes_whole_days_does_not_repeat_by_the_hour():
    with pytest.raises(BadRule, match="whole days"):
        next(occurrences(as_rule("FREQ=HOURLY"), date(2026, 3, 2)))


def test_weeks_of_a_year_keep_the_weekday_of_the_start():
    assert days("FREQ=YEARLY;BYWEEKNO=20", utc(2026, 5, 12, 9), 3) == ["20260512", "20270518", "20280516"]


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "COUNT=3",
        "FREQ=OFTEN",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=99999999",
        "FREQ=DAILY;UNTIL=20261301",
        "FREQ=DAILY;FREQ=DAILY",
        "FREQ=DAILY;BYMONTH=13",
        "FREQ=DAILY;BYMONTH=1,",
        "FREQ=DAILY;BYDAY=0MO",
        "FREQ=DAILY;BYDAY=XX",
        "FREQ=DAILY;BYMONTHDAY=0",
        "FREQ=DAILY;BYWEEKNO=54",
        "FREQ=DAILY;WKST=XX",
        "FREQ=DAILY;X-PART=1",
        "FREQ=DAILY;COUNT",
        "FREQ=MONTHLY;BYHOUR=٣",
        "RSCALE=CHINESE;FREQ=YEARLY",
        "FREQ=DAILY;BYHOUR=" + ",".join(["1"] * 401),
    ],
)
def test_what_is_no_rule_is_refused(rule):
    with pytest.raises(BadRule):
        as_rule(rule)


def test_a_count_of_minus_one_counts_nothing():
    assert as_rule("FREQ=DAILY;COUNT=-1").count is None


def test_a_leap_second_is_the_one_before_it():
    assert as_rule("FREQ=DAILY;BYSECOND=60").seconds == (59,)


NUMBERS = st.lists(st.integers(1, 12), max_size=3).map(lambda numbers: ",".join(map(str, numbers)))
RULES = st.builds(
    lambda freq, interval, months, days, places: ";".join(
        part
        for part, given in [
            (f"FREQ={freq}", True),
            (f"INTERVAL={interval}", True),
            (f"BYMONTH={months}", months),
            (f"BYMONTHDAY={days}", days),
            (f"BYSETPOS={places}", places),
        ]
        if given
    ),
    st.sampled_from(["YEARLY", "MONTHLY", "WEEKLY", "DAILY"]),
    st.integers(1, 40),
    NUMBERS,
    NUMBERS,
    NUMBERS,
)


@settings(deadline=None)
@given(RULES)
def test_moments_come_in_order_and_a_window_shows_what_the_whole_shows(rule):
    start = utc(2024, 1, 31, 9)
    window = (date(2025, 3, 1), date(2025, 9, 30))
    whole = list(occurrences(as_rule(rule), start, (date(2024, 1, 1), window[1])))

    part = list(occurrences(as_rule(rule), start, window))

    assert all(one < other for one, other in pairwise(whole))
    assert part == [moment for moment in whole if day_of(moment) >= window[0]]


def test_rules_by_the_hour_show_in_a_window_what_the_whole_shows():
    rule, start = as_rule("FREQ=HOURLY;INTERVAL=7;BYHOUR=3,9,20;BYMINUTE=0,30;BYSETPOS=-1"), utc(2026, 1, 1, 9)
    window = (date(2026, 3, 1), date(2026, 3, 31))

    whole = [
        moment for moment in occurrences(rule, start, (date(2026, 1, 1), window[1])) if day_of(moment) >= window[0]
    ]

    assert list(occurrences(rule, start, window)) == whole
    assert whole


def test_two_times_that_the_clocks_leap_over_are_one():
    found = occurrences(as_rule("FREQ=HOURLY;COUNT=4"), datetime(2026, 3, 29, 1, 30, tzinfo=BERLIN))

    assert [f"{moment:%H:%M}" for moment in found] == ["01:30", "03:30", "04:30"]
