"""What introductions tell others: outcomes by tier, who may be asked, what waits."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

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
    assert list(queries.waiting(ada, TODAY + timedelta(days=6))) == []
    assert list(queries.waiting(ada, TODAY + timedelta(days=7))) == [made]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Anchorage"])
def test_the_week_is_counted_in_the_users_calendar(ada, zone):
    ada.time_zone = zone
    ada.save()
    made = given.asked_for(ada)
    for hours in range(0, 24, 5):
        at = NOW + timedelta(hours=hours)
        Introduction.objects.filter(pk=made.pk).update(state="introduced", state_at=at)
        a_week_later = ada.today(at) + timedelta(days=7)
        assert not queries.waiting(ada, a_week_later - timedelta(days=1)).exists()
        assert queries.waiting(ada, a_week_later).exists()


def test_each_introduction_stands_in_one_part_of_the_list(ada, eve):
    for kind, state in product(Introduction.Kind.values, Introduction.State.values):
        for days in (0, 30):
            Introduction.objects.create(
                owner=ada, kind=kind, state=state, state_at=NOW - days * DAY, other_name=f"{kind} {state} {days}"
            )
    parts = (queries.waiting, queries.under_way, queries.over)

    found = [one.pk for part in parts for one in part(ada, TODAY)]

    assert sorted(found) == sorted(Introduction.objects.values_list("pk", flat=True))
    assert not any(part(eve, TODAY).exists() for part in parts)


def test_who_shows_a_few_reads_a_few_however_many_wait(ada, django_assert_num_queries):
    ana = given.ana(ada)
    for number in range(30):
        actions.draft(ada, introducer=ana, other_name=f"Person {number}", at=NOW + number * DAY)
    with django_assert_num_queries(1) as asked:
        shown = list(queries.waiting(ada, TODAY)[:3])
    assert [one.to for one in shown] == ["Person 0", "Person 1", "Person 2"]
    assert asked[0]["sql"].endswith("LIMIT 3")


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
