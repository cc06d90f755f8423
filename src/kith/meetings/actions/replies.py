"""Answers from mail programs: what an invitation's answer (iTIP, METHOD:REPLY) says becomes the member's RSVP."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kith.accounts.models import User
from kith.errors import Refused
from kith.meetings import calendars
from kith.meetings.actions import answers
from kith.meetings.models import RSVP, Meeting

_ANSWERS = {"ACCEPTED": RSVP.Answer.YES, "TENTATIVE": RSVP.Answer.MAYBE, "DECLINED": RSVP.Answer.NO}


@transaction.atomic
def take_reply(
    reader: User, *, uid: str, version: int, answer: str, sender: str, written_at: datetime, at: datetime
) -> RSVP | None:
    """Note what somebody answered by their mail program, or nothing, where it is not theirs to say.

    It counts if it lay in the mailbox of the organiser who takes answers to this meeting, was sent from the member's own
    address, names their own copy (nobody else knows its UID), is newer than what they said before, and answers the meeting
    as it is: `version` is the SEQUENCE that they saw, and one that was moved since is another question.
    """
    said, named = _ANSWERS.get(answer.upper()), calendars.meeting_of(uid)
    if named is None:
        return None
    meeting = Meeting.objects.filter(uid=named, answers_to=reader).select_related("group").first()
    user = User.objects.filter(email__iexact=sender.strip(), is_active=True).first()
    if said is None or meeting is None or user is None or not calendars.is_copy_of(uid, meeting, user):
        return None
    if version < meeting.sequence:
        return None
    before = RSVP.objects.filter(meeting=meeting, user=user).first()
    if before is not None and (before.answered_at >= written_at or _says(before, said)):
        return None
    try:
        by_call, guests = (before.by_call, before.guests) if before else (False, 0)
        guests = guests if meeting.guests_may_come else 0
        return answers.say(meeting, user, answer=said, by_call=by_call, guests=guests, at=at)
    except Refused:
        return None  # the meeting is over, or not for them any more


def _says(rsvp: RSVP, answer: str) -> bool:
    """Whether they have said so already: a yes may have become a place on the waiting list."""
    waits = rsvp.answer == RSVP.Answer.WAITING and rsvp.offered_until is None
    return rsvp.answer == answer or (waits and answer == RSVP.Answer.YES)
