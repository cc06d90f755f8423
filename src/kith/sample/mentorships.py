"""Mentoring and coffee in the group of the sample network: what the user offers and looks for; nobody else has an account."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from kith.groups.models import Membership
from kith.imports.models import Import
from kith.mentorships import actions
from kith.mentorships.models import Often, Value


def add(sample: Import, *, mark: str, now: datetime) -> None:
    """Offer to mentor, look for a mentor, and set a day for coffee; all of it goes with the group."""
    mine = Membership.objects.filter(user=sample.owner, group__template=mark).select_related("group", "user").first()
    if mine is None:
        return
    offered = {"topics": _("Leading a first team of engineers, and getting through a reorganisation"), "capacity": 2}
    sought = {"goal": _("Moving from engineering lead to head of grid planning within two years")}
    both = {"values": [Value.CRAFT.value, Value.LEARNING.value], "often": Often.MONTHLY.value}
    actions.offer(mine, {**offered, **both}, at=now)
    actions.seek(mine, {**sought, **both}, at=now)
    first = now.astimezone(mine.group.zone).date() + timedelta(days=6)
    actions.set_rhythm(mine.group, Often.FORTNIGHTLY, next_on=first, by=sample.owner, at=now)
    actions.drink_coffee(mine, at=now)
