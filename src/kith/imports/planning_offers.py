"""Plans who is counted, and offered, of those whom mail and calendars tell of and who are not in the book."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models.fields.json import KT

from kith.accounts.models import User
from kith.imports import offer_days, tidying
from kith.imports.mentions import resolve_known
from kith.imports.offer_days import Day, Facts
from kith.imports.plans import Action, Plan, Reading
from kith.imports.records import InteractionRecord, PersonRef, Record
from kith.suggestions.models import Suggestion

State = Suggestion.State
PREFIX = "person:"
WAITING = (State.COUNTING, State.OPEN)
_CHUNK = 500
_LONGEST_KEY = 290


class Offers:
    """What an import tells of people who are not in the book, by their identifier."""

    def __init__(self) -> None:
        self.days: dict[str, list[Day]] = {}
        self.names: dict[str, str] = {}

    def gather(self, who: PersonRef, record: InteractionRecord, on: date) -> None:
        """Note a day with somebody who is not in the book."""
        key = next(offer_days.people_keys(who.keys), "")
        is_crowd = not record.marks and len(record.people) > offer_days.CROWD
        if not key or len(key) > _LONGEST_KEY or not record.source_key or is_crowd:
            return
        self.days.setdefault(key, []).append(offer_days.day_of(record, on))
        name = tidying.line(who.name, 300)
        if _is_name(name) or key not in self.names:
            self.names[key] = name


def arrived(plan: Plan, owner: User) -> Reading:
    """The days with those who were not in the book and are now; they are offered no longer."""
    records: list[Record] = []
    waiting = Suggestion.objects.filter(owner=owner, kind=Suggestion.Kind.PERSON, state__in=WAITING)
    pks = [
        pk
        for pk, key, name in waiting.values_list("pk", "source_key", KT("facts__name"))
        if isinstance(resolve_known(plan, PersonRef(name or "", (key.removeprefix(PREFIX),))), int)
    ]
    for pk, state, facts in _with_facts(owner, pks):
        records += _taken(plan, pk, state, facts)
    return Reading("", records)


def plan_offers(plan: Plan, owner: User, offers: Offers) -> None:
    """Plan what becomes of the days that were gathered: added to what is counted of somebody, or the beginning of it."""
    states = dict(_known(owner, offers))
    for pk, state, facts in _with_facts(owner, [pk for pk, state in states.values() if state in WAITING]):
        _add(plan, offers, pk, state, facts)
    for key, days in offers.days.items():
        if key not in states and offer_days.is_begun(days):
            _begin(plan, offers, key)


def state_of(key: str, days: list[Day], today: date) -> State:
    """Whether somebody is offered."""
    return State.OPEN if offer_days.is_often(key, days, today) else State.COUNTING


def _taken(plan: Plan, pk: int, state: str, facts: Facts) -> Iterator[InteractionRecord]:
    plan.change("suggestions.suggestion", pk, "state", state, State.TAKEN.value)
    plan.change("suggestions.suggestion", pk, "decided_at", None, plan.now)
    who = PersonRef(facts["name"], (facts["key"],))
    yield from (offer_days.record_of(day, who) for day in facts["days"])


def _known(owner: User, offers: Offers) -> Iterator[tuple[str, tuple[int, str]]]:
    """Of those who are counted already: their suggestion and its state, by identifier."""
    keys = sorted(offers.days)
    for start in range(0, len(keys), _CHUNK):
        wanted = [PREFIX + key for key in keys[start : start + _CHUNK]]
        found = Suggestion.objects.filter(owner=owner, source_key__in=wanted)
        for source_key, pk, state in found.values_list("source_key", "pk", "state"):
            yield source_key.removeprefix(PREFIX), (pk, state)


def _with_facts(owner: User, pks: list[int]) -> Iterator[tuple[int, str, Facts]]:
    for start in range(0, len(pks), _CHUNK):
        found = Suggestion.objects.filter(owner=owner, pk__in=pks[start : start + _CHUNK])
        yield from found.values_list("pk", "state", "facts")


def _add(plan: Plan, offers: Offers, pk: int, state: str, facts: Facts) -> None:
    if ("suggestions.suggestion", pk) in plan.changes:
        return  # they have come into the book
    key = facts["key"]
    days = offer_days.merged(facts["days"], offers.days[key])
    if days == facts["days"]:
        return
    name = facts["name"] if _is_name(facts["name"]) else offers.names[key] or facts["name"]
    now = State.OPEN.value if state == State.OPEN else state_of(key, days, plan.today).value
    plan.offers[pk] = now, offer_days.facts_of(name, key, days)
    plan.counts["offers", Action.CREATED if now != state else Action.UPDATED] += 1


def _begin(plan: Plan, offers: Offers, key: str) -> None:
    days = offer_days.merged([], offers.days[key])
    state = state_of(key, days, plan.today)
    facts: dict[str, Any] = offer_days.facts_of(offers.names[key], key, days)
    plan.suggestions.append(("person", state.value, None, facts, offer_days.in_words(days), PREFIX + key))
    plan.counts["offers", Action.CREATED if state == State.OPEN else Action.UPDATED] += 1


def _is_name(name: str) -> bool:
    return bool(name) and "@" not in name
