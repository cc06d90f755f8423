"""The bin: away, back, and gone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kith.people import actions, queries, signals
from kith.people.models import ContactPoint, Person
from tests import make

LATER = make.NOW + timedelta(hours=1)


@pytest.fixture
def heard():
    """What is announced while the test runs."""
    news = []
    listeners = []
    for name in ("people_changed", "people_binned", "people_leaving"):

        def listen(sender, owner, people_ids, name=name, **kwargs):
            news.append((name, owner, people_ids, Person.objects.filter(pk__in=people_ids).count()))

        getattr(signals, name).connect(listen)
        listeners.append((name, listen))
    yield news
    for name, listen in listeners:
        getattr(signals, name).disconnect(listen)


def test_somebody_in_the_bin_is_in_no_list_and_comes_back_whole(ada, heard):
    ana = make.person(ada, "Ana", points=[make.email("ana@x.example")])
    heard.clear()

    assert actions.bin_people([ana], at=LATER) == 1
    assert not queries.find_people(ada, "ana").exists()
    assert queries.known_people(ada) == []
    assert queries.people_by_keys(ada, ["email:ana@x.example"]) == {}
    assert queries.people_by_keys(ada, ["email:ana@x.example"], binned=True) == {"email:ana@x.example": ana.pk}
    assert Person.objects.in_bin().get().binned_at == LATER

    assert actions.restore_people([ana]) == 1
    assert list(queries.find_people(ada, "ana@x.example")) == [ana]
    assert [name for name, *_rest in heard] == ["people_binned", "people_changed"]


def test_binning_and_restoring_twice_does_nothing(ada, heard):
    ana = make.person(ada, "Ana")
    actions.bin_people([ana], at=LATER)
    heard.clear()

    assert actions.bin_people([ana], at=LATER + timedelta(days=1)) == 0
    assert Person.objects.get().binned_at == LATER
    actions.restore_people([ana])
    heard.clear()
    assert actions.restore_people([ana]) == 0
    assert heard == []


def test_the_users_own_card_stays(ada):
    assert actions.bin_people([make.person(ada, "Ada", is_self=True)], at=LATER) == 0


def test_only_who_is_in_the_bin_is_erased_with_all_their_rows(ada, heard):
    ana, bo = (make.person(ada, name, points=[make.email(f"{name}@x.example")]) for name in ("Ana", "Bo"))
    actions.bin_people([ana], at=LATER)
    heard.clear()

    assert actions.erase_binned([ana, bo], at=LATER) == 1

    assert list(Person.objects.all()) == [bo]
    assert ContactPoint.objects.get().person == bo
    assert heard == [("people_leaving", ada, [ana.pk], 1)]
    assert actions.erase_binned([bo], at=LATER) == 0


def test_the_old_of_the_bin_is_erased_after_30_days(ada, eve):
    for owner in (ada, eve):
        old, new = make.person(owner, "Old"), make.person(owner, "New")
        make.person(owner, "There")
        actions.bin_people([old], at=LATER)
        actions.bin_people([new], at=LATER + timedelta(seconds=1))

    assert actions.erase_old_bin(LATER + timedelta(days=30)) == 2

    assert sorted(Person.objects.values_list("name", flat=True)) == ["New", "New", "There", "There"]
    assert actions.erase_old_bin(LATER + timedelta(days=30)) == 0


def test_thousands_are_binned_and_restored_in_few_queries(ada, django_assert_max_num_queries):
    rows = [Person(owner=ada, name=f"P {n}", sort_name=f"p {n}") for n in range(1200)]
    Person.objects.bulk_create(rows, batch_size=500)

    with django_assert_max_num_queries(60):
        assert actions.bin_people(Person.objects.filter(owner=ada), at=LATER) == 1200
    with django_assert_max_num_queries(60):
        assert actions.restore_people(Person.objects.in_bin()) == 1200
