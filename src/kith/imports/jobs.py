"""The work of imports behind the pages."""

from __future__ import annotations

from django.utils import timezone

from kith.imports import actions
from kith.jobs import queue


@queue.task()  # type: ignore[untyped-decorator]  # huey has no types
def go_on(import_id: int) -> None:
    """Do whatever the import waits for; nothing if that has been done."""
    actions.go_on(import_id, now=timezone.now())
