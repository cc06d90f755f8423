"""The page of rhythms."""

from __future__ import annotations

from django.urls import reverse

from kith.cadences import queries
from kith.cadences.models import CadenceRule
from tests import make

PAGE = reverse("book:cadences")


def post_layers(client, *days: str):
    return client.post(PAGE, {"action": "layers", **{f"layer_{layer}": now for layer, now in enumerate(days)}})


def test_layers_start_with_the_usual_days(ada, client_of):
    page = client_of(ada).get(PAGE).content.decode()

    assert all(f'value="{days}"' in page for days in (7, 30, 90, 180, 365))


def test_layers_are_changed_and_an_empty_one_is_never(ada, client_of):
    post_layers(client_of(ada), "5", "30", "90", "180", "")

    assert queries.rules(ada).layers == (5, 30, 90, 180, None)
    assert CadenceRule.objects.count() == 2


def test_days_that_cannot_be_are_refused_whole(ada, client_of):
    answer = post_layers(client_of(ada), "5", "-1", "90", "180", "365")

    assert answer.status_code == 422
    assert not CadenceRule.objects.exists()


def test_a_rule_for_a_relation_and_one_for_a_label_are_added(ada, client_of):
    label = make.person(ada, "Ana Ruiz", labels=["pycon"]).labels.get()
    client = client_of(ada)

    client.post(PAGE, {"action": "add", "whom": "relation:recruiter", "days": "180"})
    client.post(PAGE, {"action": "add", "whom": f"label:{label.pk}", "days": ""})

    rules = queries.rules(ada)
    assert (rules.relations, rules.labels) == ({"recruiter": 180}, {label.pk: None})


def test_a_rule_is_for_somebody(ada, client_of):
    assert client_of(ada).post(PAGE, {"action": "add", "whom": "", "days": "3"}).status_code == 422


def test_a_rule_is_removed(ada, client_of):
    client = client_of(ada)
    client.post(PAGE, {"action": "add", "whom": "relation:recruiter", "days": "180"})

    client.post(PAGE, {"action": "remove", "rule": CadenceRule.objects.get().pk})

    assert not CadenceRule.objects.exists()


def test_eve_can_neither_remove_adas_rules_nor_make_one_for_adas_label(ada, eve, client_of):
    label = make.person(ada, "Ana Ruiz", labels=["pycon"]).labels.get()
    client_of(ada).post(PAGE, {"action": "add", "whom": f"label:{label.pk}", "days": "9"})
    client = client_of(eve)

    assert client.post(PAGE, {"action": "remove", "rule": CadenceRule.objects.get().pk}).status_code == 404
    assert client.post(PAGE, {"action": "add", "whom": f"label:{label.pk}", "days": "3"}).status_code == 422
    assert CadenceRule.objects.get().days == 9
