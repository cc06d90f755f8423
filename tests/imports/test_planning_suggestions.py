"""What a source suggests about people of the book: once, and not what the book has or the user has decided on."""

import pytest

from kith.imports import actions
from kith.imports.models import Import
from kith.imports.records import PersonRecord, PersonRef, Point, SuggestionRecord
from kith.suggestions import actions as suggestions
from kith.suggestions.models import Suggestion
from tests import make
from tests.imports import given
from tests.make import NOW

ANA = PersonRef("Ana Ruiz", ("email:ana@acme.example",))
PHONE = {"kind": "phone", "value": "+49 30 1234567", "label": "work"}
ROLE = {"title": "Head of Data", "organisation": "Nova", "department": "Lab"}


def suggested(facts, key="mail:1", who=ANA) -> SuggestionRecord:
    kind = "point" if "value" in facts else "position"
    return SuggestionRecord("a.mbox", 1, kind, who, facts, "her mail of 3 May 2026", key)


def brought(owner, *records) -> Import:
    import_ = actions.commit_records(owner, records, title="mail", reader="mbox", now=NOW)
    import_.refresh_from_db()
    return import_


@pytest.fixture
def ana(ada):
    points = [make.email("ana@acme.example"), {"kind": "phone", "value": "+49 30 7654321"}]
    return make.person(ada, "Ana Ruiz", points=points, positions=[make.job("Acme", "CTO")])


def test_what_the_book_has_not_is_suggested_and_changes_nothing_else(ada, ana):
    before = given.book(ada)

    import_ = brought(ada, suggested(PHONE), suggested(ROLE, "mail:2"))

    point, position = Suggestion.objects.filter(owner=ada).order_by("pk")
    assert (point.kind, point.person, point.facts, point.state) == ("point", ana, PHONE, "open")
    assert (position.kind, position.facts, position.source) == ("position", ROLE, "her mail of 3 May 2026")
    assert import_.summary["suggestions"] == {"created": 2}
    assert [row for row in given.book(ada) if not row.startswith("suggestions.Suggestion ")] == before


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": "phone", "value": "0049 (30) 765 43 21"},
        {"kind": "email", "value": "ANA@acme.example"},
        {"title": "cto", "organisation": "ACME"},
        {"title": "CTO", "organisation": ""},
        {"title": "", "organisation": "Acme"},
        {"title": "", "organisation": ""},
        {"kind": "phone", "value": ""},
    ],
)
def test_what_the_book_has_or_what_says_nothing_is_not_suggested(ada, ana, facts):
    import_ = brought(ada, suggested(facts))

    assert not Suggestion.objects.exists()
    assert import_.summary["suggestions"] == {"unchanged": 1}


def test_the_same_is_suggested_once_however_often_it_is_read(ada, ana):
    same = {"kind": "phone", "value": "+49301234567"}
    brought(ada, suggested(PHONE), suggested(same, "mail:2"))

    brought(ada, suggested(PHONE), suggested(same, "mail:3"), suggested(ROLE, "mail:1"))

    assert Suggestion.objects.get().facts == PHONE


def test_what_was_decided_on_is_not_suggested_again(ada, ana):
    brought(ada, suggested(PHONE), suggested(ROLE, "mail:2"))
    for suggestion in Suggestion.objects.all():
        suggestions.dismiss(suggestion, at=NOW)

    brought(ada, suggested(PHONE, "mail:3"), suggested(ROLE, "mail:4"))

    assert set(Suggestion.objects.values_list("state", flat=True)) == {"dismissed"}


def test_nothing_is_suggested_about_strangers(ada, ana):
    import_ = brought(ada, suggested(PHONE, who=PersonRef("Zoe Noe", ("email:zoe@nova.example",))))

    assert not Suggestion.objects.exists()
    assert import_.summary["left_count"] == 1
    assert not import_.records.exists()


def test_something_can_be_suggested_about_somebody_who_comes_with_it(ada):
    card = PersonRecord("a.vcf", 1, "Ana Ruiz", points=[Point("email", "ana@acme.example")], keys=ANA.keys)

    import_ = brought(ada, card, suggested(PHONE))

    assert Suggestion.objects.get().person.name == "Ana Ruiz"
    given.undone(import_)
    assert not Suggestion.objects.exists()


def test_undo_takes_back_what_nobody_has_decided_on(ada, ana):
    import_ = brought(ada, suggested(PHONE), suggested(ROLE, "mail:2"))
    taken = Suggestion.objects.get(kind="point")
    suggestions.take_detail(taken, at=NOW)

    given.undone(import_)

    assert Suggestion.objects.get() == taken
    assert ana.points.filter(value=PHONE["value"]).exists()
