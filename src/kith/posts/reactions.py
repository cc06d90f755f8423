"""What posts do when groups change: whoever leaves is told no more, and of what is deleted no picture stays."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver

from kith.groups.models import Membership
from kith.groups.signals import member_left, role_changed
from kith.people.actions.portraits import forget_unused
from kith.posts import actions
from kith.posts.models import Picture


@receiver(member_left)
def forget(membership: Membership, **_news: Any) -> None:
    """Let nothing of the group wait in the inbox of whoever has left."""
    actions.forget_notices(membership.group, membership.user)


@receiver(role_changed)
def made_a_guest(membership: Membership, **_news: Any) -> None:
    """Guests read no posts, so nothing about them waits either."""
    if not membership.is_inner:
        actions.forget_notices(membership.group, membership.user)


@receiver(post_delete, sender=Picture)
def gone(instance: Picture, **_news: Any) -> None:
    """Delete the file of a picture that goes, by itself or with its message, its group or a meeting."""
    forget_unused([instance.file])
