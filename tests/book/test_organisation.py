"""Organisations: the list, the page of one, and its form."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kith.book.queries import organisation_page
from kith.people import actions
from kith.people.models import Organisation, Person
from tests import make


@pytest.fixture
def acme(ada):
    make.person(ada, "Ana Ruiz", positions=[make.job("Acme", "CTO", started="2022")])
    make.person(ada, "Bo Li", positions=[make.job("Acme", "Engineer", ended="2021", is_current=False)])
    make.person(ada, "Cem Alumnus", positions=[{"organisation": "Acme", "kind": "education", "started": "2001"}])
    found = Organisation.objects.get()
    return actions.edit_organisation(
        found, fields={"place": "Madrid", "url": "acme.example", "notes": "Makes <inverters>."}
    )


def text_of(answer) -> str:
    return str(answer.content.decode())


def names(members) -> list[str]:
    return [member.person.name for member in members]


def test_the_page_says_what_is_known(client_of, ada, acme):
    text = text_of(client_of(ada).get(f"/organisations/{acme.pk}/"))

    assert "Madrid" in text
    assert 'href="https://acme.example"' in text
    assert "Makes &lt;inverters&gt;." in text


def test_who_is_there_is_told_from_who_was_and_who_studied(acme):
    page = organisation_page.page_of(acme)

    assert names(page.present) == ["Ana Ruiz"]
    assert names(page.former) == ["Bo Li"]
    assert names(page.students) == ["Cem Alumnus"]
    assert page.former[0].role == "Engineer, 2021"


def test_the_strongest_ties_come_first(ada, acme):
    dee = make.person(ada, "Dee", positions=[make.job("Acme")])
    make.interaction(ada, dee, on=ada.today(), now=timezone.now())

    assert names(organisation_page.page_of(acme).present) == ["Dee", "Ana Ruiz"]


def test_whoever_came_back_stands_there_once(ada, acme):
    make.person(
        ada, "Dee", positions=[make.job("Acme", "Intern", ended="2010", is_current=False), make.job("Acme", "Boss")]
    )

    page = organisation_page.page_of(acme)

    assert "Dee" in names(page.present)
    assert "Dee" not in names(page.former)


def test_people_in_the_bin_are_left_out(acme):
    actions.bin_people(Person.objects.filter(name="Ana Ruiz"), at=timezone.now())

    assert organisation_page.page_of(acme).present == []


def test_what_happened_without_people_is_shown(client_of, ada, acme):
    make.interaction(
        ada,
        kind="application",
        on=ada.today() - timedelta(days=3),
        now=timezone.now(),
        organisation=acme,
        summary="Analyst",
    )

    text = text_of(client_of(ada).get(f"/organisations/{acme.pk}/"))

    assert "Application" in text
    assert "Analyst" in text


def test_of_very_many_the_strongest_are_shown_and_the_rest_counted(ada, acme, monkeypatch):
    monkeypatch.setattr(organisation_page, "PEOPLE", 2)

    page = organisation_page.page_of(acme)

    assert (len(page.present) + len(page.former) + len(page.students), page.more) == (2, 1)


def test_more_people_make_no_more_queries(client_of, ada, acme):
    client = client_of(ada)
    client.get(f"/organisations/{acme.pk}/")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/organisations/{acme.pk}/")
    for number in range(10):
        make.person(ada, f"Person {number}", positions=[make.job("Acme")])

    with CaptureQueriesContext(connection) as many:
        client.get(f"/organisations/{acme.pk}/")

    assert len(many) == len(few)


def test_an_organisation_that_nobody_is_at_says_what_to_do(client_of, ada):
    actions.find_or_add_organisation(ada, "Bare")
    bare = Organisation.objects.get()

    assert "Nobody here that you know yet" in text_of(client_of(ada).get(f"/organisations/{bare.pk}/"))


def test_an_organisation_is_changed(client_of, ada, acme):
    client = client_of(ada)
    assert "Madrid" in text_of(client.get(f"/organisations/{acme.pk}/edit/"))

    client.post(
        f"/organisations/{acme.pk}/edit/", {"name": "Acme Energy", "place": "Lisbon", "followed_on": "2024-01-05"}
    )

    acme.refresh_from_db()
    assert (acme.name, acme.place, str(acme.followed_on)) == ("Acme Energy", "Lisbon", "2024-01-05")


@pytest.mark.parametrize(
    "sent", [{"name": ""}, {"name": "Globex"}, {"name": "Acme", "followed_on": "soon"}, {"name": "\x07"}]
)
def test_what_cannot_be_kept_is_explained_and_nothing_is_lost(client_of, ada, acme, sent):
    actions.find_or_add_organisation(ada, "Globex")

    answer = client_of(ada).post(f"/organisations/{acme.pk}/edit/", {"notes": "Just typed.", **sent})

    assert answer.status_code == 422
    assert "Just typed." in text_of(answer)
    assert 'class="errorlist"' in text_of(answer)
    acme.refresh_from_db()
    assert acme.name == "Acme"


def test_an_address_that_is_no_web_address_is_not_linked(client_of, ada, acme):
    actions.edit_organisation(acme, fields={"url": "javascript:alert(1)//x.y"})

    assert 'href="javascript' not in text_of(client_of(ada).get(f"/organisations/{acme.pk}/"))


def test_the_list_counts_who_is_there_and_can_be_searched(client_of, ada, acme):
    actions.find_or_add_organisation(ada, "Globex")
    client = client_of(ada)

    everything = text_of(client.get("/organisations/"))
    found = text_of(client.get("/organisations/", {"q": "glob"}))

    assert everything.index("Acme") < everything.index("2 people") < everything.index("Globex")
    assert everything.index("Globex") < everything.index("0 people")
    assert "Globex" in found
    assert ">Acme<" not in found
    assert "No organisation has that" in text_of(client.get("/organisations/", {"q": "zzz"}))


def test_an_empty_list_says_where_organisations_come_from(client_of, ada):
    assert "No organisations yet" in text_of(client_of(ada).get("/organisations/"))


@pytest.mark.parametrize("door", ["", "edit/"])
def test_eve_finds_no_organisation_of_adas(client_of, eve, acme, door):
    assert client_of(eve).get(f"/organisations/{acme.pk}/{door}").status_code == 404


def test_eve_changes_nothing_and_learns_no_names(client_of, eve, acme):
    client = client_of(eve)

    assert client.post(f"/organisations/{acme.pk}/edit/", {"name": "Eve's"}).status_code == 404
    assert "Acme" not in text_of(client.get("/organisations/"))
    acme.refresh_from_db()
    assert acme.name == "Acme"
