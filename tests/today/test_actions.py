"""Answering a suggestion."""

from datetime import timedelta

import pytest

from kith.cadences import actions as cadences
from kith.errors import Refused
from kith.interactions import actions as interactions
from kith.interactions.models import Interaction, Kind
from kith.today import actions, queries
from kith.today.models import Answer
from tests import make

TODAY = make.TODAY


@pytest.fixture
def suggestion(ada):
    """Ana, whose touch was planned for today."""
    cadences.plan(make.person(ada, "Ana Ruiz"), on=TODAY, today=TODAY - timedelta(days=20))
    return queries.day(ada, TODAY).suggestions[0]


def answer(suggestion, how, **more):
    said = {"reason": suggestion.why.code, "evidence": suggestion.why.evidence}
    return how(suggestion.person, on=TODAY, **said, **more)


def names(owner, on=TODAY):
    return [s.person.name for s in queries.day(owner, on).suggestions]


def test_done_logs_a_touch_and_resets_the_cadence(ada, suggestion):
    cadences.set_cadence([suggestion.person], days=30, on=TODAY)

    answer(suggestion, actions.done, now=make.NOW, notes="She likes Lisbon")

    suggestion.person.refresh_from_db()
    touch = Interaction.objects.get()
    assert (touch.kind, touch.on, touch.notes) == (Kind.MESSAGE, TODAY, "She likes Lisbon")
    assert suggestion.person.last_touch_on == TODAY
    assert suggestion.person.next_touch_on == TODAY + timedelta(days=30)
    assert names(ada) == []


def test_done_keeps_the_promise_that_was_the_reason(ada):
    promise = interactions.promise(make.person(ada, "Ana"), by="me", what="the report", due_on=TODAY)
    [suggestion] = queries.day(ada, TODAY).suggestions

    given = answer(suggestion, actions.done, now=make.NOW)

    promise.refresh_from_db()
    assert promise.kept_on == TODAY

    actions.take_back(given, at=make.NOW)

    promise.refresh_from_db()
    assert promise.kept_on is None


def test_done_for_thanks_owed_is_a_thank_you(ada):
    ana = make.person(ada, "Ana")
    make.interaction(ada, ana, kind=Kind.HELP_RECEIVED, direction="incoming", on=TODAY - timedelta(days=3))
    [suggestion] = queries.day(ada, TODAY).suggestions

    answer(suggestion, actions.done, now=make.NOW)

    assert Interaction.objects.filter(kind=Kind.THANK_YOU).count() == 1


def test_later_brings_the_person_back_on_the_day_chosen(ada, suggestion):
    answer(suggestion, actions.snooze, until=TODAY + timedelta(days=7))

    assert names(ada) == []
    assert names(ada, TODAY + timedelta(days=6)) == []
    assert names(ada, TODAY + timedelta(days=7)) == ["Ana Ruiz"]


def test_later_must_be_later(ada, suggestion):
    with pytest.raises(Refused, match="after today"):
        answer(suggestion, actions.snooze, until=TODAY)

    assert not Answer.objects.exists()


def test_not_needed_silences_this_reason_for_good_but_not_the_person(ada, suggestion):
    answer(suggestion, actions.not_needed)
    interactions.promise(suggestion.person, by="me", what="the report", due_on=TODAY + timedelta(days=10))

    assert names(ada, TODAY + timedelta(days=5)) == []
    assert names(ada, TODAY + timedelta(days=10)) == ["Ana Ruiz"]


def test_an_answer_taken_back_takes_its_touch_with_it(ada, suggestion):
    given = answer(suggestion, actions.done, now=make.NOW)

    actions.take_back(given, at=make.NOW)

    suggestion.person.refresh_from_db()
    assert not Answer.objects.exists()
    assert suggestion.person.last_touch_on is None
    assert names(ada) == ["Ana Ruiz"]
