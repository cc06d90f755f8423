"""Where the next touch comes from, in words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kith.cadences import actions, queries
from kith.people.models import Label, Person, Tier
from kith.ties import actions as tie_actions
from tests import make
from tests.make import TODAY


def why(person: Person) -> str:
    person.refresh_from_db()
    return queries.why_next(person)


def test_rules_are_the_defaults_with_the_users_own_in_their_place(ada, eve):
    make.person(ada, "Ana", labels=["mentors"])
    label = Label.objects.get()
    actions.set_rule(ada, layer=1, days=None, on=TODAY)
    actions.set_rule(ada, label=label, days=21, on=TODAY)
    actions.set_rule(ada, relation="friend", days=14, on=TODAY)
    actions.set_rule(eve, layer=0, days=1, on=TODAY)

    assert queries.rules(ada) == queries.Rules((7, None, 90, 180, 365), {label.pk: 21}, {"friend": 14})


def test_nothing_is_said_before_there_is_a_rhythm(ada):
    assert why(make.person(ada, "Ana")) == ""


def test_a_rhythm_by_layer_says_how_close_the_person_is(ada):
    ana = make.person(ada, "Ana Ruiz")
    make.interaction(ada, ana)

    assert why(ana) == "Every 180 days: Ana is one of your closest 150 people."
    tie_actions.overrule(ana, tier=Tier.INFERRED, on=TODAY)
    assert why(ana) == "Every 365 days, as for everybody you know less well."


def test_a_rhythm_that_the_user_set_says_so(ada):
    ana = make.person(ada, "Ana Ruiz", relation="customer", labels=["mentors"])

    actions.set_rule(ada, relation="customer", days=None, on=TODAY)
    assert why(ana) == "Never, as you set it for “Customer”."
    actions.set_rule(ada, label=Label.objects.get(), days=21, on=TODAY)
    assert why(ana) == "Every 21 days, as you set it for people with the label “mentors”."
    actions.set_cadence([ana], days=1, on=TODAY)
    assert why(ana) == "Every day, as you set it for Ana."
    actions.set_cadence([ana], days=None, never=True, on=TODAY)
    assert why(ana) == "You asked for peace here: Kith does not remind you of Ana."


@pytest.mark.parametrize(("note", "ending"), [("", "."), ("ask about the report", ": ask about the report")])
def test_a_plan_says_for_when_and_what_for(ada, note, ending):
    ana = make.person(ada, "Ana")

    actions.plan(ana, on=TODAY + timedelta(days=10), note=note, today=TODAY)

    assert why(ana) == f"You planned it for 3 December{ending}"


def test_without_a_cadence_there_is_no_open_plan(ada):
    ana = make.person(ada, "Ana")
    assert queries.open_plan(ana) is None

    actions.plan(ana, on=TODAY, today=TODAY)

    assert queries.open_plan(ana) == ana.cadence
