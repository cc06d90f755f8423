"""Appointments that are over become touches, once; others are taken out and put back."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from kith.appointments import actions
from kith.appointments.models import Appointment, Attendance
from kith.duplicates import actions as duplicates
from kith.duplicates.models import Merge
from kith.erasing import actions as erasing
from kith.errors import Refused
from kith.interactions import actions as interactions
from kith.interactions.models import Interaction
from kith.people import actions as people
from tests import make
from tests.appointments.given import appointment
from tests.make import NOW, TODAY

EARLIER, LATER = NOW - timedelta(hours=2), NOW + timedelta(days=1)


def people_of(interaction: Interaction) -> list[str]:
    return list(interaction.people.order_by("participations__pk").values_list("name", flat=True))


def test_what_is_over_becomes_a_touch_with_those_who_are_in_the_book(ada):
    bo, ana = make.person(ada, "Bo"), make.person(ada, "Ana")
    batch = uuid.uuid4()
    lunch = appointment(
        ada, "Lunch", ana, bo, "Cem", at=EARLIER, minutes=60, place="Café", url="https://x.zoom.us/j/1", batch=batch
    )

    assert actions.pass_over(ada, now=NOW) == 1

    touch = Interaction.objects.get()
    lunch.refresh_from_db()
    assert lunch.became == touch
    assert people_of(touch) == ["Ana", "Bo"]
    assert (touch.kind, touch.channel, touch.on, touch.at) == ("meeting", "video", TODAY, EARLIER)
    assert (touch.summary, touch.place, touch.source_key, touch.batch) == ("Lunch", "Café", "ical:Lunch:", batch)
    ana.refresh_from_db()
    assert ana.last_touch_on == TODAY


def test_it_becomes_one_touch_however_often_the_clock_strikes(ada):
    appointment(ada, "Lunch", make.person(ada, "Ana"), at=EARLIER)

    assert [actions.pass_over(ada, now=NOW) for _time in range(3)] == [1, 0, 0]
    assert Interaction.objects.count() == 1


def test_what_is_not_over_or_cancelled_or_with_nobody_who_is_known_stays(ada, eve):
    ana, bo = make.person(ada, "Ana"), make.person(ada, "Bo")
    appointment(ada, "Under way", ana, at=EARLIER, minutes=180)
    appointment(ada, "Whole day", ana, on=TODAY)
    appointment(ada, "Cancelled", ana, at=EARLIER, cancelled_at=NOW)
    appointment(ada, "With a stranger", "Cem", at=EARLIER)
    appointment(ada, "With somebody in the bin", bo, at=EARLIER)
    appointment(eve, "Eve's", make.person(eve, "Ana"), at=EARLIER)
    people.bin_people([bo], at=NOW)

    assert actions.pass_over(ada, now=NOW) == 0


def test_a_whole_day_is_over_when_the_users_day_is(ada):
    appointment(ada, "Workshop", make.person(ada, "Ana"), on=TODAY)
    ada.time_zone = "Pacific/Auckland"

    assert actions.pass_over(ada, now=NOW) == 0
    assert actions.pass_over(ada, now=NOW + timedelta(hours=2)) == 1
    assert Interaction.objects.get().on == TODAY


def test_the_day_of_the_touch_is_the_users_own(ada):
    ada.time_zone = "America/New_York"
    at = datetime(2026, 11, 23, 2, tzinfo=UTC)
    appointment(ada, "Late call", make.person(ada, "Ana"), at=at, on=TODAY)

    actions.pass_over(ada, now=NOW)

    assert Interaction.objects.get().on == TODAY - timedelta(days=1)


def test_a_touch_that_the_calendar_brought_before_is_not_doubled(ada):
    ana = make.person(ada, "Ana")
    before = make.interaction(ada, ana, source_key="ical:Lunch:")
    lunch = appointment(ada, "Lunch", ana, at=EARLIER)

    actions.pass_over(ada, now=NOW)

    lunch.refresh_from_db()
    assert lunch.became == before


def test_a_touch_that_was_put_into_the_bin_does_not_come_back(ada):
    appointment(ada, "Lunch", make.person(ada, "Ana"), at=EARLIER)
    actions.pass_over(ada, now=NOW)
    interactions.bin(Interaction.objects.get(), at=NOW)

    assert actions.pass_over(ada, now=NOW) == 0


def test_people_who_came_into_the_book_later_are_known_by_their_address(ada, eve):
    lunch = appointment(ada, "Lunch", "email:ana@acme.example", "email:bo@acme.example", "email:cem@acme.example")
    ana = make.person(ada, "Ana", points=[make.email("Ana@acme.example")])
    for name in ("Bo", "Bo's twin"):
        make.person(ada, name, points=[make.email("bo@acme.example")])
    make.person(eve, "Cem", points=[make.email("cem@acme.example")])

    assert actions.recognise(ada) == 1
    assert list(lunch.people.all()) == [ana]
    assert actions.recognise(ada) == 0


def test_somebody_with_two_addresses_is_there_once(ada):
    ana = make.person(ada, "Ana", points=[make.email("ana@acme.example")])
    lunch = appointment(ada, "Lunch", ana, "email:ana@acme.example")

    actions.recognise(ada)

    assert [row.person for row in lunch.attendances.all()] == [ana]


def test_what_is_taken_out_can_be_put_back(ada):
    lunch = appointment(ada, "Lunch")

    actions.cancel(lunch, at=NOW)
    actions.cancel(lunch, at=NOW + timedelta(hours=1))
    assert lunch.cancelled_at == NOW

    actions.put_back(lunch)
    lunch.refresh_from_db()
    assert lunch.is_standing


def test_what_has_become_a_touch_is_not_taken_out_here(ada):
    lunch = appointment(ada, "Lunch", make.person(ada, "Ana"), at=EARLIER)
    actions.pass_over(ada, now=NOW)
    lunch.refresh_from_db()

    with pytest.raises(Refused):
        actions.cancel(lunch, at=NOW)


def test_a_merge_takes_meetings_along_and_a_split_gives_them_back(ada):
    ana, double = make.person(ada, "Ana"), make.person(ada, "Ana R.")
    both, one = appointment(ada, "Both", ana, double), appointment(ada, "One", double)

    duplicates.merge(ana, double, at=NOW)
    assert [list(each.people.all()) for each in (both, one)] == [[ana], [ana]]

    duplicates.split(Merge.objects.get(), at=NOW)
    assert [each.people.count() for each in (both, one)] == [2, 1]
    assert Attendance.objects.filter(appointment=one).get().person == double


def test_whoever_is_erased_is_in_no_appointment_and_no_words_of_one(ada, eve):
    ana, bo = make.person(ada, "Ana Ruiz", points=[make.email("ana@acme.example")]), make.person(ada, "Bo")
    appointment(ada, "Alone", ana, at=LATER)
    appointment(ada, "By her address", "email:ana@acme.example", at=LATER)
    appointment(ada, "Lunch with Ana Ruiz", ana, bo, "Ana Ruiz", at=LATER, notes="Ask ANA@acme.example", place="Café")
    appointment(ada, "Another", bo, "Cem", at=LATER, notes="The book")
    appointment(eve, "Eve's with Ana Ruiz", "email:ana@acme.example", at=LATER)

    erasing.erase(ana, at=NOW)

    found = Appointment.objects.filter(owner=ada).order_by("pk")
    assert [(each.title, each.notes, each.place) for each in found] == [("", "", "Café"), ("Another", "The book", "")]
    assert [[str(part.person or part.name) for part in each.attendances.order_by("pk")] for each in found] == [
        ["Bo"],
        ["Bo", "Cem"],
    ]
    assert Attendance.objects.filter(owner=eve).count() == 1
