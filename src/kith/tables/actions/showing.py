"""Who sees a plan: those who come, and the wall of the hall."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from kith.groups.models import Group
from kith.tables.actions.changing import changed
from kith.tables.models import Plan


@transaction.atomic
def show(plan: Plan, *, at: datetime) -> None:
    """Let those who come see where they sit."""
    plan.shown_at = at
    plan.save(update_fields=["shown_at"])
    changed(plan)


@transaction.atomic
def hide(plan: Plan) -> None:
    """Show those who come nothing yet."""
    plan.shown_at = None
    plan.save(update_fields=["shown_at"])
    changed(plan)


@transaction.atomic
def turn_wall_on(plan: Plan) -> str:
    """Give the wall a new secret address, in place of any earlier one, and return the secret."""
    plan.wall_secret = secrets.token_urlsafe(32)
    plan.save(update_fields=["wall_secret"])
    changed(plan)
    return plan.wall_secret


@transaction.atomic
def turn_wall_off(plan: Plan) -> None:
    """Have the address of the wall lead nowhere."""
    plan.wall_secret = None
    plan.save(update_fields=["wall_secret"])
    changed(plan)


@transaction.atomic
def turn_walls_off(group: Group) -> None:
    """Have no address lead to a wall of the group that somebody knows who runs it no more."""
    for plan in Plan.objects.filter(meeting__group=group).exclude(wall_secret=None):
        turn_wall_off(plan)
