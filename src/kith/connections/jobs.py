"""The work of connections behind the pages."""

from __future__ import annotations

from django.utils import timezone

from kith.connections import actions
from kith.jobs import queue


@queue.task()  # type: ignore[untyped-decorator]  # huey has no types
def check(connection_id: int) -> None:
    """Look what is new there."""
    actions.check(connection_id, now=timezone.now())
