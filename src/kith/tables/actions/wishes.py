"""Wishes: who sits apart, who together."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kith.tables.actions.changing import seat_from
from kith.tables.actions.solving import refuse_contradiction
from kith.tables.models import Diner, Wish


@transaction.atomic
def add_wish(one: Diner, other: Diner, kind: str, *, at: datetime) -> Wish:
    """Have two sit apart, or together; it takes the place of what was wished of them. Raises ValidationError, Refused."""
    if kind not in Wish.Kind.values:
        raise ValidationError(_("There is no such wish."))
    if one.pk == other.pk or one.plan_id != other.plan_id:
        raise ValidationError(_("Please choose two different people."))
    first, second = sorted((one, other), key=lambda diner: diner.pk)
    wish, _made = Wish.objects.update_or_create(one=first, other=second, defaults={"plan": one.plan, "kind": kind})
    refuse_contradiction(one.plan)
    seat_from(one.plan, 1, at=at)
    return wish


@transaction.atomic
def remove_wish(wish: Wish, *, at: datetime) -> None:
    """Forget a wish."""
    wish.delete()
    seat_from(wish.plan, 1, at=at)
