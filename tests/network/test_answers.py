"""kith.network.answers: whom the user knows there, and through whom the others are reached."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kith.duplicates import actions as merging
from kith.introductions.models import IntroducerRule, Introduction
from kith.network.answers import answer
from kith.network.finding import find
from kith.network.loading import load_network
from kith.network.questions import read
from kith.network.texts import texts_of
from kith.people import actions as people
from kith.people.models import Organisation, Person
from kith.ties import actions as ties
from kith.ties.models import Acquaintance, Inroad
from tests import make

NOW, TODAY = make.NOW, make.TODAY


def known(owner, name, tier, **more) -> Person:
    person = make.person(owner, name, **more)
    ties.overrule(person, tier=tier, on=TODAY)
    return person


def knows(one, other, sureness=2, **more):
    return Acquaintance.objects.create(owner=one.owner, one=one, other=other, sureness=sureness, **more)


@pytest.fixture
def book(ada):
    """Ana (close), Bo (warm) and Cem (known) know Dee at Acme, whom the user does not; Bo knows her vaguely."""
    dee = make.person(ada, "Dee Fox", positions=[make.job("Acme", "CTO")])
    ana, bo, cem = known(ada, "Ana Ruiz", 3), known(ada, "Bo Li", 2), known(ada, "Cem Ay", 1)
    knows(ana, dee, 3, said_by=ana, said_on=TODAY)
    knows(bo, dee, 1)
    knows(cem, dee, 3)
    return ada


def asked(owner, typed, *, weak=False, **more):
    network = load_network(owner, TODAY)
    return answer(owner, find(owner, read(typed), texts_of(owner, network)), network, TODAY, weak=weak, **more)


def chain(way):
    return [step.other.name for step in way.steps]


def get(name) -> Person:
    return Person.objects.get(name=name)


def test_paths_stand_in_the_order_of_their_probability_each_through_somebody_else(book):
    found = asked(book, "org:acme")

    assert [chain(way)[0] for way in found.ways] == ["Ana Ruiz", "Cem Ay", "Bo Li"]
    assert [way.chance for way in found.ways] == sorted((way.chance for way in found.ways), reverse=True)
    assert {way.goal.name for way in found.ways} == {"Dee Fox"}


def test_a_path_is_as_likely_as_its_steps_and_its_weakest_one_is_named(book):
    [first, second, third] = asked(book, "person:dee").ways

    for way in (first, second, third):
        chances = [step.chance for step in way.steps]
        assert way.chance == pytest.approx(chances[0] * chances[1])
        assert way.weakest_step.chance == min(chances)
    assert second.weakest_step.one is None
    assert third.weakest_step.one.name == "Bo Li"


def test_each_step_says_why_and_where_that_is_seen(book):
    [first, *_] = asked(book, "person:dee").ways

    mine, theirs = first.steps
    assert mine.reasons[0].text.startswith("Close: you said so")
    assert mine.reasons[0].url == f"/people/{first.introducer.pk}/#tie"
    assert theirs.reasons[0].text.startswith("said by Ana Ruiz")
    assert not theirs.is_guess
    assert str(first.introducer.pk) in theirs.reasons[0].url


def test_a_guess_is_told_as_one(ada):
    one = known(ada, "One", 2, positions=[make.job("Acme", started="2020")])
    make.person(ada, "Other", positions=[make.job("Acme", started="2021")])

    [way] = asked(ada, "person:Other").ways

    assert way.introducer == one
    assert way.steps[1].is_guess
    assert "perhaps" in way.steps[1].reasons[0].text


def test_whoever_the_user_knows_at_the_target_stands_first_and_introduces_to_the_others(book):
    eli = known(book, "Eli Orr", 1, positions=[make.job("Acme", "Engineer")])
    knows(eli, get("Dee Fox"), 3)

    found = asked(book, "org:acme")

    assert [(one.person.name, one.level, one.role) for one in found.direct] == [("Eli Orr", 2, "Engineer, Acme")]
    assert "Eli Orr" in [way.introducer.name for way in found.ways]
    assert "Eli Orr" not in [way.goal.name for way in found.ways]


def test_somebody_whom_the_user_knows_may_still_be_reached_through_others(book):
    fay = known(book, "Fay Kim", 1)
    knows(get("Ana Ruiz"), fay)

    found = asked(book, "person:fay")

    assert [one.person.name for one in found.direct] == ["Fay Kim"]
    assert [chain(way) for way in found.ways] == [["Ana Ruiz", "Fay Kim"]]


def test_three_steps_are_the_most(book):
    gil, hal = make.person(book, "Gil"), make.person(book, "Hal")
    knows(get("Dee Fox"), gil)
    knows(gil, hal)

    assert chain(asked(book, "person:Gil").ways[0]) == ["Ana Ruiz", "Dee Fox", "Gil"]
    assert asked(book, "person:Hal").ways == []


def test_no_more_than_so_many_paths_are_shown(book):
    assert len(asked(book, "org:acme", paths=2).ways) == 2


def test_an_ask_of_the_last_ninety_days_puts_an_introducer_behind_others(book):
    before = [way.introducer.name for way in asked(book, "org:acme").ways]

    for days in (*range(41, 90, 5), 40):
        at = NOW - timedelta(days=days)
        Introduction.objects.create(
            owner=book, introducer=get("Ana Ruiz"), other_name="x", state="thanked", asked_at=at, state_at=at, tier=3
        )

    found = asked(book, "org:acme").ways
    assert before[0] == "Ana Ruiz"
    assert found[0].introducer.name == "Cem Ay"
    ana = next(way for way in found if way.introducer.name == "Ana Ruiz")
    assert ana.asked.last_asked_on == TODAY - timedelta(days=40)
    assert ana.chance == pytest.approx(max(way.chance for way in found))


def test_whoever_may_not_be_asked_now_stands_last_with_the_reason(book):
    IntroducerRule.objects.create(owner=book, introducer=get("Ana Ruiz"), kind="never", said_on=TODAY)

    found = asked(book, "org:acme").ways

    assert [(way.introducer.name, way.is_open) for way in found][-1] == ("Ana Ruiz", False)
    assert found[-1].why_not


def test_whoever_would_rather_not_introduce_to_this_person_is_not_to_be_asked(book):
    IntroducerRule.objects.create(
        owner=book, introducer=get("Bo Li"), kind="not_for", about_name="dee FOX", said_on=TODAY
    )
    IntroducerRule.objects.create(
        owner=book, introducer=get("Cem Ay"), kind="not_for", about=get("Dee Fox"), said_on=TODAY
    )
    IntroducerRule.objects.create(
        owner=book, introducer=get("Ana Ruiz"), kind="not_for", about_name="Else", said_on=TODAY
    )

    ways = asked(book, "org:acme").ways

    assert [way.introducer.name for way in ways if way.is_open] == ["Ana Ruiz"]
    assert sorted(way.introducer.name for way in ways if not way.is_open) == ["Bo Li", "Cem Ay"]


def test_outcomes_of_asks_move_the_probability_of_their_tier(book):
    before = {way.introducer.name: way.chance for way in asked(book, "org:acme").ways}

    zed = known(book, "Zed", 1)
    for _ in range(12):
        Introduction.objects.create(
            owner=book, introducer=zed, other_name="x", state="met", asked_at=NOW - timedelta(days=400), tier=1
        )

    after = {way.introducer.name: way.chance for way in asked(book, "org:acme").ways}
    assert after["Cem Ay"] > before["Cem Ay"] * 2
    assert after["Ana Ruiz"] == pytest.approx(before["Ana Ruiz"])


def test_moderately_weak_ties_come_first_where_that_is_chosen(ada):
    goal = make.person(ada, "Goal")
    strong, weak = known(ada, "Strong", 3), known(ada, "Weak", 2)
    for one in (strong, weak):
        knows(one, goal)
    for n in range(10):
        knows(weak, known(ada, f"Other {n}", 1))

    strong_first = [way.introducer.name for way in asked(ada, "person:Goal", weak=False).ways]
    weak_first = [way.introducer.name for way in asked(ada, "person:Goal", weak=True).ways]

    assert strong_first[:2] == ["Strong", "Weak"]
    assert weak_first[:2] == ["Weak", "Strong"]


def test_give_and_take_are_counted_both_ways(book):
    ana = get("Ana Ruiz")
    make.interaction(book, ana, kind="help_given")
    make.interaction(book, ana, kind="introduction", direction="incoming")
    make.interaction(book, ana, kind="help_received")
    make.interaction(book, ana, kind="introduction", direction="mutual")

    found = {way.introducer.name: way.balance for way in asked(book, "org:acme").ways}

    assert (found["Ana Ruiz"].given, found["Ana Ruiz"].taken) == (1, 2)
    assert found["Ana Ruiz"].words == "You helped them once. They helped you 2 times."
    assert "Ask what you can do" in found["Bo Li"].words


def test_inroads_and_those_who_were_there_are_named_where_nobody_is(ada):
    ana = known(ada, "Ana Ruiz", 3)
    known(ada, "Ian Moss", 1, positions=[make.job("Initech", "Clerk", ended="2020", is_current=False)])
    place = Organisation.objects.get(name="Initech")
    Inroad.objects.create(owner=ada, person=ana, organisation=place)

    found = asked(ada, "org:initech")

    assert [(one.person.name, one.text) for one in found.inroads] == [
        ("Ana Ruiz", "knows somebody at Initech"),
        ("Ian Moss", "was there: Clerk, Initech"),
    ]
    assert not found.askable


def test_an_inroad_that_was_denied_or_of_somebody_in_the_bin_is_not_named(ada):
    place = Organisation.objects.create(owner=ada, name="Initech", key="initech")
    for name, sureness in (("Ana", 0), ("Bo", 2)):
        Inroad.objects.create(owner=ada, person=known(ada, name, 2), organisation=place, sureness=sureness)
    people.bin_people([get("Bo")], at=NOW)

    assert asked(ada, "org:initech").inroads == []


def test_where_there_is_no_path_those_whom_one_knows_best_are_to_be_asked(book):
    make.person(book, "Alone")

    assert [person.name for person in asked(book, "person:Alone").askable] == ["Ana Ruiz", "Bo Li", "Cem Ay"]
    assert asked(book, "nothing like it").askable


def test_nobody_of_another_book_in_the_bin_or_merged_appears(book, eve):
    stranger = known(eve, "Stranger", 3, positions=[make.job("Acme")])
    knows(stranger, make.person(eve, "Dee Fox"))
    people.bin_people([get("Ana Ruiz")], at=NOW)
    merging.merge(get("Cem Ay"), get("Bo Li"), at=NOW)

    found = asked(book, "org:acme")

    assert len(found.ways) == 1
    assert found.ways[0].introducer.name in ("Bo Li", "Cem Ay")


def test_the_number_of_queries_does_not_grow(book, django_assert_max_num_queries):
    goal = get("Dee Fox")
    for n in range(30):
        other = make.person(book, f"There {n}", positions=[make.job("Acme")])
        knows(known(book, f"More {n}", 2), goal if n % 2 else other)
    network = load_network(book, TODAY)
    wanted = find(book, read("org:acme"), texts_of(book, network))

    with django_assert_max_num_queries(14):
        found = answer(book, wanted, network, TODAY, weak=True)

    assert len(found.ways) == 10
