"""What every import promises, of every kind of file: read again it adds nothing, and taken back it leaves nothing but what the
user did."""

from __future__ import annotations

import itertools
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from kith.accounts.models import Owned, User
from kith.duplicates import actions as duplicates
from kith.imports import offers, readers
from kith.imports.models import Import, ImportChange, ImportFile, ImportRecord
from kith.interactions import actions as interactions
from kith.interactions.models import Interaction
from kith.people import actions as people
from kith.people.models import Label, Person
from kith.suggestions import actions as suggestions
from kith.suggestions.models import Suggestion
from tests import make
from tests.imports import given, sources
from tests.imports.sources import SOURCES, Source
from tests.make import NOW

LATER = NOW + timedelta(hours=1)
OF_IMPORTS = (ImportFile, ImportRecord, ImportChange)  # what is kept of an import that was taken back
WITH_OWN_TESTS = {
    "card",  # a photo takes models seconds to read, and is kept by another way
    "maildir",  # a folder becomes a ZIP on the way in, which is read by the reader of letters
}


@pytest.fixture(params=SOURCES)
def source(request) -> Source:
    return SOURCES[request.param]


@pytest.fixture
def empty(ada) -> User:
    """A book with nobody in it."""
    return ada


@pytest.fixture
def full(ada) -> User:
    """A book with people whom the files tell of as well, one of them made out of two."""
    ana = make.person(ada, "Ana Ruiz", points=[make.email("ana@acme.example")], labels=["climbers"], notes="Shy")
    bo = make.person(ada, "Bo Li", points=[make.email("bo@nova.example")], nickname="Bobo")
    twin = make.person(ada, "B. Li", points=[make.email("bo@home.example")])
    duplicates.merge(bo, twin, at=NOW)
    make.interaction(ada, ana, bo, summary="Dinner")
    return ada


def bring(owner: User, source: Source, place: Path) -> Import:
    import_ = given.brought_in(owner, source.write(place), **source.options)
    assert import_.state == Import.State.DONE, import_.problem
    assert [file.reader for file in import_.files.all()] == [source.reader]
    assert import_.summary["refused"] == []
    return import_


def test_every_reader_has_a_source():
    assert {reader.NAME for reader in readers.all_readers()} - WITH_OWN_TESTS <= {s.reader for s in SOURCES.values()}


def test_the_same_file_five_times_adds_nothing(full, tmp_path, source):
    bring(full, source, tmp_path)
    once = given.book(full)

    again = [bring(full, source, tmp_path) for _ in range(4)]

    assert given.book(full) == once
    assert not any(made_by(import_) for import_ in again)


@pytest.mark.parametrize("book", ["empty", "full"])
def test_taken_back_the_book_is_as_it_was_and_brought_in_again_as_the_first_time(db, request, tmp_path, source, book):
    owner = request.getfixturevalue(book)
    before = given.book(owner)
    import_ = bring(owner, source, tmp_path)
    once = given.book(owner)
    assert once != before

    import_ = given.undone(import_)
    assert given.book(owner) == before
    assert (made_by(import_), import_.kept) == ([], [])

    bring(owner, source, tmp_path)
    assert given.book(owner) == once


def test_what_the_user_did_since_stays_and_all_else_goes(full, tmp_path, source):
    import_ = bring(full, source, tmp_path)
    edits = Edits(full, import_)

    given.undone(import_, LATER)

    assert edits.now() == edits.left
    assert not edits.beside(made_by(import_))


@pytest.mark.parametrize("order", list(itertools.permutations(["Inbox", "Sent", "All"])), ids="-".join)
@pytest.mark.parametrize("known", [("Ana Ruiz",), ()], ids=["known", "strangers"])
def test_mailboxes_that_overlap_give_the_same_book_in_every_order(ada, eve, tmp_path, order, known):
    for owner in (ada, eve):
        for name in known:
            make.person(owner, name, points=[make.email("ana@acme.example")])

    mine = ["ada@post.example"]
    for name in order:
        given.brought_in(ada, sources.letters(tmp_path, name), own_addresses=mine, bodies=True)
    given.brought_in(eve, sources.letters(tmp_path), own_addresses=mine, bodies=True)

    for suggestion in list(Suggestion.objects.filter(state="open")):
        offers.take_person(suggestion, now=LATER)
    assert given.book(ada) == given.book(eve)
    assert Interaction.objects.filter(owner=ada).count() == (3 if known else 2)


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Auckland"])
@pytest.mark.parametrize("source", ["mbox", "maildir", "linkedin", "facebook"])
def test_the_same_file_adds_nothing_after_the_user_has_moved(full, tmp_path, source, zone):
    bring(full, SOURCES[source], tmp_path)
    once = given.book(full)
    full.time_zone = zone
    full.save()

    bring(full, SOURCES[source], tmp_path)

    assert given.book(full) == once


def made_by(import_: Import) -> list[Owned]:
    """Return the rows that an import made and that are in the book."""
    models = [model for model in apps.get_models() if issubclass(model, Owned) and model not in OF_IMPORTS]
    rows = (model._default_manager.filter(owner=import_.owner, batch=import_.uid) for model in models)
    return [row for found in rows for row in found]


class Edits:
    """What a user does with what an import made, and how they left it."""

    def __init__(self, owner: User, import_: Import) -> None:
        made: dict[str, Any] = {"owner": owner, "batch": import_.uid}
        self.owner = owner
        self.person = self._edit_somebody(Person.objects.filter(**made).order_by("pk").first())
        self.touch = self._edit_touch(Interaction.objects.filter(**made).order_by("pk").last())
        self.labelled = self._label(Label.objects.filter(**made).first())
        self.taken = self._take(Suggestion.objects.filter(owner=owner, state="open").first())
        self.left = self.now()

    def _edit_somebody(self, person: Person | None) -> Person | None:
        """Another name, a note, and another address beside those there are."""
        if person is None:
            return None
        points = [*person.points.order_by("pk"), make.email("mine@own.example")]
        fields = {"name": "As I Call Them", "notes": "My own note"}
        return people.edit_person(person, version=person.version, at=LATER, fields=fields, points=points)

    def _edit_touch(self, touch: Interaction | None) -> Interaction | None:
        return touch and interactions.edit(touch, version=touch.version, now=LATER, summary="As I remember it")

    def _label(self, label: Label | None) -> Person | None:
        """Give a label that came with the import to somebody who did not, or was not edited."""
        if label is None:
            return None
        somebody = make.person(self.owner, "Somebody Else")
        people.label_people([somebody], label.name, at=LATER)
        return somebody

    def _take(self, suggestion: Suggestion | None) -> Person | None:
        """Take what is suggested: a detail, or a person with their days."""
        if suggestion is None:
            return None
        if suggestion.kind != Suggestion.Kind.PERSON:
            return suggestions.take_detail(suggestion, at=LATER)
        offers.take_person(suggestion, now=LATER)
        return Person.objects.get(owner=self.owner, points__key=suggestion.facts["key"])

    def now(self) -> list[object]:
        """Return all that the user touched."""
        return [*map(self._told, (self.person, self.labelled, self.taken)), self.touch and self._told_touch(self.touch)]

    def _told(self, person: Person | None) -> list[object]:
        if person is None:
            return []
        person = Person.objects.get(pk=person.pk)
        met = person.interactions.order_by("pk") if person == self.taken else []
        return [
            *(person.name, person.notes, person.nickname, person.binned_at),
            *person.points.order_by("pk").values_list("kind", "value", "label"),
            *person.positions.order_by("pk").values_list("organisation__name", "title"),
            *person.labels.order_by("name").values_list("name", flat=True),
            *(self._told_touch(touch) for touch in met),
        ]

    def _told_touch(self, touch: Interaction) -> tuple[object, ...]:
        touch = Interaction.objects.get(pk=touch.pk)
        with_whom = touch.people.order_by("pk").values_list("pk", flat=True)
        return (touch.summary, touch.on, touch.at, touch.notes, touch.kind, *with_whom)

    def beside(self, rows: list[Owned]) -> list[Owned]:
        """Return those rows that have nothing to do with what the user touched."""
        staying = {person.pk for person in (self.person, self.labelled, self.taken) if person}
        touches = {self.touch.pk} if self.touch else set()
        staying.update(Person.objects.filter(interactions__in=touches).values_list("pk", flat=True))
        return [row for row in rows if not self._has_to_do(row, staying, touches)]

    def _has_to_do(self, row: Owned, people: set[int], touches: set[int]) -> bool:
        if isinstance(row, Interaction):
            return row.pk in touches
        if isinstance(row, Person):
            return row.pk in people
        if row._meta.label_lower in {"people.label", "people.organisation"}:
            of_it = {str(row._meta.model_name): row}
            return any(rows.filter(**of_it).exists() for rows in self._pointing(people, row))
        is_decided = isinstance(row, Suggestion) and row.decided_at is not None
        return is_decided or getattr(row, "person_id", 0) in people or getattr(row, "interaction_id", 0) in touches

    def _pointing(self, people: set[int], row: Owned):
        if row._meta.label_lower == "people.label":
            return [apps.get_model("people.labelling").objects.filter(person__in=people)]
        touches = Interaction.objects.filter(owner=self.owner)
        return [apps.get_model("people.position").objects.filter(person__in=people), touches]
