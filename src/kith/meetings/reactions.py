"""Meetings follow who belongs to a group."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils import timezone

from kith.accounts.models import User
from kith.groups.models import Group, Membership
from kith.groups.signals import group_ended, group_reopened, member_left, role_changed
from kith.meetings import actions


@receiver(member_left)
def leave(membership: Membership, at: datetime, **_news: Any) -> None:
    """Whoever left comes to nothing more."""
    actions.leave_group(membership, at=at)


@receiver(pre_delete, sender=User)
def go(instance: User, **_news: Any) -> None:
    """Places of an account that is deleted go to those who wait; groups that it belonged to it has left by now."""
    actions.leave_all(instance, at=timezone.now())


@receiver(group_ended)
def end(group: Group, at: datetime, **_news: Any) -> None:
    """Nothing more takes place."""
    actions.end_group(group, at=at)


@receiver(group_reopened)
def reopen(group: Group, ended_at: datetime, at: datetime, **_news: Any) -> None:
    """It meets again as before."""
    actions.reopen_group(group, ended_at=ended_at, at=at)


@receiver(role_changed)
def change_role(membership: Membership, **_news: Any) -> None:
    """Whoever does not run the group takes no answers for it."""
    if not membership.runs:
        actions.stop_taking_answers(membership.group, membership.user)
