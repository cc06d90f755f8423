"""Whom the user erased does not come back by an import, and nothing of their record is kept."""

import pytest

from kith.imports.models import ImportRecord
from kith.interactions.models import Interaction
from kith.people import actions as people
from kith.people import tombstones
from kith.people.models import Person
from tests import make
from tests.imports import given
from tests.make import NOW, TODAY

ANA = given.connection("Ana Ruiz", "ana-ruiz", "Acme", "CTO", email="ana@acme.example")
BO = given.connection("Bo Li", "bo-li", "Bolt", "Engineer", "03 Mar 2025")


@pytest.fixture
def export(tmp_path):
    messages = [
        given.message("c1", "Ana Ruiz", "ana-ruiz", "2026-09-19 13:28:00 UTC"),
        given.message("c2", "Bo Li", "bo-li", "2026-09-19 13:28:00 UTC"),
    ]
    return given.linkedin(tmp_path / "export.zip", [ANA, BO], messages)


def test_the_same_file_does_not_bring_an_erased_person_back(ada, export):
    given.brought_in(ada, export)
    people.erase_people([Person.objects.get(name="Ana Ruiz")], at=NOW)

    import_ = given.brought_in(ada, export)

    assert list(Person.objects.in_book().values_list("name", flat=True)) == ["Bo Li"]
    assert set(Interaction.objects.filter(people__name="Bo Li").values_list("kind", flat=True)) == {
        "message",
        "connected",
    }
    assert not Interaction.objects.exclude(people__name="Bo Li").exists()
    assert {"reason": "You erased this person.", "count": 3} in import_.summary["left"]


def test_nothing_of_their_record_is_kept(ada, export):
    tombstones.bury(ada, ["linkedin:ana-ruiz"], ["Ana Ruiz"], TODAY)

    given.brought_in(ada, export)

    left = ImportRecord.objects.filter(reason="You erased this person.")
    assert left.count() == 3
    assert set(left.values_list("raw", "name", "person", "digest")) == {("", "", None, "")}
    assert not ImportRecord.objects.filter(raw__icontains="ruiz").exists()
    assert not ImportRecord.objects.filter(name__icontains="ana").exists()


@pytest.mark.parametrize("card", ["EMAIL:ana@acme.example", "TEL:+4915112345678", "ORG:Acme", "NOTE:shy"])
def test_another_file_does_not_bring_them_back_either(ada, tmp_path, card):
    keys = ["email:ana@acme.example", "phone:+4915112345678"]
    tombstones.bury(ada, keys, ["Ana Ruiz"], TODAY, organisations=["Acme"])

    given.brought_in(ada, given.cards(tmp_path / "a.vcf", f"FN:Ana Ruiz\n{card}", "FN:Bo Li"))

    assert list(Person.objects.values_list("name", flat=True)) == ["Bo Li"]


def test_a_namesake_comes_in(ada, tmp_path):
    tombstones.bury(ada, ["email:ana@acme.example"], ["Ana Ruiz"], TODAY, organisations=["Acme"])

    given.brought_in(ada, given.cards(tmp_path / "a.vcf", "FN:Ana Ruiz\nEMAIL:ana@nova.example\nORG:Nova"))

    assert Person.objects.filter(name="Ana Ruiz").exists()


def test_a_namesake_in_the_book_does_not_get_their_messages(ada, export):
    make.person(ada, "Ana Ruiz", points=[make.email("other@nova.example")])
    tombstones.bury(ada, ["linkedin:ana-ruiz", "email:ana@acme.example"], ["Ana Ruiz"], TODAY, organisations=["Acme"])

    given.brought_in(ada, export)

    assert not Interaction.objects.filter(people__name="Ana Ruiz").exists()


def test_who_was_added_again_by_hand_is_in_the_book_and_imports_go_to_them(ada, export):
    tombstones.bury(ada, ["linkedin:ana-ruiz"], ["Ana Ruiz"], TODAY)
    ana = make.person(ada, "Ana Ruiz", points=[{"kind": "url", "value": "https://www.linkedin.com/in/ana-ruiz"}])

    given.brought_in(ada, export)

    assert set(ana.interactions.values_list("kind", flat=True)) == {"message", "connected"}


def test_what_one_erased_another_may_have(ada, eve, export):
    tombstones.bury(ada, ["linkedin:ana-ruiz"], ["Ana Ruiz"], TODAY)

    given.brought_in(eve, export)

    assert Person.objects.filter(owner=eve, name="Ana Ruiz").exists()
