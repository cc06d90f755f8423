"""One person at the tables: who it is, and where they sit."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from kith.groups.models import Group
from kith.prepared import prepared
from kith.tables.models import Diner, Plan, Round, Seat


@prepared
def diner_of(group: Group, uid: UUID) -> QuerySet[Diner]:
    """Whoever that is, at a meeting of the group."""
    found = Diner.objects.filter(plan__meeting__group=group, uid=uid)
    return found.select_related("user", "plan__meeting")


@prepared
def places_of(diner: Diner) -> QuerySet[Seat]:
    """Where somebody sits, round by round."""
    return Seat.objects.filter(diner=diner).select_related("round", "table").order_by("round__number")


@prepared
def open_round(plan: Plan, number: int) -> QuerySet[Round]:
    """The round of that number, unless it is over."""
    return Round.objects.filter(plan=plan, number=number, ended_at=None)
