"""The list of the day: who is on it, in which order, and when it ends."""

from datetime import timedelta

from kith.cadences import actions as cadences
from kith.interactions import actions as interactions
from kith.interactions.models import Kind
from kith.people.models import Occasion
from kith.today import actions, queries
from tests import make

TODAY = make.TODAY


def shown(owner, on=TODAY, **more):
    """Return name and reason of each suggestion."""
    return [(s.person.name, s.why.code) for s in queries.day(owner, on, **more).suggestions]


def planned(owner, *names):
    people = [make.person(owner, name) for name in names]
    for person in people:
        cadences.plan(person, on=TODAY, today=TODAY - timedelta(days=20))
    return people


def test_an_empty_book_gives_an_empty_day(ada):
    day = queries.day(ada, TODAY)

    assert (day.suggestions, day.answered, day.size) == ((), 0, 7)


def test_no_more_people_than_the_user_wants(ada):
    planned(ada, *"ABCDEFGHIJ")

    assert len(shown(ada)) == 7
    assert len(shown(ada, size=3)) == 3


def test_promises_come_before_plans_and_plans_before_birthdays(ada):
    make.person(ada, "Cem", occasions=[Occasion(kind="birthday", month=11, day=24)])
    planned(ada, "Bo")
    interactions.promise(make.person(ada, "Ana"), by="me", what="the report", due_on=TODAY)

    assert shown(ada) == [("Ana", "promise"), ("Bo", "planned"), ("Cem", "occasion")]


def test_no_reason_takes_more_than_three_places_while_another_waits(ada):
    planned(ada, "A", "B", "C", "D", "E")
    for name in "VWXYZ":
        make.person(ada, name, occasions=[Occasion(kind="birthday", month=11, day=24)])

    codes = [code for _, code in shown(ada, size=6)]

    assert codes == ["planned"] * 3 + ["occasion"] * 3


def test_somebody_with_several_reasons_stands_once_and_the_others_are_told_beside(ada):
    ana = make.person(ada, "Ana", occasions=[Occasion(kind="birthday", month=11, day=24)])
    interactions.promise(ana, by="me", what="the report", due_on=TODAY)

    [suggestion] = queries.day(ada, TODAY).suggestions

    assert suggestion.why.code == "promise"
    assert [why.code for why in suggestion.reasons] == ["promise", "occasion"]


def test_what_was_answered_today_takes_a_place_so_that_the_list_ends(ada):
    people = planned(ada, *"ABCDEFGHIJ")
    first = queries.day(ada, TODAY).suggestions
    for suggestion in first:
        actions.not_needed(suggestion.person, reason="planned", evidence=suggestion.why.evidence, on=TODAY)

    day = queries.day(ada, TODAY)

    assert (day.suggestions, day.answered) == ((), 7)
    assert len(shown(ada, on=TODAY + timedelta(days=1))) == len(people) - 7


def test_what_was_not_answered_stays_for_tomorrow(ada):
    planned(ada, "Ana")

    assert shown(ada, on=TODAY + timedelta(days=1)) == [("Ana", "planned")]


def test_every_suggestion_has_an_opener_and_a_link_to_its_evidence(ada):
    planned(ada, "Ana")

    [suggestion] = queries.day(ada, TODAY).suggestions

    assert suggestion.opener.startswith("Hello Ana")
    assert suggestion.why.url == f"/people/{suggestion.person.pk}/#next-touch"


def test_the_week_shows_what_is_planned_promised_celebrated_and_due_on_its_day(ada):
    cadences.plan(make.person(ada, "Ana"), on=TODAY + timedelta(days=2), today=TODAY)
    interactions.promise(make.person(ada, "Bo"), by="me", what="a call", due_on=TODAY + timedelta(days=3))
    make.person(ada, "Cem", occasions=[Occasion(kind="birthday", month=11, day=27)])
    due = make.person(ada, "Dee")
    cadences.set_cadence([due], days=30, on=TODAY)
    make.interaction(ada, due, kind=Kind.CALL, on=TODAY - timedelta(days=26))

    week = {day.day: [(why.code) for why in found] for day, found in queries.week(ada, TODAY, TODAY)}

    assert week == {23: [], 24: [], 25: ["planned"], 26: ["promise"], 27: ["occasion", "due"], 28: [], 29: []}


def test_the_number_of_queries_does_not_grow_with_the_book(ada, django_assert_max_num_queries):
    planned(ada, *"ABCDEFGHIJKLMNOP")
    for name in "QRSTUVW":
        make.person(ada, name, occasions=[Occasion(kind="birthday", month=11, day=24)])

    with django_assert_max_num_queries(16):
        queries.day(ada, TODAY)


def test_the_week_speaks_of_its_days_as_seen_from_today(ada):
    interactions.promise(make.person(ada, "Bo"), by="me", what="a call", due_on=TODAY + timedelta(days=6))

    words = [why.words for _, found in queries.week(ada, TODAY, TODAY) for why in found]

    assert words == ["You promised a call for 29 November."]
