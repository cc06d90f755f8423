"""What posts do when groups change: whoever leaves is told no more."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from kith.groups.models import Membership
from kith.groups.signals import member_left
from kith.posts import actions


@receiver(member_left)
def forget(membership: Membership, **_news: Any) -> None:
    """Let nothing of the group wait in the inbox of whoever has left."""
    actions.forget_notices(membership.group, membership.user)
