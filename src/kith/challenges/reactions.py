"""Whoever leaves a group takes part in nothing of it any more; an entrant who is gone leaves no figure behind."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver

from kith.challenges import actions
from kith.challenges.models import Entrant
from kith.groups.models import Group, Membership
from kith.groups.signals import group_ended, member_left, role_changed


@receiver(member_left)
def left(membership: Membership, **_news: Any) -> None:
    """Have them take part no longer."""
    actions.leave_group(membership.user, membership.group)


@receiver(role_changed)
def made_a_guest(membership: Membership, **_news: Any) -> None:
    """Guests do not take part."""
    if not membership.is_inner:
        actions.leave_group(membership.user, membership.group)


@receiver(group_ended)
def ended(group: Group, **_news: Any) -> None:
    """Nobody takes part in anything of a group that has ended: it cannot be left any more."""
    actions.end_all(group)


@receiver(post_delete, sender=Entrant)
def gone(instance: Entrant, **_news: Any) -> None:
    """Take what they had done out of what others see."""
    actions.give_up(instance)
