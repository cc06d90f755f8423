"""What introductions tell others: outcomes by tier, who may be asked, what waits."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kith.introductions import actions, queries
from kith.introductions.models import Introduction
from kith.introductions.moves import Actor, Door
from kith.people.models import Tier
from tests import make
from tests.introductions import given
from tests.make import NOW, TODAY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def asked(owner, person, at=NOW, then: str = "") -> Introduction:
    begun = actions.draft(owner, introducer=person, other_name="Somebody", at=at)
    actions.act(begun, actor=Actor.ME, move="asked", door=Door.OWN, at=at)
    if then:
        actor, door = (Actor.KITH, Door.CLOCK) if then == "expire" else (Actor.INTRODUCER, Door.TOLD)
        actions.act(begun, actor=actor, move=then, door=door, at=at + 14 * DAY)
    return begun


def people_of(owner, tier: int, number: int):
    people = [make.person(owner, f"Person {tier} {n}") for n in range(number)]
    for person in people:
        person.tier = tier
        person.save(update_fields=["tier"])
    return people


def test_outcomes_count_asks_that_have_ended_or_were_agreed_to_by_tier(ada, eve):
    for person, then in zip(people_of(ada, Tier.WARM, 4), ["agree", "agree", "expire", ""], strict=True):
        asked(ada, person, then=then)
    for person, then in zip(people_of(ada, Tier.KNOWN, 2), ["expire", "not_now"], strict=True):
        asked(ada, person, then=then)

    assert queries.outcomes(ada) == {Tier.WARM: (3, 2), Tier.KNOWN: (2, 0)}
    assert queries.outcomes(eve) == {}


def test_the_tier_is_the_one_of_the_day_of_asking(ada):
    [person] = people_of(ada, Tier.WARM, 1)
    asked(ada, person, then="agree")
    person.tier = Tier.CLOSE
    person.save(update_fields=["tier"])
    assert queries.outcomes(ada) == {Tier.WARM: (1, 1)}


def test_an_introducer_rests_after_an_ask_that_came_to_nothing(ada):
    ana = given.ana(ada)
    asked(ada, ana, then="expire")
    until = TODAY + timedelta(days=14) + queries.REST

    before, after = (queries.introducers(ada, day)[ana.pk] for day in (until - timedelta(days=1), until))

    assert (before.is_open, before.next_on) == (False, until)
    assert "rest" in before.why_not
    assert (after.is_open, after.why_not) == (True, "")


def test_asks_of_ninety_days_are_counted(ada):
    ana = given.ana(ada)
    for days in (100, 60, 20):
        asked(ada, ana, at=NOW - days * DAY, then="agree")
    found = queries.introducers(ada, TODAY)[ana.pk]
    assert (found.asked_90_days, found.last_asked_on) == (2, TODAY - timedelta(days=20))


def test_who_may_be_asked_is_found_by_two_questions(ada, django_assert_num_queries):
    for person in people_of(ada, Tier.WARM, 12):
        asked(ada, person, then="agree")
    with django_assert_num_queries(2):
        assert len(queries.introducers(ada, TODAY)) == 12


def test_a_meeting_is_asked_about_after_a_week(ada):
    made = given.asked_for(ada)
    Introduction.objects.filter(pk=made.pk).update(state="introduced", state_at=NOW)
    assert queries.waiting(ada, TODAY + timedelta(days=6)) == []
    assert queries.waiting(ada, TODAY + timedelta(days=7)) == [made]


def test_a_persons_page_is_told_of_every_part(ada):
    made = given.asked_for(ada)
    other = given.other_of(made)
    assert queries.about(given.introducer_of(made)).introductions == [made]
    assert queries.about(other).introductions == [made]
    assert queries.about(make.person(ada, "Cem")).introductions == []
    other.is_self = True
    assert queries.about(other) is None


def test_a_pitch_speaks_for_the_target(ada):
    from kith.targets.models import Pitch, Target

    target = Target.objects.create(owner=ada, sentence="To plan grids.")
    assert queries.pitch_of(None) == ""
    assert queries.pitch_of(target) == "To plan grids."
    Pitch.objects.create(owner=ada, target=target, length="short", text="Grids, please.")
    Pitch.objects.create(owner=ada, target=target, length="short", version=2, text="I plan grids.")
    assert queries.pitch_of(target) == "I plan grids."
