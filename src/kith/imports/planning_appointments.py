"""Plans what becomes of appointments: new, known with other words or people, cancelled, or left out with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from kith.accounts.models import User
from kith.appointments.models import Appointment, Attendance
from kith.imports import tidying
from kith.imports.deleting import among
from kith.imports.mentions import ERASED, keys_of, resolve_known
from kith.imports.plans import Action, Plan, Reading
from kith.imports.records import AppointmentRecord, PersonRef
from kith.people.folding import fold

COLUMNS = ("title", "on", "starts_at", "ends_at", "place", "url", "notes", "source_key")
_MODEL = "appointments.appointment"
_OVER = "An appointment that is over."
_NOBODY = "An appointment with nobody who is in your book or was invited by address."
_CANCELLED = "An appointment that was cancelled."


@dataclass(slots=True)
class _Known:
    """An appointment of the book. `there` are those who will be there: the id of the row by who they are."""

    id: int
    is_settled: bool  # taken out by the user, or over and become an interaction
    cancelled_at: datetime | None
    values: dict[str, Any]
    there: dict[Any, int] = field(default_factory=dict)


def plan_appointments(plan: Plan, readings: list[Reading], owner: User) -> None:
    """Plan all appointment records; the people of all files are planned before."""
    records = [r for reading in readings for r in reading.records if isinstance(r, AppointmentRecord)]
    arrived = _recognise(plan, owner)
    known = _load(owner, arrived) if records else {}
    planned: dict[str, int] = {}
    for record in records:
        _plan(plan, record, known, planned)


def taken_out(owner: User) -> frozenset[str]:
    """Source keys of what the user took out, which stays out when it is over, too."""
    return frozenset(Appointment.objects.filter(owner=owner, is_taken_out=True).values_list("source_key", flat=True))


def _recognise(plan: Plan, owner: User) -> dict[int, int]:
    """Those who will be there and were not in the book, if they are now: who they are, by the id of the row."""
    parts = Attendance.objects.filter(appointment__in=Appointment.objects.filter(owner=owner).standing())
    rows = list(parts.order_by("pk").values_list("pk", "appointment_id", "person_id", "name", "key"))
    there = {(appointment, person) for _pk, appointment, person, _name, _key in rows if person}
    arrived = {}
    for pk, appointment, person, name, key in rows:
        found = None if person else resolve_known(plan, PersonRef(name, (key,) if key else ()))
        if isinstance(found, int) and (appointment, found) not in there:
            there.add((appointment, found))
            arrived[pk] = found
            plan.change("appointments.attendance", pk, "person_id", None, found)
    return arrived


def _load(owner: User, arrived: dict[int, int]) -> dict[str, _Known]:
    found = {row.pk: _known(row) for row in Appointment.objects.filter(owner=owner)}
    parts = Attendance.objects.filter(owner=owner, appointment__in=among(list(found)))
    for pk, appointment, person, name, key in parts.values_list("pk", "appointment_id", "person_id", "name", "key"):
        found[appointment].there[_mark(arrived.get(pk, person), name, key)] = pk
    return {each.values["source_key"]: each for each in found.values()}


def _known(row: Appointment) -> _Known:
    is_settled = row.is_taken_out or row.became_id is not None
    return _Known(row.pk, is_settled, row.cancelled_at, {column: getattr(row, column) for column in COLUMNS})


def _plan(plan: Plan, record: AppointmentRecord, known: dict[str, _Known], planned: dict[str, int]) -> None:
    values = _values(record)
    key = values["source_key"]
    present = known.get(key)
    if record.is_cancelled:
        _cancel(plan, present)
    elif _is_over(plan, record) or not key:
        plan.pass_over("appointments", _OVER)
    elif present is not None:
        is_changed = not present.is_settled and _change(plan, present, record, values)
        plan.counts["appointments", Action.UPDATED if is_changed else Action.UNCHANGED] += 1
    elif key in planned:
        plan.appointments[-planned[key] - 1] = list(values.values())  # told twice: the later word holds
    else:
        _add(plan, record, values, planned)


def _values(record: AppointmentRecord) -> dict[str, Any]:
    texts = {"title": 500, "place": 300, "url": 1000, "source_key": 300}
    lines = {column: tidying.line(getattr(record, column), longest) for column, longest in texts.items()}
    moments = {column: (at := getattr(record, column)) and at.astimezone(UTC) for column in ("starts_at", "ends_at")}
    values = {**lines, **moments, "on": record.on, "notes": tidying.paragraphs(record.notes)}
    return {column: values[column] for column in COLUMNS}


def _is_over(plan: Plan, record: AppointmentRecord) -> bool:
    """One of an earlier day. One of this morning is taken in, and becomes a touch by the clock as any other."""
    return record.on < plan.today and not (record.ends_at and record.ends_at > plan.now)


def _cancel(plan: Plan, present: _Known | None) -> None:
    if present is None or present.is_settled or present.cancelled_at:
        plan.pass_over("appointments", _CANCELLED)
    else:
        present.cancelled_at = plan.now
        plan.change(_MODEL, present.id, "cancelled_at", None, plan.now)
        plan.counts["appointments", Action.UPDATED] += 1


def _change(plan: Plan, present: _Known, record: AppointmentRecord, values: dict[str, Any]) -> bool:
    changed = [column for column in COLUMNS if present.values[column] != values[column]]
    for column in changed:
        plan.change(_MODEL, present.id, column, present.values[column], values[column])
    present.values = values
    wanted = {_mark(*part): part for part in _people(plan, record)}
    is_back = present.cancelled_at is not None
    if is_back:
        plan.change(_MODEL, present.id, "cancelled_at", present.cancelled_at, None)
        present.cancelled_at = None
    gone = [pk for mark, pk in present.there.items() if mark not in wanted and pk]
    more = [part for mark, part in wanted.items() if mark not in present.there]
    plan.absent += gone
    plan.attendances += [(present.id, *part) for part in more]
    present.there = {mark: present.there.get(mark, 0) for mark in wanted}
    return bool(changed or gone or more or is_back)


def _add(plan: Plan, record: AppointmentRecord, values: dict[str, Any], planned: dict[str, int]) -> None:
    people = list(_people(plan, record))
    if not any(person or key for person, _name, key in people):
        plan.pass_over("appointments", _NOBODY)
        return
    plan.appointments.append(list(values.values()))
    number = planned[values["source_key"]] = -len(plan.appointments)
    plan.attendances += [(number, *part) for part in people]
    plan.counts["appointments", Action.CREATED] += 1
    if record.raw:
        plan.note(record, Action.CREATED, values["title"][:300])


def _people(plan: Plan, record: AppointmentRecord) -> Iterable[tuple[int | None, str, str]]:
    """Who will be there, each once, without the user and without those who were erased."""
    found: dict[Any, tuple[int | None, str, str]] = {}
    for who in record.people:
        person = resolve_known(plan, who)
        if person == ERASED:
            record.raw = ""
        elif not (isinstance(person, int) and plan.person(person).is_self):
            part = _part(plan, person if isinstance(person, int) else None, who)
            found.setdefault(_mark(*part), part)
    return found.values()


def _part(plan: Plan, person: int | None, who: PersonRef) -> tuple[int | None, str, str]:
    return person, tidying.line(who.name, 300), next(iter(keys_of(plan, who.keys)), "")


def _mark(person: int | None, name: str, key: str) -> Any:
    return person or key or fold(name)
