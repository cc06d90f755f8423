"""Tests of the target in the sample network."""

from __future__ import annotations

from kith.people.models import Organisation
from kith.sample import actions, targets
from kith.targets import queries
from kith.targets.models import Target
from tests.make import NOW, TODAY


def test_the_sample_has_a_target_with_people_gaps_a_pitch_and_answers(ada):
    actions.add_sample(ada, now=NOW)

    [shown] = queries.shown(ada, TODAY)
    organisations = next(each for each in shown.coverage.summaries if each.kind == "organisation")
    assert shown.is_card_on
    assert shown.waiting == 2
    assert organisations.total == 6
    assert organisations.reachable >= 1
    assert organisations.nobody >= 1
    assert len(queries.pitches(shown.target)[0].earlier) == 1


def test_it_goes_with_the_sample_and_a_target_of_ones_own_stays(ada):
    actions.add_sample(ada, now=NOW, size=60)
    own = Target.objects.create(owner=ada, sentence="My own")

    actions.remove_sample(ada, now=NOW)

    assert list(Target.objects.filter(owner=ada)) == [own]
    assert not Organisation.objects.filter(name=targets.PLACES_OF_WORK[-1]).exists()
