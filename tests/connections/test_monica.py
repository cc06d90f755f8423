"""Everything out of a running Monica, played by a web server that answers as Monica's API does."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from kith.connections import actions, monica
from kith.connections.models import Connection
from kith.imports import actions as imports
from kith.imports.models import Import
from kith.interactions.models import Interaction
from kith.people.models import Person
from tests.connections import site as sites
from tests.connections.site import Site
from tests.make import NOW

pytestmark = pytest.mark.django_db

ANA = {
    "id": 1,
    "uuid": "ana",
    "first_name": "Ana",
    "last_name": "Ruiz",
    "is_starred": False,
    "tags": [{"id": 1, "name": "climbers"}],
    "information": {
        "career": {"job": "CTO", "company": "Acme"},
        "dates": {"birthdate": {"is_age_based": False, "is_year_unknown": True, "date": "2024-02-14T00:00:00Z"}},
        "how_you_met": {
            "general_information": "At the wall",
            "first_met_date": {"is_age_based": None, "is_year_unknown": None, "date": None},
            "first_met_through_contact": {"id": 2, "uuid": "bo", "first_name": "Bo"},
        },
        "relationships": {
            "love": {
                "total": 1,
                "contacts": [
                    {
                        "relationship": {"id": 9, "name": "spouse"},
                        "contact": {"id": 3, "uuid": "jo", "first_name": "Jo"},
                    }
                ],
            }
        },
    },
    "addresses": [{"id": 1, "uuid": "x", "name": "home", "city": "Madrid", "country": {"id": "ES", "name": "Spain"}}],
    "contactFields": [
        {"id": 1, "content": "ana@acme.example", "contact_field_type": {"name": "Email", "type": "email"}}
    ],
}
BO = {"id": 2, "uuid": "bo", "first_name": "Bo", "last_name": "Li", "contactFields": []}
ME = {"id": 6, "uuid": "me", "first_name": "Ada", "is_me": True, "contactFields": []}
CALL = {"id": 4, "uuid": "call", "called_at": "2025-05-02T09:00:00Z", "content": "Moved", "contact": {"uuid": "ana"}}
LUNCH = {
    "id": 5,
    "uuid": "lunch",
    "summary": "Lunch",
    "happened_at": "2025-01-10",
    "attendees": {"total": 2, "contacts": [{"uuid": "ana"}, {"uuid": "bo"}]},
}


def listed(*rows: dict[str, Any], last: int = 1) -> str:
    return json.dumps({"data": rows, "meta": {"current_page": 1, "last_page": last}})


@pytest.fixture
def site(settings) -> Iterator[Site]:
    with sites.running() as found:
        settings.INSIDE = (found.host,)
        found.put("/api/contacts?limit=100&page=1&with=contactfields", listed(ANA, last=2))
        found.put("/api/contacts?limit=100&page=2&with=contactfields", listed(BO, ME, last=2))
        for name in monica.LISTS:
            found.put(f"/api/{name}?limit=100&page=1", listed())
        found.put("/api/calls?limit=100&page=1", listed(CALL))
        found.put("/api/activities?limit=100&page=1", listed(LUNCH))
        yield found


@pytest.fixture
def connection(ada, site) -> Connection:
    return actions.connect(ada, "monica", secret="a token", name="Monica", host=site.url, now=NOW)


def test_everything_comes_as_an_import_to_look_through_first(ada, site, connection):
    actions.check(connection.pk, now=NOW)

    connection.refresh_from_db()
    assert connection.problem == ""
    started = monica.last_import(connection)
    assert started is not None
    imports.preview(started.pk, now=NOW)
    assert Person.objects.visible_to(ada).count() == 0
    imports.commit(started.pk, now=NOW)

    ana = Person.objects.visible_to(ada).get(given="Ana")
    assert (ana.met_notes, ana.met_through.name) == ("At the wall", "Bo Li")
    assert [(each.kind, each.name) for each in ana.related.all()] == [("spouse", "Jo")]
    assert sorted(ana.points.values_list("kind", "value")) == [
        ("address", "Madrid\nSpain"),
        ("email", "ana@acme.example"),
    ]
    assert sorted(Interaction.objects.visible_to(ada).values_list("kind", "summary")) == [
        ("call", ""),
        ("meeting", "Lunch"),
    ]
    assert Person.objects.visible_to(ada).in_book().count() == 2, "Jo stands on Ana's card only, and nobody is me"


def test_fetching_again_adds_nothing(ada, site, connection):
    for _ in range(2):
        actions.check(connection.pk, now=NOW)
        connection.refresh_from_db()
        started = monica.last_import(connection)
        imports.preview(started.pk, now=NOW)
        imports.commit(started.pk, now=NOW)
    assert (Person.objects.visible_to(ada).in_book().count(), Interaction.objects.visible_to(ada).count()) == (2, 2)


def test_the_token_goes_along_with_every_question(site, connection):
    actions.check(connection.pk, now=NOW)
    assert {headers.get("Authorization") for _path, headers in site.asked} == {"Bearer a token"}


def test_a_monica_that_asks_for_patience_gets_it(ada, site, connection):
    path = "/api/calls?limit=100&page=1"
    site.answers[path] = [(429, b"", {"Retry-After": "1"}), (200, listed(CALL).encode(), {})]
    before = time.monotonic()

    actions.check(connection.pk, now=NOW)

    connection.refresh_from_db()
    assert connection.problem == ""
    assert time.monotonic() - before >= 1


def test_a_list_that_this_monica_does_not_have_is_done_without(ada, site, connection):
    del site.answers["/api/lifeevents?limit=100&page=1"]
    actions.check(connection.pk, now=NOW)
    assert Import.objects.visible_to(ada).count() == 1


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [("<html>", 200, "no Monica at this address"), ("", 401, "does not let Kith in"), ("", 500, "answered 500")],
)
def test_what_goes_wrong_is_said_in_words(ada, site, connection, body, status, words):
    site.put("/api/contacts?limit=100&page=1&with=contactfields", body, status)
    actions.check(connection.pk, now=NOW)
    connection.refresh_from_db()
    assert words in connection.problem
    assert Import.objects.visible_to(ada).count() == 0
