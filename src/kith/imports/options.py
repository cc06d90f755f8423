"""What readers are told of a file: what the user said of it, and what their book knows. See Upload.options."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings

from kith.accounts.models import User
from kith.people.models import ContactPoint, Person


def known(owner: User, today: date) -> dict[str, Any]:
    """What the book of a user tells of every file: their own addresses, time zone, region and day."""
    return {
        "own_addresses": sorted(own_addresses(owner)),
        "zone": owner.time_zone,
        "region": settings.PHONE_REGION,
        "today": today.isoformat(),
    }


def of_file(known: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """What the user said of a file goes before what the book knows; addresses add up."""
    addresses = {*known["own_addresses"], *map(_plain, said.get("own_addresses", ()))}
    return {**known, **said, "own_addresses": sorted(addresses)}


def own_addresses(owner: User) -> set[str]:
    """The e-mail addresses of the user, in lower case: the one they sign in with, and those on their own card."""
    own_card = Person.objects.filter(owner=owner, is_self=True)
    points = ContactPoint.objects.filter(person__in=own_card, kind="email").values_list("value", flat=True)
    return {_plain(address) for address in (owner.email, *points)}


def _plain(address: str) -> str:
    return address.strip().lower()
