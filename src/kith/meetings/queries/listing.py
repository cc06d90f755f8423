"""Which meetings there are, when they are, and how a list of them says it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from kith.accounts.models import User
from kith.groups.models import Group, Membership
from kith.meetings import rules
from kith.meetings.models import RSVP, Meeting, MeetingQuerySet, Series
from kith.prepared import prepared

NEXT = 4  # meetings that a group's first page asks for: one more than it shows
_IN_LINE = ("uid", "group", "title", "time_zone", "starts_at", "ends_at", "cancelled_at")


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


@dataclass(frozen=True)
class SeriesLine:
    """A series in a list: how often, and which meeting comes next, if one is planned."""

    series: Series
    often: str
    next: Meeting | None

    @property
    def starts(self) -> datetime | None:
        """When the next meeting begins, by the clocks of its place."""
        return self.next.starts_at.astimezone(self.next.zone) if self.next else None


def when(meeting: Meeting, user: User | None) -> When:
    """When a meeting is, as its page says it."""
    starts = meeting.starts_at.astimezone(meeting.zone)
    own = meeting.starts_at.astimezone(user.zone if user else meeting.zone)
    is_else = own.replace(tzinfo=None) != starts.replace(tzinfo=None)
    return When(starts, meeting.ends_at.astimezone(meeting.zone), own if is_else else None)


def lines(meetings: Iterable[Meeting], user: User | None) -> list[Line]:
    """The meetings of a page of a list, in two questions; in the zone of each for nobody in particular."""
    found = list(meetings)
    said = {rsvp.meeting_id: rsvp for rsvp in _said(user, found)} if user else {}
    coming = dict(_counted(found))
    return [Line(meeting, when(meeting, user), coming.get(meeting.pk, 0), said.get(meeting.pk)) for meeting in found]


def of_group(
    group: Group, membership: Membership | None, user: User, now: datetime, *, is_past: bool = False
) -> MeetingQuerySet:
    """The group's meetings that the user may see: those to come, or those that were, the nearest first.

    `membership` is the user's own while it is current, who then sees all of them.
    """
    found = group.meetings.all() if membership else group.meetings.visible_to(user)
    mine: MeetingQuerySet = found.only(*_IN_LINE)
    if is_past:
        return mine.filter(ends_at__lte=now).order_by("-starts_at", "-pk")
    return mine.filter(ends_at__gt=now).order_by("starts_at", "pk")


def next_meetings(group: Group, now: datetime, *, only_open: bool = False) -> list[Meeting]:
    """The next meetings of a group, NEXT at most, which the caller may see; only_open: those to which others may come."""
    found = _next(group, now, only_open)
    for meeting in found:
        meeting.group = group
    return found


def coming_of(user: User, now: datetime) -> MeetingQuerySet:
    """Meetings to come to which the user said that they come, in their order."""
    said = RSVP.objects.filter(user=user, answer=RSVP.Answer.YES).values("meeting")
    found = Meeting.objects.visible_to(user).filter(pk__in=said, group__ended_at=None)
    return found.coming(now).select_related("group")


def meetings_for(user: User, now: datetime) -> MeetingQuerySet:
    """All meetings to come of the groups that the user belongs to, in their order."""
    mine = Membership.objects.current().filter(user=user, group__ended_at=None).values("group")
    return Meeting.objects.filter(group__in=mine).coming(now).select_related("group")


def next_of_series(meeting: Meeting, now: datetime) -> Meeting:
    """The first meeting to come of the same series; the meeting itself where it belongs to none."""
    if meeting.series_id is None:
        return meeting
    found = Meeting.objects.filter(series=meeting.series_id).exclude(by_rule_at=None).coming(now)
    return found.select_related("group", "series").order_by("by_rule_at").first() or meeting


def series_of(group: Group, now: datetime) -> list[SeriesLine]:
    """The group's series that go on, each with its next meeting; two questions however many there are."""
    kept = _going_on(group, now, now.astimezone(group.zone).date())
    meetings = {meeting.pk: meeting for meeting in _by_number([series.next for series in kept if series.next])}
    for meeting in meetings.values():
        meeting.group = group
    return [SeriesLine(series, rules.in_words(series.rule), meetings.get(series.next)) for series in kept]


def rule_of(meeting: Meeting) -> str:
    """How often the series of a meeting meets, in words; nothing for a meeting of none."""
    found = _rules(meeting.series_id) if meeting.series_id else []
    return rules.in_words(found[0]) if found else ""


def takes_answers(user: User, now: datetime) -> bool:
    """Whether the user's mailbox takes what calendar programs answer to a meeting to come."""
    return Meeting.objects.filter(answers_to=user).coming(now).exists()


@prepared
def _said(user: User, meetings: list[Meeting]) -> QuerySet[RSVP]:
    return RSVP.objects.filter(user=user, meeting__in=meetings).only("meeting", "answer")


@prepared
def _counted(meetings: list[Meeting]) -> QuerySet[RSVP, tuple[int, int]]:
    said = RSVP.objects.filter(meeting__in=meetings, answer=RSVP.Answer.YES)
    return said.values_list("meeting").annotate(n=Count("pk"))


@prepared
def _next(group: Group, now: datetime, only_open: bool) -> QuerySet[Meeting]:
    found = Meeting.objects.filter(group=group).coming(now).only(*_IN_LINE)
    return (found.filter(guests_may_come=True) if only_open else found)[:NEXT]


@prepared
def _going_on(group: Group, now: datetime, on: date) -> QuerySet[Any]:
    coming = Meeting.objects.filter(series=OuterRef("pk")).coming(now)
    found = Series.objects.filter(group=group, ended_at=None).annotate(next=Subquery(coming.values("pk")[:1]))
    going_on = found.exclude(next=None, ends_before__lte=on)
    kept = going_on.exclude(Q(rule__contains="COUNT=") | Q(rule__contains="UNTIL="), next=None)
    return kept.only("uid", "title", "rule").order_by("pk")[:50]


@prepared
def _by_number(numbers: list[int]) -> QuerySet[Meeting]:
    return Meeting.objects.filter(pk__in=numbers).only("uid", "group", "starts_at", "time_zone").order_by()


@prepared
def _rules(series: int) -> QuerySet[Series, str]:
    return Series.objects.filter(pk=series).values_list("rule", flat=True)
