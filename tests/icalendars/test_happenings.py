"""When events take place: moved, cancelled, excepted and added times of what repeats."""

from __future__ import annotations

import warnings
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
import recurring_ical_events

from kith.icalendars import Fault, Happening, happenings
from kith.icalendars.happenings import key_of
from kith.icalendars.moments import day_of
from tests.icalendars.given import calendar, event, read, times

WEEKLY = "RRULE:FREQ=WEEKLY;COUNT=3"
VIENNA = "DTSTART;TZID=Europe/Vienna:20260323T090000"


def days(text: str) -> list[str]:
    return [f"{each.start:%d.%m}" for each in times(text) if each.event.status != "CANCELLED"]


def test_a_meeting_that_repeats_takes_place_at_every_time_with_a_name_of_its_own():
    found = times(calendar(event(WEEKLY, start=VIENNA)))

    assert [each.key for each in found] == ["20260323T080000Z", "20260330T070000Z", "20260406T070000Z"]


def test_a_meeting_that_happens_once_needs_no_name_for_its_time():
    (found,) = times(calendar(event("DURATION:PT45M")))

    assert found.key == ""
    assert found.end == datetime(2026, 3, 2, 9, 45, tzinfo=UTC)


def test_one_time_that_was_moved_keeps_the_name_of_the_time_it_had():
    moved = event("RECURRENCE-ID:20260309T090000Z", start="DTSTART:20260311T150000Z")

    found = times(calendar(moved, event(WEEKLY)))

    assert [(f"{each.start:%d}", each.key) for each in found] == [
        ("02", "20260302T090000Z"),
        ("11", "20260309T090000Z"),
        ("16", "20260316T090000Z"),
    ]


def test_one_time_that_was_moved_into_the_stretch_asked_for_is_found():
    moved = event("RECURRENCE-ID:20251229T090000Z", start="DTSTART:20260105T150000Z")

    text = calendar(event(WEEKLY, start="DTSTART:20251222T090000Z"), moved)

    assert days(text) == ["05.01", "05.01"]


def test_a_single_time_that_was_cancelled_is_told_as_cancelled():
    cancelled = event("RECURRENCE-ID:20260309T090000Z", "STATUS:CANCELLED", start="DTSTART:20260309T090000Z")

    assert days(calendar(event(WEEKLY), cancelled)) == ["02.03", "16.03"]


def test_excepted_times_are_told_as_cancelled():
    found = times(calendar(event(WEEKLY, "EXDATE:20260309T090000Z")))

    assert [(each.key, each.event.status) for each in found if each.event.status] == [("20260309T090000Z", "CANCELLED")]


def test_an_excepted_day_takes_out_the_meeting_of_that_day():
    assert days(calendar(event(WEEKLY, "EXDATE;VALUE=DATE:20260309"))) == ["02.03", "16.03"]


def test_a_rule_of_exceptions_takes_out_what_it_says():
    assert days(calendar(event(WEEKLY, "EXRULE:FREQ=WEEKLY;INTERVAL=2"))) == ["09.03"]


def test_further_dates_are_added():
    text = calendar(
        event("RDATE:20260305T120000Z,20260306T120000Z/PT1H"), event("RDATE;VALUE=DATE:20260401", uid="two")
    )

    assert days(text) == ["02.03", "02.03", "05.03", "06.03", "01.04"]


def test_further_dates_of_what_takes_whole_days_are_days():
    assert days(calendar(event("RDATE:20260305T120000Z", start="DTSTART;VALUE=DATE:20260302"))) == ["02.03", "05.03"]


def test_one_time_that_was_moved_out_of_the_stretch_asked_for_is_not_told():
    moved = event("RECURRENCE-ID:20260309T090000Z", start="DTSTART:20270105T150000Z")

    assert days(calendar(event(WEEKLY), moved)) == ["02.03", "16.03"]


def test_a_change_from_one_time_on_moves_all_later_ones_by_the_clock():
    later = event(
        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Vienna:20260330T090000",
        start="DTSTART;TZID=Europe/Vienna:20260331T110000",
    )

    found = times(calendar(event(WEEKLY, start=VIENNA), later))

    assert [f"{each.start:%d.%m %H}" for each in found] == ["23.03 09", "31.03 11", "07.04 11"]


def test_of_two_versions_the_newer_counts():
    text = calendar(event(WEEKLY, "SEQUENCE:2"), event("RRULE:FREQ=DAILY;COUNT=9", "SEQUENCE:1"))

    assert days(text) == ["02.03", "09.03", "16.03"]


def test_a_change_that_is_older_than_an_exception_is_gone():
    old = event("RECURRENCE-ID:20260309T090000Z", "SEQUENCE:1", start="DTSTART:20260310T090000Z")

    assert days(calendar(old, event(WEEKLY, "SEQUENCE:2", "EXDATE:20260309T090000Z"))) == ["02.03", "16.03"]


def test_a_change_that_is_as_new_as_an_exception_stands():
    moved = event("RECURRENCE-ID:20260309T090000Z", start="DTSTART:20260310T090000Z")

    assert days(calendar(event(WEEKLY, "EXDATE:20260309T090000Z"), moved)) == ["02.03", "10.03", "16.03"]


def test_outlook_names_days_of_whole_day_events_by_their_midnight():
    moved = event("RECURRENCE-ID;TZID=Europe/Berlin:20260309T000000", start="DTSTART;VALUE=DATE:20260310")

    assert days(calendar(event(WEEKLY, start="DTSTART;VALUE=DATE:20260302"), moved)) == ["02.03", "10.03", "16.03"]


def test_a_change_from_one_day_on_moves_all_later_days():
    later = event("RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20260309", start="DTSTART;VALUE=DATE:20260310")

    assert days(calendar(event(WEEKLY, start="DTSTART;VALUE=DATE:20260302"), later)) == ["02.03", "10.03", "17.03"]


def test_of_two_changes_of_one_time_the_newer_counts():
    old = event("RECURRENCE-ID:20260309T090000Z", "SEQUENCE:1", start="DTSTART:20260310T090000Z")
    new = event("RECURRENCE-ID:20260309T090000Z", "SEQUENCE:2", start="DTSTART:20260311T090000Z")

    assert days(calendar(event(WEEKLY), new, old)) == ["02.03", "11.03", "16.03"]


def test_a_meeting_lasts_as_long_when_the_clocks_change_meanwhile():
    (found,) = times(calendar(event("DURATION:PT2H", start="DTSTART;TZID=Europe/Vienna:20260329T010000")))

    assert f"{found.end:%H:%M}" == "04:00"


def test_an_event_that_takes_days_ends_after_the_last():
    (found,) = times(calendar(event("DTEND;VALUE=DATE:20260305", start="DTSTART;VALUE=DATE:20260302")))

    assert found.end == date(2026, 3, 5)


def test_an_invitation_to_one_time_of_what_repeats_stands_by_itself():
    (found,) = times(calendar(event("RECURRENCE-ID:20260309T090000Z")))

    assert found.key == "20260309T090000Z"


def test_the_start_is_the_first_time_even_where_the_rule_does_not_name_it():
    assert days(calendar(event("RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=3"))) == ["02.03", "03.03", "10.03"]


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=MINUTELY;COUNT=3", "FREQ=HOURLY"])
def test_what_repeats_by_the_hour_or_more_often_is_refused(rule):
    (found,) = happenings(read(calendar(event(f"RRULE:{rule}"))).events, date(2026, 1, 1), date(2026, 12, 31))

    assert isinstance(found, Fault)
    assert "by the hour" in found.reason


def test_of_a_meeting_that_repeats_too_many_times_the_latest_thousand_are_read():
    found = list(happenings(read(calendar(event("RRULE:FREQ=DAILY"))).events, date(2026, 1, 1), date(2029, 12, 31)))

    assert [each.line for each in found if isinstance(each, Fault)] == [3]
    assert len(found) == 1001
    assert found[-1].start.date() == date(2029, 12, 31)


def _theirs(data: bytes, first: date, past: date) -> set[str]:
    found = set()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for each in icalendar.Calendar.from_ical(data, multiple=True):
            for one in recurring_ical_events.of(each).between(first, past):
                if day_of(one.start) >= first and one.get("STATUS") != "CANCELLED":
                    found.add(key_of(one.start))
    return found


@pytest.mark.parametrize(
    "name",
    [
        "daylight_saving_time",
        "each_week_but_two_deleted",
        "issue_20_exdate_ignored",
        "issue_28_rrule_with_UTC_endinginZ",
        "machbar_16_feb_2019",
        "three_events_one_edited",
        "fablab_cottbus",
    ],
)
def test_calendars_take_place_when_another_program_says(shared, name):
    data = (shared / f"ical/recurring-ical-events/calendars/{name}.ics").read_bytes()
    first, past = date(2015, 1, 1), date(2021, 1, 1)

    found = happenings(read(data).events, first, past - timedelta(days=1))
    ours = {key_of(each.start) for each in found if isinstance(each, Happening) and each.event.status != "CANCELLED"}

    assert ours == _theirs(data, first, past)
    assert ours
