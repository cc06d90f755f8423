"""`kith duplicates`, `kith merge` and `kith split`."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from kith.archive.documents import Book
from kith.cli import duplicates_, merge_, split_
from kith.duplicates.models import Merge
from kith.people import actions as people
from kith.people.models import ContactPoint, Person
from tests import make


@pytest.fixture
def bobs(ada) -> list[Person]:
    email = make.email("bob@acme.example")
    return [make.person(ada, "Robert Stone", points=[email]), make.person(ada, "Bob Stone", points=[email])]


def run(module, *arguments):
    return CliRunner().invoke(module.command, [str(each) for each in arguments])


def in_book() -> list[str]:
    return list(Person.objects.in_book().order_by("pk").values_list("name", flat=True))


def test_pairs_are_printed_with_ids_probability_and_evidence(bobs):
    [pair] = json.loads(run(duplicates_, "--json").output)

    assert pair["people"] == [{"id": each.pk, "name": each.name} for each in bobs]
    assert pair["certain"] is True
    assert pair["probability"] == 1
    assert "same e-mail" in pair["evidence"]
    assert in_book() == ["Robert Stone", "Bob Stone"]


def test_pairs_are_printed_in_words(bobs):
    answer = run(duplicates_).output

    assert answer.startswith(f"Robert Stone ({bobs[0].pk}) and Bob Stone ({bobs[1].pk}): certain. ")


def test_a_book_without_doubles_says_so(ada):
    assert "Nobody is in the book twice" in run(duplicates_).output


def test_two_are_merged_by_id_and_name_and_split_again_without_a_trace(ada, bobs):
    before = "".join(Book(ada).lines())

    merged = run(merge_, bobs[0].pk, "bob stone")
    assert "Bob Stone" in merged.output
    assert in_book() == ["Robert Stone"]
    split = run(split_, Merge.objects.get().pk, "--merge")

    assert split.output.startswith("Two people again: Robert Stone")
    assert "".join(Book(ada).lines()) == before


def test_the_id_of_either_person_names_the_merge(bobs):
    for number in (bobs[0].pk, bobs[1].pk):
        assert run(merge_, *(each.pk for each in bobs)).exit_code == 0
        assert run(split_, number).exit_code == 0

    assert len(in_book()) == 2


def test_several_merges_of_one_person_are_listed(ada, bobs):
    cleo = make.person(ada, "Cleo")
    run(merge_, bobs[0].pk, bobs[1].pk)
    run(merge_, bobs[0].pk, cleo.pk)

    answer = run(split_, bobs[0].pk)

    assert answer.exit_code == 1
    assert "Bob Stone into Robert Stone" in answer.output
    assert "Cleo into Robert Stone" in answer.output
    assert "Cleo was merged" in run(split_, Merge.objects.earliest("pk").pk, "--merge").output


def test_what_stayed_is_listed_and_can_be_given_instead(ada, bobs):
    def merge_and_add() -> str:
        run(merge_, bobs[0].pk, bobs[1].pk)
        present = Person.objects.get(pk=bobs[0].pk)
        rows = [*present.points.order_by("pk"), make.email("new@since.example")]
        people.edit_person(present, version=present.version, at=make.NOW, fields={}, points=rows)
        return f"people.contactpoint.person:{ContactPoint.objects.get(value='new@since.example').pk}"

    key = merge_and_add()
    facts = json.loads(run(split_, bobs[1].pk, "--json").output)
    assert facts["stayed"] == {key: "E-mail: new@since.example"}
    ContactPoint.objects.filter(value="new@since.example").delete()
    key = merge_and_add()

    assert "Stayed" not in run(split_, bobs[1].pk, "--give", key).output
    assert bobs[1].points.filter(value="new@since.example").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("Nobody Here", 1), "Nobody in the book"),
        (("Bob Stone", "Bob Stone"), "at least two"),
        (("Kim", "Bob Stone"), "Several people"),
    ],
)
def test_who_is_not_clear_is_not_merged(ada, bobs, arguments, said):
    make.person(ada, "Kim")
    make.person(ada, "Kim")

    answer = run(merge_, *arguments)

    assert answer.exit_code == 1
    assert said in answer.output
    assert not Merge.objects.exists()


def test_what_was_never_merged_cannot_be_split(bobs):
    assert "no such merge" in run(split_, 99).output
    run(merge_, bobs[0].pk, bobs[1].pk)
    assert "has the key" in run(split_, bobs[0].pk, "--give", "x").output


def test_nobody_elses_people_are_merged_or_split(bobs, eve):
    answer = run(merge_, bobs[0].pk, bobs[1].pk, "--user", "eve@kith.example")

    assert "Nobody in the book" in answer.output
    run(merge_, bobs[0].pk, bobs[1].pk, "--user", "ada@kith.example")
    assert "no such merge" in run(split_, bobs[0].pk, "--user", "eve@kith.example").output
