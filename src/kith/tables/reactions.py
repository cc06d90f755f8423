"""What is done when other features announce something."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils import timezone

from kith.accounts.models import User
from kith.groups.models import RUNNING, Membership
from kith.groups.signals import member_left, role_changed
from kith.tables import actions, jobs
from kith.tables.models import Plan
from kith.tables.signals import plan_waits


@receiver(plan_waits, sender=Plan, dispatch_uid="tables.solve")
def have_it_solved(*, plan: Plan, **_: Any) -> None:
    """Have the plan worked out behind the page."""
    transaction.on_commit(lambda: jobs.solve(plan.pk))


@receiver(member_left, sender=Membership, dispatch_uid="tables.member_left")
def take_from_the_tables(*, membership: Membership, at: Any, **_: Any) -> None:
    """Whoever leaves a group has no place at its meetings to come."""
    actions.take_away(membership.user, membership.group, at=at)
    if membership.role in RUNNING:
        actions.turn_walls_off(membership.group)


@receiver(pre_delete, sender=User, dispatch_uid="tables.user_gone")
def go(*, instance: User, **_: Any) -> None:
    """Whoever comes without belonging to a group has no place either once their account is gone."""
    actions.take_away(instance, None, at=timezone.now())


@receiver(role_changed, sender=Membership, dispatch_uid="tables.role_changed")
def take_the_wall(*, membership: Membership, before: str, **_: Any) -> None:
    """Whoever runs a group no more may know the address of a wall."""
    if before in RUNNING and not membership.runs:
        actions.turn_walls_off(membership.group)
