"""Saves what the capture line understood, as the user corrected it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.interactions import signals
from kith.interactions.actions.logbook import log
from kith.interactions.actions.promises import NewPromise, promise
from kith.interactions.capture import Capture
from kith.interactions.models import Direction, Interaction, Kind
from kith.people import actions as people_actions
from kith.people.folding import fold
from kith.people.identity import key_of
from kith.people.models import Person, Position

_HOW_PEOPLE_MEET = {Kind.MEETING, Kind.CALL, Kind.EVENT}


@dataclass(frozen=True, slots=True)
class CorrectedPerson:
    """Somebody of a capture: one of the book by id, or a new person by name. points are (kind, value) pairs."""

    person_id: int | None = None
    name: str = ""
    title: str = ""
    organisation: str = ""
    points: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CorrectedCapture:
    """A capture as the user wants it saved. A day that is still to come makes it a planned touch."""

    people: tuple[CorrectedPerson, ...]
    on: date
    kind: str = Kind.MEETING
    channel: str = ""
    direction: str = Direction.MUTUAL
    time: time | None = None
    labels: tuple[str, ...] = ()
    place: str = ""
    notes: str = ""
    promises: tuple[NewPromise, ...] = ()
    follow_up_on: date | None = None


@dataclass(frozen=True, slots=True)
class Captured:
    """What was saved: the interaction, or None where the touch was planned, and its people in the order named."""

    interaction: Interaction | None
    people: tuple[Person, ...]
    planned_on: date | None = None


def as_understood(capture: Capture) -> CorrectedCapture:
    """Return the capture without corrections. Somebody who may be several people becomes a new person."""
    return CorrectedCapture(
        people=tuple(
            CorrectedPerson(
                named.person,
                named.name,
                named.title,
                named.organisation,
                tuple((point.kind, point.value) for point in named.points),
            )
            for named in capture.people
        ),
        on=capture.on,
        kind=capture.kind,
        channel=capture.channel,
        direction=capture.direction,
        time=capture.time,
        labels=capture.labels,
        place=capture.place,
        notes=capture.notes,
        promises=tuple(NewPromise(said.what, said.by, said.due_on) for said in capture.promises),
        follow_up_on=capture.follow_up_on,
    )


@transaction.atomic
def log_capture(owner: User, capture: CorrectedCapture, *, now: datetime) -> Captured:
    """Save a capture: new people, what is new about known ones, labels, promises, and the touch itself.

    A touch that lies ahead is planned for all its people instead of logged. Raises ValidationError.
    """
    people = [_person(owner, named, capture, now) for named in capture.people]
    if capture.on > owner.today(now):
        return _plan(owner, capture, people, now)
    interaction = log(
        owner,
        people=people,
        kind=capture.kind,
        channel=capture.channel,
        direction=capture.direction,
        on=capture.on,
        at=None if capture.time is None else datetime.combine(capture.on, capture.time, owner.zone),
        place=capture.place,
        notes=capture.notes,
        promises=capture.promises,
        follow_up_on=capture.follow_up_on,
        labels=capture.labels,
        now=now,
    )
    return Captured(interaction, tuple(people))


def _plan(owner: User, capture: CorrectedCapture, people: Sequence[Person], now: datetime) -> Captured:
    if not people:
        raise ValidationError({"people": _("Say with whom.")})
    for said in capture.promises:
        promise(people[0], by=said.by, what=said.what, due_on=said.due_on)
    for label in capture.labels:
        people_actions.label_people(people, label, at=now)
    signals.follow_up_changed.send(
        Interaction,
        owner=owner,
        people_ids=[person.pk for person in people],
        before=None,
        after=capture.on,
        note=capture.notes,
        on=owner.today(now),
    )
    return Captured(None, tuple(people), capture.on)


def _person(owner: User, named: CorrectedPerson, capture: CorrectedCapture, now: datetime) -> Person:
    if named.person_id is None:
        person = _add(owner, named, capture, now)
    else:
        person = enrich(_known(owner, named.person_id), named, now)
    return person


def _known(owner: User, person_id: int) -> Person:
    person: Person | None = Person.objects.visible_to(owner).in_book().filter(pk=person_id).first()
    if person is None:
        raise ValidationError({"people": _("Somebody here is not in your book.")})
    return person


def _add(owner: User, named: CorrectedPerson, capture: CorrectedCapture, now: datetime) -> Person:
    """Add somebody new, who was met on this day where the two came together."""
    met = capture.kind in _HOW_PEOPLE_MEET and capture.on <= owner.today(now)
    return people_actions.add_person(
        owner,
        name=named.name,
        at=now,
        fields={"met_on": capture.on.isoformat(), "met_at": capture.place} if met else {},
        points=[{"kind": kind, "value": value} for kind, value in named.points],
        positions=[_position(named)] if _has_position(named) else [],
    )


def enrich(person: Person, named: CorrectedPerson, now: datetime) -> Person:
    """Add the position and the contact points that are told and the person does not have yet. Raises ValidationError."""
    positions = list(person.positions.select_related("organisation").order_by("pk"))
    points = list(person.points.order_by("pk"))
    known_points = {(point.kind, point.key or fold(point.value)) for point in points}
    new_points = [
        {"kind": kind, "value": value}
        for kind, value in named.points
        if (kind, key_of(kind, value, settings.PHONE_REGION) or fold(value)) not in known_points
    ]
    is_new_position = _has_position(named) and not any(_covers(position, named) for position in positions)
    if new_points or is_new_position:
        person = people_actions.edit_person(
            person,
            version=person.version,
            at=now,
            fields={},
            points=[*points, *new_points],
            positions=[*positions, _position(named)] if is_new_position else None,
        )
    return person


def _has_position(named: CorrectedPerson) -> bool:
    return bool(named.title or named.organisation)


def _covers(position: Position, named: CorrectedPerson) -> bool:
    """Whether what was said of the position is known already."""
    at = position.organisation.name if position.organisation is not None else ""
    same_title = not named.title or fold(named.title) == fold(position.title)
    return same_title and (not named.organisation or fold(named.organisation) == fold(at))


def _position(named: CorrectedPerson) -> dict[str, Any]:
    return {"organisation": named.organisation, "title": named.title}
