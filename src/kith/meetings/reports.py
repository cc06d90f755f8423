"""What meetings tell of groups: which comes next, how many there were and who came in numbers, what is exported and held."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time
from itertools import groupby
from operator import attrgetter, itemgetter

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.groups import reports, together
from kith.groups.models import Group, Membership
from kith.groups.reports import Export, Figure, Held, Next, Row
from kith.groups.together import Company
from kith.meetings.models import RSVP, Duty, Feed, GivenBack, Meeting, MeetingQuerySet, Pledge, Reminders, Standing
from kith.meetings.queries import NOT_THERE
from kith.prepared import prepared

_CAME = (RSVP.Attendance.PRESENT, RSVP.Attendance.LATE)
_GOES = (RSVP.Answer.YES, RSVP.Answer.MAYBE, RSVP.Answer.WAITING)
_VISITS = 5  # groups in which a visitor is told of the next meeting
_FEW = 12  # people at a meeting, among whom everybody meets everybody
_COMPANIONS = 100  # who were most often at meetings with somebody; of them the two who help are chosen
_PORTION = 100
_PROMISE = ("words", "stake", "cause")
_PLAN = ("answer", "guests", "leaves", "leaves_from", "obstacle", "attendance", "substitute")


def register() -> None:
    """Tell the registries."""
    reports.register(
        Figure(10, "meetings", _("Meetings"), _held_of),
        Figure(20, "attendance", _("Came to them"), _came),
        Export("meetings", _meetings),
        Held(10, _("Meetings"), "meetings", _answers, (RSVP, Pledge)),
        Held(11, _("What you said about whole series"), "series", _standing, (Standing,)),
        Held(12, _("Roles that you had, or gave back"), "roles", _duties, (Duty, GivenBack)),
        Held(13, _("Reminders and calendars"), "reminders", _wishes, (Reminders, Feed)),
    )
    reports.register_next(next_of)
    reports.register_visits(visits_of)
    reports.register_companions(companions_of)
    together.register(_small_meetings)


def next_of(groups: Collection[int], now: datetime) -> dict[int, Next]:
    """Return the next meeting of each of these groups that has one; two questions however many there are."""
    numbers = _numbers_of_next(list(groups), now) if groups else []
    return {one.group_id: _next(one) for one in _in_short(numbers)} if numbers else {}


@prepared
def _numbers_of_next(groups: list[int], now: datetime) -> QuerySet[Group, int]:
    first = Meeting.objects.filter(group=OuterRef("pk")).coming(now).values("pk")[:1]
    found = Group.objects.filter(pk__in=groups, ended_at=None).annotate(next=Subquery(first)).exclude(next=None)
    return found.order_by().values_list("next", flat=True)


@prepared
def _in_short(numbers: list[int]) -> MeetingQuerySet:
    shown = ("uid", "title", "place", "time_zone", "starts_at", "group__slug", "group__name")
    return Meeting.objects.filter(pk__in=numbers).select_related("group").only(*shown)


def visits_of(user: User, now: datetime) -> list[Next]:
    """Return the next meeting that somebody goes to in each group to which they do not belong, the soonest first."""
    numbers = _numbers_of_visits(user, now)
    return sorted(map(_next, _in_short(numbers)), key=attrgetter("starts_at")) if numbers else []


@prepared
def _numbers_of_visits(user: User, now: datetime) -> QuerySet[Group, int]:
    goes = Meeting.objects.visible_to(user).filter(rsvps__user=user, rsvps__answer__in=_GOES).coming(now)
    mine = Membership.objects.current().filter(user=user).values("group")
    found = Group.objects.filter(pk__in=goes.order_by().values("group"), ended_at=None).exclude(pk__in=mine)
    first = goes.filter(group=OuterRef("pk")).values("pk")[:1]
    return found.annotate(next=Subquery(first)).order_by("pk").values_list("next", flat=True)[:_VISITS]


def companions_of(group: int, user: int, on: date) -> list[int]:
    """Return who was at the same meetings of a group before that day, the most often first, then the most lately."""
    there = RSVP.objects.filter(meeting__group=group, meeting__cancelled_at=None, answer=RSVP.Answer.YES)
    there = there.filter(meeting__starts_at__lt=datetime.combine(on, time(), UTC)).exclude(attendance__in=NOT_THERE)
    shared = there.filter(meeting__in=there.filter(user=user).values("meeting")).exclude(user=user).order_by()
    counted = shared.values("user").annotate(n=Count("pk"), last=Max("meeting__starts_at"))
    return list(counted.order_by("-n", "-last", "user").values_list("user", flat=True)[:_COMPANIONS])


def _small_meetings(group: int, since: datetime, until: datetime) -> Iterable[Company]:
    """Who was at meetings to which few came."""
    held = Q(meeting__group=group, meeting__cancelled_at=None)
    came = RSVP.objects.filter(held, meeting__starts_at__range=(since, until), attendance__in=_CAME).order_by()
    small = came.values("meeting").annotate(n=Count("pk")).filter(n__gt=1, n__lte=_FEW).values("meeting")
    rows = came.filter(meeting__in=small).order_by("meeting__starts_at", "meeting", "pk")
    told = rows.values_list("meeting", "meeting__starts_at", "user")
    for (_pk, at), there in groupby(told, key=itemgetter(0, 1)):
        yield Company(at, tuple(user for _meeting, _at, user in there))


def _next(meeting: Meeting) -> Next:
    starts = meeting.starts_at.astimezone(meeting.zone)
    return Next(meeting.title, starts, meeting.place, meeting.get_absolute_url(), meeting.group.name)


def _held_of(groups: Collection[int], since: datetime, until: datetime) -> dict[int, int]:
    return dict(_count_held(list(groups), since, until)) if groups else {}


def _came(groups: Collection[int], since: datetime, until: datetime) -> dict[int, int]:
    return dict(_count_came(list(groups), since, until)) if groups else {}


@prepared
def _count_held(groups: list[int], since: datetime, until: datetime) -> QuerySet[Meeting, tuple[int, int]]:
    return _were(groups, since, until).values_list("group").annotate(n=Count("pk"))


@prepared
def _count_came(groups: list[int], since: datetime, until: datetime) -> QuerySet[Meeting, tuple[int, int]]:
    came = Count("rsvps", filter=Q(rsvps__attendance__in=_CAME))
    return _were(groups, since, until).values_list("group").annotate(n=came)


def _were(groups: list[int], since: datetime, until: datetime) -> MeetingQuerySet:
    return Meeting.objects.filter(
        group__in=groups, cancelled_at=None, starts_at__gte=since, ends_at__lte=until
    ).order_by()


def _meetings(group: Group) -> Iterable[Row]:
    come, came = Q(rsvps__answer=RSVP.Answer.YES), Q(rsvps__attendance__in=_CAME)
    mine = Meeting.objects.filter(group=group)
    counts = mine.values_list("pk").annotate(yes=Count("rsvps", filter=come), there=Count("rsvps", filter=came))
    counted = {pk: (yes, there) for pk, yes, there in counts.order_by()}
    for meeting in mine.order_by("starts_at", "pk").iterator(chunk_size=500):
        starts, ends = meeting.starts_at.astimezone(meeting.zone), meeting.ends_at.astimezone(meeting.zone)
        told = {
            "title": meeting.title,
            "starts": starts,
            "ends": ends,
            "place": meeting.place,
            "agenda": meeting.agenda,
        }
        yes, there = counted.get(meeting.pk, (0, 0))
        yield {**told, "called_off": meeting.cancelled_at, "said_yes": yes, "came": there}


def _answers(group: Group, user: User) -> Iterable[Row]:
    mine = RSVP.objects.filter(user=user, meeting__group=group).select_related("meeting", "pledge")
    for rsvp in mine.order_by("meeting__starts_at", "pk").iterator(chunk_size=_PORTION):
        plan = {name: getattr(rsvp, name) for name in _PLAN}
        promise = {name: getattr(rsvp.pledge, name) for name in _PROMISE} if hasattr(rsvp, "pledge") else {}
        yield {"meeting": rsvp.meeting.title, "starts": rsvp.meeting.starts_at, **plan, "here": rsvp.here_at, **promise}


def _standing(group: Group, user: User) -> Iterable[Row]:
    found = Standing.objects.filter(user=user, series__group=group)
    said = (name for name in Standing.SAID if name != "user_id")
    return [dict(row) for row in found.values("series__title", *said).order_by("pk")]


def _duties(group: Group, user: User) -> Iterable[Row]:
    kinds = {"had": Duty.objects.all(), "gave back": GivenBack.objects.all()}
    for what, rows in kinds.items():
        found = rows.filter(user=user, meeting__group=group).order_by("pk")
        for row in found.values("meeting__title", "meeting__starts_at", "role"):
            yield {"what": what, **row}


def _wishes(group: Group, user: User) -> Iterable[Row]:
    wanted = Reminders.objects.filter(membership__group=group, membership__user=user)
    feeds = Feed.objects.filter(user=user, group=group)
    return [dict(row) for row in wanted.values("week", "day", "hour")] + [dict(row) for row in feeds.values("made_at")]
