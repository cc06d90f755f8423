"""Who comes to a meeting: what was said, who counts on it, what is left of the places, and who has a role."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from kith.accounts.models import User
from kith.groups.models import RUNNING, Membership
from kith.meetings.models import RSVP, SENDS_SOMEBODY, Duty, Meeting, Pledge

_MOST_TO_COUNT = 12  # members among whom one chooses who may count on one


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


def rsvp_of(meeting: Meeting, user: User) -> RSVP | None:
    """What the user said about a meeting."""
    return RSVP.objects.filter(meeting=meeting, user=user).select_related("pledge").first()


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
