"""What round tables put onto the page of a meeting: the board for its organisers, their own table for those who come."""

from __future__ import annotations

from kith.accounts.models import User
from kith.groups.models import Membership
from kith.meetings import parts
from kith.meetings.models import Meeting
from kith.tables.models import Diner, Plan


def register() -> None:
    """Tell the registry."""
    parts.register(parts.Section(20, "tables/on_meeting.html", _tables))


def _tables(meeting: Meeting, membership: Membership | None, user: User) -> dict[str, object]:
    may_plan = membership is not None and membership.runs
    plan = Plan.objects.filter(meeting=meeting).first()
    sits = plan is not None and Diner.objects.seated(user).filter(plan=plan).exists()
    if not may_plan and not sits:
        return {}
    return {"plan": plan, "sits": sits, "may_plan": may_plan, "meeting": meeting, "group": meeting.group}
