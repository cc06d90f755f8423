"""Who knows whom in the sample network."""

from __future__ import annotations

import pytest

from kith.acquaintances import queries
from kith.sample import actions
from kith.ties.models import Acquaintance, Inroad
from tests import make


@pytest.fixture
def explored(ada):
    actions.add_sample(ada, now=make.NOW)
    return ada


def test_some_told_whom_they_know_and_where(explored):
    said = Acquaintance.objects.filter(owner=explored)
    places = Inroad.objects.filter(owner=explored).values_list("organisation", flat=True)

    assert [row.said_by_id == row.one_id for row in said] == [True] * 3
    assert len(queries.inroads(explored, places)) == 3
    assert not Acquaintance.objects.exclude(owner=explored).exists()


def test_it_goes_with_the_sample(explored):
    actions.remove_sample(explored, now=make.NOW)

    assert not Acquaintance.objects.exists()
    assert not Inroad.objects.exists()
