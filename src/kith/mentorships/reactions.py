"""Mentoring and coffee follow who belongs to a group."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from kith.groups.models import Group, Membership
from kith.groups.signals import group_ended, member_left
from kith.mentorships import actions


@receiver(member_left)
def leave(membership: Membership, at: datetime, **_news: Any) -> None:
    """Whoever left is matched and paired no more."""
    actions.leave_group(membership, at=at)


@receiver(group_ended)
def end(group: Group, at: datetime, **_news: Any) -> None:
    """Nothing more is matched or paired."""
    actions.end_group(group, at=at)
