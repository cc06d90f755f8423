"""A calendar in the book: brought in, read again, passed over by the clock, taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kith.appointments import actions as appointments
from kith.appointments.models import Appointment
from kith.imports import actions, from_icalendar
from kith.imports.models import Import
from kith.imports.uploads import Upload
from kith.interactions.models import Interaction
from kith.people.models import Person
from tests import make
from tests.icalendars.given import calendar, event
from tests.make import NOW

ANA = "ATTENDEE;CN=Ana Ruiz:mailto:ana@acme.example"
CEM = "ATTENDEE;CN=Cem Kaya:mailto:cem@acme.example"


@pytest.fixture
def ana(ada) -> Person:
    """Return somebody of ada's book, with an address."""
    return make.person(ada, "Ana Ruiz", points=[make.email("ana@acme.example")])


@pytest.fixture
def bring(ada, tmp_path):
    """Bring a calendar with these events into ada's book, as of a moment."""

    def read(*events: str, now: datetime = NOW) -> Import:
        path = tmp_path / "calendar.ics"
        path.write_text(calendar(*events))
        told = {"today": ada.today(now).isoformat(), "zone": ada.time_zone, "own_addresses": [ada.email]}
        upload = Upload(path.name, path, told)
        records = from_icalendar.read(upload)
        return actions.commit_records(ada, records, title="calendar.ics", reader="icalendar", now=now)

    return read


def meetings(*lines: str) -> list[str]:
    return [
        event(ANA, CEM, *lines, uid="past", start="DTSTART:20261110T090000Z"),
        event(ANA, CEM, "DTEND:20261123T080000Z", *lines, uid="this morning", start="DTSTART:20261123T070000Z"),
        event(ANA, CEM, *lines, uid="to come", start="DTSTART:20261130T090000Z"),
    ]


def test_meetings_that_were_are_touches_and_the_others_stand_among_what_is_to_come(ada, ana, bring):
    bring(*meetings())

    assert [each.source_key for each in ana.interactions.all()] == ["ical:past:"]
    assert [each.source_key for each in ana.appointments.order_by("on")] == ["ical:this morning:", "ical:to come:"]
    assert Person.objects.count() == 1


def test_reading_it_again_adds_nothing_whatever_the_clock_did_in_between(ada, ana, bring):
    for days in (0, 0, 1, 8, 9):
        now = NOW + timedelta(days=days)
        bring(*meetings(), now=now)
        appointments.pass_over(ada, now=now)

    assert sorted(each.source_key for each in ana.interactions.all()) == [
        "ical:past:",
        "ical:this morning:",
        "ical:to come:",
    ]
    assert Appointment.objects.count() == 2


def test_a_meeting_that_was_moved_is_moved(ada, ana, bring):
    bring(*meetings())

    bring(event(ANA, "SEQUENCE:1", uid="to come", start="DTSTART:20261201T150000Z"))

    moved = Appointment.objects.get(source_key="ical:to come:")
    assert moved.starts_at == datetime(2026, 12, 1, 15, tzinfo=UTC)
    assert list(moved.people.all()) == [ana]


def test_a_meeting_that_was_cancelled_is_gone_from_what_is_to_come(ada, ana, bring):
    bring(*meetings())

    bring(*meetings("STATUS:CANCELLED"))

    assert not Appointment.objects.standing().exists()


def test_a_cancelled_meeting_that_the_book_never_had_adds_nothing(ada, ana, bring):
    bring(*meetings("STATUS:CANCELLED"))

    assert not Appointment.objects.exists()
    assert not Interaction.objects.exists()


def test_taking_the_import_back_takes_its_meetings_and_what_became_of_them(ada, ana, bring):
    done = bring(*meetings())
    appointments.pass_over(ada, now=NOW)

    actions.undo(done.pk, now=NOW)

    assert not Appointment.objects.exists()
    assert not Interaction.objects.exists()
    ana.refresh_from_db()
    assert ana.last_touch_on is None


def test_what_was_taken_out_becomes_no_touch_when_the_calendar_is_read_after_its_day(ada, ana, bring):
    bring(*meetings())
    appointments.cancel(Appointment.objects.get(source_key="ical:to come:"), at=NOW)

    import_ = bring(*meetings(), now=NOW + timedelta(days=10))

    assert "ical:to come:" not in {each.source_key for each in ana.interactions.all()}
    import_.refresh_from_db()
    assert {"reason": "An appointment that you took out of Kith.", "count": 1} in import_.summary["left"]


def test_a_calendar_read_again_and_again_holds_what_it_said_last(ada, ana, bring):
    def lunch(*lines: str, title: str = "Lunch", start: str = "20261130T090000Z") -> str:
        return event(ANA, *lines, start=f"DTSTART:{start}").replace("SUMMARY:Lunch", f"SUMMARY:{title}")

    said = []
    for each in (
        lunch(),
        lunch(title="Long lunch"),
        lunch(start="20261201T100000Z"),
        lunch("STATUS:CANCELLED"),
        lunch(title="Lunch after all"),
        lunch("ATTENDEE;PARTSTAT=DECLINED:mailto:ada@kith.example"),
        lunch(),
    ):
        bring(each)
        row = Appointment.objects.get()
        said.append((row.title, row.on.isoformat(), row.cancelled_at is None))

    assert said == [
        ("Lunch", "2026-11-30", True),
        ("Long lunch", "2026-11-30", True),
        ("Lunch", "2026-12-01", True),
        ("Lunch", "2026-12-01", False),
        ("Lunch after all", "2026-11-30", True),
        ("Lunch after all", "2026-11-30", False),
        ("Lunch", "2026-11-30", True),
    ]
