"""Meetings as iCalendar: one with an alarm, a feed of many, an invitation that a mail program can answer.

Each member's copy of a meeting has a UID of its own that nobody else can know: an answer that names it comes from whoever
got the copy.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, timedelta
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event, vCalAddress

from kith.accounts.models import User
from kith.meetings.models import RSVP, Meeting
from kith.outbox.queries import full_address

_PRODUCT = "-//Kith//Meetings//EN"
_HOST = "@meetings.kith"
_STATES = {
    RSVP.Answer.YES: "ACCEPTED",
    RSVP.Answer.NO: "DECLINED",
    RSVP.Answer.MAYBE: "TENTATIVE",
    RSVP.Answer.WAITING: "NEEDS-ACTION",
}


def event(meeting: Meeting, user: User) -> bytes:
    """One meeting as a file for the user's calendar, with an alarm an hour before."""
    return _alone("PUBLISH", meeting, user, _answers([meeting], user).get(meeting.pk, ""))


def invitation(meeting: Meeting, user: User, answer: str) -> bytes:
    """One meeting as it goes with a letter to somebody who said so: one that can be answered, where a mailbox takes answers."""
    going_on = "PUBLISH" if meeting.answers_to is None else "REQUEST"
    return _alone("CANCEL" if meeting.cancelled_at else going_on, meeting, user, answer)


def feed(meetings: Iterable[Meeting], user: User, name: str) -> bytes:
    """Many meetings as one calendar with a name, for a program that looks again and again. One question for all."""
    found = list(meetings)
    answers = _answers([meeting for meeting in found if meeting.answers_to_id], user)
    calendar = _calendar("PUBLISH")
    calendar.add("X-WR-CALNAME", name)
    calendar.add("REFRESH-INTERVAL", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for meeting in found:
        calendar.add_component(_event(meeting, user, answers.get(meeting.pk, "")))
    return bytes(calendar.to_ical())


def uid_for(meeting: Meeting, user: User) -> str:
    """The UID of the user's own copy of a meeting."""
    return f"{meeting.uid.hex}.{_mark(meeting.uid, user)}{_HOST}"


def meeting_of(uid: str) -> UUID | None:
    """The meeting that a UID of ours is about, not yet whose copy it is."""
    named, _dot, _rest = uid.partition(".")
    try:
        return UUID(hex=named) if uid.endswith(_HOST) and len(named) == 32 else None
    except ValueError:
        return None


def is_copy_of(uid: str, meeting: Meeting, user: User) -> bool:
    """Whether a UID is that of the user's own copy."""
    return constant_time_compare(uid, uid_for(meeting, user))


def _mark(meeting: UUID, user: User) -> str:
    return salted_hmac("kith.meetings.uid", f"{meeting.hex}:{user.pk}", algorithm="sha256").hexdigest()[:24]


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", _PRODUCT)
    calendar.add("METHOD", method)
    return calendar


def _answers(meetings: list[Meeting], user: User) -> dict[int, str]:
    """What the user said about these meetings, by their numbers."""
    return dict(RSVP.objects.filter(meeting__in=meetings, user=user).values_list("meeting", "answer"))


def _alone(method: str, meeting: Meeting, user: User, answer: str) -> bytes:
    calendar = _calendar(method)
    calendar.add_component(_event(meeting, user, answer))
    return bytes(calendar.to_ical())


def _event(meeting: Meeting, user: User, answer: str) -> Event:
    """A meeting in UTC, so that no time zone has to be described; alarms are for what takes place."""
    made = Event()
    made.add("UID", uid_for(meeting, user))
    made.add("SEQUENCE", meeting.sequence)
    made.add("DTSTAMP", meeting.created_at.astimezone(UTC))
    made.add("DTSTART", meeting.starts_at.astimezone(UTC))
    made.add("DTEND", meeting.ends_at.astimezone(UTC))
    made.add("SUMMARY", meeting.title)
    made.add("URL", full_address(meeting.get_absolute_url()))
    made.add("STATUS", "CANCELLED" if meeting.cancelled_at else "CONFIRMED")
    if meeting.place or meeting.link:
        made.add("LOCATION", meeting.place if meeting.has_room and meeting.place else meeting.link)
    if meeting.agenda or meeting.link:
        made.add("DESCRIPTION", "\n\n".join(part for part in (meeting.link, meeting.agenda) if part))
    if meeting.answers_to is not None:
        _add_people(made, user, meeting.answers_to, answer)
    if meeting.cancelled_at is None:
        made.add_component(_alarm(meeting))
    return made


def _add_people(made: Event, user: User, organiser: User, answer: str) -> None:
    invites = vCalAddress(f"mailto:{organiser.email}")
    invites.params["CN"] = organiser.name or _("Organiser")
    made.add("ORGANIZER", invites)
    comes = vCalAddress(f"mailto:{user.email}")
    comes.params["PARTSTAT"] = _STATES[RSVP.Answer(answer)] if answer else "NEEDS-ACTION"
    comes.params["RSVP"] = "TRUE"
    made.add("ATTENDEE", comes)


def _alarm(meeting: Meeting) -> Alarm:
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", meeting.title)
    alarm.add("TRIGGER", timedelta(hours=-1))
    return alarm
