"""Asked as a letter about a meeting goes: whether it is still wanted."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from kith.groups.models import Membership
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
    rsvp = RSVP.objects.filter(uid=UUID(uid)).select_related("meeting__group").first()
    if rsvp is None or rsvp.meeting.cancelled_at or rsvp.meeting.starts_at <= at or not _may_still(rsvp):
        return None
    if about == "offer":
        return "" if rsvp.offered_until is not None and rsvp.offered_until > at else None
    is_same = rsvp.answer == RSVP.Answer.YES and str(rsvp.meeting.sequence) == about
    return "" if is_same else None


def _may_still(rsvp: RSVP) -> bool:
    """Whether they belong to the group, or never did and come as anybody may."""
    membership = Membership.objects.filter(group=rsvp.meeting.group_id, user=rsvp.user_id).first()
    if membership is not None:
        return membership.is_current
    return rsvp.meeting.group.is_listed and rsvp.meeting.guests_may_come
