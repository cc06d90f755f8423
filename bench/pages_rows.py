"""Fills a book of the sample network with what waits and what is to come, so that no page is measured for want of a row."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import Any

from kith.accounts.models import User
from kith.appointments.models import Appointment, Attendance
from kith.connections.models import Connection
from kith.duplicates import actions as duplicates
from kith.imports import actions as imports
from kith.people import actions as people
from kith.people.folding import fold
from kith.people.models import Person, Position, Related
from kith.suggestions.models import Suggestion
from kith.ties.models import Acquaintance

PAIRS, SUGGESTIONS, DAYS, CONNECTIONS, ROWS = 300, 300, 30, 3, 500
COLUMNS = "Wer;Wo;Erreichbar unter;Wann\n"  # a table that no program writes, so that its columns are asked for


def furnish(owner: User, *, now: datetime) -> None:
    """Add people who may be one, suggestions, appointments, connections, an import to look at, and a merge."""
    often = list(Person.objects.filter(owner=owner, is_self=False).order_by("-touches", "pk")[: PAIRS + 3])
    busiest = often[0]
    _doubles(owner, often[3:], now)
    Suggestion.objects.bulk_create(_suggestions(owner, often))
    _appointments(owner, often, now)
    Related.objects.create(owner=owner, person=busiest, kind="spouse", name="Robin", other=often[1])
    one, other = sorted((busiest, often[1]), key=lambda each: each.pk)
    Acquaintance.objects.get_or_create(owner=owner, one=one, other=other, defaults={"note": "Same choir"})
    duplicates.merge(busiest, often[2], at=now)
    for number in range(CONNECTIONS):
        name = f"mail{number}.example"
        Connection.objects.create(owner=owner, kind="mailbox", name=name, host=name, problem="It did not answer.")
    _import(owner, now)


def _doubles(owner: User, originals: list[Person], now: datetime) -> None:
    """Second entries of some people, as address books come to have them, found as Kith finds them."""
    for number, original in enumerate(originals):
        at = Position.objects.filter(person=original, kind="work").order_by("pk").first()
        positions = [{"organisation": at.organisation}] if at else []
        points = [{"kind": "email", "value": f"double{number}@letterbox.example"}]
        people.add_person(owner, name=fold(original.name).title(), at=now, positions=positions, points=points)
    duplicates.look_for_pairs(owner, now=now)


def _suggestions(owner: User, known: list[Person]) -> list[Suggestion]:
    facts: dict[str, Any] = {"sent": 3, "received": 4, "first": "2025-01-02", "last": "2026-01-02", "days": []}
    newcomers = [
        Suggestion(owner=owner, kind="person", facts={"name": f"New {n}", "key": f"email:n{n}@kith.example", **facts})
        for n in range(SUGGESTIONS)
    ]
    details = [
        Suggestion(owner=owner, kind="position", person=known[n], facts={"title": f"Title {n}"})
        for n in range(SUGGESTIONS)
    ]
    for number, each in enumerate([*newcomers, *details]):
        each.source, each.source_key = "a letter", f"bench:{number}"
    return [*newcomers, *details]


def _appointments(owner: User, known: list[Person], now: datetime) -> None:
    for day in range(DAYS):
        at = now + timedelta(days=day, hours=1)
        made = Appointment.objects.create(
            owner=owner, title=f"Coffee {day}", on=at.astimezone(owner.zone).date(), starts_at=at, source_key=f"b:{day}"
        )
        for person in (known[0], known[day + 3]):
            Attendance.objects.create(owner=owner, appointment=made, person=person)


def _import(owner: User, now: datetime) -> None:
    rows = "".join(f"Jo Doe{n};Works {n % 40};jo{n}@kith.example;{n % 28 + 1}.3.2024\n" for n in range(ROWS))
    started = imports.start(owner, [("contacts.csv", io.BytesIO((COLUMNS + rows).encode()))], now=now)
    imports.preview(started.pk, now=now)
