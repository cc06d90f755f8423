"""What waits in the inbox of this feature: introductions in which somebody has answered, and the user has the next move."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from kith.accounts.models import OwnedQuerySet, User
from kith.introductions import queries, story
from kith.introductions.moves import Kind, State
from kith.prepared import prepared
from kith.ui import waiting

_ANSWERED = """
    SELECT 1 FROM introductions_introduction i
    WHERE i.owner_id = %(owner)s AND i.state IN ('other_agreed', 'introducer_agreed')
    AND (i.state = 'other_agreed' OR i.kind = 'made')
"""


def register() -> None:
    """Tell the registry."""
    waiting.register(waiting.Kind(16, _ANSWERED, "introductions/inbox.html", _answered))


def _answered(owner: Any) -> dict[str, object]:
    told = [story.told(one) for one in _first(owner)]
    return {"introductions": told} if told else {}


@prepared
def _first(owner: User) -> OwnedQuerySet:
    yes = Q(state=State.OTHER_AGREED) | Q(state=State.INTRODUCER_AGREED, kind=Kind.MADE)
    return queries.in_rows(owner).filter(yes).order_by("state_at", "pk")[: waiting.SHOWN]
