"""On which pages a user is asked whom else somebody knows: Today, the person's, a meeting's that is to come; an employer's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.ties import actions as ties
from kith.ties.models import Inroad
from tests import make
from tests.appointments.given import appointment

ASKED = "Whom else does Ana know?"


@pytest.fixture
def page(ada, client_of):
    """A page of Ada's, as text."""
    client = client_of(ada)
    return lambda name, *args: client.get(reverse(name, args=args)).content.decode()


@pytest.fixture
def ana(ada):
    person = make.person(ada, "Ana Ruiz", positions=[make.job("Acme", "CTO")])
    ties.overrule(person, tier=2, on=ada.today())
    return person


def talk(person, days: int) -> None:
    make.interaction(person.owner, person, kind="call", on=person.owner.today() - timedelta(days=days))


def test_after_a_talk_today_and_the_page_of_the_person_ask(ana, page):
    talk(ana, 1)
    there = reverse("book:person", args=[ana.pk])

    assert ASKED in page("today:home")
    part = page("book:dealings", ana.pk)
    assert ASKED in part
    assert part.count(f'name="next" value="{there}"') == 2


def test_without_a_talk_neither_asks(ana, page):
    talk(ana, 40)

    assert ASKED not in page("today:home")
    assert ASKED not in page("book:dealings", ana.pk)


def test_once_put_off_neither_asks_again(ana, page, ada, client_of):
    talk(ana, 1)

    client_of(ada).post(reverse("acquaintances:put_off", args=[ana.pk]))

    assert ASKED not in page("today:home")
    assert ASKED not in page("book:dealings", ana.pk)


def test_the_page_of_a_meeting_to_come_with_one_person_gives_the_question(ada, ana, page):
    tomorrow = timezone.now() + timedelta(days=1)
    alone = appointment(ada, "Lunch", ana, at=tomorrow)
    with_another = appointment(ada, "Dinner", ana, "Cem", at=tomorrow)
    over = appointment(ada, "Breakfast", ana, at=timezone.now() - timedelta(hours=3))
    good = "whom else does Ana know whom you should meet?"

    assert good in page("appointments:show", alone.pk)
    assert good not in page("appointments:show", with_another.pk)
    assert good not in page("appointments:show", over.pk)


def test_the_page_of_an_organisation_names_who_knows_somebody_there(ada, ana, page):
    bo = make.person(ada, "Bo Li")
    acme = ana.positions.get().organisation
    assert "Who knows somebody there" not in page("book:organisation", acme.pk)

    Inroad.objects.create(owner=ada, person=bo, organisation=acme, role="buyer")

    shown = page("book:organisation", acme.pk)
    assert "Who knows somebody there" in shown
    assert reverse("acquaintances:person", args=[bo.pk]) in shown
