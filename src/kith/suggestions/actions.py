"""What can be done with suggestions: take one, say that it is not needed, ask again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.errors import Refused
from kith.people import actions as people
from kith.people import identity, rows
from kith.people.folding import fold
from kith.people.models import Person
from kith.people.traces import Traces
from kith.suggestions.models import Suggestion

State = Suggestion.State
WAITING = (State.COUNTING, State.OPEN)
_DETAILS = (Suggestion.Kind.POSITION, Suggestion.Kind.POINT)


@transaction.atomic
def dismiss(suggestion: Suggestion, *, at: datetime) -> None:
    """Say that it is not needed; it is not made again. Raises Refused if it was decided on before."""
    _decide(_waiting(suggestion), suggestion, State.DISMISSED, at)


@transaction.atomic
def reopen(suggestion: Suggestion) -> None:
    """Ask again about one that was said not to be needed. Raises Refused for any other."""
    if not Suggestion.objects.filter(pk=suggestion.pk, state=State.DISMISSED).update(state=State.OPEN, decided_at=None):
        raise Refused(_("Only what you said is not needed can be asked again."))
    suggestion.state, suggestion.decided_at = State.OPEN, None


@transaction.atomic
def take_detail(suggestion: Suggestion, *, at: datetime) -> Person:
    """Add the role, or the way to reach them, to the person. Raises Refused if that cannot be done any more.

    What they have already is not added twice.
    """
    present = _waiting(suggestion)
    person = Person.objects.in_book().filter(pk=present.person_id).first()
    if person is None or present.kind not in _DETAILS:
        raise Refused(_("They are not in your book any more."))
    if not is_known(person, present.kind, present.facts):
        person = _add(person, present, at)
        present.facts = suggestion.facts = {**present.facts, "is_added": True}
    _decide(present, suggestion, State.TAKEN, at)
    return person


@transaction.atomic
def give_back(suggestion: Suggestion, *, at: datetime) -> None:
    """Take a detail off the person again, if it was added then and is still there as it was, and suggest it again.

    Raises Refused for one that was not taken, or whose person is gone.
    """
    taken = Suggestion.objects.select_for_update(of=("self",)).filter(pk=suggestion.pk, state=State.TAKEN)
    present = taken.filter(kind__in=_DETAILS).first()
    person = Person.objects.in_book().filter(pk=present.person_id).first() if present else None
    if present is None or person is None:
        raise Refused(_("Only what you have just taken can be given back."))
    if present.facts.pop("is_added", False):
        _take_off(person, present, at)
    present.state, present.decided_at = State.OPEN, None
    present.save(update_fields=["state", "decided_at", "facts"])


def is_known(person: Person, kind: str, facts: Mapping[str, Any]) -> bool:
    """Whether the book has that role, or that way to reach them."""
    if kind == Suggestion.Kind.POINT:
        wanted = _mark(facts["kind"], facts["value"])
        return any(_mark(point.kind, point.value) == wanted for point in person.points.all())
    place, title = rows.organisation_key(facts.get("organisation", "")), fold(facts.get("title", ""))
    positions = person.positions.select_related("organisation")
    return any(_says(position, place, title) for position in positions)


def _says(position: Any, place: str, title: str) -> bool:
    own = position.organisation.key if position.organisation else ""
    return place in ("", own) and title in ("", fold(position.title))


def _mark(kind: str, value: str) -> str:
    return identity.key_of(kind, value, settings.PHONE_REGION) or fold(value)


def _add(person: Person, suggestion: Suggestion, at: datetime) -> Person:
    facts = suggestion.facts
    if suggestion.kind == Suggestion.Kind.POINT:
        wanted = rows.POINT_FIELDS & facts.keys()
        point = {name: facts[name] for name in wanted}
        points = [*person.points.order_by("pk"), point]
        return people.edit_person(person, version=person.version, at=at, fields={}, points=points)
    wanted = rows.POSITION_FIELDS & facts.keys()
    position = {name: facts[name] for name in wanted} | {"noticed_on": person.owner.today(at)}
    positions = [*person.positions.select_related("organisation").order_by("pk"), position]
    return people.edit_person(person, version=person.version, at=at, fields={}, positions=positions)


def _take_off(person: Person, suggestion: Suggestion, at: datetime) -> None:
    """Remove the row that says just what the suggestion says; a row that was changed since stays."""
    facts = suggestion.facts
    if suggestion.kind == Suggestion.Kind.POINT:
        own = [
            each for each in person.points.order_by("pk") if (each.kind, each.value) != (facts["kind"], facts["value"])
        ]
        people.edit_person(person, version=person.version, at=at, fields={}, points=own)
        return
    positions = person.positions.select_related("organisation").order_by("pk")
    said = tuple(facts.get(name, "") for name in ("organisation", "title", "department"))
    rest = [row for row in positions if (str(row.organisation or ""), row.title, row.department) != said]
    people.edit_person(person, version=person.version, at=at, fields={}, positions=rest)


def _waiting(suggestion: Suggestion) -> Suggestion:
    """The suggestion as it stands, held until the transaction ends. Raises Refused if it was decided on."""
    present: Suggestion = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    if present.state not in WAITING:
        raise Refused(_("You have decided on this already."))
    return present


def _decide(present: Suggestion, shown: Suggestion, state: State, at: datetime) -> None:
    present.state = shown.state = state
    present.decided_at = shown.decided_at = at
    present.save(update_fields=["state", "decided_at", "facts"])


@transaction.atomic
def forget(owner: User, traces: Traces) -> None:
    """Delete what was counted of people who are erased: who has an identifier of theirs, or their whole name."""
    suggestions = Suggestion.objects.filter(owner=owner, kind=Suggestion.Kind.PERSON)
    names = {fold(name) for name in traces.names if " " in name.strip()}
    named = suggestions.filter(facts__name__isnull=False).values_list("pk", "facts__name")
    theirs = [pk for pk, name in named if fold(str(name)) in names]
    wanted = Q(source_key__in=[f"person:{key}" for key in traces.keys]) | Q(pk__in=theirs)
    suggestions.filter(wanted).delete()
