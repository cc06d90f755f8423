"""Labels and relations of many people at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from kith.people import actions, queries, signals
from kith.people.models import Label, Labelling, Person
from tests import make

LATER = make.NOW + timedelta(hours=1)


@pytest.fixture
def three(ada) -> list[Person]:
    return [make.person(ada, name) for name in ("Ana", "Bo", "Cleo")]


def versions(people) -> list[int]:
    return [Person.objects.get(pk=person.pk).version for person in people]


def test_a_label_is_put_on_all_once_and_is_found(ada, three):
    actions.label_people(three[:1], "PyCon", at=LATER)

    label = actions.label_people(Person.objects.filter(owner=ada), " #pycon ", at=LATER)

    assert label.name == "PyCon"
    assert label.people.count() == 3
    assert queries.find_people(ada, "pycon").count() == 3
    assert versions(three) == [2, 2, 2]


def test_a_label_of_the_very_name_goes_before_one_spelt_otherwise(ada, three):
    for name in ("pycon", "PyCon"):
        Label.objects.create(owner=ada, name=name)

    assert actions.label_people(three, "PyCon", at=LATER).name == "PyCon"


@pytest.mark.parametrize("name", ["", " # ", "x" * 101, "a\x00"])
def test_a_label_needs_a_name_that_fits(three, name):
    with pytest.raises(ValidationError):
        actions.label_people(three, name, at=LATER)


def test_a_label_needs_somebody(ada):
    with pytest.raises(ValidationError, match="at least one person"):
        actions.label_people([], "x", at=LATER)

    assert not Label.objects.exists()


def test_a_label_is_taken_off(ada, three):
    label = actions.label_people(three[:2], "pycon", at=LATER)

    assert actions.unlabel_people(three, label, at=LATER) == 2

    assert not Labelling.objects.exists()
    assert not queries.find_people(ada, "pycon").exists()
    assert versions(three) == [3, 3, 1]
    assert actions.unlabel_people(three, label) == 0


def test_a_relation_is_set_where_it_differs(ada, three):
    actions.set_relation(three[:1], "friend", at=LATER)

    assert actions.set_relation(Person.objects.filter(owner=ada), "friend", at=LATER) == 2

    assert set(Person.objects.values_list("relation", "version", "edited_at")) == {("friend", 2, LATER)}
    assert actions.set_relation([], "friend", at=LATER) == 0


def test_a_relation_is_one_of_those_there_are(three):
    with pytest.raises(ValidationError):
        actions.set_relation(three, "boss", at=LATER)


def test_an_open_form_does_not_take_a_label_back(three):
    actions.label_people(three, "pycon", at=LATER)

    with pytest.raises(actions.EditConflict):
        actions.edit_person(three[0], version=1, at=LATER, fields={}, labels=[])


def test_labelling_is_announced_for_those_who_had_it_not(ada, three):
    heard = []

    def listen(sender, people_ids, **kwargs):
        heard.append(people_ids)

    actions.label_people(three[:1], "pycon", at=LATER)
    signals.people_changed.connect(listen)
    try:
        actions.label_people(three, "pycon", at=LATER)
        actions.label_people(three, "pycon", at=LATER)
    finally:
        signals.people_changed.disconnect(listen)

    assert heard == [[person.pk for person in three[1:]]]


def test_thousands_are_labelled_in_few_queries(ada, django_assert_max_num_queries):
    rows = [Person(owner=ada, name=f"P {n}", sort_name=f"p {n}") for n in range(1500)]
    people = Person.objects.bulk_create(rows, batch_size=500)

    with django_assert_max_num_queries(40):
        label = actions.label_people(people, "crowd", at=LATER)
    with django_assert_max_num_queries(40):
        assert actions.unlabel_people(people, label, at=LATER) == 1500
