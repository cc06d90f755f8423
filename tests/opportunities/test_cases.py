"""Through whom an opportunity came, at which level they stood then, and how long they had been known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kith.opportunities import actions, cases
from kith.opportunities.cases import Told
from kith.ties import actions as ties
from tests import make
from tests.make import NOW, TODAY
from tests.opportunities.given import introduction, opportunity

pytestmark = pytest.mark.django_db


def day(days: int):
    return TODAY + timedelta(days=days)


def only(owner) -> Told:
    [told] = cases.load(owner)
    return told


def often(owner, person, *, until: int) -> None:
    """A year of fortnightly meetings, the last one so many days from today."""
    for days in range(until - 364, until + 1, 14):
        make.interaction(owner, person, on=day(days))


def test_an_application_without_a_contact_came_through_nobody(ada):
    opportunity(ada, stage="applied", source="application", people=[make.person(ada, "Hal Hiring")])
    told = only(ada)
    assert (told.through, told.case.level, told.case.months, told.case.levels) == (None, None, None, frozenset())


def test_without_a_chain_it_came_through_the_first_who_was_named(ada):
    bo, cy = make.person(ada, "Bo Li"), make.person(ada, "Cy Moe")
    opportunity(ada, source="person", people=[bo, cy])
    assert only(ada).through == bo


def test_with_a_chain_it_came_through_the_last_person_in_it(ada):
    bo, cy, di = (make.person(ada, name) for name in ("Bo Li", "Cy Moe", "Di Noe"))
    one = opportunity(ada, source="application", people=[bo])
    actions.link(one, introduction=introduction(ada, bo, cy), at=NOW)
    assert only(ada).through == cy
    actions.link(one, interaction=make.interaction(ada, di, bo, on=day(-1)), at=NOW)
    assert only(ada).through == di
    actions.link(one, text="An advertisement that they sent", at=NOW)
    assert only(ada).through == di


def test_who_was_first_spoken_with_in_the_chain_was_at_level_three(ada):
    bo = make.person(ada, "Bo Li")
    one = opportunity(ada, on=day(-5))
    actions.link(one, interaction=make.interaction(ada, bo, on=day(-10)), at=NOW)
    make.interaction(ada, bo, on=TODAY)
    assert (only(ada).case.level, only(ada).case.months) == (3, 0)


def test_who_had_been_met_once_before_was_at_level_two(ada):
    bo = make.person(ada, "Bo Li")
    make.interaction(ada, bo, on=day(-300))
    one = opportunity(ada, on=day(-5))
    actions.link(one, interaction=make.interaction(ada, bo, on=day(-10)), at=NOW)
    assert (only(ada).case.level, only(ada).case.months) == (2, 9)


def test_who_was_met_every_fortnight_was_at_level_one_whatever_became_of_it(ada):
    bo = make.person(ada, "Bo Li")
    often(ada, bo, until=-1200)
    one = opportunity(ada, on=day(-1190))
    actions.link(one, person=bo, on=day(-1195), at=NOW)
    ties.recompute(ada, on=TODAY)
    bo.refresh_from_db()
    assert bo.tier != 3
    assert only(ada).case.level == 1


def test_being_connected_on_a_platform_is_no_conversation(ada):
    bo = make.person(ada, "Bo Li")
    make.interaction(ada, bo, kind="connected", on=day(-700))
    one = opportunity(ada, on=day(-5))
    actions.link(one, interaction=make.interaction(ada, bo, on=day(-40)), at=NOW)
    assert only(ada).case.months == 1


def test_the_users_own_word_counts_from_the_day_on_which_it_was_given(ada):
    bo = make.person(ada, "Bo Li")
    ties.overrule(bo, tier=3, on=day(-100))
    before, after = (opportunity(ada, title, people=[bo], source="person") for title in ("before", "after"))
    for one, on in ((before, -100), (after, -99)):
        actions.edit(one, title=one.title, began_on=day(on), at=NOW)
    assert [(told.opportunity.title, told.case.level) for told in cases.load(ada)] == [("before", 3), ("after", 1)]


def test_a_rating_makes_somebody_known_from_its_day(ada):
    bo = make.person(ada, "Bo Li")
    ties.rate(bo, rating=0, on=day(-50))
    opportunity(ada, "earlier", people=[bo], source="person", on=day(-50))
    opportunity(ada, "later", people=[bo], source="person", on=day(-49))
    assert [told.case.level for told in cases.load(ada)] == [3, 2]


def test_the_day_of_an_introduction_is_the_one_on_which_it_was_asked_for(ada):
    bo, cy = make.person(ada, "Bo Li"), make.person(ada, "Cy Moe")
    asked = introduction(ada, bo, cy, asked_at=datetime.combine(day(-30), datetime.min.time(), UTC))
    make.interaction(ada, cy, on=day(-20))
    make.interaction(ada, bo, on=day(-31))
    opportunity(ada, introduction=asked, source="introduction")
    told = only(ada)
    assert (told.through, told.case.level, told.case.levels, told.case.months) == (cy, 3, frozenset({2, 3}), 0)


def test_everything_that_it_ever_was_is_known(ada):
    one = opportunity(ada, on=day(-50), since=[("interview", day(-40)), ("lost", day(-30))])
    case = only(ada).case
    assert (case.stage, case.reached) == ("lost", frozenset({"heard", "interview", "lost"}))
    actions.bin(one, at=NOW)
    assert cases.load(ada) == []


def test_the_number_of_queries_does_not_grow(ada):
    asked = []
    for count in (1, 12):
        for number in range(count):
            bo, cy = (make.person(ada, f"{name} {count} {number}") for name in ("Bo", "Cy"))
            one = opportunity(ada, people=[bo], introduction=introduction(ada, bo, cy), source="introduction")
            actions.link(one, interaction=make.interaction(ada, cy), at=NOW)
        with CaptureQueriesContext(connection) as queries:
            assert len(cases.load(ada)) >= count
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 7
