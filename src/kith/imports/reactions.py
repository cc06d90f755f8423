"""When a step of an import is to be done, a job does it, as soon as what asks for it is saved; who is erased, is forgotten."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from kith.accounts.models import User
from kith.imports import forgetting, jobs
from kith.imports.signals import import_waits
from kith.people.signals import people_erased
from kith.people.traces import Traces


@receiver(people_erased)
def forget(owner: User, people_ids: Collection[int], traces: Traces, **_news: Any) -> None:
    """Nothing that was brought in about somebody stays when they are erased."""
    forgetting.forget(owner, people_ids, traces)


@receiver(import_waits)
def enqueue(import_id: int, **_news: Any) -> None:
    """Put the import into the queue."""
    transaction.on_commit(lambda: jobs.go_on(import_id))
