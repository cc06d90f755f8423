"""A plan for a meeting: begun with who said that they come, and changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from kith.errors import Refused
from kith.groups.models import RUNNING, Membership, Role
from kith.meetings.models import Meeting
from kith.tables.actions import coming
from kith.tables.actions.changing import changed, held, seat_from
from kith.tables.models import Diner, Plan, Round, Table


@transaction.atomic
def start_plan(meeting: Meeting, *, at: datetime, **fields: Any) -> Plan:
    """Begin a plan with everybody who said that they come, and have it worked out. Raises ValidationError, Refused."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)  # two organisers begin one plan between them
    if Plan.objects.filter(meeting=meeting).exists():
        raise Refused(_("This meeting has a plan already."))
    plan = Plan(meeting=meeting, created_at=at, **fields)
    plan.full_clean()
    plan.save()
    _set_rounds(plan)
    coming.bring(plan, at=at)
    seat_from(plan, 1, at=at)
    return plan


@transaction.atomic
def change(plan: Plan, *, at: datetime, **fields: Any) -> None:
    """Change how many sit together, for how many rounds, and what counts. Raises ValidationError, Refused."""
    for name, value in fields.items():
        setattr(plan, name, value)
    plan.full_clean()
    if plan.rounds_wanted < held(plan):
        raise Refused(_("More rounds than that have been held already."))
    plan.wants_all = False
    plan.save(update_fields=[*fields, "wants_all"])
    _set_rounds(plan)
    seat_from(plan, 1, at=at)


@transaction.atomic
def bring_up_to_date(plan: Plan, *, at: datetime) -> int:
    """Take in who has said yes since, and leave out who cannot come after all. Returns how many changed."""
    count = coming.bring(plan, at=at)
    if count:
        seat_from(plan, 1, at=at)
    return count


@transaction.atomic
def name_table(table: Table, *, name: str, seats: int | None, at: datetime) -> None:
    """Give a table a name, and seats of its own. Raises ValidationError."""
    before = table.seats
    table.name, table.seats = name.strip(), seats
    table.full_clean()
    table.save(update_fields=["name", "seats"])
    if seats == before:
        changed(table.plan)
    else:
        seat_from(table.plan, 1, at=at)


@transaction.atomic
def give_hosts(plan: Plan, *, at: datetime) -> int:
    """Give each table that nobody keeps one of the mentors and organisers who come, mentors first. Returns how many."""
    kept = plan.diners.exclude(table=None).values("table")
    empty = plan.tables.exclude(pk__in=kept)
    hosts = list(zip(empty, _possible_hosts(plan), strict=False))
    for table, host in hosts:
        host.table = table
        host.save(update_fields=["table"])
    if hosts:
        seat_from(plan, 1, at=at)
    return len(hosts)


def set_rounds(plan: Plan, number: int) -> None:
    """Have so many rounds."""
    plan.rounds_wanted = number
    plan.save(update_fields=["rounds_wanted"])
    _set_rounds(plan)


def _possible_hosts(plan: Plan) -> list[Diner]:
    members = Membership.objects.current().filter(group=plan.meeting.group_id, user=OuterRef("user"))
    mentor = Exists(members.filter(role=Role.MENTOR))
    here = plan.diners.filter(Exists(members.filter(role__in=(Role.MENTOR, *RUNNING))), away_since=None, table=None)
    return list(here.annotate(is_mentor=mentor).order_by("-is_mentor", "pk"))


def _set_rounds(plan: Plan) -> None:
    """Have as many rounds as are wanted; those that nobody has started take the minutes of the plan."""
    Round.objects.filter(plan=plan, started_at=None, number__gt=plan.rounds_wanted).delete()
    there = set(Round.objects.filter(plan=plan).values_list("number", flat=True))
    missing = [number for number in range(1, plan.rounds_wanted + 1) if number not in there]
    Round.objects.bulk_create(Round(plan=plan, number=number) for number in missing)
    Round.objects.filter(plan=plan, started_at=None).update(minutes=plan.minutes)
