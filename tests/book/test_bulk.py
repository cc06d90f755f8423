"""Doing one thing with many people."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from kith.cadences.models import Cadence
from kith.people.models import Label, Person
from kith.ui.toasts import undo_url_of
from tests import make

BULK = reverse("book:bulk")


@pytest.fixture
def three(ada):
    """Ana, Bo and Cy, of whom Cy is at another place."""
    return [
        make.person(ada, "Ana Ruiz", positions=[make.job("Acme")]),
        make.person(ada, "Bo Li", positions=[make.job("Acme")]),
        make.person(ada, "Cy Ost"),
    ]


def post(client, people, **sent):
    return client.post(BULK, {"people": [person.pk for person in people], **sent})


def said(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def names_with(label: str) -> set[str]:
    return set(Person.objects.filter(labels__name=label).values_list("name", flat=True))


def test_a_label_is_put_on_everybody_chosen_and_the_list_stays_as_it_was(three, ada, client_of):
    answer = post(client_of(ada), three[:2], action="label", label_name="#pycon", query="q=a&page=2")

    assert names_with("pycon") == {"Ana Ruiz", "Bo Li"}
    assert answer["Location"] == reverse("book:people") + "?q=a&page=2"
    assert said(answer) == ["“pycon” on 2 people."]


def test_a_label_is_taken_off_whatever_its_case(three, ada, client_of):
    client = client_of(ada)
    post(client, three, action="label", label_name="PyCon")

    post(client, three[:1], action="unlabel", label_name="pycon")

    assert names_with("PyCon") == {"Bo Li", "Cy Ost"}


def test_a_label_that_is_not_there_cannot_be_taken_off(three, ada, client_of):
    answer = post(client_of(ada), three, action="unlabel", label_name="chess")

    assert said(answer) == ["There is no label “chess”."]


def test_a_relation_is_set_and_taken_away(three, ada, client_of):
    client = client_of(ada)

    post(client, three[:2], action="relation", relation="vendor")
    post(client, three[1:2], action="relation", relation="")

    assert list(Person.objects.order_by("pk").values_list("relation", flat=True)) == ["vendor", "", ""]


@pytest.mark.parametrize(("rhythm", "days", "never"), [("30", 30, False), ("never", None, True), ("rule", None, False)])
def test_a_rhythm_is_days_or_never_or_by_the_rules(three, ada, client_of, rhythm, days, never):
    post(client_of(ada), three[:1], action="cadence", rhythm=rhythm)

    cadence = Cadence.objects.get(person=three[0])
    assert (cadence.days, cadence.never) == (days, never)


@pytest.mark.parametrize(
    "sent",
    [
        {"action": "label", "label_name": " "},
        {"action": "cadence", "rhythm": "5"},
        {"action": "relation", "relation": "foe"},
    ],
)
def test_what_is_not_said_rightly_is_asked_again_and_changes_nothing(three, ada, client_of, sent):
    answer = post(client_of(ada), three, **sent)

    assert answer.status_code == 302
    assert len(said(answer)) == 1
    assert not Label.objects.exists()
    assert not Cadence.objects.exists()


def test_all_that_match_are_meant_when_everything_is_ticked(three, ada, client_of):
    post(client_of(ada), three[:1], action="label", label_name="acme", everything="1", query="place=acme")

    assert names_with("acme") == {"Ana Ruiz", "Bo Li"}


def test_nobody_chosen_is_said_and_changes_nothing(three, ada, client_of):
    answer = post(client_of(ada), [], action="bin")

    assert said(answer) == ["Nobody was chosen. Tick the people whom you mean."]
    assert Person.objects.in_book().count() == 3


def test_the_bin_takes_everybody_at_once_and_the_message_takes_it_back(three, ada, client_of):
    client = client_of(ada)
    post(client, three[2:], action="bin")

    answer = post(client, three[:2], action="bin")
    [*_before, message] = get_messages(answer.wsgi_request)
    gone = set(Person.objects.in_book().values_list("name", flat=True))
    client.post(undo_url_of(message))

    assert gone == set()
    assert set(Person.objects.in_book().values_list("name", flat=True)) == {"Ana Ruiz", "Bo Li"}


def test_one_touch_with_all_of_them_is_logged_on_its_own_page(three, ada, client_of):
    answer = post(client_of(ada), three[:2], action="log")

    numbers = f"people={three[0].pk}", f"people={three[1].pk}"
    assert answer["Location"].startswith(reverse("interactions:log"))
    assert set(answer["Location"].partition("?")[2].split("&")) == set(numbers)


def test_two_to_five_people_go_on_to_be_merged(three, ada, client_of):
    client = client_of(ada)

    assert post(client, three, action="merge")["Location"].startswith(reverse("book:merge") + "?people=")
    assert said(post(client, three[:1], action="merge")) == ["Choose two to five people who are one and the same."]


def test_an_act_that_kith_does_not_know_is_not_found(three, ada, client_of):
    assert post(client_of(ada), three, action="sell").status_code == 404


@pytest.mark.parametrize("action", ["label", "unlabel", "relation", "cadence", "log", "merge", "bin"])
def test_eve_cannot_do_anything_with_adas_people(three, eve, client_of, action):
    before = list(Person.objects.order_by("pk").values())

    answer = post(client_of(eve), three, action=action, label_name="x", relation="vendor", rhythm="30")

    assert answer.status_code == 404
    assert list(Person.objects.order_by("pk").values()) == before
    assert not Label.objects.exists()


def test_everything_of_eve_is_not_everything_of_ada(three, eve, client_of):
    client_of(eve).post(BULK, {"action": "bin", "everything": "1", "query": ""})

    assert Person.objects.in_book().count() == 3
