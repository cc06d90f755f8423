"""A new ask is looked at once it is saved; nobody is asked about people in the bin, and nothing is left of the erased."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
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
