"""The work of the outbox behind the pages."""

from __future__ import annotations

from django.utils import timezone

from kith.jobs import queue
from kith.outbox import actions


@queue.task()  # type: ignore[untyped-decorator]  # huey has no types
def send() -> None:
    """Send what is due."""
    actions.send_due(timezone.now())
