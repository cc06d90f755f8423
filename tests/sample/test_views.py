"""The buttons that add the sample network and take it away."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from kith.people.models import Person
from kith.sample import actions
from tests import make


@pytest.mark.slow  # makes all 400 people, as the button does
def test_one_click_adds_the_sample_and_leads_to_today(client_of, ada):
    answer = client_of(ada).post(reverse("sample:add"))

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert Person.objects.visible_to(ada).in_book().count() == 400


def test_one_click_takes_it_away(client_of, ada):
    actions.add_sample(ada, now=make.NOW, size=40)

    answer = client_of(ada).post(reverse("sample:remove"))

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert not Person.objects.visible_to(ada).exists()


def test_clicking_again_says_so_kindly_and_changes_nothing(client_of, ada):
    actions.add_sample(ada, now=make.NOW, size=40)
    client = client_of(ada)

    for name in ("sample:add", "sample:remove", "sample:remove"):
        assert client.post(reverse(name)).status_code == 302

    assert not Person.objects.visible_to(ada).exists()


def test_nothing_is_added_or_removed_by_looking(client_of, ada):
    client = client_of(ada)

    assert client.get(reverse("sample:add")).status_code == 405
    assert client.get(reverse("sample:remove")).status_code == 405


def test_eve_cannot_remove_ada_s_sample(client_of, ada, eve):
    actions.add_sample(ada, now=make.NOW, size=40)

    client_of(eve).post(reverse("sample:remove"))

    assert Person.objects.visible_to(ada).in_book().count() == 40


def test_the_bar_says_that_people_are_invented_and_removes_them(rf):
    bar = render_to_string("sample/bar.html", request=rf.get("/"))

    assert "invented" in bar
    assert f'action="{reverse("sample:remove")}"' in bar
    assert "csrfmiddlewaretoken" in bar
