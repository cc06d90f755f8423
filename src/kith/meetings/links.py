"""Asked as a letter about meetings goes: whether it is still wanted, and which calendars go with it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from kith.accounts.models import User
from kith.groups.models import Membership
from kith.meetings import calendars
from kith.meetings.actions.answers import may_come
from kith.meetings.actions.telling import as_seen
from kith.meetings.models import RSVP
from kith.outbox import enclosures, links


def register() -> None:
    """Tell the outbox."""
    links.register("meetings", still_wanted)
    enclosures.register("meetings", calendars_of)


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


def calendars_of(owner: User, rest: str) -> list[str]:
    """A calendar of each meeting about which the owner said something, by the uids of what they said: CANCEL where it is off."""
    uids = [UUID(uid) for uid in rest.split()]
    said = RSVP.objects.filter(uid__in=uids, user=owner).select_related("meeting__group", "meeting__answers_to")
    inside = set(Membership.objects.current().filter(user=owner).values_list("group", flat=True))
    found = []
    for rsvp in said.order_by("meeting__starts_at", "pk"):
        meeting = as_seen(rsvp.meeting, rsvp, is_member=rsvp.meeting.group_id in inside)
        found.append(calendars.invitation(meeting, owner, rsvp.answer).decode())
    return found


def _may_still(rsvp: RSVP) -> bool:
    """Whether they may come as things stand, to a group that goes on."""
    return rsvp.meeting.group.ended_at is None and may_come(rsvp.meeting, rsvp.user)
