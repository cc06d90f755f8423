"""Cadences: whose rhythm comes from where, what a touch does to it, and plans."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from kith.cadences import actions, queries
from kith.cadences.models import Cadence, CadenceRule
from kith.interactions import actions as interaction_actions
from kith.people import actions as people_actions
from kith.people.models import Label, Person, Tier
from kith.ties import actions as tie_actions
from tests import make
from tests.make import NOW, TODAY

DAY = timedelta(days=1)


def due(person: Person) -> tuple[object, ...]:
    """When the next touch is, the rhythm, and where it comes from."""
    person.refresh_from_db()
    return person.next_touch_on, person.cadence_days, person.cadence_rule


def in_days(days: int) -> date:
    return TODAY + days * DAY


def test_without_a_touch_there_is_no_rhythm_by_layer(ada):
    ana = make.person(ada, "Ana")
    make.interaction(ada, ana, kind="connected")

    assert due(ana) == (None, None, "")


@pytest.mark.parametrize(
    ("tier", "layer", "days"), [(Tier.CLOSE, 0, 7), (Tier.WARM, 2, 90), (Tier.KNOWN, 3, 180), (Tier.INFERRED, 4, 365)]
)
def test_the_layer_of_a_tie_gives_its_rhythm(ada, tier, layer, days):
    ana = make.person(ada, "Ana")
    make.interaction(ada, ana)

    tie_actions.overrule(ana, tier=tier, on=TODAY)

    assert due(ana) == (in_days(days), days, f"layer:{layer}")


def test_a_layer_has_room_for_so_many_and_the_stronger_go_first(ada):
    people = [make.person(ada, f"P{number}") for number in range(7)]
    for number, person in enumerate(people):
        for _ in range(number):
            make.interaction(ada, person)
        tie_actions.overrule(person, tier=Tier.CLOSE, on=TODAY)
        make.interaction(ada, person)

    tie_actions.keep_current(ada, on=TODAY)

    assert [due(person)[2] for person in people] == ["layer:1"] * 2 + ["layer:0"] * 5


def test_one_person_worked_out_alone_has_the_layer_that_all_together_give(ada):
    rows = [
        Person(
            owner=ada, name=f"P{n}", sort_name=f"p{n}", search_text="", last_touch_on=TODAY,
            tier=(1, 1, 2, 3)[n % 4], warmth=n * 7 % 60, depth=n * 11 % 50,
        )
        for n in range(400)
    ]  # fmt: skip
    Person.objects.bulk_create(rows)
    actions.recompute(ada, on=TODAY)
    together = dict(Person.objects.values_list("pk", "cadence_rule"))
    Person.objects.update(cadence_rule="")

    for pk in list(together)[::7]:
        actions.recompute(ada, on=TODAY, person_ids=[pk])
        assert Person.objects.get(pk=pk).cadence_rule == together[pk]
    assert sorted(set(together.values())) == [f"layer:{layer}" for layer in range(5)]


def test_a_rule_for_a_layer_takes_the_place_of_the_default_until_it_is_removed(ada):
    ana = make.person(ada, "Ana")
    make.interaction(ada, ana)

    rule = actions.set_rule(ada, layer=3, days=100, on=TODAY)
    assert due(ana) == (in_days(100), 100, "layer:3")
    assert actions.set_rule(ada, layer=3, days=None, on=TODAY) == rule
    assert due(ana) == (None, None, "layer:3")
    actions.remove_rule(rule, on=TODAY)
    assert due(ana) == (in_days(180), 180, "layer:3")


def test_the_own_rhythm_stands_above_the_label_the_label_above_the_relation_the_relation_above_the_layer(ada):
    ana = make.person(ada, "Ana", relation="customer", labels=["a", "b", "c"])
    make.interaction(ada, ana)
    labels = {label.name: label for label in Label.objects.all()}

    actions.set_rule(ada, relation="customer", days=60, on=TODAY)
    assert due(ana) == (in_days(60), 60, "relation:customer")
    actions.set_rule(ada, label=labels["a"], days=None, on=TODAY)
    assert due(ana) == (None, None, f"label:{labels['a'].pk}")
    actions.set_rule(ada, label=labels["b"], days=50, on=TODAY)
    actions.set_rule(ada, label=labels["c"], days=40, on=TODAY)
    assert due(ana) == (in_days(40), 40, f"label:{labels['c'].pk}")
    actions.set_cadence([ana], days=10, on=TODAY)
    assert due(ana) == (in_days(10), 10, "own")
    actions.set_cadence([ana], days=None, never=True, on=TODAY)
    assert due(ana) == (None, None, "never")
    actions.set_cadence([ana], days=None, on=TODAY)
    assert due(ana)[2] == f"label:{labels['c'].pk}"


def test_a_label_and_a_relation_bring_their_rhythm_at_once(ada):
    ana = make.person(ada, "Ana")
    label = people_actions.label_people([make.person(ada, "Bo")], "mentors", at=NOW)
    actions.set_rule(ada, label=label, days=21, on=TODAY)
    actions.set_rule(ada, relation="friend", days=14, on=TODAY)

    people_actions.set_relation([ana], "friend", at=NOW)
    assert due(ana)[1:] == (14, "relation:friend")
    people_actions.label_people([ana], "mentors", at=NOW)
    assert due(ana)[1:] == (21, f"label:{label.pk}")


def test_a_rhythm_that_was_asked_for_counts_from_the_persons_arrival_where_there_was_no_touch(ada):
    ana = make.person(ada, "Ana", created_at=NOW - 20 * DAY)

    actions.set_cadence([ana], days=30, on=TODAY)

    assert due(ana) == (in_days(10), 30, "own")


@pytest.mark.parametrize("rule", [{}, {"layer": 1, "relation": "friend"}, {"layer": 5}, {"relation": "foe"}])
def test_a_rule_is_for_one_layer_label_or_relation(ada, rule):
    with pytest.raises(ValidationError):
        actions.set_rule(ada, days=7, on=TODAY, **rule)

    assert not CadenceRule.objects.exists()


def test_a_rule_is_not_for_a_label_of_another_book(ada, eve):
    make.person(eve, "Mallory", labels=["hers"])

    with pytest.raises(ValidationError, match="not in your book"):
        actions.set_rule(ada, label=Label.objects.get(), days=7, on=TODAY)


@pytest.mark.parametrize("days", [0, 3651])
def test_a_rhythm_is_between_a_day_and_ten_years(ada, days):
    ana = make.person(ada, "Ana")

    with pytest.raises(ValidationError):
        actions.set_cadence([ana], days=days, on=TODAY)
    with pytest.raises(ValidationError):
        actions.set_rule(ada, layer=0, days=days, on=TODAY)


def test_setting_the_rhythm_of_nobody_does_nothing(ada):
    actions.set_cadence([], days=7, on=TODAY)

    assert not Cadence.objects.exists()


def test_a_planned_touch_stands_above_everything_even_peace(ada):
    ana = make.person(ada, "Ana")
    actions.set_cadence([ana], days=None, never=True, on=TODAY)

    actions.plan(ana, on=in_days(3), note=" Ask about\nthe report ", today=TODAY)

    assert due(ana) == (in_days(3), None, "plan")
    assert (ana.cadence.plan_note, ana.cadence.never) == ("Ask about the report", True)
    actions.unplan(ana, today=TODAY)
    assert due(ana) == (None, None, "never")


def test_nothing_can_be_planned_for_a_day_gone_by(ada):
    with pytest.raises(ValidationError, match="today or a later day"):
        actions.plan(make.person(ada, "Ana"), on=TODAY - DAY, today=TODAY)


@pytest.mark.parametrize(
    ("planned", "touched", "is_fulfilled"),
    [
        (20, 12, False),  # eight days before
        (20, 13, True),  # seven days before
        (20, 25, True),
        (3, 0, False),  # on the day the plan was made
        (3, 1, True),
        (0, 0, True),  # planned for today, and done
    ],
)
def test_a_plan_is_fulfilled_by_a_later_touch_from_seven_days_before_on(ada, planned, touched, is_fulfilled):
    ana = make.person(ada, "Ana")
    actions.plan(ana, on=in_days(planned), today=TODAY)

    make.interaction(ada, ana, on=in_days(touched), now=NOW + touched * DAY)

    assert (due(ana)[2] != "plan") is is_fulfilled
    assert (queries.open_plan(ana) is None) is is_fulfilled


def test_taking_the_touch_back_gives_the_plan_back(ada):
    ana = make.person(ada, "Ana")
    actions.plan(ana, on=in_days(0), note="Call", today=TODAY)
    touch = make.interaction(ada, ana)
    assert due(ana)[2] == "layer:3"

    interaction_actions.bin(touch, at=NOW)

    assert due(ana) == (TODAY, None, "plan")


def test_a_follow_up_that_was_said_is_planned_in_place_of_an_earlier_plan(ada):
    ana, bo = make.person(ada, "Ana"), make.person(ada, "Bo")
    actions.plan(ana, on=in_days(1), note="Old", today=TODAY)

    make.interaction(ada, ana, bo, follow_up_on=in_days(14))

    assert due(ana)[::2] == due(bo)[::2] == (in_days(14), "plan")
    ana.cadence.refresh_from_db()
    assert ana.cadence.plan_note == ""


def test_a_follow_up_moves_and_goes_with_its_interaction(ada):
    ana, bo, cem = (make.person(ada, name) for name in ("Ana", "Bo", "Cem"))
    touch = make.interaction(ada, ana, bo, follow_up_on=in_days(14))

    touch = interaction_actions.edit(touch, version=1, now=NOW, follow_up_on=in_days(20), people=[ana, cem])
    assert [due(person)[0] for person in (ana, bo, cem)] == [in_days(20), None, in_days(20)]
    interaction_actions.bin(touch, at=NOW)
    assert due(ana)[0] is None
    interaction_actions.restore(touch, at=NOW)
    assert due(ana)[0] == in_days(20)
    interaction_actions.edit(touch, version=2, now=NOW, follow_up_on=None)
    assert due(ana)[2] == "layer:3"


def test_binning_an_interaction_leaves_a_later_plan_alone(ada):
    ana = make.person(ada, "Ana")
    touch = make.interaction(ada, ana, follow_up_on=in_days(14))
    actions.plan(ana, on=in_days(30), today=TODAY)

    interaction_actions.bin(touch, at=NOW)

    assert due(ana)[0] == in_days(30)


def test_a_follow_up_whose_day_has_passed_is_not_planned_again_by_a_restore(ada):
    ana = make.person(ada, "Ana")
    touch = make.interaction(ada, ana, follow_up_on=in_days(2))
    interaction_actions.bin(touch, at=NOW)

    interaction_actions.restore(touch, at=NOW + 10 * DAY)

    assert due(ana)[2] == "layer:3"


def test_the_bin_has_no_rhythm_of_its_own_and_coming_back_brings_it_up_to_date(ada):
    ana = make.person(ada, "Ana")
    make.interaction(ada, ana)
    people_actions.bin_people([ana], at=NOW)
    actions.set_rule(ada, layer=3, days=100, on=TODAY)
    assert due(ana)[1] == 180

    people_actions.restore_people([ana])

    assert due(ana)[1] == 100


def test_another_book_is_left_alone(ada, eve):
    mallory = make.person(eve, "Mallory")
    make.interaction(eve, mallory)
    make.interaction(ada, make.person(ada, "Ana"))

    actions.set_rule(ada, layer=3, days=5, on=TODAY)
    actions.follow_up(ada, [mallory.pk], before=None, after=in_days(1), today=TODAY)

    assert due(mallory)[1:] == (180, "layer:3")
