"""Who might like to know each other."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kith.introductions import actions
from kith.introductions.fitting import COMMON, fitting
from kith.introductions.models import SetAside
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


def test_two_whom_the_user_sets_aside_are_suggested_no_more_until_that_is_taken_back(ada, client_of):
    ana, bo = liking(ada, "Ana", "maps"), liking(ada, "Bo", "maps")
    client, address = client_of(ada), reverse("introductions:set_aside")

    for one, other in ((ana, bo), (bo, ana)):
        shown = client.post(address, {"party": one.pk, "other": other.pk}, follow=True).content.decode()
    kept = SetAside.objects.get()

    assert pairs(ada) == []
    assert "Not these two" not in shown
    undo = reverse("introductions:suggest_again", args=[kept.pk])
    assert undo in shown
    client.post(undo)
    assert len(pairs(ada)) == 1


def test_only_two_people_of_the_own_book_are_set_aside(ada, eve, client_of):
    ana, bo, dee = liking(ada, "Ana", "maps"), liking(ada, "Bo", "maps"), liking(eve, "Dee", "maps")
    address = reverse("introductions:set_aside")
    for one, other in ((ana.pk, ana.pk), (ana.pk, dee.pk), (ana.pk, ""), (ana.pk, "x"), (ana.pk, "9" * 30)):
        assert client_of(ada).post(address, {"party": one, "other": other}).status_code == 404
    with pytest.raises(ValidationError):
        actions.set_aside(ana, dee)
    kept = actions.set_aside(ana, bo)
    assert client_of(eve).post(reverse("introductions:suggest_again", args=[kept.pk])).status_code == 404


def test_looking_for_fits_asks_no_more_of_the_database_with_more_people(ada, eve, django_assert_num_queries):
    for owner, number in ((ada, 3), (eve, 60)):
        for place in range(number):
            liking(owner, f"Person {place}", f"interest {place // 2}", f"interest {place // 3}")
        with django_assert_num_queries(5):
            fitting(owner)
