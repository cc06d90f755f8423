"""Tests of the associations that ship with Kith."""

from __future__ import annotations

from urllib.parse import urlsplit

from kith import occupations
from kith.directory import actions, seeds
from kith.directory.models import Found, Listing
from tests import make


def test_what_ships_is_sixty_to_hundred_and_twenty_listings_without_a_fault(db):
    shipped = seeds.shipped()

    assert 60 <= len(shipped) <= 120
    assert len({listing.uid for listing in shipped}) == len(shipped)
    assert len({listing.name for listing in shipped}) == len(shipped)
    for listing in shipped:
        listing.full_clean()
        assert urlsplit(listing.url).scheme == "https"
        assert listing.industries
        assert all(occupations.get(code) for code in listing.occupations)


def test_what_ships_names_its_own_address_as_source_and_claims_no_check():
    assert all(listing.source == listing.url for listing in seeds.shipped())
    assert all(listing.checked_on is None for listing in seeds.shipped())
    assert {listing.found for listing in seeds.shipped()} == {Found.SEED}


def test_what_ships_says_nothing_that_would_have_to_be_checked():
    for listing in seeds.shipped():
        assert (listing.is_free, listing.welcomes_newcomers, listing.size) == (None, None, None)
        assert not any((listing.meets, listing.cost, listing.place, listing.format))
        assert not any(word in listing.purpose for word in ("chapters", "branches", "weekly", "regional", "local"))


def test_nothing_of_it_is_in_the_database_until_somebody_changes_it(db):
    assert len(seeds.untouched()) == len(seeds.shipped())
    assert Listing.objects.count() == 0


def test_what_somebody_changed_is_their_row_and_no_seed_any_more(db):
    listing = seeds.named(seeds.shipped()[0].uid)
    assert listing is not None
    actions.change(listing, at=make.NOW, fields={"purpose": "Other words."})

    assert Listing.objects.get().purpose == "Other words."
    assert listing.uid not in {each.uid for each in seeds.untouched()}
    assert seeds.named(listing.uid) is None
    assert seeds.shipped()[0].purpose != "Other words."


def test_what_somebody_took_out_stays_out(db):
    listing = seeds.named(seeds.shipped()[0].uid)
    assert listing is not None
    actions.remove(listing, at=make.NOW)

    assert listing.uid not in {each.uid for each in seeds.untouched()}
    assert seeds.named(listing.uid) is None
