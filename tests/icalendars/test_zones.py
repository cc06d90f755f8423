"""Time zones under the names that calendars give them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.icalendars.given import calendar, event, read

OWN = """BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:16010101T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE"""


def start_in(zone: str, *parts: str, at: str = "20260702T090000") -> datetime:
    found = read(calendar(*parts, event(start=f'DTSTART;TZID="{zone}":{at}')))
    start = found.events[0].start
    assert isinstance(start, datetime)
    return start


@pytest.mark.parametrize(
    "name",
    [
        "Europe/Berlin",
        "europe/berlin",
        "/Europe/Berlin",
        "/mozilla.org/20070129_1/Europe/Berlin",
        "/freeassociation.sourceforge.net/Tzfile/Europe/Berlin",
        "posix/Europe/Berlin",
        "W. Europe Standard Time",
        "UTC+2",
        "(UTC+02:00) Cairo",
    ],
)
def test_a_zone_is_known_by_all_the_names_it_has(name):
    assert start_in(name).astimezone(UTC) == datetime(2026, 7, 2, 7, tzinfo=UTC)


def test_a_zone_that_only_the_file_knows_is_worked_out_as_the_file_says():
    berlin = ZoneInfo("Europe/Berlin")
    hour = datetime(2026, 1, 1, tzinfo=UTC)
    own = start_in("Customized Time Zone", OWN).tzinfo

    for _hour in range(365 * 24):
        ours, theirs = hour.astimezone(own), hour.astimezone(berlin)
        assert ours.replace(tzinfo=None) == theirs.replace(tzinfo=None)
        assert ours.fold == theirs.fold
        assert ours.astimezone(UTC) == hour
        hour += timedelta(hours=1)


def test_a_zone_may_stand_behind_what_uses_it():
    text = calendar(event(start="DTSTART;TZID=Customized Time Zone:20260702T090000"), OWN)

    assert read(text).events[0].start.astimezone(UTC).hour == 7


def test_a_zone_with_days_of_change_of_its_own():
    own = OWN.replace("RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "RDATE:20251026T030000,20261025T030000")

    assert start_in("Customized Time Zone", own).astimezone(UTC).hour == 7
    assert start_in("Customized Time Zone", own, at="20261225T090000").astimezone(UTC).hour == 8


def test_a_zone_says_where_it_is():
    own = OWN.replace("TZID:Customized", "X-LIC-LOCATION:Asia/Tokyo\nTZID:Customized")

    assert start_in("Customized Time Zone", own).astimezone(UTC).hour == 0


@pytest.mark.parametrize(
    "own",
    [
        "",
        OWN.replace("TZOFFSETTO:+", "TZOFFSETTO:+9"),
        OWN.replace("DTSTART:1601", "DTSTART:xxxx"),
        OWN.replace("FREQ=YEARLY", "FREQ=SOMETIMES"),
        "BEGIN:VTIMEZONE\nTZID:Customized Time Zone\nEND:VTIMEZONE",
    ],
)
def test_a_zone_that_nobody_knows_is_told_and_the_time_is_taken_for_the_users_own(own):
    found = read(calendar(own, event(start="DTSTART;TZID=Customized Time Zone:20260702T090000")))

    assert found.events[0].start == datetime(2026, 7, 2, 9)
    assert [fault.reason for fault in found.faults] == [
        "The time zone “Customized Time Zone” is not known. The event was read as if it were in your own."
    ]


def test_a_zone_that_is_a_bomb_changes_its_clocks_no_more_than_it_says():
    own = OWN.replace("FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "FREQ=SECONDLY")

    assert start_in("Customized Time Zone", own).astimezone(UTC).hour == 7


def test_a_zone_of_a_file_has_a_name():
    own = start_in("Customized Time Zone", OWN)

    assert own.tzname() == "Customized Time Zone"
    assert own.dst() is None
    assert own.timetz().utcoffset() == timedelta(hours=1)
