"""Works out what an import would do to a book, without writing anything; its preview and its commit both start here."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from kith.accounts.models import User
from kith.imports.planning_appointments import plan_appointments, taken_out
from kith.imports.planning_interactions import days_without_source, growing_sources, plan_interactions
from kith.imports.planning_offers import Offers, arrived, plan_offers
from kith.imports.planning_opportunities import plan_opportunities
from kith.imports.planning_people import plan_people
from kith.imports.planning_suggestions import plan_suggestions
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
from kith.imports.snapshots import load_counted, snapshot
from kith.people.models import Tombstone
from kith.people.tombstones import IsErased, is_erased


def plan(owner: User, readings: list[Reading], now: datetime) -> Plan:
    """People first, as everything else refers to them."""
    days = days_without_source(readings)
    book = snapshot(owner, days)
    made = Plan(book, now, owner.today(now), owner.zone, settings.PHONE_REGION, _erased(owner))
    by_row: dict[tuple[str, int], int] = {}
    plan_people(made, readings, by_row)
    offers = Offers()
    told = [*readings, arrived(made, owner)]
    load_counted(owner, book, growing_sources(told, book.sources))
    plan_interactions(made, told, by_row, offers, taken_out(owner), has_sources_only=not days)
    plan_offers(made, owner, offers)
    plan_appointments(made, readings, owner)
    plan_suggestions(made, readings, owner)
    plan_opportunities(made, readings, owner)
    for reading in readings:
        for record in reading.records:
            if not isinstance(record, (PersonRecord, InteractionRecord)):
                _plan_other(made, record)
    return made


def _erased(owner: User) -> IsErased | None:
    return is_erased(owner) if Tombstone.objects.filter(owner=owner).exists() else None


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
