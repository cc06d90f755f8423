"""The sample shows opportunities of every kind, and takes all of them away again; merging people keeps each once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kith.duplicates import actions as duplicates
from kith.opportunities import actions, cases, queries
from kith.opportunities.models import Opportunity
from kith.opportunities.what_worked import what_worked
from kith.sample import actions as sample
from tests import make
from tests.make import NOW, TODAY
from tests.opportunities.given import opportunity

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("days", [0, 100])
def test_it_has_steps_chains_levels_and_something_to_say(ada, days):
    now, today = NOW + timedelta(days=days), TODAY + timedelta(days=days)
    sample.add_sample(ada, now=now)

    board, told = queries.board(ada), cases.load(ada)

    assert board.due
    assert board.columns
    assert board.closed
    assert any(one.opportunity.chain.count() > 1 for one in told)
    assert {1, 2, 3} <= {one.case.level for one in told}
    assert all(max(one.opportunity.began_on or today, one.opportunity.stage_on or today) <= today for one in told)
    [ways, *_others] = what_worked([one.case for one in told], today).tables
    assert [row.n >= 10 for row in ways.rows] == [True, True]


def test_all_of_them_go_with_the_sample_and_what_is_the_users_stays(ada):
    sample.add_sample(ada, now=NOW, size=60)
    actions.move(Opportunity.objects.filter(stage="applied").earliest("pk"), "interview", on=TODAY, at=NOW)
    mine = opportunity(ada, people=[make.person(ada, "Bo Li")])

    done = sample.remove_sample(ada, now=NOW)

    assert list(Opportunity.objects.visible_to(ada)) == [mine]
    assert done.kept == []


def test_two_who_are_one_have_to_do_with_it_once(ada):
    bo, twin = make.person(ada, "Bo Li"), make.person(ada, "B. Li")
    one = opportunity(ada, people=[bo, twin])
    actions.link(one, person=twin, at=NOW)

    merge = duplicates.merge(bo, twin, at=NOW)
    assert [part.person for part in one.involvements.all()] == [bo]
    assert [link.person for link in one.chain.all()] == [bo]

    duplicates.split(merge, at=NOW)
    assert sorted(part.person.name for part in one.involvements.all()) == ["B. Li", "Bo Li"]
    assert [link.person for link in one.chain.all()] == [twin]
