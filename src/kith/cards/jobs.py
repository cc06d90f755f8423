"""Reading photos of cards behind the pages."""

from __future__ import annotations

from django.utils import timezone

from kith.cards import actions
from kith.jobs import queue


@queue.task()  # type: ignore[untyped-decorator]  # huey has no types
def read_waiting() -> None:
    """Read the photos that wait, one after another, until there is none; nothing if somebody is at it."""
    while actions.read_next(now=timezone.now()):
        continue
