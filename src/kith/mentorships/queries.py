"""What can be asked about mentoring and coffee; each for one member, or for whoever organises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from kith.accounts.models import User
from kith.groups.models import INNER, Group, Membership
from kith.mentorships.models import Drinker, Match, Mentee, Mentor, Mentorship, Rhythm, Round, Seat

SHOWN = 10


@dataclass(frozen=True)
class Mine:
    """What one member has to do with mentoring in a group."""

    offer: Mentor | None
    wish: Mentee | None
    matches: list[tuple[Match, Membership, str]]  # with the other, and what I said
    mentorships: list[tuple[Mentorship, Membership | None]]
    has_come_to_nothing: bool  # in the last round


def mine(membership: Membership) -> Mine:
    """Return all that a member sees of mentoring."""
    matches = Match.objects.for_member(membership).known()
    mentorships = Mentorship.objects.of(membership)[:50]
    return Mine(
        Mentor.objects.filter(membership=membership).first(),
        Mentee.objects.filter(membership=membership).first(),
        [(match, match.other_than(membership), match.answer_of(membership)) for match in matches],
        [(one, one.other_than(membership)) for one in mentorships],
        _has_come_to_nothing(membership),
    )


def round_of(group: Group) -> Round | None:
    """Return the round that goes on, or the last one."""
    going: Round | None = Round.objects.filter(group=group).exclude(state=Round.State.OVER).first()
    return going or Round.objects.filter(group=group).first()


def matches_of(asked: Round) -> QuerySet[Match]:
    """Return what a round found, the worst first, for whoever organises; who said what is not shown."""
    return Match.objects.known().filter(round=asked)


def figures(group: Group) -> dict[str, int]:
    """Return how many offer, look, and are mentor and mentee."""
    inner = Q(membership__left_at=None, membership__role__in=INNER, membership__group=group)
    return {
        "mentors": Mentor.objects.filter(inner).count(),
        "mentees": Mentee.objects.filter(inner).count(),
        "running": Mentorship.objects.running().filter(group=group).count(),
        "ended": Mentorship.objects.filter(group=group).exclude(ended_on=None).count(),
    }


@dataclass(frozen=True)
class MyCoffee:
    """What one member sees of coffee in a group."""

    rhythm: Rhythm | None
    takes_part: bool
    is_quiet: bool  # takes part, and was not heard of for long: not paired
    now: list[tuple[Seat, list[Membership]]]  # of the last pairing, with the others
    before: list[tuple[Seat, list[Membership]]]
    count: int  # how many take part


def my_coffee(membership: Membership, on: date) -> MyCoffee:
    """Return a member's coffees, and whether more are to come."""
    rhythm = Rhythm.objects.filter(group=membership.group).first()
    last = rhythm.last_on if rhythm else None
    seats = _seats(membership)
    active = drinkers(membership.group, on)
    takes_part = Drinker.objects.filter(membership=membership).exists()
    return MyCoffee(
        rhythm,
        takes_part,
        takes_part and not active.filter(pk=membership.pk).exists(),
        [one for one in seats if one[0].coffee.on == last],
        [one for one in seats if one[0].coffee.on != last],
        active.count(),
    )


def coming(membership: Membership) -> tuple[list[tuple[Match, Membership]], list[tuple[Seat, list[Membership]]]]:
    """Return what waits for a member: matches without their answer, and the last coffee that they did not note."""
    open_ = Q(mentor=membership, by_mentor="") | Q(mentee=membership, by_mentee="")
    matches = Match.objects.for_member(membership).filter(open_).known()
    lately = Rhythm.objects.filter(group=membership.group).values("last_on")
    seats = _seats(membership, coffee__on__in=lately, noted_on=None)
    return [(one, one.other_than(membership)) for one in matches], [one for one in seats if one[1]]


def drinkers(group: Group, on: date) -> QuerySet[Membership]:
    """Return the memberships of those who take part in coffee and were heard of lately."""
    lately = on - timedelta(days=group.quiet_days)
    taking_part = Membership.objects.current().filter(group=group, role__in=INNER).exclude(drinker=None)
    return taking_part.filter(active_on__gte=lately, user__is_active=True).order_by("pk")


def seat(membership: Membership, uid: UUID) -> Seat | None:
    """Return a member's own place at a coffee."""
    found = Seat.objects.filter(membership=membership, coffee__uid=uid)
    return found.select_related("coffee", "membership__group", "membership__user").first()


def waiting_for(user: User) -> QuerySet[Match]:
    """Return what was proposed to a user, in any group, and waits for the user's answer."""
    ours = Membership.objects.inner().filter(user=user, group__ended_at=None)
    open_ = Q(mentor__in=ours, by_mentor="") | Q(mentee__in=ours, by_mentee="")
    return Match.objects.known().filter(open_, round__state=Round.State.PROPOSED, agreed_at=None).order_by("pk")


def asked_of(user: User) -> QuerySet[Mentorship]:
    """Return the mentorships of which a user is asked how it goes, in any group, the oldest first."""
    ours = Membership.objects.inner().filter(user=user, group__ended_at=None)
    asked = Q(mentor__in=ours, mentor_asked_on__isnull=False) | Q(mentee__in=ours, mentee_asked_on__isnull=False)
    names = ("group", "mentor__user", "mentor__group", "mentee__user", "mentee__group")
    return Mentorship.objects.running().filter(asked).select_related(*names).order_by("starts_on", "pk")


def _seats(membership: Membership, **more: Any) -> list[tuple[Seat, list[Membership]]]:
    mine = Seat.objects.filter(membership=membership, **more).select_related("coffee").order_by("-coffee__on")[:SHOWN]
    found = list(mine)
    others: dict[int, list[Membership]] = {one.coffee_id: [] for one in found}
    beside = Seat.objects.filter(coffee__in=others).exclude(membership=membership)
    for other in beside.select_related("membership__user"):
        other.membership.group = membership.group
        others[other.coffee_id].append(other.membership)
    return [(one, others[one.coffee_id]) for one in found]


def _has_come_to_nothing(membership: Membership) -> bool:
    last = Round.objects.filter(group=membership.group).first()
    if last is None or last.state != Round.State.OVER:
        return False
    beside = Q(mentor=membership) | Q(mentee=membership)
    return Match.objects.filter(beside, round=last, agreed_at=None).exists()
