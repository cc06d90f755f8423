"""What may have come before is proposed from what the book knows, and stands in the chain only once the user says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kith.opportunities import actions, queries
from tests import make
from tests.make import NOW, TODAY
from tests.opportunities.given import chain_of, introduction, opportunity

pytestmark = pytest.mark.django_db


def day(days: int):
    return TODAY + timedelta(days=days)


def moment(days: int) -> datetime:
    return datetime.combine(day(days), datetime.min.time(), UTC) + timedelta(hours=9)


def words(one) -> list[str]:
    return [link.words for link in queries.page_of(one).proposed]


def test_a_talk_then_the_introduction_then_the_talk_that_led_to_it(ada):
    bo, cy = make.person(ada, "Bo Li"), make.person(ada, "Cy Moe")
    make.interaction(ada, bo, kind="call", on=day(-60))
    introduction(ada, bo, cy, asked_at=moment(-50))
    make.interaction(ada, bo, kind="call", on=day(-20))
    make.interaction(ada, cy, on=day(-10))

    one = opportunity(ada, people=[cy], on=day(-5))

    assert words(one) == ["Call with Bo Li", "Bo Li introduced you to Cy Moe", "Meeting with Cy Moe"]
    assert [link.on for link in queries.page_of(one).proposed] == [day(-60), day(-50), day(-10)]
    assert chain_of(one) == []


def test_what_is_accepted_stands_in_the_chain_in_that_order_and_is_proposed_no_more(ada):
    bo, cy = make.person(ada, "Bo Li"), make.person(ada, "Cy Moe")
    asked = introduction(ada, bo, cy, asked_at=moment(-50))
    talk = make.interaction(ada, bo, kind="call", on=day(-60))
    one = opportunity(ada, introduction=asked, people=[cy])

    actions.accept(one, queries.proposed(one), at=NOW)

    assert [(link.interaction, link.introduction) for link in one.chain.all()] == [(talk, None), (None, asked)]
    assert queries.proposed(one) == []


def test_through_whom_somebody_was_met_is_proposed_with_the_day(ada):
    bo = make.person(ada, "Bo Li")
    cy = make.person(ada, "Cy Moe", met_through=bo, met_on=day(-40).isoformat())
    make.interaction(ada, bo, kind="call", on=day(-41))
    make.interaction(ada, cy, on=day(-10))
    one = opportunity(ada, people=[cy], on=day(-5))
    assert words(one) == ["Call with Bo Li", "Through Bo Li", "Meeting with Cy Moe"]


def test_of_an_introduction_on_an_unknown_day_no_talk_is_guessed(ada):
    bo = make.person(ada, "Bo Li")
    cy = make.person(ada, "Cy Moe", met_through=bo, met_on="2024")
    make.interaction(ada, bo, kind="call", on=day(-20))
    one = opportunity(ada, people=[cy])
    assert words(one) == ["Through Bo Li"]
    actions.accept(one, queries.proposed(one), at=NOW)
    assert words(one) == []


def test_before_a_talk_in_the_chain_comes_how_its_first_person_was_met(ada):
    bo = make.person(ada, "Bo Li")
    cy = make.person(ada, "Cy Moe", met_through=bo)
    one = opportunity(ada)
    actions.link(one, interaction=make.interaction(ada, cy, on=day(-3)), at=NOW)
    assert words(one) == ["Through Bo Li"]


def test_before_words_nothing_is_known(ada):
    one = opportunity(ada, people=[make.person(ada, "Cy Moe", met_through=make.person(ada, "Bo Li"))])
    actions.link(one, text="A party", at=NOW)
    assert words(one) == []


def test_an_introduction_that_did_not_come_about_is_not_proposed(ada):
    bo, cy = make.person(ada, "Bo Li"), make.person(ada, "Cy Moe")
    introduction(ada, bo, cy, state="expired", asked_at=moment(-50))
    assert words(opportunity(ada, people=[cy])) == []


def test_what_came_later_is_not_proposed(ada):
    cy = make.person(ada, "Cy Moe")
    make.interaction(ada, cy, on=TODAY)
    assert words(opportunity(ada, people=[cy], on=day(-5))) == []


def test_two_who_met_through_one_another_do_not_go_round_and_round(ada):
    bo = make.person(ada, "Bo Li")
    cy = make.person(ada, "Cy Moe", met_through=bo)
    bo.met_through = cy
    bo.save()
    assert words(opportunity(ada, people=[cy])) == ["Through Cy Moe", "Through Bo Li"]
