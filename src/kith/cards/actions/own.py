"""The user's own card: who they are, what of it is shown, and whether others may see it by a secret address."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.cards.models import OwnCard
from kith.people import actions as people
from kith.people.models import Person
from kith.people.queries import own_card


@transaction.atomic
def make_self(
    owner: User, *, name: str, points: Collection[Mapping[str, Any]], position: Mapping[str, Any], at: datetime
) -> Person:
    """Add the user to their own book. Raises ValidationError where they are in it already."""
    if own_card(owner) is not None:
        raise ValidationError(_("You are in your book already."))
    positions = [position] if any(position.values()) else []
    return people.add_person(owner, name=name, at=at, fields={"is_self": True}, points=points, positions=positions)


@transaction.atomic
def choose(owner: User, person: Person, shown: Collection[str]) -> OwnCard:
    """Say what the card shows."""
    card, _made = OwnCard.objects.update_or_create(owner=owner, defaults={"person": person, "shown": sorted(shown)})
    return card


@transaction.atomic
def share(card: OwnCard) -> OwnCard:
    """Give the card a secret address at which anybody can see it; a new one if it had one."""
    card.secret = secrets.token_urlsafe(24)
    card.save(update_fields=["secret"])
    return card


@transaction.atomic
def stop_sharing(card: OwnCard) -> OwnCard:
    """Take the address away: it leads nowhere from now on."""
    card.secret = ""
    card.save(update_fields=["secret"])
    return card
