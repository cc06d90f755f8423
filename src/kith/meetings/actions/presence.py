"""Who was there: by a code on the spot, or by the organiser's list."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.errors import Refused
from kith.groups import actions as groups
from kith.meetings.actions.answers import may_come
from kith.meetings.models import PRESENT, RSVP, Meeting
from kith.meetings.signals import checked_in

OPENS = timedelta(hours=1)  # before it begins
CLOSES = timedelta(hours=6)  # after it ends
LATE = timedelta(minutes=10)
_There = RSVP.Attendance


def secret_of(meeting: Meeting) -> str:
    """The word in the code of one meeting; each has its own."""
    return salted_hmac("kith.meetings.here", meeting.uid.hex, algorithm="sha256").hexdigest()[:20]


def is_secret_of(meeting: Meeting, secret: str) -> bool:
    """Whether somebody read the code of this meeting."""
    return constant_time_compare(secret, secret_of(meeting))


@transaction.atomic
def check_in(meeting: Meeting, user: User, *, at: datetime) -> RSVP:
    """Note that somebody is here: late, from ten minutes after the beginning on. Raises Refused outside of its time."""
    if meeting.cancelled_at is not None or not meeting.starts_at - OPENS <= at <= meeting.ends_at + CLOSES:
        raise Refused(_("One can check in from an hour before the meeting on, until some hours after it."))
    there = _There.LATE if at > meeting.starts_at + LATE else _There.PRESENT
    rsvp = _rsvp(meeting, user, at)
    if rsvp.was_there:
        return rsvp
    rsvp.here_at = at
    return _keep(rsvp, there, at)


@transaction.atomic
def mark(meeting: Meeting, user: User, attendance: str, *, at: datetime, substitute: str = "") -> RSVP:
    """Note whether somebody was there, as an organiser has it. Raises ValidationError, Refused before it begins."""
    if attendance not in _There.values:
        raise ValidationError({"attendance": _("There is no such choice.")})
    if at < meeting.starts_at - OPENS:
        raise Refused(_("This is for when the meeting begins."))
    rsvp = _rsvp(meeting, user, at)
    rsvp.substitute = substitute.strip()[:120] if attendance == _There.SUBSTITUTE else rsvp.substitute
    rsvp.here_at = (rsvp.here_at or at) if attendance in PRESENT else None
    return _keep(rsvp, attendance, at)


@transaction.atomic
def close_list(meeting: Meeting, *, at: datetime) -> int:
    """After the meeting: whoever said yes, and is not on the list, was not there. Returns how many those are."""
    if at < meeting.ends_at:
        raise Refused(_("The meeting is not over yet."))
    open_ones = RSVP.objects.filter(meeting=meeting, answer=RSVP.Answer.YES, attendance=_There.UNKNOWN)
    return open_ones.update(attendance=_There.ABSENT)


def _rsvp(meeting: Meeting, user: User, at: datetime) -> RSVP:
    """Their answer; for somebody who gave none, a new one that is no yes.

    The meeting is held as for answers: an answer at the same moment is kept, and a button pressed twice makes one row.
    """
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    found = RSVP.objects.filter(meeting=meeting, user=user).first()
    if found is not None and found.answer == RSVP.Answer.YES:
        return found
    if not may_come(meeting, user):
        raise Refused(_("This meeting is for members of the group."))
    return found or RSVP(meeting=meeting, user=user, answer=RSVP.Answer.NO, answered_at=at)


def _keep(rsvp: RSVP, attendance: str, at: datetime) -> RSVP:
    rsvp.attendance = attendance
    if attendance in PRESENT:
        rsvp.answer, rsvp.waiting_since, rsvp.offered_until = RSVP.Answer.YES, None, None
        groups.note_activity(rsvp.meeting.group, [rsvp.user], on=at.astimezone(rsvp.meeting.group.zone).date())
    rsvp.save()
    checked_in.send(Meeting, meeting=rsvp.meeting, rsvp=rsvp)
    return rsvp
