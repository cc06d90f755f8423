"""Asked as a letter about a meeting goes: whether it is still wanted."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from kith.meetings.actions.answers import may_come
from kith.meetings.models import RSVP
from kith.outbox import links


def register() -> None:
    """Tell the outbox."""
    links.register("meetings", still_wanted)


def still_wanted(rest: str, at: datetime) -> str | None:
    """An empty address while the letter of this RSVP is wanted; None where it was moved, called off, left, or has begun.

    rest: the RSVP's uid, and what the letter is about: an offer, or the SEQUENCE of the meeting that it reminds of.
    """
    uid, _colon, about = rest.partition(":")
    rsvp = RSVP.objects.filter(uid=UUID(uid)).select_related("meeting__group", "user").first()
    if rsvp is None or not _may_still(rsvp) or rsvp.meeting.cancelled_at or rsvp.meeting.starts_at <= at:
        return None
    if about == "offer":
        return "" if rsvp.offered_until is not None and rsvp.offered_until > at else None
    is_same = rsvp.answer == RSVP.Answer.YES and str(rsvp.meeting.sequence) == about
    return "" if is_same else None


def _may_still(rsvp: RSVP) -> bool:
    """Whether they may come as things stand, to a group that goes on."""
    return rsvp.meeting.group.ended_at is None and may_come(rsvp.meeting, rsvp.user)
