"""The target card: what it says, and the secret address by which others see it."""

from __future__ import annotations

import secrets
from collections.abc import Collection

from django.db import transaction

from kith.targets.models import Target, TargetCard


@transaction.atomic
def change_card(target: Target, *, greeting: str, length: str, shows_email: bool, aims: Collection[int]) -> TargetCard:
    """Say what the card shows: a greeting, one of the pitches or none, and those of the aims (by id)."""
    card, _made = TargetCard.objects.get_or_create(owner=target.owner, target=target)
    card.greeting, card.length, card.shows_email = greeting.strip(), length, shows_email
    card.full_clean(exclude=["owner", "target", "secret"])
    card.save(update_fields=["greeting", "length", "shows_email"])
    target.aims.filter(pk__in=aims).update(is_on_card=True)
    target.aims.exclude(pk__in=aims).update(is_on_card=False)
    return card


@transaction.atomic
def turn_on(target: Target, *, length: str = "") -> TargetCard:
    """Give the card a secret address; a new one if it had one. `length` is the pitch on a card that is made by this."""
    card, _made = TargetCard.objects.get_or_create(owner=target.owner, target=target, defaults={"length": length})
    card.secret = secrets.token_urlsafe(24)
    card.save(update_fields=["secret"])
    return card


@transaction.atomic
def turn_off(card: TargetCard) -> TargetCard:
    """Take the address away: it leads nowhere from now on. What was answered stays."""
    card.secret = None
    card.save(update_fields=["secret"])
    return card
