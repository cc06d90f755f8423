"""Meetings as iCalendar: one with an alarm, a feed of many, an invitation that a mail program can answer.

Each member's copy of a meeting has a UID of its own that nobody else can know: an answer that names it comes from whoever
got the copy.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, timedelta
from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event, vCalAddress

from kith.accounts.models import User
from kith.meetings.models import RSVP, Meeting

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
    calendar = _calendar("PUBLISH")
    calendar.add_component(_event(meeting, user))
    return bytes(calendar.to_ical())


def invitation(meeting: Meeting, user: User) -> bytes:
    """One meeting as it goes with a letter: where an organiser's mailbox takes answers, one that can be answered."""
    if meeting.answers_to is None:
        return _called_off(meeting, user) if meeting.cancelled_at else event(meeting, user)
    calendar = _calendar("CANCEL" if meeting.cancelled_at else "REQUEST")
    calendar.add_component(_event(meeting, user))
    return bytes(calendar.to_ical())


def feed(meetings: Iterable[Meeting], user: User, name: str) -> bytes:
    """Many meetings as one calendar with a name, for a program that looks again and again."""
    calendar = _calendar("PUBLISH")
    calendar.add("X-WR-CALNAME", name)
    calendar.add("REFRESH-INTERVAL", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for meeting in meetings:
        calendar.add_component(_event(meeting, user))
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


def _called_off(meeting: Meeting, user: User) -> bytes:
    calendar = _calendar("CANCEL")
    calendar.add_component(_event(meeting, user))
    return bytes(calendar.to_ical())


def _event(meeting: Meeting, user: User) -> Event:
    """A meeting in UTC, so that no time zone has to be described; alarms are for what takes place."""
    made = Event()
    made.add("UID", uid_for(meeting, user))
    made.add("SEQUENCE", meeting.sequence)
    made.add("DTSTAMP", meeting.created_at.astimezone(UTC))
    made.add("DTSTART", meeting.starts_at.astimezone(UTC))
    made.add("DTEND", meeting.ends_at.astimezone(UTC))
    made.add("SUMMARY", meeting.title)
    made.add("URL", urljoin(settings.URL or f"http://localhost:{settings.PORT}", meeting.get_absolute_url()))
    made.add("STATUS", "CANCELLED" if meeting.cancelled_at else "CONFIRMED")
    if meeting.place or meeting.link:
        made.add("LOCATION", meeting.place if meeting.has_room and meeting.place else meeting.link)
    if meeting.agenda or meeting.link:
        made.add("DESCRIPTION", "\n\n".join(part for part in (meeting.link, meeting.agenda) if part))
    if meeting.answers_to is not None:
        _add_people(made, meeting, user, meeting.answers_to)
    if meeting.cancelled_at is None:
        made.add_component(_alarm(meeting))
    return made


def _add_people(made: Event, meeting: Meeting, user: User, organiser: User) -> None:
    invites = vCalAddress(f"mailto:{organiser.email}")
    invites.params["CN"] = organiser.name or _("Organiser")
    made.add("ORGANIZER", invites)
    rsvp = RSVP.objects.filter(meeting=meeting, user=user).only("answer").first()
    comes = vCalAddress(f"mailto:{user.email}")
    comes.params["PARTSTAT"] = _STATES[RSVP.Answer(rsvp.answer)] if rsvp else "NEEDS-ACTION"
    comes.params["RSVP"] = "TRUE"
    made.add("ATTENDEE", comes)


def _alarm(meeting: Meeting) -> Alarm:
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", meeting.title)
    alarm.add("TRIGGER", timedelta(hours=-1))
    return alarm
