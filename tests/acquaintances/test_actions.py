"""Saying who knows whom: what is written, and how it is taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import signing
from django.core.exceptions import ValidationError

from kith.acquaintances import actions, evidence, saying
from kith.acquaintances.models import Asking
from kith.duplicates import actions as merging
from kith.errors import Refused
from kith.people import actions as people_actions
from kith.people.models import Organisation, Person
from kith.ties.models import Acquaintance, Inroad
from tests import make
from tests.make import NOW, TODAY


@pytest.fixture
def ana(ada) -> Person:
    return make.person(ada, "Ana Ruiz", positions=[make.job("Acme")])


@pytest.fixture
def bo(ada) -> Person:
    return make.person(ada, "Bo Li", positions=[make.job("Acme")])


def rows(owner) -> list[tuple[str, str, int, str]]:
    found = Acquaintance.objects.filter(owner=owner).order_by("pk")
    return [(row.one.name, row.other.name, row.sureness, row.note) for row in found]


def inroads(owner) -> list[tuple[str, str, str, int]]:
    found = Inroad.objects.filter(owner=owner).order_by("pk")
    return [(row.person.name, row.organisation.name, row.role, row.sureness) for row in found]


def test_a_line_is_written_down_with_who_said_it_and_when(ada, ana, bo):
    said = actions.say(ada, "Ana knows Bo Li at Acme well, and a recruiter at Initech", on=TODAY, said_by=ana)

    [row] = Acquaintance.objects.all()
    assert (row.one, row.other, row.source, row.sureness) == (ana, bo, "said", 3)
    assert (row.said_by, row.said_on) == (ana, TODAY)
    assert inroads(ada) == [("Ana Ruiz", "Initech", "recruiter", 2)]
    assert (said.is_written, said.rest, list(said.added)) == (True, (), [])
    assert [len(said.acquaintances), len(said.inroads)] == [1, 1]


def test_whoever_the_book_has_not_is_added_with_what_is_told_of_them_and_no_tie(ada, ana):
    said = actions.say(ada, "Ana worked with Dee Kim (CFO, Nova) dee@nova.example", on=TODAY)

    [dee] = said.added
    position = dee.positions.get()
    assert (dee.name, position.title, position.organisation.name) == ("Dee Kim", "CFO", "Nova")
    assert dee.points.get().value == "dee@nova.example"
    assert (dee.tier, dee.met_on) == (None, "")
    assert rows(ada) == [("Ana Ruiz", "Dee Kim", 2, "worked together")]


def test_somebody_named_twice_is_added_once(ada, ana):
    actions.say(ada, "Ana knows Gil Moss. Gil knows Hal Orr, and Hal Orr knows Ana", on=TODAY)

    assert Person.objects.count() == 3
    assert len(rows(ada)) == 3


def test_of_two_anas_nothing_is_written_until_one_is_chosen(ada, ana, bo):
    other = make.person(ada, "Ana Silva")

    asked = actions.say(ada, "Ana knows Bo", on=TODAY)

    assert not asked.is_written
    [meant] = asked.understood.unclear
    assert [person for person, _place in meant.options] == [ana, other]
    assert rows(ada) == []

    actions.say(ada, "Ana knows Bo", on=TODAY, chosen={meant.place: other.pk})
    assert rows(ada) == [("Ana Silva", "Bo Li", 2, "")]


def test_none_of_several_may_be_meant(ada, ana, bo):
    make.person(ada, "Ana Silva")

    said = actions.say(ada, "Ana knows Bo", on=TODAY, chosen={0: 0})

    assert [person.name for person in said.added] == ["Ana"]


def test_only_one_of_the_choices_can_be_chosen(ada, eve, ana, bo):
    make.person(ada, "Ana Silva")
    stranger = make.person(eve, "Ana Eve")

    assert not actions.say(ada, "Ana knows Bo", on=TODAY, chosen={0: stranger.pk}).is_written
    assert not actions.say(ada, "Ana knows Bo", on=TODAY, chosen={0: bo.pk}).is_written


def test_what_is_not_understood_writes_nothing(ada, ana):
    said = actions.say(ada, "Ana went home", on=TODAY)

    assert (said.is_written, said.rest) == (False, ("Ana went home",))
    assert not Acquaintance.objects.exists()


def test_what_is_understood_is_written_beside_what_is_not(ada, ana, bo):
    said = actions.say(ada, "Ana knows Bo. The weather was fine.", on=TODAY)

    assert said.is_written
    assert said.rest == ("The weather was fine",)


def test_the_latest_word_counts_whoever_is_named_first(ada, ana, bo):
    actions.say(ada, "Ana knows Bo vaguely from PyCon", on=TODAY)
    actions.say(ada, "Bo knows Ana well", on=TODAY + timedelta(days=1))

    [row] = Acquaintance.objects.all()
    assert (row.sureness, row.note, row.said_on) == (3, "from PyCon", TODAY + timedelta(days=1))


def test_a_denial_stands_above_a_guess(ada, ana, bo):
    assert len(evidence.load(ada, TODAY).one) == 1

    actions.say(ada, "Ana doesn't know Bo", on=TODAY)

    assert len(evidence.load(ada, TODAY).one) == 0


def test_an_inroad_is_taken_back_in_words(ada, ana):
    actions.say(ada, "Ana knows a recruiter at Initech and somebody at Nova", on=TODAY)
    actions.say(ada, "Ana doesn't know anybody at Initech", on=TODAY)

    assert inroads(ada) == [("Ana Ruiz", "Nova", "", 2)]


def test_an_inroad_said_twice_is_one(ada, ana):
    actions.say(ada, "Ana knows a recruiter at Initech vaguely", on=TODAY)
    actions.say(ada, "Ana knows a Recruiter at initech well", on=TODAY)

    assert inroads(ada) == [("Ana Ruiz", "Initech", "recruiter", 3)]


def test_without_a_verb_the_line_is_about_whom_it_was_asked_of(ada, ana, bo):
    actions.say(ada, "Bo, and somebody at Initech", on=TODAY, about=ana, said_by=ana)

    assert rows(ada) == [("Ana Ruiz", "Bo Li", 2, "")]
    assert Asking.objects.get().on == TODAY


def test_a_known_person_gets_the_position_that_is_told(ada, ana):
    bo = make.person(ada, "Bo Li")

    actions.say(ada, "Ana knows Bo Li (CTO, Nova)", on=TODAY)

    assert [(one.title, one.organisation.name) for one in bo.positions.all()] == [("CTO", "Nova")]


def test_who_told_it_is_the_one_whom_the_line_names(ada, ana, bo):
    make.person(ada, "Cy Young")

    actions.say(ada, "Bo says Cy knows Ana", on=TODAY, said_by=ana)

    assert Acquaintance.objects.get().said_by == bo


def snapshot(owner):
    """All of the book that a line may change."""
    kinds = (Acquaintance, Inroad, Asking, Organisation)
    kept = {kind: list(kind.objects.filter(owner=owner).order_by("pk").values()) for kind in kinds}
    return kept, sorted(Person.objects.visible_to(owner).in_book().values_list("name", flat=True))


LINES = [
    "Ana knows Bo well",
    "Ana doesn't know Bo",
    "Ana knows Gil Moss at Nova and a recruiter at Initech",
    "Ana doesn't know anybody at Globex",
    "Ana knows somebody at Globex vaguely",
    "Ana knows Bo. Bo knows Ana vaguely. Ana doesn't know Bo.",
]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("before", ["", "Ana knows Bo vaguely, and somebody at Globex"])
def test_every_line_can_be_taken_back_whole(ada, ana, bo, line, before):
    if before:
        actions.say(ada, before, on=TODAY - timedelta(days=9), about=ana)
    was = snapshot(ada)

    said = actions.say(ada, line, on=TODAY, about=ana)
    assert snapshot(ada) != was
    actions.take_back(ada, said.undo, at=NOW)

    now = snapshot(ada)
    kept = {kind: rows for kind, rows in now[0].items() if kind is not Organisation}
    assert kept == {kind: rows for kind, rows in was[0].items() if kind is not Organisation}
    assert now[1] == was[1]


def test_an_organisation_that_came_by_the_line_goes_with_it_unless_it_is_used(ada, ana):
    first = actions.say(ada, "Ana knows somebody at Initech and at Globex", on=TODAY)
    make.person(ada, "Cy", positions=[make.job("Globex")])

    actions.take_back(ada, first.undo, at=NOW)

    assert set(Organisation.objects.values_list("name", flat=True)) == {"Acme", "Globex"}


def test_whom_the_user_has_edited_since_stays_when_the_line_is_taken_back(ada, ana):
    said = actions.say(ada, "Ana knows Gil Moss and Hal Orr", on=TODAY)
    gil, hal = said.added
    people_actions.edit_person(gil, version=1, at=NOW, fields={"notes": "met"})

    left = actions.take_back(ada, said.undo, at=NOW)

    assert left == [hal]


def test_a_row_is_not_put_back_where_somebody_of_it_is_gone(ada, ana, bo):
    actions.say(ada, "Ana knows Bo", on=TODAY)
    step = actions.forget(Acquaintance.objects.get())
    people_actions.erase_people([bo], at=NOW)

    actions.take_back(ada, step, at=NOW)

    assert not Acquaintance.objects.exists()


def test_nobody_takes_back_what_another_said(ada, eve, ana, bo):
    said = actions.say(ada, "Ana knows Bo", on=TODAY)

    with pytest.raises(Refused):
        actions.take_back(eve, said.undo, at=NOW)
    with pytest.raises(Refused):
        actions.take_back(ada, said.undo + "x", at=NOW)
    with pytest.raises(Refused):
        actions.take_back(ada, signing.dumps({"owner": ada.pk}, salt="other"), at=NOW)
    assert Acquaintance.objects.count() == 1


def test_a_guess_that_is_confirmed_is_said(ada, ana, bo):
    step = actions.confirm(ana, bo, on=TODAY)

    assert rows(ada) == [("Ana Ruiz", "Bo Li", 2, "")]
    actions.take_back(ada, step, at=NOW)
    assert rows(ada) == []


def test_people_of_two_books_are_not_brought_together(ada, eve, ana):
    with pytest.raises(Refused):
        actions.confirm(ana, make.person(eve, "Eve's"), on=TODAY)
    with pytest.raises(Refused):
        actions.confirm(ana, ana, on=TODAY)


def test_not_to_be_asked_again_is_kept_through_later_answers(ada, ana, bo):
    actions.put_off(ana, on=TODAY, never=True)
    actions.say(ada, "Bo", on=TODAY + timedelta(days=1), about=ana)

    asking = Asking.objects.get()
    assert (asking.on, asking.never) == (TODAY + timedelta(days=1), True)


def test_a_name_that_no_book_takes_is_refused_and_nothing_is_written(ada, ana):
    with pytest.raises(ValidationError):
        actions.say(ada, f"Ana knows {'Bo' * 400}", on=TODAY)

    assert not Acquaintance.objects.exists()


def test_a_merge_keeps_what_was_said_of_both(ada, ana, bo):
    double = make.person(ada, "Ana R.")
    actions.confirm(double, bo, on=TODAY, sureness=saying.WELL)
    actions.say(ada, "Ana R. knows somebody at Initech", on=TODAY)

    merging.merge(ana, double, at=NOW)

    assert rows(ada) == [("Ana Ruiz", "Bo Li", 3, "")]
    assert inroads(ada) == [("Ana Ruiz", "Initech", "", 2)]


def test_whoever_is_erased_is_named_in_no_note_and_no_role(ada, ana, bo):
    cy = make.person(ada, "Cy Young")
    place = Organisation.objects.get(key="acme")
    Acquaintance.objects.create(owner=ada, one=ana, other=bo, note="through Cy Young")
    Acquaintance.objects.create(owner=ada, one=bo, other=cy, note="Cy Young again")
    Acquaintance.objects.create(owner=ada, one=ana, other=bo, source="book", note="through work")
    Inroad.objects.create(owner=ada, person=ana, organisation=place, role="sister of Cy Young", note="since May")
    Inroad.objects.create(owner=ada, person=bo, organisation=place, role="friend of Cy Young")
    Inroad.objects.create(owner=ada, person=bo, organisation=place, role="")

    people_actions.erase_people([cy], at=NOW)

    assert [row[3] for row in rows(ada)] == ["", "through work"]
    assert [(row.role, row.note) for row in Inroad.objects.order_by("pk")] == [("", "since May"), ("", "")]


def test_an_asking_says_of_whom_it_is(ada, ana):
    actions.put_off(ana, on=TODAY)

    assert str(Asking.objects.get()) == f"asked about {ana.pk}"
