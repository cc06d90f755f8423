"""A standing calendar address, on a real web server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from kith.appointments.models import Appointment
from kith.connections import actions
from kith.connections.models import Connection
from kith.imports.models import Import
from kith.interactions.models import Interaction
from tests import make
from tests.connections import site as sites
from tests.connections.site import Site
from tests.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(settings) -> Iterator[Site]:
    with sites.running() as found:
        settings.INSIDE = (found.host,)
        yield found


@pytest.fixture
def connection(ada, site) -> Connection:
    make.person(ada, "Ana Ruiz", points=[make.email("ana@acme.example")])
    secret = f"{site.url}/private.ics"
    return actions.connect(ada, "calendar", secret=secret, name="Work", host="127.0.0.1", now=NOW)


@pytest.mark.parametrize("kind", ["calendar", "monica"])
def test_a_look_that_was_killed_is_taken_up_when_a_worker_starts(
    ada, site, connection, kind, django_capture_on_commit_callbacks
):
    site.put("/private.ics", calendar(event("a", YESTERDAY)))
    Connection.objects.update(kind=kind, held_until=NOW + actions.HOLD, next_check_at=NOW + actions.HOLD)
    with django_capture_on_commit_callbacks() as waiting:
        actions.check_due(NOW)
    assert not waiting

    with django_capture_on_commit_callbacks() as waiting:
        actions.take_up(NOW)

    connection.refresh_from_db()
    assert (len(waiting), connection.held_until) == (1, None)


def test_monica_is_looked_at_again_only_when_the_user_says_so(
    ada, site, connection, django_capture_on_commit_callbacks
):
    Connection.objects.update(kind="monica", next_check_at=NOW)
    counts = []
    for checked_at in (None, NOW):
        Connection.objects.update(checked_at=checked_at)
        with django_capture_on_commit_callbacks() as waiting:
            actions.check_due(NOW)
        counts.append(len(waiting))

    assert counts == [1, 0]


def event(uid: str, on: date, summary: str = "Lunch") -> str:
    return "\r\n".join(
        [
            *("BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{summary}", f"DTSTART:{on:%Y%m%d}T120000Z"),
            *(f"DTEND:{on:%Y%m%d}T130000Z", "ORGANIZER:mailto:ada@kith.example"),
            *("ATTENDEE;PARTSTAT=ACCEPTED:mailto:ada@kith.example", "ATTENDEE;CN=Ana Ruiz:mailto:ana@acme.example"),
            "END:VEVENT",
        ]
    )


def calendar(*events: str) -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN", *events, "END:VCALENDAR", ""])


YESTERDAY, TOMORROW = NOW.date() - timedelta(days=1), NOW.date() + timedelta(days=1)


def test_what_has_passed_is_a_touch_and_what_comes_an_appointment(ada, site, connection):
    site.put("/private.ics", calendar(event("a", YESTERDAY), event("b", TOMORROW, "Coffee")))

    actions.check(connection.pk, now=NOW)

    connection.refresh_from_db()
    assert connection.problem == ""
    assert [(each.kind, each.on) for each in Interaction.objects.visible_to(ada)] == [("meeting", YESTERDAY)]
    assert [(each.title, each.on) for each in Appointment.objects.visible_to(ada)] == [("Coffee", TOMORROW)]


def test_a_calendar_that_has_not_changed_is_not_read_again(ada, site, connection):
    site.put("/private.ics", calendar(event("a", YESTERDAY)), ETag='"1"')
    actions.check(connection.pk, now=NOW)
    actions.check(connection.pk, now=NOW + timedelta(hours=1))

    assert [headers.get("If-None-Match") for _path, headers in site.asked] == [None, '"1"']
    assert Import.objects.visible_to(ada).count() == 1


def test_on_a_new_day_it_is_read_again_and_leaves_no_trace_if_nothing_is_new(ada, site, connection):
    site.put("/private.ics", calendar(event("a", YESTERDAY)), ETag='"1"')
    actions.check(connection.pk, now=NOW)
    actions.check(connection.pk, now=NOW + timedelta(days=1))

    assert [headers.get("If-None-Match") for _path, headers in site.asked] == [None, None]
    assert Import.objects.visible_to(ada).count() == 1
    assert Interaction.objects.visible_to(ada).count() == 1


def test_an_appointment_that_is_gone_from_the_calendar_is_gone(ada, site, connection):
    site.put("/private.ics", calendar(event("b", TOMORROW), event("c", TOMORROW, "Tea")))
    actions.check(connection.pk, now=NOW)
    site.put("/private.ics", calendar(event("c", TOMORROW, "Tea")))

    actions.check(connection.pk, now=NOW + timedelta(hours=1))

    assert [each.title for each in Appointment.objects.visible_to(ada).standing()] == ["Tea"]


def test_an_address_that_is_no_calendar_is_said_so(ada, site, connection):
    site.put("/private.ics", "<html>Please sign in</html>")
    actions.check(connection.pk, now=NOW)
    connection.refresh_from_db()
    assert connection.problem
    assert "private.ics" not in connection.problem


def test_the_secret_address_stands_nowhere_in_the_clear(ada, site, connection):
    site.put("/private.ics", calendar(event("a", YESTERDAY)))
    actions.check(connection.pk, now=NOW)
    fields = Connection.objects.filter(pk=connection.pk).values().get()
    assert "private.ics" not in str(fields)


def test_a_new_address_of_the_calendar_is_asked_as_for_the_first_time(ada, site, connection):
    site.put("/private.ics", calendar(event("b", TOMORROW), event("c", TOMORROW, "Tea")), ETag='"1"')
    actions.check(connection.pk, now=NOW)
    site.put("/moved.ics", calendar(event("c", TOMORROW, "Tea")), ETag='"1"')

    connection.refresh_from_db()
    actions.change(connection, secret=f"{site.url}/moved.ics", now=NOW)
    actions.check(connection.pk, now=NOW)

    assert site.asked[-1][1].get("If-None-Match") is None
    assert [each.title for each in Appointment.objects.visible_to(ada).standing()] == ["Tea"]
