"""Matching a group, and writing to those who are matched, behind the pages."""

from __future__ import annotations

from django.utils import timezone

from kith.jobs import queue
from kith.mentorships import actions
from kith.mentorships.models import Round


@queue.task()  # type: ignore[untyped-decorator]  # huey has no types
def work_out(round_id: int) -> None:
    """Match the group; nothing if that has been done."""
    actions.work_out(round_id)


@queue.task()  # type: ignore[untyped-decorator]  # huey has no types
def tell(round_id: int) -> None:
    """Write to both sides of every match; nothing if that has been done."""
    asked = Round.objects.filter(pk=round_id, state=Round.State.PROPOSED, told_at=None).first()
    if asked is not None:
        actions.tell_round(asked, at=timezone.now())
