"""A new ask is looked at once it is saved; what people in the bin, the erased, and accounts that go leave behind ends at once."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver
from django.utils import timezone

from kith.accounts.models import User
from kith.people.signals import people_binned, people_erased
from kith.people.traces import Traces
from kith.sharing import actions, jobs
from kith.sharing.signals import asked


@receiver(asked)
def look(ask_id: int, **_news: Any) -> None:
    """Have somebody looked for, later."""
    transaction.on_commit(lambda: jobs.look_soon(ask_id))


@receiver(people_binned)
def end(people_ids: Collection[int], **_news: Any) -> None:
    """End what is asked about people in the bin."""
    actions.cut_people(people_ids, timezone.now())


@receiver(people_erased)
def forget(owner: User, traces: Traces, **_news: Any) -> None:
    """Leave nothing of them in what the user asked; what others asked about them goes with them."""
    actions.forget(owner, traces)


@receiver(post_save, sender=User)
def switched_off(instance: User, **_news: Any) -> None:
    """Have an account that is switched off take no part."""
    if not instance.is_active:
        actions.turn_off(instance, at=timezone.now())


@receiver(pre_delete, sender=User)
def deleted(instance: User, **_news: Any) -> None:
    """Call back what others would still be told of an account that is deleted; its rows go with it."""
    actions.turn_off(instance, at=timezone.now())
