"""Who could be asked: equal identifiers and names, only where the owner said so."""

from __future__ import annotations

from typing import Any

import pytest

from kith.people import actions as people
from kith.people.models import Identity, Person
from kith.sharing import actions, matching
from kith.sharing.models import BlindAsk
from tests import make
from tests.sharing.members import ADDRESS, NOW, member, willing


@pytest.fixture
def ada(db):
    return member("ada")


@pytest.fixture
def ben(db):
    return member("ben")


def found(asker, **wanted) -> list[int]:
    wanted = wanted or {"name": "Ana Ruiz", "address": ADDRESS}
    return [fit.person for fit in matching.fits(BlindAsk(owner=asker, **wanted))]


def test_a_person_is_found_by_an_equal_address_in_whatever_case(ada, ben):
    ana = willing(ben, "A. Ruiz", points=[make.email("Ana@ACME.example")])

    assert found(ada) == [ana.pk]


def test_a_person_is_found_by_the_address_of_a_profile_also_where_no_contact_shows_it(ada, ben):
    ana = willing(ben, points=[])
    Identity.objects.create(owner=ben, person=ana, key="linkedin:ana-ruiz")

    assert found(ada, name="Ana Ruiz", address="https://www.linkedin.com/in/ana-ruiz/") == [ana.pk]


def test_a_name_alone_is_no_proof_but_with_an_organisation_it_finds(ada, ben):
    ana = willing(ben, "Ana RUÍZ", points=[], positions=[make.job("Acme")])

    assert found(ada, name="Ana Ruiz", address="ana@elsewhere.example") == []
    assert found(ada, name="ana ruiz", organisation="ACME") == [ana.pk]


def test_whoever_has_another_address_of_that_kind_is_not_taken_for_somebody_of_the_same_name(ada, ben):
    willing(ben, points=[make.email("other@acme.example")], positions=[make.job("Acme")])

    assert found(ada, name="Ana Ruiz", address=ADDRESS, organisation="Acme") == []


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        ({"organisation": "Acme"}, True),
        ({"organisation": "Acme", "role": "product"}, True),
        ({"role": "manager product", "place": "lyon"}, True),
        ({"organisation": "Acme", "place": "France"}, True),
        ({"organisation": "Acme", "place": "Fran"}, False),
        ({"organisation": "Acme", "role": "chief"}, False),
        ({"organisation": "Initech", "role": "product"}, False),
        ({"organisation": "Former"}, False),
    ],
)
def test_criteria_are_compared_with_present_positions_and_their_places(ada, ben, wanted, fits):
    former = make.job("Former", is_current=False)
    willing(ben, positions=[make.job("Acme", "Product Manager", place="Lyon, France"), former])

    assert bool(found(ada, **wanted)) is fits


def test_the_town_of_an_address_counts_and_its_street_does_not(ada, ben):
    home = {"kind": "address", "value": "x", "parts": ["", "", "Rue de Nantes 3", "Lyon", "", "69001", "France"]}
    willing(ben, points=[home], positions=[make.job("Acme")])

    assert found(ada, organisation="Acme", place="Lyon")
    assert not found(ada, organisation="Acme", place="Nantes")


@pytest.mark.parametrize("field", ["notes", "met_notes", "met_at", "headline"])
def test_notes_are_never_looked_at(ada, ben, field):
    said: dict[str, Any] = {field: "Ana Ruiz, CTO, Acme, Lyon, ana@acme.example"}
    willing(ben, "Somebody", points=[], **said)

    assert found(ada, name="Ana Ruiz", address=ADDRESS, organisation="Acme") == []
    assert found(ada, role="CTO") == []


def test_nobody_is_matched_who_is_private_or_whose_owner_takes_no_part(ada, ben):
    ana = willing(ben)

    actions.keep_private(ben, [ana], at=NOW)
    assert found(ada) == []

    actions.allow(ben, [ana], at=NOW)
    actions.turn_off(ben, at=NOW)
    assert found(ada) == []


def test_nobody_is_asked_about_their_own_book_nor_about_people_in_the_bin(ada, ben):
    willing(ada)
    binned = willing(ben)
    people.bin_people([binned], at=NOW)

    assert found(ada) == []


def test_a_switched_off_account_is_not_asked(ada, ben):
    willing(ben)
    type(ben).objects.filter(pk=ben.pk).update(is_active=False)

    assert found(ada) == []


def test_whoever_asked_to_be_left_out_is_matched_by_none_of_their_addresses(ada, ben):
    willing(ben, points=[make.email(ADDRESS), make.email("ana@home.example")], positions=[make.job("Acme")])
    actions.leave_out("ANA@home.example", at=NOW)

    assert found(ada) == []
    assert found(ada, organisation="Acme") == []

    assert actions.let_in("ana@home.example")
    assert found(ada, name="Ana Ruiz", organisation="Acme")


def test_being_left_out_holds_when_the_key_of_the_server_was_changed(ada, ben, settings):
    willing(ben)
    actions.leave_out(ADDRESS, at=NOW)

    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"

    assert found(ada) == []


def test_the_strongest_tie_of_each_book_comes_first(ada, ben):
    cleo = member("cleo")
    willing(ben, "Ana One", points=[], tier=1, positions=[make.job("Acme")])
    close = willing(ben, "Ana Two", points=[], tier=3, positions=[make.job("Acme")])
    warm = willing(cleo, "Ana Three", points=[], tier=2, positions=[make.job("Acme")])

    assert found(ada, organisation="acme") == [close.pk, warm.pk]


@pytest.mark.parametrize(("tier", "warmth"), [(None, 0), (0, 100), (3, 0), (3, 1000), (1, -5)])
def test_strength_fits_a_byte_and_follows_the_tier(tier, warmth):
    strength = matching.strength_of(Person(tier=tier, warmth=warmth))

    assert 1 <= strength <= 255
    assert strength // 64 == (tier or 0)
