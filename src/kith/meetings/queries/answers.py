"""Who comes to a meeting: what was said, who counts on it, what is left of the places, and who has a role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When

from kith.accounts.models import User
from kith.groups import faces
from kith.groups.faces import Face
from kith.groups.models import RUNNING, Membership, MembershipQuerySet
from kith.meetings.models import RSVP, SENDS_SOMEBODY, Duty, Meeting, Pledge
from kith.prepared import prepared
from kith.ui import waiting

NAMED = 24  # of those who come, on the page of a meeting
_MOST_TO_COUNT = 12  # members among whom one chooses who may count on one


@dataclass(frozen=True)
class Role:
    """A role of the agenda, and who has it this time."""

    name: str
    holder: Membership | None
    is_mine: bool


class Promise(NamedTuple):
    """That somebody comes, as the one to whom they promised it reads it."""

    name: str
    words: str
    stake: str
    cause: str


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


def rsvp_of(meeting: Meeting, user: User) -> RSVP | None:
    """What the user said about a meeting."""
    return next(iter(_said(meeting, user)), None)


def may_count(meeting: Meeting, membership: Membership | None, user: User) -> list[Face]:
    """Members to whom the user may promise to come: whoever runs the group first, then who comes too."""
    if membership is None:
        return []
    found = faces.faces(_may_count(meeting, meeting.group_id, user), meeting.group.slug)
    return sorted(found, key=lambda member: member.role not in RUNNING)[:_MOST_TO_COUNT]


def promised_to(meeting: Meeting, user: User) -> list[Promise]:
    """What others promised the user about a meeting."""
    return [Promise(*row) for row in _promised_to(meeting, user)]


def places(meeting: Meeting) -> list[Places]:
    """How the room and the call fill up, as far as the meeting has them."""
    taken, waiting = {False: 0, True: 0}, {False: 0, True: 0}
    for by_call, guests, has_place, count in _counted(meeting):
        (taken if has_place else waiting)[by_call] += count * (1 + guests) if has_place else count
    ways = [way for way, is_there in ((False, meeting.has_room), (True, meeting.has_call)) if is_there]
    return [Places(way, meeting.seats_for(by_call=way), taken[way], waiting[way]) for way in ways]


def line_before(rsvp: RSVP) -> int:
    """How many wait before somebody who waits."""
    waiting = RSVP.objects.filter(meeting=rsvp.meeting_id, by_call=rsvp.by_call, answer=RSVP.Answer.WAITING)
    return waiting.filter(offered_until=None, waiting_since__lt=rsvp.waiting_since).count()


def kept_for(user: User) -> list[RSVP]:
    """The places that are kept for the user, the ones that go on first, as many as the inbox shows."""
    return _kept_for(user)


def coming(meeting: Meeting) -> tuple[list[Face], int]:
    """The first members of the group who said that they come, in the order in which they joined it, and how many do."""
    found = faces.faces(_coming(meeting, meeting.group_id), meeting.group.slug)
    count = len(found) if len(found) < NAMED else sum(_number_coming(meeting, meeting.group_id))
    return found, count


def newcomers(meeting: Meeting) -> list[RSVP]:
    """Those who said that they come, or came, and do not belong to the group, for its organisers."""
    return _newcomers(meeting, meeting.group_id)


def may_call(meeting: Meeting, membership: Membership | None, user: User) -> bool:
    """Whether the user is shown where to call in: members and guests are, others once they come."""
    if membership is not None:
        return True
    return RSVP.objects.filter(meeting=meeting, user=user, answer=RSVP.Answer.YES).exists()


def roles(meeting: Meeting, user: User) -> list[Role]:
    """The roles of the agenda, and who has them."""
    if not meeting.role_names:
        return []
    duties = {duty.role: duty for duty in _duties(meeting)}
    found = _holders(meeting.group_id, [duty.user_id for duty in duties.values()])
    members = {member.user_id: member for member in found}
    return [_role(name, duties.get(name), members, user) for name in meeting.role_names]


def _role(name: str, duty: Duty | None, members: dict[int, Membership], user: User) -> Role:
    holder = members.get(duty.user_id) if duty else None
    return Role(name, holder, duty is not None and duty.user_id == user.pk)


@prepared
def _said(meeting: Meeting, user: User) -> QuerySet[RSVP]:
    return RSVP.objects.filter(meeting=meeting, user=user).select_related("pledge")


@prepared
def _may_count(meeting: Meeting, group: int, user: User) -> QuerySet[Membership, tuple[Any, ...]]:
    coming = RSVP.objects.filter(meeting=meeting, answer=RSVP.Answer.YES).values("user")
    given = Pledge.given_to.through.objects.filter(pledge__rsvp__meeting=meeting, pledge__rsvp__user=user)
    inner = Membership.objects.inner().filter(group=group).exclude(user=user)
    inner = inner.filter(Q(role__in=RUNNING) | Q(user__in=coming) | Q(user__in=given.values("user")))
    return inner.order_by("joined_at", "pk").values_list(*faces.FIELDS)[: _MOST_TO_COUNT * 2]


@prepared
def _promised_to(meeting: Meeting, user: User) -> QuerySet[Pledge, tuple[str, ...]]:
    found = Pledge.objects.filter(rsvp__meeting=meeting, given_to=user, rsvp__answer=RSVP.Answer.YES)
    return found.order_by("pk").values_list("rsvp__user__name", *Pledge.WORDS)[:20]


@prepared
def _counted(meeting: Meeting) -> QuerySet[RSVP, tuple[bool, int, bool, int]]:
    kept = Q(answer=RSVP.Answer.YES) | Q(offered_until__isnull=False) | SENDS_SOMEBODY
    concerned = Q(answer__in=(RSVP.Answer.YES, RSVP.Answer.WAITING)) | SENDS_SOMEBODY
    rows = RSVP.objects.filter(concerned, meeting=meeting).order_by()
    has_place = Case(When(kept, then=Value(1)), default=Value(0))
    return rows.values_list("by_call", "guests", has_place).annotate(n=Count("pk"))


@prepared
def _kept_for(user: User) -> QuerySet[RSVP]:
    found = RSVP.objects.filter(user=user, answer=RSVP.Answer.WAITING, offered_until__isnull=False)
    found = found.filter(meeting__group__ended_at=None, meeting__cancelled_at=None)
    return found.select_related("meeting__group").order_by("offered_until", "pk")[: waiting.SHOWN]


@prepared
def _coming(meeting: Meeting, group: int) -> QuerySet[Membership, tuple[Any, ...]]:
    return _who_come(meeting, group).order_by("joined_at", "pk").values_list(*faces.FIELDS)[:NAMED]


@prepared
def _number_coming(meeting: Meeting, group: int) -> QuerySet[Membership, int]:
    return _who_come(meeting, group).order_by().values("group").annotate(n=Count("pk")).values_list("n", flat=True)


def _who_come(meeting: Meeting, group: int) -> MembershipQuerySet:
    said = RSVP.objects.filter(meeting=meeting, answer=RSVP.Answer.YES).values("user")
    return Membership.objects.current().among(group).filter(user__in=said)


@prepared
def _newcomers(meeting: Meeting, group: int) -> QuerySet[RSVP]:
    is_member = Exists(Membership.objects.current().filter(group=group, user=OuterRef("user")))
    found = RSVP.objects.filter(~is_member, meeting=meeting, answer=RSVP.Answer.YES)
    return found.select_related("user").order_by("user__folded_name", "pk")[:50]


@prepared
def _duties(meeting: Meeting) -> QuerySet[Duty]:
    return Duty.objects.filter(meeting=meeting)


@prepared
def _holders(group: int, users: list[int]) -> QuerySet[Membership]:
    found = Membership.objects.current().filter(group=group, user__in=users)
    return found.select_related("user").only("user", "role", "joined_at", "left_at", "user__name").order_by()
