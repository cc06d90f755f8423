"""Calendars: past meetings, coming ones, and what is left out, counted and with the reason."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from kith.imports import from_icalendar, readers
from kith.imports.records import AppointmentRecord, InteractionRecord, LeftRecord, PersonRef, Record, Refusal
from kith.imports.uploads import BadFile, Upload
from tests.icalendars.given import calendar, event
from tests.patience import within

ANA = "ATTENDEE;CN=Ana Ruiz;PARTSTAT=ACCEPTED:mailto:Ana@Acme.example"
ANA_REF = PersonRef("Ana Ruiz", ("email:ana@acme.example",))
BERLIN = {"today": "2026-11-23", "zone": "Europe/Berlin", "own_addresses": ["ada@kith.example"]}


@pytest.fixture
def upload(tmp_path: Path):
    """Return an upload of a calendar with these parts, or of these bytes."""

    def write(*parts: str | bytes, name: str = "calendar.ics", options: dict[str, Any] = BERLIN) -> Upload:
        path = tmp_path / "upload"
        data = parts[0] if isinstance(parts[0], bytes) else calendar(*map(str, parts)).encode()
        path.write_bytes(data)
        return Upload(name, path, options)

    return write


def records(upload: Upload) -> list[Record]:
    return list(from_icalendar.read(upload))


def left(found: list[Record]) -> list[str]:
    return [record.reason for record in found if isinstance(record, LeftRecord)]


def test_a_past_meeting_is_an_interaction_with_those_who_are_known(upload):
    text = event(ANA, "LOCATION:Café Central", "DTEND:20261105T100000Z", start="DTSTART:20261105T090000Z")

    (found,) = records(upload(text))

    assert found == InteractionRecord(
        file="calendar.ics",
        line=3,
        kind="meeting",
        on=date(2026, 11, 5),
        people=[ANA_REF],
        channel="in_person",
        direction="mutual",
        at=datetime(2026, 11, 5, 9, tzinfo=UTC),
        summary="Lunch",
        place="Café Central",
        source_key="ical:one:",
        only_known=True,
        raw=text.replace("\r\n", "\n"),
    )


def test_a_coming_meeting_is_an_appointment(upload):
    text = event(
        ANA,
        "DTEND;TZID=Europe/Berlin:20261123T193000",
        "LOCATION:https://acme.zoom.us/j/1",
        "DESCRIPTION:Bring the book\\n__________________________\\nJoin by phone",
        start="DTSTART;TZID=Europe/Berlin:20261123T183000",
    )

    (found,) = records(upload(text))

    assert isinstance(found, AppointmentRecord)
    assert (found.on, found.starts_at) == (date(2026, 11, 23), datetime(2026, 11, 23, 17, 30, tzinfo=UTC))
    assert found.ends_at == datetime(2026, 11, 23, 18, 30, tzinfo=UTC)
    assert (found.place, found.url, found.notes) == ("", "https://acme.zoom.us/j/1", "Bring the book")
    assert (found.people, found.source_key, found.is_cancelled) == ([ANA_REF], "ical:one:", False)


def test_the_day_is_the_one_of_the_user(upload):
    (found,) = records(upload(event(ANA, start="DTSTART:20261104T233000Z")))

    assert found.on == date(2026, 11, 5)


def test_what_repeats_is_told_time_by_time_five_years_back_and_sixty_days_ahead(upload):
    found = records(upload(event(ANA, "RRULE:FREQ=MONTHLY", start="DTSTART;TZID=Europe/Berlin:20150115T090000")))

    days = [record.on for record in found if isinstance(record, InteractionRecord | AppointmentRecord)]
    assert (days[0], days[-1], len(days)) == (date(2021, 12, 15), date(2027, 1, 15), 62)
    assert [record.at.hour for record in found[:7:6]] == [8, 7]
    assert left(found) == ["One repeated meeting, for the time more than five years ago."]


def test_a_time_of_what_repeats_has_the_same_name_wherever_it_was_moved_to(upload):
    series = event(ANA, "RRULE:FREQ=WEEKLY;COUNT=2", start="DTSTART:20261102T090000Z")
    moved = event(ANA, "RECURRENCE-ID:20261109T090000Z", start="DTSTART:20261201T090000Z")

    found = records(upload(series, moved))

    assert [(type(record), record.source_key) for record in found] == [
        (InteractionRecord, "ical:one:20261102T090000Z"),
        (AppointmentRecord, "ical:one:20261109T090000Z"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        [ANA, "STATUS:CANCELLED"],
        [ANA, "ATTENDEE;PARTSTAT=DECLINED:mailto:ada@kith.example"],
    ],
)
def test_what_is_cancelled_or_declined_is_taken_out_of_what_is_to_come(upload, lines):
    found = records(upload(event(*lines, start="DTSTART:20261201T090000Z")))

    assert [record.is_cancelled for record in found if isinstance(record, AppointmentRecord)] == [True]
    assert len(left(found)) == 1


def test_one_time_that_was_deleted_is_taken_out_of_what_is_to_come(upload):
    text = event(ANA, "RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE:20261202T090000Z", start="DTSTART:20261125T090000Z")

    found = records(upload(text))

    assert {record.source_key: record.is_cancelled for record in found if isinstance(record, AppointmentRecord)} == {
        "ical:one:20261125T090000Z": False,
        "ical:one:20261202T090000Z": True,
        "ical:one:20261209T090000Z": False,
    }


def test_what_is_left_out_is_counted_once_for_each_reason(upload):
    found = records(
        upload(
            event(uid="1"),
            event("RRULE:FREQ=DAILY", uid="2"),
            event(ANA, "STATUS:CANCELLED", uid="3"),
            event(*(f"ATTENDEE:mailto:{number}@acme.example" for number in range(21)), uid="4"),
            event(uid="5", start="DTSTART;VALUE=DATE:20261224"),
            event(ANA, uid="6", start="DTSTART:20270801T090000Z"),
            "BEGIN:VTODO\r\nSUMMARY:Buy milk\r\nEND:VTODO",
        )
    )

    assert sorted(left(found)) == [
        "2 entries with nobody else.",
        "One entry that takes the whole day, without one to five people who were invited.",
        "One meeting more than 60 days ahead. Read the calendar again nearer to it.",
        "One meeting that was cancelled.",
        "One meeting with more than 20 people.",
        "One task.",
    ]
    assert len(found) == 6


def test_people_whom_only_the_title_names_are_told_by_name(upload):
    (found,) = records(upload(event().replace("Lunch", "Lunch with Ana Ruiz")))

    assert found.people == [PersonRef("Ana Ruiz")]
    assert found.only_known


def test_people_without_a_name_are_called_by_their_address(upload):
    (found,) = records(upload(event("ATTENDEE;CN=ben@acme.example:mailto:ben@acme.example")))

    assert found.people == [PersonRef("ben@acme.example", ("email:ben@acme.example",))]


def test_broken_places_are_refused_by_line_and_the_rest_is_read(upload):
    found = records(upload(event(ANA, start="DTSTART:someday", uid="a"), event(ANA, uid="b")))

    assert [type(record) for record in found] == [Refusal, InteractionRecord]
    assert (found[0].line, found[0].raw[:12]) == (3, "BEGIN:VEVENT")


def test_very_many_broken_places_are_told_together(upload):
    found = records(upload(*[event(start="DTSTART:x")] * 1002))

    assert found[-1] == Refusal("calendar.ics", 0, "2 further places could not be read.")
    assert len(found) == 1001


def test_whole_days_with_a_few_invited_are_meetings_without_a_time(upload):
    (found,) = records(upload(event(ANA, start="DTSTART;VALUE=DATE:20261124")))

    assert (found.on, found.starts_at, found.ends_at) == (date(2026, 11, 24), None, None)


def test_long_names_of_events_are_shortened_to_the_same_key(upload):
    one, other = (records(upload(event(ANA, uid="x" * 400 + end)))[0].source_key for end in "ab")

    assert len(one) < 300
    assert one != other


def test_what_repeats_and_cannot_be_worked_out_is_refused(upload):
    (found,) = records(upload(event(ANA, "RRULE:FREQ=SECONDLY")))

    assert isinstance(found, Refusal)
    assert (found.line, found.reason.partition(",")[0]) == (3, "This event repeats by the hour or more often")


def test_without_options_it_reads_in_utc_as_of_today(upload):
    (found,) = records(upload(event(ANA, start="DTSTART:20200302T090000"), options={"today": "soon"}))

    assert found.at == datetime(2020, 3, 2, 9, tzinfo=UTC)


def test_html_in_what_is_written_about_a_meeting_becomes_text(upload):
    text = event(
        ANA, "DESCRIPTION:<p>Hello &amp\\; welcome<br>Ana <ana@acme.example></p>", start="DTSTART:20261124T090000Z"
    )

    assert records(upload(text))[0].notes == "Hello & welcome\nAna"


def test_notes_of_nothing_but_blanks_cost_no_time(upload):
    text = event(ANA, "DESCRIPTION:x" + " " * 4_000 + "\\n" * 400 + "y", start="DTSTART:20261124T090000Z")

    with within():
        assert records(upload(text))[0].notes.endswith("y")


def test_calendars_are_recognised_by_what_is_in_them(upload):
    assert readers.reader_for(upload(event(ANA), name="download")).NAME == "icalendar"
    assert not from_icalendar.recognises(upload(b"BEGIN:VCARD\r\nEND:VCARD", name="book.vcf"))


def test_a_file_without_a_calendar_is_refused(upload):
    with pytest.raises(BadFile, match="no calendar"):
        records(upload(b"<html>Please sign in</html>", name="basic.ics"))


def test_googles_zip_of_calendars_is_read(upload):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("ada@kith.example.ics", calendar(event(ANA)))
        archive.writestr("Family.ics", calendar(event(ANA, uid="two")))

    given = upload(data.getvalue(), name="ada.ical.zip")

    assert readers.reader_for(given).NAME == "icalendar"
    assert [(record.file, record.line) for record in records(given)] == [("ada@kith.example.ics", 3), ("Family.ics", 3)]


def test_a_zip_without_calendars_is_not_one(upload):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("Connections.csv", "First Name")

    assert not from_icalendar.recognises(upload(data.getvalue(), name="export.zip"))
    assert not from_icalendar.recognises(upload(b"PK\x03\x04 and no more", name="export.zip"))
