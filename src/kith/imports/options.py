"""What readers are told of a file: what the user said of it, and what their book knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from kith.accounts.models import User
from kith.imports.models import ImportFile
from kith.people.models import ContactPoint, Person


def of_file(file: ImportFile) -> dict[str, Any]:
    """The options of a file: own addresses, time zone, region and day of its owner, and what was said of it."""
    owner, said = file.owner, file.options
    return {
        "zone": owner.time_zone,
        "region": settings.PHONE_REGION,
        "today": owner.today(file.of.state_at).isoformat(),
        **said,
        "own_addresses": sorted({*own_addresses(owner), *said.get("own_addresses", ())}),
    }


def own_addresses(owner: User) -> set[str]:
    """The e-mail addresses of the user, in lower case: the one they sign in with, and those on their own card."""
    own_card = Person.objects.filter(owner=owner, is_self=True)
    points = ContactPoint.objects.filter(person__in=own_card, kind="email").values_list("value", flat=True)
    return {address.strip().lower() for address in (owner.email, *points)}
