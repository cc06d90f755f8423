"""What round tables put onto the page of a meeting: the board for its organisers, their own table for those who come."""

from __future__ import annotations

from django.db.models import QuerySet

from kith.accounts.models import User
from kith.groups.models import Membership
from kith.meetings import parts
from kith.meetings.models import Meeting
from kith.prepared import prepared
from kith.tables.models import Diner, Plan
from kith.tables.queries.evening import plan_of


def register() -> None:
    """Tell the registry."""
    parts.register(parts.Section(20, "tables/on_meeting.html", _tables))


def _tables(meeting: Meeting, membership: Membership | None, user: User) -> dict[str, object]:
    may_plan = membership is not None and membership.runs
    plan = plan_of(meeting)
    sits = plan is not None and bool(_seats(user, plan))
    if not may_plan and not sits:
        return {}
    return {"plan": plan, "sits": sits, "may_plan": may_plan, "meeting": meeting, "group": meeting.group}


@prepared
def _seats(user: User, plan: Plan) -> QuerySet[Diner, int]:
    return Diner.objects.seated(user).filter(plan=plan).order_by().values_list("pk", flat=True)
