"""Counting a challenge behind the page that found it uncounted."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from kith.challenges import actions
from kith.challenges.actions.daily import is_due
from kith.challenges.models import Challenge
from kith.jobs import queue


@queue.task()  # type: ignore[untyped-decorator]  # huey has no types
def count_due() -> None:
    """Count whatever waits for it."""
    actions.count_due(timezone.now())


def count_if_due(challenge: Challenge, on: date) -> bool:
    """Have it counted soon, where the clock has not done so yet: the worker may have been off all night. Return whether it is."""
    is_waiting = is_due(challenge, on)
    if is_waiting:
        count_due()
    return is_waiting
