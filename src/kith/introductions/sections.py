"""What waits in the inbox of this feature: introductions in which somebody has answered, and the user has the next move."""

from __future__ import annotations

from typing import Any

from kith.introductions import queries, story
from kith.introductions.moves import Kind, State
from kith.ui import waiting

_ANSWERED = """
    SELECT COUNT(*) FROM introductions_introduction i
    WHERE i.owner_id = %(owner)s AND i.state IN ('other_agreed', 'introducer_agreed')
    AND (i.state = 'other_agreed' OR i.kind = 'made')
"""


def register() -> None:
    """Tell the registry."""
    waiting.register(waiting.Kind(16, _ANSWERED, "introductions/inbox.html", _answered))


def _answered(owner: Any) -> dict[str, object]:
    states = (State.OTHER_AGREED, State.INTRODUCER_AGREED)
    found = queries.introductions_of(owner).filter(state__in=states).order_by("state_at", "pk")
    shown = [one for one in found if one.state == State.OTHER_AGREED or one.kind == Kind.MADE][: waiting.SHOWN]
    return {"introductions": [story.told(one) for one in shown]} if shown else {}
