"""When a step of an import is to be done, a job does it, as soon as what asks for it is saved."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.dispatch import receiver

from kith.imports import jobs
from kith.imports.signals import import_waits


@receiver(import_waits)
def enqueue(import_id: int, **_news: Any) -> None:
    """Put the import into the queue."""
    transaction.on_commit(lambda: jobs.go_on(import_id))
