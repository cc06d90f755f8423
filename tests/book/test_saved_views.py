"""Saved views of the list of people."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kith.people.models import SavedView
from tests import make

PEOPLE, SAVE = reverse("book:people"), reverse("book:save_view")


@pytest.fixture
def view(ada, client_of):
    """Ada's view of fading friends."""
    make.person(ada, "Ana Ruiz")
    client_of(ada).post(SAVE, {"name": "Fading friends", "query": "relation=friend&phase=fading&page=3&x=1"})
    return SavedView.objects.get()


def change(client, view, **sent):
    return client.post(reverse("book:change_view", args=[view.pk]), sent)


def test_a_view_keeps_filters_columns_and_order_but_not_the_page(view, ada, client_of):
    assert view.query == "phase=fading&relation=friend"
    page = client_of(ada).get(f"{PEOPLE}?{view.query}").content.decode()
    assert f'<a href="{PEOPLE}?phase=fading&amp;relation=friend" aria-current="page">Fading friends</a>' in page


def test_a_view_needs_a_name(ada, client_of):
    client_of(ada).post(SAVE, {"name": " ", "query": "q=x"})

    assert not SavedView.objects.exists()


def test_a_view_is_renamed(view, ada, client_of):
    change(client_of(ada), view, name="Old friends", query=view.query)

    assert SavedView.objects.get().name == "Old friends"


def test_a_view_cannot_take_the_name_of_another(view, ada, client_of):
    client = client_of(ada)
    client.post(SAVE, {"name": "Due", "query": "only=due"})

    change(client, view, name="Due")

    assert set(SavedView.objects.values_list("name", flat=True)) == {"Fading friends", "Due"}


def test_a_view_is_removed(view, ada, client_of):
    change(client_of(ada), view, action="remove", name="")

    assert not SavedView.objects.exists()


def test_eve_can_neither_see_nor_change_adas_view(view, eve, client_of):
    client = client_of(eve)

    assert "Fading friends" not in client.get(PEOPLE).content.decode()
    assert change(client, view, action="remove").status_code == 404
    assert change(client, view, name="Mine").status_code == 404
    assert SavedView.objects.get().name == "Fading friends"
