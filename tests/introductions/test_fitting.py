"""Who might like to know each other."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kith.introductions import actions
from kith.introductions.fitting import COMMON, fitting
from kith.people.models import Person, Tier
from kith.ties.models import Acquaintance
from tests import make
from tests.make import NOW

pytestmark = pytest.mark.django_db


def liking(owner, name: str, *interests: str, tier: int = Tier.WARM, **more) -> Person:
    person = make.person(owner, name, interests=list(interests), **more)
    Person.objects.filter(pk=person.pk).update(tier=tier)
    return person


def pairs(owner) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(fit.one.name, fit.other.name, fit.interests) for fit in fitting(owner)]


def test_two_who_share_interests_are_found_those_who_share_most_first(ada, eve):
    liking(ada, "Ana", "climbing", "maps")
    liking(ada, "Bo", "Climbing")
    liking(ada, "Cem", "MAPS", "climbing")
    liking(eve, "Dee", "maps")

    assert pairs(ada)[0] == ("Ana", "Cem", ("climbing", "maps"))
    assert len(pairs(ada)) == 3


def test_who_knows_each_other_or_was_introduced_is_left_out(ada):
    ana, bo, cem = (liking(ada, name, "maps") for name in ("Ana", "Bo", "Cem"))
    Acquaintance.objects.create(owner=ada, one=bo, other=ana)
    Acquaintance.objects.create(owner=ada, one=ana, other=cem, sureness=Acquaintance.Sureness.NOT)
    actions.make(ada, party=cem, other=bo, at=NOW)
    assert pairs(ada) == [("Ana", "Cem", ("maps",))]


def test_who_has_been_at_one_place_is_left_out(ada):
    for name in ("Ana", "Bo"):
        liking(ada, name, "maps", positions=[make.job("Acme")])
    assert pairs(ada) == []


def test_only_people_whom_the_user_knows_well_count(ada):
    liking(ada, "Ana", "maps")
    liking(ada, "Bo", "maps", tier=Tier.KNOWN)
    assert pairs(ada) == []


def test_an_interest_of_everybody_tells_nothing(ada):
    for number in range(COMMON + 1):
        liking(ada, f"Person {number}", "coffee")
    assert pairs(ada) == []


def test_the_page_offers_them_with_the_reason_filled_in(ada, client_of):
    ana, bo = liking(ada, "Ana", "maps"), liking(ada, "Bo", "maps")
    shown = client_of(ada).get(reverse("introductions:make")).content.decode()
    link = f"?party={ana.pk}&amp;other={bo.pk}&amp;purpose=You%20both%20like%3A%20maps."
    assert link in shown
    filled = client_of(ada).get(reverse("introductions:make") + link.replace("&amp;", "&")).content.decode()
    assert "You both like: maps." in filled
