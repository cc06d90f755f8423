"""The page of labels: counts, names, rhythms."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kith.book.queries.labels import labels_with_counts
from kith.cadences.models import CadenceRule
from kith.people import actions
from kith.people.models import Label, Person
from tests import make


@pytest.fixture
def labelled(ada):
    """Ana with pycon and climbing, Bo with pycon, Cy with pycon in the bin."""
    people = [
        make.person(ada, "Ana Ruiz", labels=["pycon", "climbing"]),
        make.person(ada, "Bo Li", labels=["pycon"]),
        make.person(ada, "Cy Ost", labels=["pycon"]),
    ]
    actions.bin_people(people[2:], at=make.NOW)
    return people


def change(client, label: str, **sent):
    pk = Label.objects.get(name=label).pk
    return client.post(reverse("book:change_label", args=[pk]), sent)


def test_each_label_has_its_number_of_people_without_those_in_the_bin(labelled, ada):
    counted = {found.label.name: found.people for found in labels_with_counts(ada)}

    assert counted == {"climbing": 1, "pycon": 2}


def test_a_label_is_renamed_and_found_by_its_new_name(labelled, ada, client_of):
    change(client_of(ada), "climbing", name="#bouldering")

    assert set(Label.objects.values_list("name", flat=True)) == {"bouldering", "pycon"}
    assert "bouldering" in Person.objects.get(name="Ana Ruiz").search_text


def test_a_label_renamed_to_another_joins_it(labelled, ada, client_of):
    change(client_of(ada), "pycon", name="CLIMBING")

    assert list(Label.objects.values_list("name", flat=True)) == ["climbing"]
    assert Person.objects.filter(labels__name="climbing").count() == 3


def test_a_label_that_is_removed_leaves_its_people(labelled, ada, client_of):
    change(client_of(ada), "pycon", action="remove")

    assert Person.objects.count() == 3
    assert "pycon" not in Person.objects.get(name="Bo Li").search_text


def test_a_label_gets_a_rhythm_then_peace_then_neither(labelled, ada, client_of):
    client, rules = client_of(ada), []

    for sent in ({"days": "14"}, {"never": "on"}, {}):
        change(client, "pycon", name="pycon", **sent)
        rules.append(list(CadenceRule.objects.values_list("days", flat=True)))

    assert rules == [[14], [None], []]


@pytest.mark.parametrize("sent", [{"name": ""}, {"name": "x" * 101}, {"name": "#"}, {"name": "pycon", "days": "0"}])
def test_a_label_needs_a_name_and_days_that_can_be(labelled, ada, client_of, sent):
    answer = change(client_of(ada), "pycon", **sent)

    assert answer.status_code == 422
    assert Label.objects.filter(name="pycon").exists()


def test_eve_cannot_see_or_change_adas_labels(labelled, eve, client_of):
    make.person(eve, "Di Roe", labels=["own"])
    client = client_of(eve)

    assert "pycon" not in client.get(reverse("book:labels")).content.decode()
    assert change(client, "pycon", name="mine").status_code == 404
    assert change(client, "pycon", action="remove").status_code == 404
    assert Label.objects.filter(name="pycon").exists()
