"""What can be asked of meetings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from kith.accounts.models import User
from kith.groups.models import Group
from kith.meetings.models import RSVP, Meeting, MeetingQuerySet


@dataclass(frozen=True)
class When:
    """When a meeting is, in the zone in which it was planned, and in the user's own where its clocks show something else."""

    starts: datetime
    ends: datetime
    mine: datetime | None

    @property
    def ends_that_day(self) -> bool:
        """Whether it is over on the day on which it begins."""
        return self.starts.date() == self.ends.date()

    @property
    def zone(self) -> str:
        """The name of the place whose clocks these are."""
        return str(self.starts.tzinfo).replace("_", " ")


@dataclass(frozen=True)
class Line:
    """A meeting in a list: when, how many come, and what the user said."""

    meeting: Meeting
    when: When
    coming: int
    answer: RSVP | None


def when(meeting: Meeting, user: User) -> When:
    """When a meeting is, as its page says it."""
    starts, own = meeting.starts_at.astimezone(meeting.zone), meeting.starts_at.astimezone(user.zone)
    is_else = own.replace(tzinfo=None) != starts.replace(tzinfo=None)
    return When(starts, meeting.ends_at.astimezone(meeting.zone), own if is_else else None)


def of_group(group: Group, user: User, now: datetime, *, is_past: bool = False) -> MeetingQuerySet:
    """The group's meetings that the user may see: those to come, or those that were, the nearest first."""
    mine = Meeting.objects.visible_to(user).filter(group=group).select_related("group")
    if is_past:
        return mine.filter(ends_at__lte=now).order_by("-starts_at", "-pk")
    return mine.filter(ends_at__gt=now).order_by("starts_at", "pk")


def next_meetings(groups: Iterable[Group], now: datetime, limit: int = 5) -> list[Meeting]:
    """The next meetings of these groups. The caller may see them; O(limit) by index."""
    found = Meeting.objects.filter(group__in=groups).coming(now).select_related("group")
    return list(found[:limit])


def coming_of(user: User, now: datetime) -> MeetingQuerySet:
    """Meetings to come to which the user said that they come, in their order."""
    said = RSVP.objects.filter(user=user, answer=RSVP.Answer.YES).values("meeting")
    return Meeting.objects.visible_to(user).filter(pk__in=said).coming(now).select_related("group")


def lines(meetings: Iterable[Meeting], user: User) -> list[Line]:
    """The meetings of a page of a list, in two questions."""
    found = list(meetings)
    said = {rsvp.meeting_id: rsvp for rsvp in RSVP.objects.filter(user=user, meeting__in=found)}
    counted = RSVP.objects.filter(meeting__in=found, answer=RSVP.Answer.YES).values("meeting").annotate(n=Count("pk"))
    coming = {row["meeting"]: row["n"] for row in counted}
    return [Line(meeting, when(meeting, user), coming.get(meeting.pk, 0), said.get(meeting.pk)) for meeting in found]
