"""The pages of connections."""

from __future__ import annotations

import pytest
from django import db
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kith.connections import actions
from kith.connections.models import Connection
from kith.imports.models import Import
from tests.make import NOW

pytestmark = pytest.mark.django_db

MAILBOX = {
    "name": "Mail",
    "host": "mail.example",
    "port": 993,
    "security": "tls",
    "username": "ada@kith.example",
    "secret": "a long word",
    "every_hours": 2,
}


@pytest.fixture
def connection(ada) -> Connection:
    fields = {name: value for name, value in MAILBOX.items() if name != "secret"}
    return actions.connect(ada, "mailbox", secret="a long word", now=NOW, **fields)


def test_a_mailbox_is_connected_by_its_form(ada, client_of):
    answer = client_of(ada).post(reverse("connections:add", args=["mailbox"]), MAILBOX)

    assert answer.status_code == 302
    made = Connection.objects.visible_to(ada).get()
    assert (made.host, made.port, made.every_hours) == ("mail.example", 993, 2)
    assert "a long word" not in made.secret


def test_without_a_secret_it_is_asked_for(ada, client_of):
    answer = client_of(ada).post(reverse("connections:add", args=["mailbox"]), {**MAILBOX, "secret": ""})
    assert answer.status_code == 422
    assert not Connection.objects.visible_to(ada).exists()


def test_a_calendars_list_names_its_host_and_never_its_address(ada, client_of):
    client = client_of(ada)
    client.post(
        reverse("connections:add", args=["calendar"]),
        {"name": "Work", "secret": "https://calendar.example/private-123/basic.ics", "every_hours": 1},
    )
    page = client.get(reverse("connections:list")).content.decode()
    assert "calendar.example" in page
    assert "private-123" not in page


def test_an_empty_secret_keeps_the_one_there_is(ada, client_of, connection):
    client_of(ada).post(reverse("connections:edit", args=[connection.pk]), {**MAILBOX, "secret": "", "name": "Post"})
    changed = Connection.objects.get(pk=connection.pk)
    assert (changed.name, changed.secret) == ("Post", connection.secret)


def test_the_form_never_shows_the_secret(ada, client_of, connection):
    page = client_of(ada).get(reverse("connections:edit", args=[connection.pk])).content.decode()
    assert "a long word" not in page
    assert connection.secret not in page


def test_pausing_and_going_on(ada, client_of, connection):
    client = client_of(ada)
    client.post(reverse("connections:pause", args=[connection.pk]))
    assert Connection.objects.get(pk=connection.pk).is_paused
    client.post(reverse("connections:pause", args=[connection.pk]))
    assert not Connection.objects.get(pk=connection.pk).is_paused


def test_disconnecting_forgets_it(ada, client_of, connection):
    client_of(ada).post(reverse("connections:disconnect", args=[connection.pk]))
    assert not Connection.objects.visible_to(ada).exists()


def test_a_problem_waits_in_the_inbox(ada, client_of, connection):
    Connection.objects.filter(pk=connection.pk).update(problem="Nobody answers.")
    assert "Nobody answers." in client_of(ada).get(reverse("inbox:home")).content.decode()


def test_an_unknown_kind_is_nowhere(ada, client_of):
    assert client_of(ada).get(reverse("connections:add", args=["telegraph"])).status_code == 404


@pytest.mark.parametrize("address", ["calendar.example/private-123/basic.ics", "https://[::1", "file:///private-123"])
def test_an_address_that_is_none_of_the_web_is_said_so_and_kept_nowhere(ada, client_of, address):
    client = client_of(ada)
    answer = client.post(
        reverse("connections:add", args=["calendar"]), {"name": "Work", "secret": address, "every_hours": 1}
    )

    assert answer.status_code == 422
    assert "web address" in answer.content.decode()
    assert not Connection.objects.visible_to(ada).exists()


def test_the_address_of_a_monica_is_looked_at_as_well(ada, client_of):
    fields = {"name": "Monica", "secret": "a token", "host": "monica.example"}
    answer = client_of(ada).post(reverse("connections:add", args=["monica"]), fields)
    assert answer.status_code == 422
    assert "begins with https://" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value"), [("host", "other.example"), ("since", "2020-01-01"), ("reads_whole", "on")]
)
def test_a_mailbox_is_read_from_the_beginning_where_that_tells_more(ada, client_of, connection, field, value):
    Connection.objects.filter(pk=connection.pk).update(state={"INBOX": [1, 7]})
    client = client_of(ada)
    address = reverse("connections:edit", args=[connection.pk])

    client.post(address, {**MAILBOX, "name": "Post", "secret": "another"})
    assert Connection.objects.get(pk=connection.pk).state == {"INBOX": [1, 7]}
    client.post(address, {**MAILBOX, field: value})
    assert Connection.objects.get(pk=connection.pk).state == {}


def test_a_look_that_stumbles_is_not_tried_again_at_once(ada, connection):
    Connection.objects.filter(pk=connection.pk).update(kind="telegraph")
    with pytest.raises(ValueError, match="telegraph"):
        actions.check(connection.pk, now=NOW)
    assert Connection.objects.get(pk=connection.pk).next_check_at > NOW


def test_a_longer_list_asks_no_more_of_the_database(ada, connection, client_of, django_assert_num_queries):
    client = client_of(ada)
    for number in range(2):
        _monica(ada, f"Monica {number}")
    client.get(reverse("connections:list"))
    with CaptureQueriesContext(db.connection) as few:
        client.get(reverse("connections:list"))
    for number in range(2, 9):
        _monica(ada, f"Monica {number}")

    with django_assert_num_queries(len(few)):
        page = client.get(reverse("connections:list")).content.decode()

    assert page.count("Look through what was fetched") == 9


def _monica(owner, name: str) -> Connection:
    began = Import.objects.create(owner=owner, title=name, state_at=NOW)
    return Connection.objects.create(
        owner=owner, kind="monica", name=name, host="m.example", state={"import": began.pk}
    )
