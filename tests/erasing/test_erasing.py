"""Erased is erased: of somebody who was erased nothing remains, and no import brings them back."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core import serializers
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kith.duplicates import actions as duplicates
from kith.erasing import actions, queries
from kith.imports import actions as imports
from kith.imports.models import Import, ImportRecord
from kith.interactions.models import Interaction
from kith.people.models import Person, Related, Tombstone
from kith.suggestions.models import Suggestion
from tests import make
from tests.addresses import owned_models
from tests.make import NOW, TODAY

CARD = """BEGIN:VCARD
VERSION:4.0
UID:urn:uuid:11111111-2222-4333-8444-555555555555
FN:Zebulon Quirk
NICKNAME:Quirky
EMAIL:zebulon@quirk.example
TEL:+34600123456
URL:https://www.linkedin.com/in/zebulon-quirk
ORG:Quirk Works
NOTE:Collects zithers
BDAY:19800102
END:VCARD
"""
OTHER = """BEGIN:VCARD
VERSION:4.0
FN:Bo Li
EMAIL:bo@li.example
NOTE:Works with zebulon@quirk.example
END:VCARD
"""
WORDS = ("quirk", "zebulon", "zithers", "34600123456", "11111111-2222-4333-8444-555555555555")


def bring_in(owner, *cards: str) -> Import:
    started = imports.start(owner, [("book.vcf", io.BytesIO("".join(cards).encode()))], now=NOW)
    imports.preview(started.pk, now=NOW)
    imports.commit(started.pk, now=NOW)
    return started


def zebulon(owner) -> Person:
    return Person.objects.visible_to(owner).get(name="Zebulon Quirk")


def everything_of(owner) -> str:
    rows = [row for model in owned_models() for row in model.objects.filter(owner=owner)]
    return json.dumps(json.loads(serializers.serialize("json", rows))).lower()


@pytest.fixture
def person(ada) -> Person:
    """Somebody who came by an import, with history, a double, relatives, and a mention in another's record."""
    bring_in(ada, CARD, OTHER)
    found = zebulon(ada)
    bo = Person.objects.visible_to(ada).get(name="Bo Li")
    make.interaction(ada, found, summary="Talked of zithers")
    make.interaction(ada, found, bo, summary="Lunch", private_notes={found.pk: "quirk of his"})
    Related.objects.create(owner=ada, person=bo, kind="friend", name="Zebulon Quirk", other=found)
    double = make.person(ada, "Zeb Quirk", points=[make.email("zeb@quirk.example")])
    duplicates.merge(found, double, at=NOW)
    Suggestion.objects.create(
        owner=ada,
        kind="person",
        facts={"name": "Zeb", "key": "email:zeb@quirk.example"},
        source_key="person:email:zeb@quirk.example",
    )
    return zebulon(ada)


@pytest.mark.django_db
def test_nothing_of_them_remains_in_any_row(ada, person):
    assert all(word in everything_of(ada) for word in WORDS)

    actions.erase(person, at=NOW)

    left = everything_of(ada)
    # The note of another card is the user's own word about somebody else, and stays.
    Person.objects.visible_to(ada).filter(name="Bo Li").update(notes="", search_text="")
    left = everything_of(ada)
    assert [word for word in WORDS if word in left] == []


@pytest.mark.django_db(transaction=True)
def test_nothing_of_them_remains_in_the_files(ada, person):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its files to itself")
    Person.objects.visible_to(ada).filter(name="Bo Li").update(notes="", search_text="")
    ImportRecord.objects.filter(name="Bo Li").update(raw="")

    actions.erase(person, at=NOW)

    database = Path(str(connection.settings_dict["NAME"]))
    files = [database, database.with_name(database.name + "-wal"), *Path(settings.DATA).rglob("*.jpg")]
    found = [
        (file.name, word)
        for file in files
        if file.exists()
        for word in WORDS
        if word.encode() in file.read_bytes().lower()
    ]
    assert found == []


@pytest.mark.django_db
def test_what_happened_with_others_stays_with_them(ada, person):
    actions.erase(person, at=NOW)
    assert [each.summary for each in Interaction.objects.visible_to(ada)] == ["Lunch"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "card",
    [
        CARD,
        "BEGIN:VCARD\nVERSION:3.0\nFN:Z. Quirk\nEMAIL:zebulon@quirk.example\nEND:VCARD\n",
        "BEGIN:VCARD\nVERSION:3.0\nFN:Zeb\nEMAIL:zeb@quirk.example\nEND:VCARD\n",
        "BEGIN:VCARD\nVERSION:3.0\nFN:Zebulon Quirk\nORG:Quirk Works\nEND:VCARD\n",
    ],
)
def test_no_import_brings_them_back_and_nothing_of_the_row_is_kept(ada, person, card):
    actions.erase(person, at=NOW)

    bring_in(ada, card)

    assert [each.name for each in Person.objects.visible_to(ada).in_book()] == ["Bo Li"]
    assert not ImportRecord.objects.filter(owner=ada, raw__icontains="quirk").exists()


@pytest.mark.django_db
def test_a_namesake_elsewhere_may_come(ada, person):
    actions.erase(person, at=NOW)
    bring_in(ada, "BEGIN:VCARD\nVERSION:3.0\nFN:Zebulon Quirk\nORG:Elsewhere\nEMAIL:other@else.example\nEND:VCARD\n")
    assert Person.objects.visible_to(ada).in_book().filter(name="Zebulon Quirk").count() == 1


@pytest.mark.django_db
def test_whoever_is_let_back_comes_again_with_all_that_tells_of_them(ada, person):
    actions.erase(person, at=NOW)

    assert actions.let_back(ada, ["email:zeb@quirk.example"], "")
    bring_in(ada, CARD)

    assert zebulon(ada).binned_at is None
    assert not Tombstone.objects.visible_to(ada).exists()


@pytest.mark.django_db
def test_nobody_is_let_back_by_a_name_that_was_not_erased(ada, person):
    actions.erase(person, at=NOW)
    assert not actions.let_back(ada, ["email:bo@li.example"], "Bo Li")


@pytest.mark.django_db
def test_the_page_holds_everything_that_the_book_does(ada, person, client_of):
    client = client_of(ada)
    pages = (client.get(reverse(f"erasing:{name}", args=[person.pk])) for name in ("held", "elsewhere"))
    page = "".join(answer.content.decode() for answer in pages).lower()
    assert [word for word in WORDS if word not in page.replace(" ", "").replace("&#x27;", "'")] == []
    for words in ("talked of zithers", "quirk of his", "zeb quirk", "works with zebulon"):
        assert words in page


@pytest.mark.django_db
def test_every_kind_of_row_that_points_at_a_person_is_on_it(ada):
    one = make.everything(ada, "canary")
    titles = {held.title for held in queries.held(one)}
    pointing = {
        str(model._meta.verbose_name_plural).capitalize()
        for model, columns in queries._about_people()
        for column in columns
        if model._default_manager.filter(**{column: one}).exists()
    }
    assert pointing
    assert pointing <= titles


@pytest.mark.django_db
def test_the_first_of_a_kind_are_shown_and_all_of_one_on_request(ada, person):
    for day in range(7):
        make.interaction(ada, person, on=TODAY - timedelta(days=day))

    first, whole = queries.held(person), queries.held(person, "interaction")

    sizes = [{each.kind: (each.total, len(each.rows)) for each in found}["interaction"] for found in (first, whole)]
    assert sizes[0] == (sizes[0][0], queries.FIRST)
    assert sizes[1] == (sizes[0][0], sizes[0][0])


@pytest.mark.django_db
def test_the_totals_are_those_of_the_rows(ada):
    one = make.everything(ada, "canary")

    for kind in queries.held(one, "interaction"):
        assert kind.total == len(kind.rows) or len(kind.rows) == queries.FIRST


@pytest.mark.django_db
def test_the_queries_of_the_page_do_not_grow_with_what_is_held(ada, person, client_of, django_assert_num_queries):
    client, address = client_of(ada), reverse("erasing:held", args=[person.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for day in range(9):
        make.interaction(ada, person, on=TODAY - timedelta(days=day), notes="Talked")

    with django_assert_num_queries(len(few)):
        client.get(address)


@pytest.mark.django_db
def test_own_words_about_others_are_named_so_that_they_can_be_changed(ada, person):
    named = [each.title for each in queries.mentions(person)]
    assert "Bo Li" in named


@pytest.mark.django_db
def test_it_is_asked_before_anybody_is_erased(ada, person, client_of):
    client = client_of(ada)
    address = reverse("erasing:erase", args=[person.pk])

    assert "cannot be undone" in client.get(address).content.decode()
    client.post(address)
    assert Person.objects.filter(pk=person.pk).exists()
    client.post(address, {"sure": "1"})
    assert not Person.objects.filter(pk=person.pk).exists()


@pytest.mark.django_db
def test_the_form_lets_somebody_come_back(ada, person, client_of):
    actions.erase(person, at=NOW)
    client = client_of(ada)

    assert client.post(reverse("erasing:let_back"), {}).status_code == 422
    client.post(reverse("erasing:let_back"), {"email": "zebulon@quirk.example"})

    assert not Tombstone.objects.visible_to(ada).exists()
