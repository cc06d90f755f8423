"""What can be asked of meetings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from kith.accounts.models import User
from kith.folding import fold
from kith.groups.models import RUNNING, Group, Membership
from kith.interactions.models import Interaction
from kith.meetings import rules
from kith.meetings.models import (
    PRESENT,
    RSVP,
    SENDS_SOMEBODY,
    Duty,
    Feed,
    Meeting,
    MeetingQuerySet,
    Met,
    Pledge,
    Series,
)
from kith.people.models import ContactPoint

_MOST_TO_COUNT = 12  # members among whom one chooses who may count on one
_IN_FEED = timedelta(days=60)  # so long a feed keeps what is over
_MOST_IN_FEED = 500
NOT_THERE = (RSVP.Attendance.ABSENT, RSVP.Attendance.EXCUSED, RSVP.Attendance.SUBSTITUTE)


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


def when(meeting: Meeting, user: User | None) -> When:
    """When a meeting is, as its page says it."""
    starts = meeting.starts_at.astimezone(meeting.zone)
    own = meeting.starts_at.astimezone(user.zone if user else meeting.zone)
    is_else = own.replace(tzinfo=None) != starts.replace(tzinfo=None)
    return When(starts, meeting.ends_at.astimezone(meeting.zone), own if is_else else None)


def of_group(group: Group, user: User, now: datetime, *, is_past: bool = False) -> MeetingQuerySet:
    """The group's meetings that the user may see: those to come, or those that were, the nearest first."""
    mine = group.meetings.visible_to(user)
    if is_past:
        return mine.filter(ends_at__lte=now).order_by("-starts_at", "-pk")
    return mine.filter(ends_at__gt=now).order_by("starts_at", "pk")


def next_meetings(groups: Iterable[Group], now: datetime, limit: int = 5, *, only_open: bool = False) -> list[Meeting]:
    """The next meetings of these groups, which the caller may see; only_open: those to which others may come."""
    found = Meeting.objects.filter(group__in=groups).coming(now).select_related("group")
    return list((found.filter(guests_may_come=True) if only_open else found)[:limit])


def coming_of(user: User, now: datetime) -> MeetingQuerySet:
    """Meetings to come to which the user said that they come, in their order."""
    said = RSVP.objects.filter(user=user, answer=RSVP.Answer.YES).values("meeting")
    found = Meeting.objects.visible_to(user).filter(pk__in=said, group__ended_at=None)
    return found.coming(now).select_related("group")


def meetings_for(user: User, now: datetime) -> MeetingQuerySet:
    """All meetings to come of the groups that the user belongs to, in their order."""
    mine = Membership.objects.current().filter(user=user, group__ended_at=None).values("group")
    return Meeting.objects.filter(group__in=mine).coming(now).select_related("group")


def lines(meetings: Iterable[Meeting], user: User | None) -> list[Line]:
    """The meetings of a page of a list, in two questions; in the zone of each for nobody in particular."""
    found = list(meetings)
    said = {rsvp.meeting_id: rsvp for rsvp in RSVP.objects.filter(user=user, meeting__in=found)} if user else {}
    counted = RSVP.objects.filter(meeting__in=found, answer=RSVP.Answer.YES).values("meeting").annotate(n=Count("pk"))
    coming = {row["meeting"]: row["n"] for row in counted}
    return [Line(meeting, when(meeting, user), coming.get(meeting.pk, 0), said.get(meeting.pk)) for meeting in found]


@dataclass(frozen=True)
class SeriesLine:
    """A series in a list: how often, and which meeting comes next, if one is planned."""

    series: Series
    often: str
    next: Meeting | None


@dataclass(frozen=True)
class Role:
    """A role of the agenda, and who has it this time."""

    name: str
    holder: Membership | None
    is_mine: bool


@dataclass(frozen=True)
class Places:
    """How a room, or a call, fills up. `seats` is None for as many as like."""

    by_call: bool
    seats: int | None
    taken: int
    waiting: int

    @property
    def left(self) -> int | None:
        """How many places are free."""
        return None if self.seats is None else max(self.seats - self.taken, 0)


@dataclass(frozen=True)
class Week:
    """A user's week in groups: meetings they were at, people they met there, meetings of next week they said yes to."""

    attended: int
    met: int
    next_week: int


def rsvp_of(meeting: Meeting, user: User) -> RSVP | None:
    """What the user said about a meeting."""
    return RSVP.objects.filter(meeting=meeting, user=user).select_related("pledge").first()


def next_of_series(meeting: Meeting, now: datetime) -> Meeting:
    """The first meeting to come of the same series; the meeting itself where it belongs to none."""
    if meeting.series_id is None:
        return meeting
    found = Meeting.objects.filter(series=meeting.series_id).exclude(by_rule_at=None).coming(now)
    return found.select_related("group", "series").order_by("by_rule_at").first() or meeting


def series_of(group: Group, now: datetime) -> list[SeriesLine]:
    """The group's series that go on, each with its next meeting; two questions however many there are."""
    coming = Meeting.objects.filter(series=OuterRef("pk")).coming(now)
    found = Series.objects.filter(group=group, ended_at=None).annotate(next=Subquery(coming.values("pk")[:1]))
    going_on = found.exclude(next=None, ends_before__lte=now.astimezone(group.zone).date())
    kept = list(
        going_on.exclude(Q(rule__contains="COUNT=") | Q(rule__contains="UNTIL="), next=None).order_by("pk")[:50]
    )
    meetings = Meeting.objects.select_related("group").in_bulk([series.next for series in kept if series.next])
    return [SeriesLine(series, rules.in_words(series.rule), meetings.get(series.next)) for series in kept]


def may_count(meeting: Meeting, membership: Membership | None, user: User) -> list[Membership]:
    """Members to whom the user may promise to come: whoever runs the group first, then who comes too."""
    if membership is None:
        return []
    coming = RSVP.objects.filter(meeting=meeting, answer=RSVP.Answer.YES).values("user")
    given = Pledge.given_to.through.objects.filter(pledge__rsvp__meeting=meeting, pledge__rsvp__user=user)
    inner = Membership.objects.inner().filter(group=meeting.group_id).exclude(user=user)
    inner = inner.filter(Q(role__in=RUNNING) | Q(user__in=coming) | Q(user__in=given.values("user")))
    found = list(inner.select_related("user", "group").order_by("joined_at", "pk")[: _MOST_TO_COUNT * 2])
    return sorted(found, key=lambda member: not member.runs)[:_MOST_TO_COUNT]


def promised_to(meeting: Meeting, user: User) -> list[Pledge]:
    """What others promised the user about a meeting."""
    found = Pledge.objects.filter(rsvp__meeting=meeting, given_to=user, rsvp__answer=RSVP.Answer.YES)
    return list(found.select_related("rsvp__user").order_by("pk")[:20])


def places(meeting: Meeting) -> list[Places]:
    """How the room and the call fill up, as far as the meeting has them."""
    kept = Q(answer=RSVP.Answer.YES) | Q(offered_until__isnull=False) | SENDS_SOMEBODY
    taken, waiting = {False: 0, True: 0}, {False: 0, True: 0}
    concerned = Q(answer__in=(RSVP.Answer.YES, RSVP.Answer.WAITING)) | SENDS_SOMEBODY
    rows = RSVP.objects.filter(concerned, meeting=meeting)
    for by_call, guests, has_place, count in _counted(rows, kept):
        (taken if has_place else waiting)[by_call] += count * (1 + guests) if has_place else count
    ways = [way for way, is_there in ((False, meeting.has_room), (True, meeting.has_call)) if is_there]
    return [Places(way, meeting.seats_for(by_call=way), taken[way], waiting[way]) for way in ways]


def _counted(rows: QuerySet[RSVP], kept: Q) -> list[tuple[bool, int, bool, int]]:
    with_place = rows.filter(kept).values_list("by_call", "guests").annotate(n=Count("pk")).order_by()
    without = rows.exclude(kept).values_list("by_call", "guests").annotate(n=Count("pk")).order_by()
    return [(*row[:2], True, row[2]) for row in with_place] + [(*row[:2], False, row[2]) for row in without]


def line_before(rsvp: RSVP) -> int:
    """How many wait before somebody who waits."""
    waiting = RSVP.objects.filter(meeting=rsvp.meeting_id, by_call=rsvp.by_call, answer=RSVP.Answer.WAITING)
    return waiting.filter(offered_until=None, waiting_since__lt=rsvp.waiting_since).count()


def kept_for(user: User) -> QuerySet[RSVP]:
    """Places that are kept for the user, the one that goes on first at the top."""
    found = RSVP.objects.filter(user=user, answer=RSVP.Answer.WAITING, offered_until__isnull=False)
    found = found.filter(meeting__group__ended_at=None, meeting__cancelled_at=None)
    return found.select_related("meeting__group").order_by("offered_until", "pk")


def coming(meeting: Meeting) -> QuerySet[Membership]:
    """The members who said that they come, in the order in which they joined the group."""
    said = RSVP.objects.filter(meeting=meeting, answer=RSVP.Answer.YES).values("user")
    members = meeting.group.memberships.current().filter(user__in=said)
    return members.select_related("user").order_by("joined_at", "pk")


def roles(meeting: Meeting, user: User) -> list[Role]:
    """The roles of the agenda, and who has them."""
    duties = {duty.role: duty for duty in Duty.objects.filter(meeting=meeting)}
    holders = [duty.user_id for duty in duties.values()]
    found = meeting.group.memberships.current().filter(user__in=holders)
    members = {member.user_id: member for member in found.select_related("user")}
    return [_role(name, duties.get(name), members, user) for name in meeting.role_names]


def _role(name: str, duty: Duty | None, members: dict[int, Membership], user: User) -> Role:
    holder = members.get(duty.user_id) if duty else None
    return Role(name, holder, duty is not None and duty.user_id == user.pk)


def list_of(meeting: Meeting, text: str) -> QuerySet[Membership]:
    """The organiser's list: who answered or came first is of no matter, members by name; `text` finds some of them."""
    members = meeting.group.memberships.current().select_related("user")
    if text:
        return members.filter(user__folded_name__contains=fold(text)).order_by("user__folded_name", "pk")
    said = (
        RSVP.objects.filter(meeting=meeting).exclude(answer=RSVP.Answer.NO, attendance="", substitute="").values("user")
    )
    return members.filter(user__in=said).order_by("user__folded_name", "pk")


def with_answers(meeting: Meeting, members: Iterable[Membership]) -> list[tuple[Membership, RSVP | None]]:
    """Members of a page of the list, each with what they said."""
    found = list(members)
    said = RSVP.objects.filter(meeting=meeting, user__in=[member.user_id for member in found])
    by_user = {rsvp.user_id: rsvp for rsvp in said}
    return [(member, by_user.get(member.user_id)) for member in found]


def newcomers(meeting: Meeting) -> list[RSVP]:
    """Those who said that they come, or came, and do not belong to the group, for its organisers."""
    is_member = Exists(Membership.objects.current().filter(group=meeting.group_id, user=OuterRef("user")))
    found = RSVP.objects.filter(~is_member, meeting=meeting, answer=RSVP.Answer.YES)
    return list(found.select_related("user").order_by("user__folded_name", "pk")[:50])


def may_call(meeting: Meeting, membership: Membership | None, user: User) -> bool:
    """Whether the user is shown where to call in: members and guests are, others once they come."""
    if membership is not None:
        return True
    return RSVP.objects.filter(meeting=meeting, user=user, answer=RSVP.Answer.YES).exists()


def count_there(meeting: Meeting) -> int:
    """How many are on the list as having come."""
    return RSVP.objects.filter(meeting=meeting, attendance__in=PRESENT).count()


def there_with(meeting: Meeting, user: User, text: str) -> QuerySet[Membership]:
    """Members who were there too, without those whom the user has noted already; for members who were there themselves."""
    there = RSVP.objects.filter(meeting=meeting, answer=RSVP.Answer.YES).exclude(attendance__in=NOT_THERE)
    is_inner = Membership.objects.inner().filter(group=meeting.group_id, user=user).exists()
    if not is_inner or not there.filter(user=user).exists():
        return Membership.objects.none()
    noted = Met.objects.visible_to(user).filter(meeting=meeting).exclude(other=None).values("other")
    members = meeting.group.memberships.current().filter(user__in=there.values("user"))
    members = members.exclude(user=user).exclude(user__in=noted).select_related("user")
    return members.filter(user__folded_name__contains=fold(text)).order_by("user__folded_name", "pk")


def met_at(meeting: Meeting, user: User) -> list[tuple[Met, bool]]:
    """Whom the user met there, and whether they have been thanked."""
    mine = list(Met.objects.visible_to(user).filter(meeting=meeting).select_related("person").order_by("pk"))
    keys = [thanks_key(met) for met in mine]
    thanked = Interaction.objects.visible_to(user).in_book().filter(source_key__in=keys)
    done = set(thanked.values_list("source_key", flat=True))
    return [(met, thanks_key(met) in done) for met in mine]


def cards_for(meeting: Meeting, user: User) -> dict[int, Membership]:
    """The members, by user, whose name and e-mail address the user may keep: they allow it, and both were there by the list.

    A yes alone proves nothing: whoever says it and stays at home takes nobody's address with it.
    """
    there = RSVP.objects.filter(meeting=meeting, attendance__in=PRESENT)
    if not there.filter(user=user).exists():
        return {}
    members = Membership.objects.current().filter(
        group=meeting.group_id, gives_card=True, user__in=there.values("user")
    )
    return {member.user_id: member for member in members.exclude(user=user).select_related("user")}


def cards_to_keep(meeting: Meeting, user: User) -> list[Met]:
    """Whom the user noted by name alone, and whose e-mail address they may keep by now."""
    cards = cards_for(meeting, user)
    mine = Met.objects.visible_to(user).filter(meeting=meeting, other__in=cards, person__binned_at=None)
    known = ContactPoint.objects.visible_to(user).filter(kind="email", person__in=mine.values("person"))
    addresses = {(point.person_id, point.value.lower()) for point in known}
    found = mine.select_related("person", "other").order_by("pk")
    return [met for met in found if met.other and (met.person_id, met.other.email.lower()) not in addresses]


def thanks_key(met: Met) -> str:
    """The key of the thank-you for having met somebody."""
    return f"meeting-thanks:{met.uid}"


def takes_answers(user: User, now: datetime) -> bool:
    """Whether the user's mailbox takes what calendar programs answer to a meeting to come."""
    return Meeting.objects.filter(answers_to=user).coming(now).exists()


def feed_of(user: User, group: Group | None) -> Feed | None:
    """The user's feed of all meetings, or of one group's, where they made one."""
    return Feed.objects.filter(user=user, group=group).first()


def feed_at(secret: str) -> Feed | None:
    """The feed of a secret address, while its user may still see what it shows."""
    feed = Feed.objects.filter(secret=secret, user__is_active=True).select_related("user", "group").first()
    if feed is None or feed.group is None:
        return feed
    is_there = Membership.objects.current().filter(user=feed.user, group=feed.group, group__ended_at=None).exists()
    return feed if is_there else None


def meetings_of_feed(feed: Feed, now: datetime) -> list[Meeting]:
    """What a feed shows: a group's meetings, or what its user said yes to, from two months ago on."""
    found = Meeting.objects.visible_to(feed.user).filter(ends_at__gt=now - _IN_FEED, group__ended_at=None)
    if feed.group is not None:
        found = found.filter(group=feed.group)
    else:
        said = RSVP.objects.filter(user=feed.user, answer__in=(RSVP.Answer.YES, RSVP.Answer.MAYBE)).values("meeting")
        found = found.filter(pk__in=said)
    shown = list(found.select_related("group", "answers_to").order_by("starts_at", "pk")[:_MOST_IN_FEED])
    mine = set(Membership.objects.current().filter(user=feed.user).values_list("group", flat=True))
    yes = set(RSVP.objects.filter(user=feed.user, answer=RSVP.Answer.YES).values_list("meeting", flat=True))
    for meeting in shown:
        if meeting.group_id not in mine and meeting.pk not in yes:
            meeting.link, meeting.answers_to = "", None  # where to call in is for those who come
    return shown


def week_of(user: User, on: date) -> Week:
    """The week of that day, as the user's calendar has it, and what is to come in the next."""
    first = on - timedelta(days=(on.weekday() - user.week_start) % 7)
    days = [datetime.combine(first + timedelta(days=7 * number), time(), user.zone) for number in range(3)]
    mine = RSVP.objects.filter(user=user, meeting__cancelled_at=None)
    this = Q(meeting__starts_at__gte=days[0], meeting__starts_at__lt=days[1])
    following = Q(meeting__starts_at__gte=days[1], meeting__starts_at__lt=days[2])
    met = Met.objects.visible_to(user).filter(on__gte=first, on__lt=first + timedelta(days=7))
    return Week(
        attended=mine.filter(this, attendance__in=PRESENT).count(),
        met=met.values("person").distinct().count(),
        next_week=mine.filter(following, answer=RSVP.Answer.YES).count(),
    )
