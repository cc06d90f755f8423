"""When a member is reminded of a meeting: a week and a day before by the clocks where they live, and an hour before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from kith.groups.models import Membership
from kith.icalendars.moments import resolved
from kith.meetings.models import RSVP, Meeting, Reminders

WEEK, DAY, HOUR = "week", "day", "hour"
KINDS = (WEEK, DAY, HOUR)
_DAYS = {WEEK: 7, DAY: 1}


def moment(kind: str, starts_at: datetime, zone: ZoneInfo) -> datetime:
    """When that reminder of a meeting goes, in UTC.

    A week and a day before, at the same time of day in the member's zone: when their clocks change in between, that is some
    167 or 169 hours. A time that the clocks jump over is as much later, of one that comes twice the first is meant.
    """
    if kind == HOUR:
        return starts_at.astimezone(UTC) - timedelta(hours=1)
    wall = starts_at.astimezone(zone).replace(tzinfo=None, fold=0) - timedelta(days=_DAYS[kind])
    return resolved(wall.replace(tzinfo=zone)).astimezone(UTC)


def moments(starts_at: datetime, zone: ZoneInfo, wanted: Mapping[str, bool]) -> dict[str, datetime]:
    """The reminders that a member wants of a meeting, by kind, in the order in which they go."""
    return {kind: moment(kind, starts_at, zone) for kind in KINDS if wanted.get(kind, True)}


def next_at(rsvp: RSVP, *, after: datetime) -> datetime | None:
    """When the next reminder of a meeting is written; None where none is left, or they do not come."""
    return next_of(rsvp, wanted_by(rsvp), after=after)


def next_of(rsvp: RSVP, wanted: Mapping[str, bool], *, after: datetime) -> datetime | None:
    """The same where it is known which reminders they want."""
    meeting: Meeting = rsvp.meeting
    if rsvp.answer != RSVP.Answer.YES or meeting.cancelled_at is not None:
        return None
    times = moments(meeting.starts_at, rsvp.user.zone, wanted).values()
    return min((each for each in times if each > after), default=None)


def wanted_by(rsvp: RSVP) -> dict[str, bool]:
    """Which reminders they want in this group."""
    chosen = Reminders.objects.filter(membership__group=rsvp.meeting.group_id, membership__user=rsvp.user_id).first()
    return wanted_in(chosen)


def wanted_in(chosen: Reminders | None) -> dict[str, bool]:
    """The same of a row, or of none."""
    return {kind: getattr(chosen, kind) for kind in KINDS} if chosen else {}


def default_of(membership: Membership) -> Reminders:
    """What a member chose, or all of them."""
    return Reminders.objects.filter(membership=membership).first() or Reminders(membership=membership)
