"""What ends with a membership, and with a group."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from kith.groups.models import Group, Membership
from kith.mentorships.actions.offering import turn_down
from kith.mentorships.models import Coffee, Drinker, Mentee, Mentor, Mentorship, Rhythm, Round, Seat


def leave_group(membership: Membership, *, at: datetime) -> None:
    """Take back offer, wish and coffee; mentorships end, matches without an answer come to nothing, as by silence."""
    mine = Q(mentor=membership) | Q(mentee=membership)
    on = at.astimezone(membership.group.zone).date()
    for kind in (Mentor, Mentee, Drinker):
        kind.objects.filter(membership=membership).delete()
    for side in ("mentor", "mentee"):
        turn_down(membership, side)
    Mentorship.objects.running().filter(mine).update(**_ended(on))
    Seat.objects.filter(membership=membership, told_at=None).delete()


def end_group(group: Group, *, at: datetime) -> None:
    """Nothing more is matched, asked or paired."""
    on = at.astimezone(group.zone).date()
    Round.objects.filter(group=group).update(state=Round.State.OVER)
    Mentorship.objects.running().filter(group=group).update(**_ended(on))
    Rhythm.objects.filter(group=group).update(next_on=None)
    Seat.objects.filter(coffee__in=Coffee.objects.filter(group=group), told_at=None).update(told_at=at)


def _ended(on: date) -> dict[str, date | None]:
    return {"ended_on": on, "check_in_on": None, "mentor_asked_on": None, "mentee_asked_on": None}
