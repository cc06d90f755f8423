"""When a connection is due, a job looks, as soon as what asks for it is saved."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.dispatch import receiver

from kith.connections import jobs
from kith.connections.signals import connection_due


@receiver(connection_due)
def enqueue(connection_id: int, **_news: Any) -> None:
    """Put the look into the queue."""
    transaction.on_commit(lambda: jobs.check(connection_id))
