"""Members are found by name whatever the case and the accents, on both databases, wherever one looks for them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kith.accounts.models import User
from kith.exchange import actions as exchange
from kith.exchange import queries as exchanged
from kith.exchange.models import Ask
from kith.groups.rolls import Roll
from kith.meetings import actions as meetings
from kith.meetings import queries as asked
from kith.posts import mentions
from kith.posts import queries as posts
from tests import make
from tests.make import NOW

FOUND = [("RENÉ", "René Dupont"), ("rene d", "René Dupont"), ("angstrom", "Åsa Ångström"), ("ÅSA", "Åsa Ångström")]
FOUND += [("şule", "ŞULE Yıldız"), ("SULE yildiz", "ŞULE Yıldız")]


@pytest.fixture
def group(ada):
    """Ada's group, with three whose names are not written in plain letters."""
    users = [make.user(f"m{number}") for number in range(3)]
    for user, name in zip(users, ("René Dupont", "Åsa Ångström", "ŞULE Yıldız"), strict=True):
        user.name = name
        user.save(update_fields=["name"])
    return make.group(ada, "Runners", *users)


def found(group, text) -> list[str]:
    return [face.name for face in Roll(group, text).page(1)]


def names(members) -> list[str]:
    return [member.user.name for member in members]


@pytest.mark.parametrize(("text", "name"), FOUND)
def test_a_member_is_found_in_the_list_at_the_door_and_behind_an_at(group, ada, text, name):
    meeting = make.meeting(group, starts_at=NOW)
    for member in group.memberships.select_related("user"):
        meetings.say(meeting, member.user, answer="yes", at=NOW)

    assert found(group, text) == [name]
    assert names(asked.list_of(meeting, text)) == [name]
    assert names(asked.there_with(meeting, ada, text)) == [name]
    assert posts.names(group, text) == [name]
    assert mentions.named(group, f"Hello @{name.upper()}, and good morning") == [User.objects.get(name=name)]


def test_the_completer_finds_a_later_word_of_a_name(group):
    assert posts.names(group, "YILD") == ["ŞULE Yıldız"]
    assert posts.names(group, "ildiz") == []


def test_an_ask_is_found_by_its_words_and_by_whose_it_is(group, ada):
    rene = User.objects.get(name="René Dupont")
    wish = exchange.make_ask(rene, text="Une école à Genève", audience="groups", at=NOW)

    for text in ("ECOLE geneve", "RENE", "école dupont"):
        assert list(exchanged.around(Ask, ada, make.TODAY, text)) == [wish]
    assert list(exchanged.around(Ask, ada, make.TODAY, "angstrom")) == []


def test_whoever_changes_their_name_is_found_by_the_new_one_alone(group):
    asa = User.objects.get(name="Åsa Ångström")
    asa.name = "Åsa Öberg"
    asa.save()

    assert found(group, "oberg") == ["Åsa Öberg"]
    assert found(group, "angstrom") == []


def test_accounts_that_are_made_many_at_once_are_found(db):
    User.objects.bulk_create([User(email="z@kith.example", name="Zoë")])

    assert User.objects.get(folded_name="zoe").name == "Zoë"


def test_the_page_of_members_finds_them(group, ada, client_of):
    page = client_of(ada).get(reverse("groups:members", args=[group.slug]), {"q": "ANGSTROM"}).content.decode()

    assert "Åsa Ångström" in page
    assert "René" not in page
