"""At which level somebody stood on the eve of a day is what their tier would have said then."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kith.ties import actions, queries
from kith.ties.levels import Stood, levels_before
from tests import make
from tests.make import TODAY

pytestmark = pytest.mark.django_db


def day(days: int):
    return TODAY + timedelta(days=days)


@pytest.fixture
def bo(ada):
    """Somebody met every twelve days for a year, two years ago; then never until yesterday."""
    person = make.person(ada, "Bo Li")
    for days in range(-1100, -740, 12):
        make.interaction(ada, person, on=day(days))
    make.interaction(ada, person, on=day(-1))
    return person


def test_it_is_what_the_tier_of_that_eve_says(ada, bo):
    days = [day(days) for days in (-1100, -1099, -1000, -900, -739, -400, -1, 0)]
    found = levels_before(ada, [(bo.pk, each) for each in days])

    for each in days:
        actions.recompute(ada, on=each - timedelta(days=1))
        bo.refresh_from_db()
        assert found[bo.pk, each].level == queries.level(bo), each
    assert [found[bo.pk, each].level for each in days[:3]] == [3, 2, 1]


def test_the_first_touch_is_the_first_ever(ada, bo):
    assert levels_before(ada, [(bo.pk, day(-2000))]) == {(bo.pk, day(-2000)): Stood(3, day(-1100))}


def test_who_was_never_spoken_with_is_at_level_three(ada):
    cy = make.person(ada, "Cy Moe")
    make.interaction(ada, cy, kind="connected", on=day(-50))
    make.interaction(ada, cy, kind="invitation", on=day(-50))
    # Being connected is evidence that the two know each other a little, but no conversation.
    assert levels_before(ada, [(cy.pk, TODAY)])[cy.pk, TODAY].first_touch_on is None


def test_what_is_in_the_bin_does_not_count(ada, bo):
    ada_interactions = bo.interactions.all()
    ada_interactions.update(binned_at=make.NOW)
    assert levels_before(ada, [(bo.pk, TODAY)])[bo.pk, TODAY] == Stood(3, None)


def test_of_many_it_asks_twice_and_of_nobody_never(ada, bo):
    asked = []
    for moments in ([], [(bo.pk, TODAY)], [(make.person(ada, f"P {n}").pk, day(-n)) for n in range(20)]):
        with CaptureQueriesContext(connection) as queries_:
            levels_before(ada, moments)
        asked.append(len(queries_))
    assert asked == [0, 2, 2]
