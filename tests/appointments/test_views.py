"""Meetings on Today, on a person's page and on a page of their own."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kith.appointments import actions
from kith.appointments.models import Attendance
from kith.interactions.models import Interaction
from kith.people.models import Person
from tests import make
from tests.appointments.given import appointment


def soon(hours: float = 1):
    return timezone.now() + timedelta(hours=hours)


def test_today_shows_the_meetings_of_today_and_tomorrow(ada, client_of):
    ana = make.person(ada, "Ana Ruiz")
    day = ada.today()
    appointment(ada, "Lunch", ana, "Cem", at=soon(), on=day, place="Café", url="https://acme.zoom.us/j/1")
    appointment(ada, "Breakfast", on=day + timedelta(days=1))
    appointment(ada, "Next week", on=day + timedelta(days=7))

    page = client_of(ada).get("/").content.decode()

    assert page.index("Lunch") < page.index("Breakfast")
    assert "Next week" not in page
    assert all(each in page for each in ("Ana Ruiz", "Cem", "Café", 'href="https://acme.zoom.us/j/1"'))


def test_today_shows_meetings_also_where_nobody_is_in_the_book_yet(ada, client_of):
    appointment(ada, "Lunch", "Cem", on=ada.today())

    assert "Lunch" in client_of(ada).get("/").content.decode()


def test_a_meeting_that_is_over_asks_how_it_went(ada, client_of):
    appointment(ada, "Lunch", make.person(ada, "Ana"), at=soon(-2), on=ada.today())
    appointment(ada, "With a stranger", "Cem", at=soon(-2), on=ada.today())

    page = client_of(ada).get("/").content.decode()

    touch = Interaction.objects.get()
    assert reverse("interactions:edit", args=[touch.pk]) in page
    assert page.count("Say how it went") == 1
    assert page.count("Add to your book:") == 1


def test_a_persons_page_shows_the_next_meeting(ada, client_of):
    ana = make.person(ada, "Ana")
    lunch = appointment(ada, "Lunch", ana, at=soon(), place="Café")

    page = client_of(ada).get(reverse("book:person", args=[ana.pk])).content.decode()

    assert "Next meeting:" in page
    assert reverse("appointments:show", args=[lunch.pk]) in page


def test_the_page_of_a_meeting_tells_all_of_it(ada, client_of):
    lunch = appointment(
        ada, "Lunch", make.person(ada, "Ana"), "Cem", at=soon(), notes="Bring the book", url="https://acme.example/day"
    )

    page = client_of(ada).get(reverse("appointments:show", args=[lunch.pk])).content.decode()

    assert all(
        each in page for each in ("Lunch", "Ana", "Cem", "not in your book", "Bring the book", "acme.example/day")
    )


def test_a_meeting_is_taken_out_and_put_back_by_its_page(ada, client_of):
    lunch, client = appointment(ada, "Lunch", at=soon()), client_of(ada)

    said = client.post(reverse("appointments:cancel", args=[lunch.pk]), follow=True).content.decode()
    assert "Taken out." in said
    assert "Put it back" in client.get(reverse("appointments:show", args=[lunch.pk])).content.decode()

    client.post(reverse("appointments:put_back", args=[lunch.pk]))
    lunch.refresh_from_db()
    assert lunch.is_standing


def test_a_meeting_that_became_a_touch_is_not_taken_out(ada, client_of):
    lunch = appointment(ada, "Lunch", make.person(ada, "Ana"), at=soon(-2))
    actions.pass_over(ada, now=timezone.now())

    said = client_of(ada).post(reverse("appointments:cancel", args=[lunch.pk]), follow=True).content.decode()

    assert "among your touches" in said


def test_nobody_sees_or_takes_out_the_meetings_of_others(ada, eve, client_of):
    lunch, client = appointment(ada, "Lunch", at=soon()), client_of(eve)

    assert client.get(reverse("appointments:show", args=[lunch.pk])).status_code == 404
    for name in ("cancel", "put_back"):
        assert client.post(reverse(f"appointments:{name}", args=[lunch.pk])).status_code == 404
    assert "Lunch" not in client.get("/").content.decode()


def test_today_asks_once_of_a_calendar_in_which_nothing_stands(ada, client_of):
    make.person(ada, "Ana")

    assert _asked_for_appointments(client_of(ada)) == 1


def test_today_asks_no_more_of_the_database_for_many_meetings(ada, client_of):
    client, day = client_of(ada), ada.today() + timedelta(days=1)
    appointment(ada, "First", make.person(ada, "Ana"), on=day)
    few = _asked_for_appointments(client)
    for number in range(9):
        appointment(ada, f"{number}", make.person(ada, f"Ana {number}"), make.person(ada, f"Bo {number}"), on=day)

    assert _asked_for_appointments(client) == few == 3


def _asked_for_appointments(client) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/").status_code == 200
    return sum("appointments_" in query["sql"] for query in asked.captured_queries)


def test_who_is_not_in_the_book_is_added_from_today_and_known_there_at_once(ada, client_of):
    appointment(ada, "Lunch", "email:cem@acme.example", *"ABCD", at=soon(), on=ada.today())
    client = client_of(ada)

    page = client.get("/").content.decode()
    form = client.get(reverse("book:add"), {"email": "cem@acme.example"}).content.decode()
    client.post(reverse("book:add"), {"name": "Cem Kaya", "email": "cem@acme.example"})

    after = client.get("/").content.decode()

    assert f"{reverse('book:add')}?email=cem%40acme.example" in page
    assert "and 2 more" in page
    assert 'value="cem@acme.example"' in form
    assert Attendance.objects.get(key="email:cem@acme.example").person.name == "Cem Kaya"
    assert reverse("book:person", args=[Person.objects.get(name="Cem Kaya").pk]) in after


def test_a_meeting_that_is_over_becomes_a_touch_as_soon_as_somebody_of_it_is_added(ada, client_of):
    lunch = appointment(ada, "Lunch", "email:cem@acme.example", at=soon(-2), on=ada.today())
    client = client_of(ada)
    before = client.get(reverse("appointments:show", args=[lunch.pk])).content.decode()

    client.post(reverse("book:add"), {"name": "Cem Kaya", "email": "cem@acme.example"})
    pages = [client.get("/").content.decode() for _time in range(2)]

    assert "Add whom you met" in before
    assert Interaction.objects.get().people.get().name == "Cem Kaya"
    assert "Say how it went" in pages[0]
    assert "Say how it went" in pages[1]
