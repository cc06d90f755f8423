"""The sample's asks, offers and recommendations."""

from __future__ import annotations

import pytest

from kith.exchange import queries
from kith.exchange.models import Ask, Offer, Recommendation
from kith.jobs import queue
from kith.sample import actions
from tests import make


def test_the_sample_asks_and_offers_and_something_fits(ada, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(queue, "immediate", True)

    with django_capture_on_commit_callbacks(execute=True):
        actions.add_sample(ada, now=make.NOW, size=60)

    fitting = queries.fitting(ada, make.TODAY)
    assert {one.match.kind for one in fitting} >= {"answer", "introduce"}
    assert Recommendation.objects.filter(owner=ada).count() == 3


@pytest.mark.parametrize("model", [Ask, Offer, Recommendation])
def test_they_go_with_the_sample_and_what_the_user_wrote_stays(ada, model):
    actions.add_sample(ada, now=make.NOW, size=60)
    own = {"name": "Mine"} if model is Recommendation else {"text": "Mine"}
    model.objects.create(owner=ada, **own)

    actions.remove_sample(ada, now=make.NOW)

    assert [str(one) for one in model.objects.all()] == ["Mine"]
