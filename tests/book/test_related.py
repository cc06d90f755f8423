"""Who belongs to somebody, on their page."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kith.people.models import Related
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(ada):
    return make.person(ada, "Ana Ruiz")


def test_whoever_has_the_name_in_the_book_is_linked(ada, ana, client_of):
    jo = make.person(ada, "Jo Ruiz")
    client = client_of(ada)

    client.post(reverse("book:relate", args=[ana.pk]), {"kind": "spouse", "name": "jo ruiz"})

    page = client.get(reverse("book:person", args=[ana.pk])).content.decode()
    assert f'<a href="{reverse("book:person", args=[jo.pk])}">Jo Ruiz</a>' in page
    assert "Spouse" in page


def test_somebody_who_is_not_in_the_book_stands_by_name(ada, ana, client_of):
    client_of(ada).post(reverse("book:relate", args=[ana.pk]), {"kind": "child", "name": "Max"})
    assert [(each.kind, each.name, each.other) for each in ana.related.all()] == [("child", "Max", None)]


def test_of_two_people_of_one_name_none_is_taken_for_granted(ada, ana, client_of):
    for _ in range(2):
        make.person(ada, "Jo Ruiz")
    client_of(ada).post(reverse("book:relate", args=[ana.pk]), {"kind": "spouse", "name": "Jo Ruiz"})
    assert ana.related.get().other is None


def test_the_same_is_noted_once(ada, ana, client_of):
    for name in ("Max", " max"):
        client_of(ada).post(reverse("book:relate", args=[ana.pk]), {"kind": "child", "name": name})
    assert ana.related.count() == 1


@pytest.mark.parametrize("sent", [{"kind": "child", "name": " "}, {"kind": "queen", "name": "Max"}, {}])
def test_half_an_answer_is_refused_in_words(ada, ana, client_of, sent):
    answer = client_of(ada).post(reverse("book:relate", args=[ana.pk]), sent, follow=True)
    assert "Please say who it is" in answer.content.decode()
    assert not ana.related.exists()


def test_it_can_be_taken_off_and_only_there(ada, ana, client_of):
    other = make.person(ada, "Bo Li")
    related = Related.objects.create(owner=ada, person=ana, kind="child", name="Max")
    client = client_of(ada)

    assert client.post(reverse("book:relate", args=[other.pk]), {"remove": related.pk}).status_code == 404
    client.post(reverse("book:relate", args=[ana.pk]), {"remove": related.pk})

    assert not ana.related.exists()


def test_the_page_asks_for_them_in_one_question(ada, ana, client_of, django_assert_max_num_queries):
    client = client_of(ada)
    address = reverse("book:person", args=[ana.pk])
    client.get(address)
    for number in range(5):
        Related.objects.create(
            owner=ada, person=ana, kind="child", name=f"Max {number}", other=make.person(ada, f"Max {number}")
        )
    with django_assert_max_num_queries(16):
        client.get(address)
