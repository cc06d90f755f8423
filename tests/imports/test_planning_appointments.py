"""What a calendar tells of the days to come: brought in, changed when it is read again, cancelled, and taken back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kith.appointments import actions as appointments
from kith.appointments.models import Appointment, Attendance
from kith.imports import actions
from kith.imports.models import Import
from kith.imports.records import AppointmentRecord, PersonRecord, PersonRef, Point
from kith.people import tombstones
from kith.people.models import Person
from tests import make
from tests.imports import given
from tests.make import NOW, TODAY

ANA = PersonRef("Ana Ruiz", ("email:ana@acme.example",))
ZOE = PersonRef("Zoe Noe", ("email:zoe@nova.example",))
ME = PersonRef("Ada", ("email:ada@kith.example",))
TOMORROW = TODAY + timedelta(days=1)


def lunch(*people: PersonRef, **more) -> AppointmentRecord:
    fields = {
        "starts_at": datetime(2026, 11, 24, 12, tzinfo=UTC),
        "ends_at": datetime(2026, 11, 24, 13, tzinfo=UTC),
        "place": "Café",
        "raw": "BEGIN:VEVENT",
    }
    return AppointmentRecord("a.ics", 3, "ical:1:", "Lunch", TOMORROW, people=list(people), **{**fields, **more})


def brought(owner, *records) -> Import:
    import_ = actions.commit_records(owner, records, title="a.ics", reader="ics", now=NOW)
    import_.refresh_from_db()
    return import_


def there(owner) -> list[tuple[str, str | None]]:
    rows = Attendance.objects.filter(owner=owner).order_by("name", "pk")
    return [(row.name, row.person and row.person.name) for row in rows.select_related("person")]


@pytest.fixture
def ana(ada):
    make.person(ada, "Ada", is_self=True, points=[make.email("ada@kith.example")])
    return make.person(ada, "Ana María Ruiz", points=[make.email("ana@acme.example")])


def test_an_appointment_comes_with_its_people_and_without_the_user(ada, ana):
    import_ = brought(ada, lunch(ANA, ZOE, ME, ANA))

    row = Appointment.objects.get(owner=ada)
    assert (row.title, row.on, row.place, row.is_standing) == ("Lunch", TOMORROW, "Café", True)
    assert (row.starts_at, row.ends_at) == (lunch().starts_at, lunch().ends_at)
    assert there(ada) == [("Ana Ruiz", "Ana María Ruiz"), ("Zoe Noe", None)]
    assert import_.summary["appointments"] == {"created": 1}
    assert not Person.objects.filter(name="Zoe Noe").exists()


def test_the_same_calendar_five_times_changes_nothing(ada, ana):
    imports = [brought(ada, lunch(ANA, ZOE)) for _ in range(5)]

    assert Appointment.objects.count() == 1
    assert len(there(ada)) == 2
    assert imports[-1].summary["appointments"] == {"unchanged": 1}
    assert not imports[-1].changes.exists()


def test_what_has_changed_is_changed_and_undo_puts_it_back(ada, ana):
    brought(ada, lunch(ANA))
    later = datetime(2026, 11, 25, 12, tzinfo=UTC)

    moved = replace(lunch(ANA, ZOE), title="Long lunch", on=later.date(), starts_at=later, ends_at=None)
    import_ = brought(ada, moved)

    row = Appointment.objects.get()
    assert (row.title, row.on, row.starts_at, row.ends_at) == ("Long lunch", later.date(), later, None)
    assert len(there(ada)) == 2
    given.undone(import_)
    row.refresh_from_db()
    assert (row.title, row.on, row.starts_at) == ("Lunch", TOMORROW, lunch().starts_at)
    assert there(ada) == [("Ana Ruiz", "Ana María Ruiz")]


def test_who_is_no_longer_invited_is_taken_off(ada, ana):
    brought(ada, lunch(ANA, ZOE))

    brought(ada, lunch(ZOE))

    assert there(ada) == [("Zoe Noe", None)]


def test_a_cancelled_one_is_cancelled_and_stays_so_until_the_calendar_says_otherwise(ada, ana):
    brought(ada, lunch(ANA))
    import_ = brought(ada, lunch(ANA, is_cancelled=True))
    again = brought(ada, lunch(ANA, is_cancelled=True))
    assert Appointment.objects.get().cancelled_at == NOW
    assert again.summary["left"] == [{"reason": "An appointment that was cancelled.", "count": 1}]

    given.undone(import_)
    assert Appointment.objects.get().cancelled_at is None


def test_one_that_was_cancelled_comes_back_when_it_takes_place_after_all(ada, ana):
    brought(ada, lunch(ANA))
    brought(ada, lunch(is_cancelled=True))

    import_ = brought(ada, lunch(ANA, ZOE, place="Elsewhere"))

    row = Appointment.objects.get()
    assert (row.cancelled_at, row.place) == (None, "Elsewhere")
    assert there(ada) == [("Ana Ruiz", "Ana María Ruiz"), ("Zoe Noe", None)]
    assert import_.summary["appointments"] == {"updated": 1}
    given.undone(import_)
    row.refresh_from_db()
    assert (row.cancelled_at, row.place) == (NOW, "Café")


def test_one_that_the_user_took_out_stays_out_whatever_the_calendar_says(ada, ana):
    brought(ada, lunch(ANA))
    appointments.cancel(Appointment.objects.get(), at=NOW)

    for record in (lunch(ANA, place="Elsewhere"), lunch(is_cancelled=True), lunch(ANA)):
        brought(ada, record)

    row = Appointment.objects.get()
    assert (row.cancelled_at, row.place) == (NOW, "Café")


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"is_cancelled": True}, "An appointment that was cancelled."),
        (
            {"starts_at": NOW - timedelta(days=1), "ends_at": None, "on": TODAY - timedelta(days=1)},
            "An appointment that is over.",
        ),
        ({"starts_at": None, "ends_at": None, "on": TODAY - timedelta(days=1)}, "An appointment that is over."),
    ],
)
def test_what_is_over_or_was_cancelled_is_left_out_with_the_reason(ada, more, reason):
    import_ = brought(ada, replace(lunch(ANA), **more))

    assert not Appointment.objects.exists()
    assert import_.summary["left"] == [{"reason": reason, "count": 1}]


@pytest.mark.parametrize(
    "more",
    [
        {"starts_at": None, "ends_at": None, "on": TODAY},
        {"starts_at": NOW - timedelta(hours=2), "ends_at": NOW - timedelta(hours=1), "on": TODAY},
        {"starts_at": NOW - timedelta(days=2), "ends_at": NOW + timedelta(days=1), "on": TODAY - timedelta(days=2)},
    ],
    ids=["all day", "this morning", "for days"],
)
def test_what_is_of_today_is_taken_in(ada, more):
    brought(ada, replace(lunch(ANA), **more))

    assert Appointment.objects.get().starts_at == more["starts_at"]


def test_told_twice_in_one_import_the_later_word_holds(ada):
    brought(ada, lunch(ANA), replace(lunch(ANA), title="Brunch"))

    assert Appointment.objects.get().title == "Brunch"
    assert len(there(ada)) == 1


def test_who_comes_into_the_book_is_known_where_they_are_expected(ada):
    brought(ada, lunch(ZOE))
    card = PersonRecord("a.vcf", 1, "Zoe Noe", points=[Point("email", "zoe@nova.example")], keys=ZOE.keys)

    import_ = brought(ada, card)
    assert there(ada) == [("Zoe Noe", "Zoe Noe")]
    brought(ada, lunch(ZOE))
    assert there(ada) == [("Zoe Noe", "Zoe Noe")]

    given.undone(import_)
    assert there(ada) == [("Zoe Noe", None)]
    assert not Person.objects.exists()


def test_undo_takes_appointments_away_and_leaves_people(ada, ana):
    before = given.book(ada)

    given.undone(brought(ada, lunch(ANA)))

    assert not Appointment.objects.exists()
    assert not Attendance.objects.exists()
    assert given.book(ada) == before


def test_people_who_are_taken_back_are_still_expected_by_name(ada):
    cards = PersonRecord("a.vcf", 1, "Zoe Noe", points=[Point("email", "zoe@nova.example")], keys=ZOE.keys)
    import_ = brought(ada, cards)
    brought(ada, lunch(ZOE))
    assert there(ada) == [("Zoe Noe", "Zoe Noe")]

    given.undone(import_)

    assert there(ada) == [("Zoe Noe", None)]
    assert not Person.objects.exists()


def test_somebody_who_was_erased_is_not_named_in_an_appointment(ada):
    tombstones.bury(ada, ZOE.keys, ["Zoe Noe"], TODAY)

    import_ = brought(ada, lunch(ZOE, ANA))

    assert there(ada) == [("Ana Ruiz", None)]
    assert not import_.records.exclude(raw="").exists()


def test_calendars_of_two_books_do_not_meet(ada, eve, ana):
    brought(ada, lunch(ANA))
    brought(eve, replace(lunch(ANA), title="Other"))

    assert there(eve) == [("Ana Ruiz", None)]
    assert Appointment.objects.get(owner=ada).title == "Lunch"


def test_a_name_out_of_a_title_counts_only_if_the_book_has_it(ada, ana):
    flight = replace(lunch(PersonRef("New York")), source_key="ical:2:", title="Flight Berlin / New York")

    import_ = brought(ada, flight, lunch(PersonRef("Ana María Ruiz")))

    assert [row.title for row in Appointment.objects.all()] == ["Lunch"]
    reason = "An appointment with nobody who is in your book or was invited by address."
    assert import_.summary["left"] == [{"reason": reason, "count": 1}]
