"""Plans what becomes of roles and ways to reach people that a source suggests: nothing, if the book has them already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kith.accounts.models import User
from kith.imports import tidying
from kith.imports.mentions import resolve_known
from kith.imports.plans import Action, Plan, Reading
from kith.imports.records import SuggestionRecord
from kith.people import identity, rows
from kith.people.folding import fold
from kith.suggestions.models import Suggestion

_STRANGERS = "A suggestion about somebody who is not in your book."
_FIELDS = {
    "position": {"title": 300, "organisation": 300, "department": 300},
    "point": {"kind": 10, "value": 1000, "label": 60},
}


def plan_suggestions(plan: Plan, readings: list[Reading], owner: User) -> None:
    """Plan all suggestion records; the people of all files are planned before."""
    records = [r for reading in readings for r in reading.records if isinstance(r, SuggestionRecord)]
    if not records:
        return
    made = Suggestion.objects.filter(owner=owner).exclude(kind=Suggestion.Kind.PERSON)
    seen: set[Any] = set()
    for source_key, person, kind, facts in made.values_list("source_key", "person_id", "kind", "facts"):
        seen |= {source_key, _mark(plan, person, kind, facts)}
    for record in records:
        _plan(plan, record, seen)


def _plan(plan: Plan, record: SuggestionRecord, seen: set[Any]) -> None:
    person = resolve_known(plan, record.person)
    if record.kind not in _FIELDS or not isinstance(person, int) or plan.person(person).is_self:
        plan.pass_over("suggestions", _STRANGERS)
        return
    facts = {name: tidying.line(record.facts.get(name, ""), longest) for name, longest in _FIELDS[record.kind].items()}
    source_key, mark = tidying.line(record.source_key, 300), _mark(plan, person, record.kind, facts)
    says = any(mark[2:]) and bool(source_key)
    if not says or source_key in seen or mark in seen or _is_known(plan, mark):
        plan.counts["suggestions", Action.UNCHANGED] += 1
        return
    seen |= {source_key, mark}
    source = tidying.line(record.source, 300)
    plan.suggestions.append((record.kind, Suggestion.State.OPEN.value, person, facts, source, source_key))
    plan.counts["suggestions", Action.CREATED] += 1


def _mark(plan: Plan, person: int | None, kind: str, facts: Mapping[str, Any]) -> tuple[Any, ...]:
    """What a suggestion comes to, however it is written."""
    if kind == "point":
        value = facts.get("value", "")
        point = facts.get("kind", "")
        return person, point, identity.key_of(point, value, plan.region) or fold(value)
    place = facts.get("organisation", "")
    return person, "position", place and rows.organisation_key(place), fold(facts.get("title", ""))


def _is_known(plan: Plan, mark: tuple[Any, ...]) -> bool:
    person, kind, *told = mark
    if kind != "position":
        return (person, kind, told[0]) in plan.book.points or (person, told[0]) in plan.book.identities
    organisation, title = told
    wanted = plan.book.organisations.get(organisation)
    return any(
        (not organisation or (role.organisation is not None and role.organisation == wanted))
        and (not title or fold(role.title) == title)
        for role in plan.book.roles.get(person, ())
    )
