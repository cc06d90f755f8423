"""The bin's page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from kith.people import actions
from kith.people.models import Person
from tests import make

BIN, RESTORE, ERASE = reverse("book:bin"), reverse("book:restore"), reverse("book:erase")


@pytest.fixture
def away(ada):
    """Ana and Bo in the bin, Cy in the book."""
    people = [make.person(ada, name) for name in ("Ana Ruiz", "Bo Li", "Cy Ost")]
    actions.bin_people(people[:1], at=make.NOW - timedelta(1))
    actions.bin_people(people[1:2], at=make.NOW)
    return people


def names_in_bin() -> list[str]:
    return sorted(Person.objects.in_bin().values_list("name", flat=True))


def test_the_page_shows_who_is_in_the_bin_and_until_when(away, ada, client_of):
    page = client_of(ada).get(BIN).content.decode()

    assert page.index("Bo Li") < page.index("Ana Ruiz")
    assert "Cy Ost" not in page
    assert "30 days" in page


def test_an_empty_bin_says_so(ada, client_of):
    assert "The bin is empty" in client_of(ada).get(BIN).content.decode()


def test_one_person_is_taken_back(away, ada, client_of):
    answer = client_of(ada).post(RESTORE, {"people": away[0].pk, "next": BIN})

    assert names_in_bin() == ["Bo Li"]
    assert answer["Location"] == BIN


def test_everybody_is_taken_back(away, ada, client_of):
    client_of(ada).post(RESTORE, {"everything": "1"})

    assert names_in_bin() == []


def test_removing_for_good_asks_first_and_says_how_many(away, ada, client_of):
    client = client_of(ada)

    asked = client.post(ERASE, {"everything": "1"}).content.decode()

    assert "Remove 2 people for good?" in asked
    assert "cannot be undone" in asked
    assert names_in_bin() == ["Ana Ruiz", "Bo Li"]


def test_removing_for_good_removes_those_chosen_only(away, ada, client_of):
    client_of(ada).post(ERASE, {"people": [away[0].pk, away[2].pk], "sure": "1"})

    assert set(Person.objects.values_list("name", flat=True)) == {"Bo Li", "Cy Ost"}


@pytest.mark.parametrize("address", [RESTORE, ERASE])
@pytest.mark.parametrize("moment", ["yesterday", "2026-13-01T00:00:00+00:00", "2026-11-23T09:00:00"])
def test_a_moment_that_is_none_is_not_found(away, ada, client_of, address, moment):
    assert client_of(ada).post(f"{address}?at={moment}").status_code == 404


def test_the_way_back_never_leads_out_of_kith(away, ada, client_of):
    answer = client_of(ada).post(RESTORE, {"everything": "1", "next": "//evil.example/"})

    assert answer["Location"] == reverse("book:people")


def test_eve_neither_sees_nor_restores_nor_removes_adas_people(away, eve, client_of):
    client, numbers = client_of(eve), {"people": [person.pk for person in away], "sure": "1"}

    assert "Ana" not in client.get(BIN).content.decode()
    assert client.post(RESTORE, numbers).status_code == 404
    assert client.post(ERASE, numbers).status_code == 404
    assert client.post(f"{RESTORE}?at=2026-11-23T09:00:00%2B00:00").status_code == 404
    client.post(ERASE, {"everything": "1", "sure": "1"})
    assert names_in_bin() == ["Ana Ruiz", "Bo Li"]
