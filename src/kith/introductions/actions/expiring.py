"""What waits for nobody any more: introductions that were not answered come to nothing, quietly.

Nobody looks at whether a no was said: one that was and one that was not end at the same moment in the same way.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from kith.errors import Refused
from kith.introductions.actions.acting import act
from kith.introductions.actions.asking import ANSWER_WITHIN
from kith.introductions.actions.following import PASS_ON_WITHIN
from kith.introductions.models import Introduction
from kith.introductions.moves import Actor, Door, Kind, State


def expire_due(now: datetime, limit: int = 500) -> int:
    """End what has waited for long enough, and return how many that were. Safe to run twice."""
    asked = Q(state__in=(State.INTRODUCER_ASKED, State.OTHER_ASKED), state_at__lte=now - ANSWER_WITHIN)
    agreed = Q(kind=Kind.ASKED, state=State.INTRODUCER_AGREED, state_at__lte=now - PASS_ON_WITHIN)
    due = Introduction.objects.filter(asked | agreed).order_by("state_at", "pk")[:limit]
    return sum(_expire(introduction, now) for introduction in due)


def _expire(introduction: Introduction, now: datetime) -> bool:
    try:
        act(introduction, actor=Actor.KITH, move="expire", door=Door.CLOCK, at=now)
    except Refused:
        return False  # somebody has answered this very moment
    return True
