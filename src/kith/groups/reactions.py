"""Groups follow what happens to accounts and people: a group keeps an organiser, and nobody erased is named by a link."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils import timezone

from kith.accounts.models import User
from kith.groups import actions, queries
from kith.people.signals import people_erased
from kith.people.traces import Traces


@receiver(pre_delete, sender=User)
def pass_groups_on(instance: User, **_news: Any) -> None:
    """Have the account leave its groups, so that its places go to others.

    Somebody else organises what it alone organised; where nobody is left, the group has ended.
    """
    now = timezone.now()
    for membership in queries.mine(instance):
        goes_on = membership.group.ended_at is not None or actions.replace_organiser(membership, at=now)
        actions.end_membership(membership, at=now)
        if not goes_on:
            actions.end_group(membership.group, by=None, at=now)


@receiver(people_erased)
def forget(owner: User, traces: Traces, **_news: Any) -> None:
    """Forget for whom links were."""
    actions.forget_invited(owner, set(traces.names))
