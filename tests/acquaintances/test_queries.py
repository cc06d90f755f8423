"""Whom a person knows, who knows somebody where, and whom to ask."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kith.acquaintances import actions, queries
from kith.people import actions as people_actions
from kith.people.models import Organisation
from kith.ties import actions as tie_actions
from kith.ties.models import Acquaintance, Inroad
from tests import make
from tests.make import NOW, TODAY

DAY = timedelta(days=1)


def told(found) -> list[tuple[str, str]]:
    return [(one.person.name, one.text) for one in found]


def test_facts_come_before_guesses_and_both_say_from_where(ada):
    ana, bo, cy, dee = (make.person(ada, name, positions=[make.job("Acme")]) for name in ("Ana", "Bo", "Cy", "Dee"))
    Acquaintance.objects.create(owner=ada, one=bo, other=ana, note="They climb together")
    make.interaction(ada, ana, cy)

    known = queries.about(ana, TODAY)

    assert told(known.facts) == [
        ("Bo", "noted by you · They climb together"),
        ("Cy", "at the same meeting, 23 November 2026"),
    ]
    assert told(known.guesses) == [("Dee", "perhaps, as both are at Acme")]
    assert known.facts[0].said == Acquaintance.objects.get().pk
    assert [len(one.reasons) for one in known.facts] == [2, 2]
    assert (known.more, known.is_empty, dee.pk) == (0, False, known.guesses[0].person.pk)


def test_of_more_than_are_shown_the_least_likely_are_counted(ada):
    ana = make.person(ada, "Ana", positions=[make.job("Acme")])
    for number in range(5):
        make.person(ada, f"P{number}", positions=[make.job("Acme")])

    known = queries.about(ana, TODAY, limit=3)

    assert (len(known.guesses), known.more) == (3, 2)


def test_somebody_in_the_bin_is_not_known_any_more(ada):
    ana, bo = make.person(ada, "Ana"), make.person(ada, "Bo")
    Acquaintance.objects.create(owner=ada, one=ana, other=bo)
    people_actions.bin_people([bo], at=NOW)

    assert queries.about(ana, TODAY).is_empty


def test_what_was_denied_is_listed_to_be_taken_back(ada):
    ana, bo = (make.person(ada, name, positions=[make.job("Acme")]) for name in ("Ana", "Bo"))
    actions.confirm(ana, bo, on=TODAY, sureness=0)

    for person in (ana, bo):
        known = queries.about(person, TODAY)
        assert (known.facts, known.guesses, len(known.denied)) == ([], [], 1)


@pytest.mark.parametrize("count", [1, 30])
def test_queries_do_not_grow_with_the_acquaintances(ada, django_assert_max_num_queries, count):
    ana = make.person(ada, "Ana", positions=[make.job("Acme")], points=[make.email("ana@acme.com")])
    for number in range(count):
        job, address = make.job("Acme"), make.email(f"p{number}@acme.com")
        other = make.person(ada, f"P{number}", positions=[job], points=[address])
        make.interaction(ada, ana, other)
        Acquaintance.objects.create(owner=ada, one=ana, other=other)
        place = Organisation.objects.create(owner=ada, name=f"Org {number}", key=f"org {number}")
        Inroad.objects.create(owner=ada, person=ana, organisation=place)

    with django_assert_max_num_queries(20):
        known = queries.about(ana, TODAY, limit=50)
        assert len([(one.person.name, one.text) for one in known.facts]) == count
        assert len([inroad.organisation.name for inroad in known.inroads]) == count


def test_who_knows_somebody_at_an_organisation_best_comes_first(ada):
    ana, bo, cy, gone = (make.person(ada, name) for name in ("Ana", "Bo", "Cy", "Gone"))
    acme, nova = (Organisation.objects.create(owner=ada, name=name, key=name.lower()) for name in ("Acme", "Nova"))
    for person, place, sureness in [(ana, acme, 1), (bo, acme, 3), (cy, nova, 3), (gone, acme, 3)]:
        Inroad.objects.create(owner=ada, person=person, organisation=place, sureness=sureness)
    people_actions.bin_people([gone], at=NOW)

    assert [one.person.name for one in queries.inroads(ada, [acme.pk])] == ["Bo", "Ana"]
    assert queries.inroads(ada, []) == []


def test_inroads_of_another_book_are_not_told(ada, eve):
    acme = Organisation.objects.create(owner=eve, name="Acme", key="acme")
    Inroad.objects.create(owner=eve, person=make.person(eve, "Ana"), organisation=acme)

    assert queries.inroads(ada, [acme.pk]) == []


@pytest.fixture
def ana(ada):
    """Known a little, and talked with yesterday."""
    person = make.person(ada, "Ana Ruiz")
    tie_actions.overrule(person, tier=1, on=TODAY)
    make.interaction(ada, person, kind="call", on=TODAY - DAY)
    return person


def asked(person, on=TODAY) -> bool:
    found = queries.to_ask(person, on)
    assert (found is not None) == (queries.to_ask_today(person.owner, on) is not None)
    return found is not None


def test_after_a_talk_the_question_is_asked_with_its_reason(ana):
    question = queries.to_ask(ana, TODAY)

    assert question.person == ana
    assert question.text == "You talked with Ana yesterday. Whom else does Ana know?"


def test_a_talk_of_three_weeks_ago_is_no_occasion(ana):
    assert not asked(ana, TODAY + 21 * DAY)


def test_a_talk_with_several_people_is_no_occasion(ada):
    one, other = make.person(ada, "One"), make.person(ada, "Other")
    for person in (one, other):
        tie_actions.overrule(person, tier=2, on=TODAY)
    make.interaction(ada, one, other)

    assert not asked(one)


@pytest.mark.parametrize("kind", ["message", "email", "event"])
def test_only_a_meeting_or_a_call_is_a_talk(ada, kind):
    person = make.person(ada, "Ana")
    tie_actions.overrule(person, tier=2, on=TODAY)
    make.interaction(ada, person, kind=kind)

    assert not asked(person)


def test_whom_the_user_does_not_know_they_do_not_ask(ada, ana):
    tie_actions.overrule(ana, tier=0, on=TODAY)

    assert not asked(ana)


@pytest.mark.parametrize(("days", "is_asked"), [(89, False), (90, True)])
def test_nobody_is_asked_about_more_often_than_every_ninety_days(ada, ana, days, is_asked):
    actions.put_off(ana, on=TODAY)
    later = TODAY + days * DAY
    make.interaction(ada, ana, on=later, now=NOW + (later - TODAY))

    assert asked(ana, later) == is_asked


def test_never_is_never(ada, ana):
    actions.put_off(ana, on=TODAY, never=True)
    later = TODAY + 400 * DAY
    make.interaction(ada, ana, on=later, now=NOW + (later - TODAY))

    assert not asked(ana, later)
    assert queries.to_ask_at([ana], later) is None


def test_an_answer_is_an_answer(ada, ana):
    make.person(ada, "Bo")
    actions.say(ada, "Bo", on=TODAY, about=ana)

    assert not asked(ana)


def test_before_a_meeting_the_one_whom_one_meets_is_asked(ada, ana):
    stranger = make.person(ada, "Stranger")

    assert "Ana" in queries.to_ask_at([ana], TODAY).text
    assert queries.to_ask_at([ana, stranger], TODAY) is None
    assert queries.to_ask_at([stranger], TODAY) is None
    assert queries.to_ask_at([], TODAY) is None


def test_the_talk_in_the_bin_is_no_occasion(ada, ana):
    interaction = ana.interactions.get()
    interaction.binned_at = NOW
    interaction.save()

    assert not asked(ana)
