"""Appointments for tests, as a calendar that was read leaves them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from kith.accounts.models import User
from kith.appointments.models import Appointment, Attendance
from kith.people.models import Person
from tests.make import TODAY


def appointment(
    owner: User, title: str, *people: Person | str, at: datetime | None = None, minutes: int = 0, **fields: Any
) -> Appointment:
    """Return an appointment with people of the book, and others by name or identifier ("email:…")."""
    fields = {"on": at.date() if at else TODAY, "source_key": f"ical:{title}:", **fields}
    ends_at = at + timedelta(minutes=minutes) if at and minutes else None
    made = Appointment.objects.create(owner=owner, title=title, starts_at=at, ends_at=ends_at, **fields)
    for each in people:
        known = each if isinstance(each, Person) else None
        text = each.name if isinstance(each, Person) else each
        key = text if ":" in text else ""
        Attendance.objects.create(owner=owner, appointment=made, person=known, name="" if key else text, key=key)
    return made
