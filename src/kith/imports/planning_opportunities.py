"""Plans what becomes of opportunities that files tell of: new, in the book already, or left out with the reason."""

from __future__ import annotations

from typing import Any

from kith.accounts.models import User
from kith.imports import tidying
from kith.imports.plans import Action, Plan, Reading
from kith.imports.records import OpportunityRecord
from kith.interactions.models import Channel
from kith.opportunities.models import Opportunity

COLUMNS = (
    *("title", "kind", "stage", "stage_on", "began_on", "source", "channel", "url", "notes", "source_key"),
    "organisation_id",
)
_CHANNELS = frozenset(Channel.values)


def plan_opportunities(plan: Plan, readings: list[Reading], owner: User) -> None:
    """Plan all opportunity records. One that the user put in the bin or changed stays as it is."""
    records = [r for reading in readings for r in reading.records if isinstance(r, OpportunityRecord)]
    if not records:
        return
    known = set(Opportunity.objects.filter(owner=owner).exclude(source_key="").values_list("source_key", flat=True))
    for record in records:
        _plan(plan, record, known)


def _plan(plan: Plan, record: OpportunityRecord, known: set[str]) -> None:
    title = tidying.line(record.title, 300) or tidying.line(record.organisation, 300)
    key = tidying.line(record.source_key, 300)
    if not title:
        plan.leave(record, "It does not say what for.")
    elif record.on > plan.today:
        plan.leave(record, "It is still to come.", title)
    elif key in known:
        _note(plan, record, Action.UNCHANGED, title)
    else:
        known.update({key} - {""})
        plan.opportunities.append(_row(plan, record, title, key))
        _note(plan, record, Action.CREATED, title)


def _note(plan: Plan, record: OpportunityRecord, action: Action, title: str) -> None:
    plan.counts["opportunities", action] += 1
    plan.note(record, action, title)


def _row(plan: Plan, record: OpportunityRecord, title: str, key: str) -> tuple[Any, ...]:
    channel = record.channel if record.channel in _CHANNELS else ""
    texts = (tidying.line(record.url, 1000), tidying.paragraphs(record.notes), key)
    days = (record.on, record.on)
    return (
        title,
        record.kind,
        record.stage,
        *days,
        record.source,
        channel,
        *texts,
        plan.organisation(record.organisation),
    )
