"""Works out what an import would do to a book, without writing anything; its preview and its commit both start here."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from kith.accounts.models import User
from kith.imports.planning_interactions import days_without_source, plan_interactions
from kith.imports.planning_people import plan_people
from kith.imports.plans import Action, Plan, Reading
from kith.imports.records import (
    InteractionRecord,
    KeptRecord,
    LeftRecord,
    OrganisationRecord,
    PersonRecord,
    Record,
    Refusal,
)
from kith.imports.snapshots import snapshot


def plan(owner: User, readings: list[Reading], now: datetime) -> Plan:
    """People first, as interactions and introductions refer to them."""
    days = days_without_source(readings)
    book = snapshot(owner, days)
    made = Plan(book, owner.today(now), owner.zone, settings.PHONE_REGION)
    by_row: dict[tuple[str, int], int] = {}
    plan_people(made, readings, by_row)
    plan_interactions(made, readings, by_row, has_sources_only=not days)
    for reading in readings:
        for record in reading.records:
            if not isinstance(record, (PersonRecord, InteractionRecord)):
                _plan_other(made, record)
    return made


def _plan_other(made: Plan, record: Record) -> None:
    if isinstance(record, OrganisationRecord):
        made.follow(record)
    elif isinstance(record, KeptRecord):
        made.counts["others", Action.KEPT] += 1
        made.note(record, Action.KEPT, record.what[:300])
    elif isinstance(record, LeftRecord):
        made.leave(record, record.reason)
    elif isinstance(record, Refusal):
        made.refuse(record, record.reason)
