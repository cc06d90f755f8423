"""Ties as they are worked out: sums by two clocks, tier and phase, the user's own word, the change of days."""

from __future__ import annotations

import math
import re
from datetime import date, timedelta

import numpy as np
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kith import strength
from kith.interactions import actions as interaction_actions
from kith.interactions.models import Interaction, Participation
from kith.people.models import Person, Phase, Tier
from kith.ties import actions
from kith.ties.models import Tie
from kith.ties.touches import day_number
from tests import make
from tests.make import NOW, TODAY

DAY = timedelta(days=1)


def standing(person: Person) -> tuple[object, ...]:
    """The columns that ties.actions writes."""
    person.refresh_from_db()
    return tuple(getattr(person, column) for column in actions.STANDING)


def raw(levels: list[tuple[float, int]], half_life: float) -> float:
    """Σ units·2^(−age/half-life), by hand."""
    return sum(units * 2 ** (-age / half_life) for units, age in levels)


def scaled(value: float, k: float) -> int:
    return round(100 * (1 - math.exp(-value / k)))


def test_warmth_and_depth_are_the_two_clocks_sums(ada):
    ana, bo = make.person(ada, "Ana"), make.person(ada, "Bo")
    make.interaction(ada, ana, on=TODAY - 100 * DAY)
    make.interaction(ada, ana, bo, on=TODAY - 400 * DAY)
    make.interaction(ada, ana, kind="message", on=TODAY - 10 * DAY, sent=3, received=1)
    make.interaction(ada, ana, kind="introduction", on=TODAY)

    levels = [(3, 100), (3 / math.sqrt(2), 400), (1 + 0.5 * math.log2(3), 10), (4, 0)]
    expected = scaled(raw(levels, 180), 12), scaled(raw(levels, 1460), 30)
    assert standing(ana)[2:5] == (*expected, 4)
    assert standing(ana)[5:] == (TODAY - 400 * DAY, TODAY)


def test_the_stored_sums_are_those_of_the_mathematics(ada):
    ana = make.person(ada, "Ana")
    days = [TODAY - age * DAY for age in (3, 50, 700)]
    for day in days:
        make.interaction(ada, ana, kind="call", on=day)

    numbers = [day_number(day) for day in days]
    expected = [strength.decayed_log2(np.zeros(3, int), numbers, [3, 3, 3], 1, h)[0] for h in (180, 1460)]
    assert [ana.tie.warmth_log2, ana.tie.depth_log2] == pytest.approx(expected, abs=1e-9)


def test_messages_of_one_day_are_weighed_together(ada):
    apart, together = make.person(ada, "Apart"), make.person(ada, "Together")
    make.interaction(ada, apart, kind="message", direction="outgoing")
    make.interaction(ada, apart, kind="email", direction="incoming")
    make.interaction(ada, together, kind="message", sent=1, received=1)

    assert standing(apart)[2:4] == standing(together)[2:4]
    assert (apart.touches, together.touches) == (2, 1)


def test_unanswered_messages_weigh_little_however_many_they_are(ada):
    bulk, friend = make.person(ada, "Newsletter"), make.person(ada, "Friend")
    rows = [(bulk, "incoming", age) for age in range(60)] + [(friend, "mutual", age) for age in range(12)]
    for person, direction, age in rows:
        make.interaction(ada, person, kind="message", direction=direction, on=TODAY - age * DAY)

    bulk.refresh_from_db()
    friend.refresh_from_db()
    assert bulk.warmth < friend.warmth


def test_somebody_never_in_touch_has_no_tier_and_no_phase(ada):
    ana = make.person(ada, "Ana")

    actions.recompute(ada, on=TODAY)

    assert standing(ana) == (None, "", 0, 0, 0, None, None)
    assert not Tie.objects.exists()


def test_being_connected_makes_somebody_known_but_is_no_touch(ada):
    ana = make.person(ada, "Ana")

    make.interaction(ada, ana, kind="connected", on=TODAY - DAY)

    assert standing(ana) == (Tier.KNOWN, "", 2, 1, 0, None, None)


def test_a_touch_that_weighs_nothing_makes_somebody_known_all_the_same(ada):
    ana = make.person(ada, "Ana")

    make.interaction(ada, ana, kind="other")

    assert standing(ana) == (Tier.KNOWN, Phase.ACQUAINTANCE, 0, 0, 1, TODAY, TODAY)


def test_monthly_meetings_make_a_close_and_active_tie_that_later_goes_dormant(ada):
    ana = make.person(ada, "Ana")
    for month in range(24):
        make.interaction(ada, ana, on=TODAY - 30 * month * DAY)

    assert standing(ana)[:2] == (Tier.CLOSE, Phase.ACTIVE)
    actions.keep_current(ada, on=TODAY + 1000 * DAY)
    assert standing(ana)[:2] == (Tier.KNOWN, Phase.DORMANT)


def book(owner) -> list[Person]:
    """A small book with touches of several kinds and ages."""
    people = [make.person(owner, name) for name in ("Ana", "Bo", "Cem", "Dua")]
    for number, kind in enumerate(["meeting", "message", "call", "card", "help_received", "thank_you"] * 3):
        make.interaction(owner, *people[number % 3 : 3], kind=kind, on=TODAY - number * 17 * DAY)
    actions.rate(people[3], rating=3, on=TODAY)
    return people


def everything(owner) -> list[object]:
    """All that is worked out, in a form that can be compared."""
    people = (
        Person.objects.filter(owner=owner)
        .order_by("pk")
        .values_list(*actions.STANDING, "next_touch_on", "cadence_rule")
    )
    ties = Tie.objects.filter(owner=owner).order_by("person").values_list("person", "warmth_log2", "depth_log2")
    return [*people, *ties]


def test_working_out_everybody_at_once_gives_what_touch_by_touch_gave(ada):
    book(ada)
    actions.keep_current(ada, on=TODAY)
    piecemeal = everything(ada)
    Tie.objects.filter(rating=None).delete()
    Person.objects.update(tier=None, phase="", warmth=9, depth=9, touches=9, first_touch_on=None, last_touch_on=None)

    actions.recompute(ada, on=TODAY)

    assert everything(ada) == piecemeal


def test_the_second_time_nothing_is_written_but_the_day(ada):
    book(ada)
    actions.recompute(ada, on=TODAY)

    with CaptureQueriesContext(connection) as queries:
        actions.recompute(ada, on=TODAY)

    written = [found for query in queries for found in re.findall(r'(?:UPDATE|INSERT INTO) "(\w+)"', query["sql"])]
    assert written == ["accounts_user", "network_change"]  # the day, and that stored networks are of an older one


def test_keeping_current_gives_what_working_out_afresh_gives(ada):
    book(ada)
    actions.recompute(ada, on=TODAY)

    actions.keep_current(ada, on=TODAY + 90 * DAY)
    kept = everything(ada)
    actions.recompute(ada, on=TODAY + 90 * DAY)

    assert kept == everything(ada)


def test_keeping_current_is_done_once_a_day(ada, django_assert_num_queries):
    book(ada)
    actions.keep_current(ada, on=TODAY)

    with django_assert_num_queries(0):
        actions.keep_current(ada, on=TODAY)


def test_what_was_written_down_ahead_counts_when_its_day_comes(ada):
    ana = make.person(ada, "Ana")
    ahead = Interaction.objects.create(owner=ada, kind="meeting", on=TODAY + 2 * DAY)
    Participation.objects.create(owner=ada, interaction=ahead, person=ana)
    actions.recompute(ada, on=TODAY)
    assert standing(ana)[4] == 0

    actions.keep_current(ada, on=TODAY + 2 * DAY)
    assert standing(ana)[4:] == (1, TODAY + 2 * DAY, TODAY + 2 * DAY)
    actions.keep_current(ada, on=TODAY + DAY)
    assert standing(ana)[4] == 0


def test_many_people_are_worked_out_as_the_whole_book(ada):
    people = [Person(owner=ada, name=f"P{n}", sort_name=f"p{n}", search_text="") for n in range(actions.MANY + 1)]
    Person.objects.bulk_create(people)
    make.interaction(ada, *Person.objects.all(), kind="event")

    assert Person.objects.filter(touches=1).count() == actions.MANY + 1
    ada.refresh_from_db()
    assert ada.ties_as_of == TODAY


def test_taking_the_last_touch_away_empties_the_tie(ada):
    ana = make.person(ada, "Ana")
    interaction_actions.bin(make.interaction(ada, ana), at=NOW)

    assert standing(ana) == (None, "", 0, 0, 0, None, None)
    assert (ana.tie.warmth_log2, ana.tie.depth_log2) == (None, None)


def test_the_users_own_word_stands_above_what_was_worked_out_and_is_dated(ada):
    ana = make.person(ada, "Ana")
    make.interaction(ada, ana)

    actions.overrule(ana, tier=Tier.CLOSE, on=TODAY)
    make.interaction(ada, ana, kind="card")
    actions.recompute(ada, on=TODAY)

    assert standing(ana)[0] == Tier.CLOSE
    assert ana.tie.own_tier_on == TODAY


def test_a_word_can_be_taken_back(ada):
    ana = make.person(ada, "Ana")
    actions.overrule(ana, tier=Tier.INFERRED, on=TODAY)
    assert standing(ana)[0] == Tier.INFERRED

    actions.overrule(ana, tier=None, on=TODAY + DAY)

    assert standing(ana)[0] is None
    assert Tie.objects.get().own_tier_on is None


def test_a_rating_warms_a_tie_on_the_first_day_and_wears_off(ada):
    ana = make.person(ada, "Ana")

    actions.rate(ana, rating=5, on=TODAY)
    assert standing(ana)[:5] == (Tier.CLOSE, "", scaled(24, 12), scaled(24, 30), 0)
    actions.keep_current(ada, on=TODAY + 400 * DAY)
    assert standing(ana)[0] == Tier.WARM
    actions.rate(ana, rating=None, on=TODAY)
    assert standing(ana)[0] is None


def test_who_is_rated_nothing_is_known_all_the_same(ada):
    ana = make.person(ada, "Ana")

    actions.rate(ana, rating=0, on=TODAY)

    assert ana.tier == Tier.KNOWN


@pytest.mark.parametrize(
    "say", [lambda p: actions.rate(p, rating=6, on=TODAY), lambda p: actions.overrule(p, tier=4, on=TODAY)]
)
def test_words_have_their_range(ada, say):
    with pytest.raises(ValidationError):
        say(make.person(ada, "Ana"))


def test_another_book_is_left_alone(ada, eve):
    mallory = make.person(eve, "Mallory")
    make.interaction(eve, mallory)
    Person.objects.filter(pk=mallory.pk).update(warmth=99)

    actions.recompute(ada, on=TODAY)
    actions.keep_current(ada, on=TODAY + DAY)

    assert standing(mallory)[2] == 99


def test_an_empty_book_can_be_worked_out(ada):
    actions.recompute(ada, on=date(2026, 1, 1))
    actions.keep_current(ada, on=TODAY)

    assert ada.ties_as_of == TODAY
