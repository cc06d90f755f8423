"""Calendar files as programs write them: encodings, folds, what is missing, what is broken."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.icalendars import Happening, happenings
from tests.icalendars.given import calendar, event, read


def only(text: str | bytes):
    (found,) = read(text).events
    return found


def faults(text: str | bytes) -> list[tuple[int, str]]:
    return [(fault.line, fault.reason) for fault in read(text).faults]


def test_an_event_is_read_with_its_words_people_and_places():
    text = event(
        "DTEND:20260302T100000Z",
        "DESCRIPTION:One\\, two\\nthree",
        "LOCATION:Café Central",
        'ORGANIZER;CN="Ruiz, Ana":MAILTO:Ana@Acme.example',
        "ATTENDEE;CN=Ben;PARTSTAT=accepted;ROLE=OPT-PARTICIPANT;CUTYPE=INDIVIDUAL:mailto:ben@acme.example",
        "X-GOOGLE-CONFERENCE:https://meet.google.com/abc",
    )

    found = only(calendar(text, head=("X-WR-CALNAME:Work",)))

    assert (found.start, found.span) == (datetime(2026, 3, 2, 9, tzinfo=UTC), timedelta(hours=1))
    assert (found.notes, found.place, found.conference) == (
        "One, two\nthree",
        "Café Central",
        "https://meet.google.com/abc",
    )
    assert (found.organiser.name, found.organiser.address) == ("Ruiz, Ana", "ana@acme.example")
    assert (found.guests[0].answer, found.guests[0].role) == ("ACCEPTED", "OPT-PARTICIPANT")
    assert found.head.name == "Work"


def test_folds_are_undone_even_inside_a_letter():
    data = calendar(event("LOCATION:Zürich")).encode().replace("ü".encode(), b"\xc3\r\n \xbc")

    assert only(data).place == "Zürich"


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.encode("utf-16"),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("\r\n", "\n").encode(),
        lambda text: text.replace("\r\n", "\r").encode(),
        lambda text: text.replace("\r\n", "\r\n\r\n").encode(),
        lambda text: text.lower().replace("zürich", "Zürich").encode(),
        lambda text: text.encode("cp1252"),
    ],
)
def test_files_are_read_in_every_dress_they_come_in(change):
    assert only(change(calendar(event("LOCATION:Zürich")))).place == "Zürich"


def test_one_broken_event_costs_no_other():
    text = calendar(event(start="DTSTART:someday", uid="a"), event(uid="b"), event("RRULE:FREQ=OFTEN", uid="c"))

    assert [each.uid for each in read(text).events] == ["b"]
    assert faults(text) == [
        (3, "This event has a day or time that is none: SOMEDAY."),
        (13, "The rule does not say how often it repeats (FREQ). The event was left out."),
    ]


def test_an_event_without_an_end_is_told_and_the_next_is_read():
    text = calendar(event(uid="a").removesuffix("END:VEVENT").strip(), event(uid="b"))

    assert [each.uid for each in read(text).events] == ["b"]
    assert faults(text) == [(3, "This has no end: the next one begins within it.")]


def test_a_file_that_was_cut_short_says_so():
    assert faults(calendar(event()).partition("END:VEVENT")[0]) == [(3, "The file ends in the middle of this.")]
    assert "calendar ends" in faults(calendar("BEGIN:VEVENT", "DTSTART:20260302"))[0][1]


def test_a_line_that_is_no_property_is_told_and_the_event_is_read():
    text = calendar(event("and so we met", "LOCATION:Here"))

    assert only(text).place == "Here"
    assert faults(text) == [(7, "This line is no property of a calendar. The rest of the event was read.")]


def test_an_event_that_does_not_say_when_is_refused():
    assert "when it starts" in faults(calendar(event(start="X-NONE:1")))[0][1]


def test_an_alarm_within_an_event_says_nothing_of_it():
    alarm = ("BEGIN:VALARM", "DESCRIPTION:Wake up", "SUMMARY:Alarm", "DURATION:PT5M", "END:VALARM")

    assert only(calendar(event(*alarm))).notes == ""
    assert only(calendar(event(*alarm[:-1]))).title == "Lunch"


def test_an_event_without_a_uid_is_known_by_what_it_says():
    text = calendar(event()).replace("UID:one", "X-UID:one")

    assert only(text).uid == only(text).uid != only(text.replace("Lunch", "Dinner")).uid


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [
        ("DTSTART:20260302T090000Z", "DURATION:P1DT2H", timedelta(days=1, hours=2)),
        ("DTSTART:20260302T090000Z", "DURATION:-PT1H", timedelta()),
        ("DTSTART:20260302T090000Z", "DTEND:20260302T080000Z", timedelta()),
        ("DTSTART:20260302T090000Z", "X-NO-END:1", timedelta()),
        ("DTSTART;VALUE=DATE:20260302", "X-NO-END:1", timedelta(days=1)),
        ("DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20260305", timedelta(days=3)),
        ("DTSTART;VALUE=DATE:20260302", "DTEND:20260302T080000Z", timedelta(days=1)),
        ("DTSTART:20260302T090000Z", "DTEND:20260302T080000", timedelta()),
    ],
)
def test_what_takes_time_is_known_by_its_end_or_its_length(start, end, span):
    assert only(calendar(event(end, start=start))).span == span


def test_days_have_no_time_zone():
    found = only(calendar(event(start="DTSTART;VALUE=DATE:20260302"), head=("X-WR-TIMEZONE:Asia/Tokyo",)))

    assert found.start == date(2026, 3, 2)
    assert found.is_whole_day


def test_floating_times_are_in_the_zone_of_the_calendar_or_in_none():
    start = "DTSTART:20260302T090000"

    assert only(calendar(event(start=start))).start == datetime(2026, 3, 2, 9)
    assert only(calendar(event(start=start), head=("X-WR-TIMEZONE:Asia/Tokyo",))).start == datetime(
        2026, 3, 2, tzinfo=UTC
    )


@pytest.mark.parametrize("length", ["P", "PT", "1H", "P999999D", ""])
def test_a_length_that_is_none_is_refused_or_taken_for_none(length):
    found = read(calendar(event(f"DURATION:{length}")))

    assert len(found.events) == (0 if length else 1)


def test_very_long_lines_are_cut():
    text = "é" * 40_000
    folded = "\r\n ".join(["DESCRIPTION:", *["x" * 70] * 2000])

    (one, two) = read(calendar(event(f"LOCATION:{text}", uid="1"), event(folded, "LOCATION:Here", uid="2"))).events

    assert set(one.place) == {"é"}
    assert (len(two.notes), two.place) == (10_000, "Here")


def test_so_long_an_event_is_kept_in_part():
    found = read(calendar(event(*[f"COMMENT:{number} {'x' * 60}" for number in range(200)])))

    assert 3000 < len(found.events[0].raw) < 4200


def test_an_end_of_what_never_began_ends_nothing():
    assert only(calendar("END:VTODO", event("END:VALARM"))).title == "Lunch"


def test_other_parts_are_counted():
    found = read(calendar("BEGIN:VTODO", "SUMMARY:Buy milk", "END:VTODO", event()))

    assert found.others == {"VTODO": 1}
    assert found.is_calendar


def test_what_is_no_calendar_is_known_as_none():
    assert not read("Dear Ana,\n\nsee you on Monday.\n").is_calendar
    assert read(calendar()).is_calendar


@given(st.binary(max_size=400))
def test_no_bytes_raise(data):
    read(data)
    read(calendar(event("RRULE:FREQ=DAILY")).encode()[:-14] + data)


@pytest.mark.slow
def test_no_damage_to_real_calendars_raises(shared):
    """Five thousand files with a few bytes changed, cut out or doubled: each is read, and worked out, or refused."""
    files = [path.read_bytes()[:4000] for path in sorted((shared / "ical").rglob("*.ics"))[::4]]
    chance = random.Random(3)
    for _time in range(5000):
        found = read(_damaged(chance.choice(files), chance))
        for each in happenings(found.events[:3], date(2026, 1, 1), date(2026, 3, 1)):
            assert isinstance(each, Happening) or each.reason


def _damaged(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _change in range(chance.randint(1, 8)):
        place = chance.randrange(len(changed) + 1)
        piece = bytes(changed[place : place + chance.randint(0, 40)])
        match chance.randrange(4):
            case 0:
                changed[place : place + len(piece)] = b""
            case 1:
                changed[place:place] = piece * chance.randint(1, 5)
            case 2:
                changed[place : place + 1] = bytes([chance.randrange(256)])
            case _:
                changed[place:place] = chance.choice([b"9" * 30, b"-1", b"\r\n", b";", b":", b'"', b"T", b"\xff", b"0"])
    return bytes(changed)


@pytest.mark.parametrize(
    ("start", "end", "day"),
    [
        (
            "DTSTART;TZID=W. Europe Standard Time:20260506T000000",
            "DTEND;TZID=W. Europe Standard Time:20260507T000000",
            6,
        ),
        ("DTSTART:20260505T220000Z", "DTEND:20260506T220000Z", 6),
        ("DTSTART:20260506T040000Z", "DTEND:20260507T040000Z", 6),
        ("DTSTART:20260506T000000", "DTEND:20260507T000000", 6),
        ("DTSTART;VALUE=DATE:20260506", "DTEND;VALUE=DATE:20260507", 6),
    ],
)
def test_what_outlook_says_takes_the_whole_day_takes_the_whole_day(start, end, day):
    [found] = read(calendar(event(end, "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE", start=start))).events

    assert (found.start, found.span, found.is_whole_day) == (date(2026, 5, day), timedelta(days=1), True)


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo"])
@pytest.mark.parametrize("end_of_time", ["99991231T235959", "00010101T000000"])
@pytest.mark.parametrize(
    "line", ["RRULE:FREQ=DAILY;UNTIL={0}Z", "EXDATE;TZID={1}:{0}", "RDATE;TZID={1}:{0}", "DTEND;TZID={1}:{0}",
             "RECURRENCE-ID;TZID={1}:{0}", "DTSTART;TZID={1}:{0}", "DTSTART;TZID={1}:{0}\r\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE"],
)  # fmt: skip
def test_the_ends_of_time_with_which_programs_say_never_break_no_calendar(line, end_of_time, zone):
    start = f"DTSTART;TZID={zone}:20260506T100000"
    told = line.format(end_of_time, zone)
    broken = event(
        *([] if told.startswith("DTSTART") else [told]), uid="a", start=told if told.startswith("DTSTART") else start
    )

    file = read(calendar(broken, event(uid="b", start=start)))

    found = [
        each for each in happenings(file.events, date(2026, 1, 1), date(2026, 6, 1)) if isinstance(each, Happening)
    ]
    assert not file.faults
    assert [each.event.uid for each in found if each.end].count("b") == 1


def test_an_event_that_lasts_for_ages_is_taken_for_ten_years():
    lines = "RRULE:FREQ=YEARLY", "DTEND:99981231T000000Z"

    [found] = read(calendar(event(*lines, start="DTSTART:00020101T000000Z"))).events

    assert found.span == timedelta(days=3660)
