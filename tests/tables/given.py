"""What tests of round tables begin with: a group, a meeting, and people who come."""

from __future__ import annotations

from kith.accounts.models import User
from kith.groups.models import Group, Membership
from kith.meetings.models import RSVP, Meeting
from kith.tables import actions
from kith.tables.models import Diner, Plan, Seat
from tests import make
from tests.make import NOW

NAMES = (
    "Ana",
    "Bo",
    "Chen",
    "Dina",
    "Emil",
    "Fay",
    "Gül",
    "Hana",
    "Ivo",
    "Jun",
    "Kai",
    "Lea",
    "Mio",
    "Nell",
    "Oke",
    "Pia",
)


def members(group: Group, count: int) -> list[User]:
    """Return so many new members, made in a few questions."""
    start = User.objects.count()
    users = User.objects.bulk_create(
        User(email=f"diner{start + number}@kith.example", name=f"{NAMES[number % len(NAMES)]} {number}")
        for number in range(count)
    )
    Membership.objects.bulk_create(Membership(group=group, user=user, joined_at=NOW) for user in users)
    return users


def meeting(group: Group, users: list[User], **more) -> Meeting:
    """Return a meeting to which these people said yes."""
    made = make.meeting(group, **more)
    RSVP.objects.bulk_create(RSVP(meeting=made, user=user, answered_at=NOW) for user in users)
    return made


def plan(group: Group, count: int = 12, **fields) -> Plan:
    """Return a plan that waits to be worked out, for so many people."""
    fields = {"size": 4, "rounds_wanted": 3, "minutes": 20, **fields}
    return actions.start_plan(meeting(group, members(group, count)), at=NOW, **fields)


def solved(plan: Plan, seconds: float = 0.06) -> Plan:
    """Return the plan worked out."""
    while actions.solve_once(plan.pk, seconds=seconds, seed=1):
        continue
    plan.refresh_from_db()
    return plan


def start(plan: Plan, at=NOW) -> None:
    """Hold the next round."""
    actions.start_next(plan, at=at)
    plan.refresh_from_db()


def seating(plan: Plan, number: int) -> dict[str, int]:
    """Return who sits at which table in a round."""
    places = Seat.objects.filter(round__plan=plan, round__number=number).select_related("diner__user", "table")
    return {str(seat.diner): seat.table.number for seat in places}


def diner(plan: Plan, name: str) -> Diner:
    """Return the diner whose name begins so."""
    found = Diner.objects.filter(plan=plan).select_related("user", "plan__meeting__group")
    return next(each for each in found if str(each).startswith(name))
