"""What can be asked about appointments: what is to come, with whom, and when by the user's own clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, QuerySet

from kith import sql
from kith.accounts.models import User
from kith.appointments.models import Appointment, AppointmentQuerySet, Attendance
from kith.people.models import ContactPoint, Identity, Person
from kith.prepared import prepared
from kith.ui import persons

_OF_PERSON = [f"person__{name}" for name in (*persons.SHOWN, "binned_at", "is_self")]


FEW = 3  # of those who are not in the book, shown of one meeting


@dataclass(frozen=True, slots=True)
class Astir:
    """Whether appointments of earlier days are not yet a touch, and whether there are any in some days."""

    waits: bool
    comes: bool


@dataclass(frozen=True, slots=True)
class There:
    """Somebody who will be there: a person of the book, or somebody of whom only this is known."""

    person: Person | None
    name: str
    address: str = ""  # of e-mail, where nobody in the book has it

    @property
    def to_add(self) -> str:
        """What the form to add them begins with, as the query of its address."""
        name = "" if self.name == self.address else self.name
        return urlencode({key: value for key, value in (("name", name), ("email", self.address)) if value})


@dataclass(frozen=True, slots=True)
class Coming:
    """An appointment with its people, and its moments in the user's time zone; `touch` is what it became, if it still is."""

    appointment: Appointment
    people: Sequence[There]
    starts: datetime | None
    ends: datetime | None
    is_over: bool
    touch: int | None

    @property
    def known(self) -> list[Person]:
        """Those of its people who are in the book."""
        return [each.person for each in self.people if each.person is not None]

    @property
    def others(self) -> list[There]:
        """Those who are not."""
        return [each for each in self.people if each.person is None]

    @property
    def others_shown(self) -> list[There]:
        """A few of them."""
        return self.others[:FEW]

    @property
    def others_more(self) -> int:
        """How many of them are not among these few."""
        return max(0, len(self.others) - FEW)

    @property
    def waits_to_pass(self) -> bool:
        """Whether it is over, has somebody of the book in it, and is not yet a touch."""
        return self.is_over and self.appointment.is_standing and bool(self.known)

    @property
    def ends_that_day(self) -> bool:
        """Whether its end is told by the hour alone."""
        return self.starts is not None and self.ends is not None and self.starts.date() == self.ends.date()


def astir(owner: User, on: date, days: int = 1) -> Astir:
    """Look whether there is anything to ask `waiting_to_pass` and `coming` for: most days of most people have nothing."""
    [[waits, comes]] = sql.rows(_ASTIR, owner=owner.pk, today=on, until=on + timedelta(days=days - 1))
    return Astir(bool(waits), bool(comes))


def coming(owner: User, on: date, days: int = 1, *, now: datetime) -> list[Coming]:
    """Return the appointments of these days, also those of them that are over, in two queries whatever their number."""
    return _with_people(owner, _between(owner, on, on + timedelta(days=days - 1)), now)


@prepared
def _between(owner: User, first: date, last: date) -> AppointmentQuerySet:
    found = Appointment.objects.visible_to(owner).filter(cancelled_at=None, on__range=(first, last))
    return found.select_related("became").in_order()


def one(owner: User, appointments: AppointmentQuerySet, *, now: datetime) -> Coming | None:
    """Return the first of these appointments of the owner's, if there is any."""
    return next(iter(_with_people(owner, appointments.select_related("became")[:1], now)), None)


def next_with(person: Person, *, now: datetime) -> Coming | None:
    """Return the next appointment with somebody, if there is one; asked for only where they have any at all."""
    if not getattr(person, "has_appointments", True):
        return None
    today = person.owner.today(now)
    found = _next_with(person.owner, person, today - timedelta(days=1), today, now)
    return next(iter(_with_people(person.owner, found, now)), None)


@prepared
def _next_with(owner: User, person: Person, yesterday: date, today: date, now: datetime) -> QuerySet[Appointment]:
    standing = Appointment.objects.visible_to(owner).filter(on__gte=yesterday, people=person).standing()
    still: AppointmentQuerySet = standing.exclude(pk__in=standing.over(now, today).values("pk")).in_order()
    return still.select_related("became")[:1]


def waiting_to_pass(owner: User, now: datetime) -> list[int]:
    """Return the numbers of the appointments that are over, have somebody of the book in them, and are not yet a touch."""
    in_book = Attendance.objects.filter(appointment=OuterRef("pk"), person__binned_at=None, person__is_self=False)
    over = Appointment.objects.visible_to(owner).standing().over(now, owner.today(now))
    somebody = over.filter(Exists(in_book.exclude(person=None)))
    return list(somebody.in_order().values_list("pk", flat=True))


def unrecognised(owner: User) -> QuerySet[Attendance]:
    """Return who will be there, has an identifier, and was not in the book when the calendar was read."""
    appointments = Appointment.objects.visible_to(owner).standing()
    return Attendance.objects.filter(appointment__in=appointments, person=None).exclude(key="").order_by("pk")


def holders(owner: User, keys: Collection[str]) -> dict[str, int]:
    """Return whose each of these identifiers is, those left out that nobody or more than one person of the book has."""
    found: dict[str, set[int]] = defaultdict(set)
    for model in (ContactPoint, Identity):
        rows = model._default_manager.filter(owner=owner, key__in=keys, person__binned_at=None)
        for key, person_id in rows.values_list("key", "person_id"):
            found[key].add(person_id)
    return {key: people.pop() for key, people in found.items() if len(people) == 1}


def _with_people(owner: User, appointments: Iterable[Appointment], now: datetime) -> list[Coming]:
    found = list(appointments)
    people: dict[int, list[There]] = defaultdict(list)
    for row in _attendances(found):
        person = row.person if row.person and not row.person.binned_at else None
        if person is None or not person.is_self:
            kind, _colon, value = row.key.partition(":")
            people[row.appointment_id].append(There(person, row.name or value, value if kind == "email" else ""))
    return [_coming(each, people[each.pk], owner, now) for each in found]


@prepared
def _attendances(appointments: list[Appointment]) -> QuerySet[Attendance]:
    rows = Attendance.objects.filter(appointment__in=appointments).select_related("person").order_by("pk")
    return rows.only("appointment_id", "name", "key", *_OF_PERSON)


def _coming(appointment: Appointment, people: Sequence[There], owner: User, now: datetime) -> Coming:
    starts, ends = appointment.starts_at, appointment.ends_at
    became = appointment.became
    return Coming(
        appointment,
        people,
        starts.astimezone(owner.zone) if starts else None,
        ends.astimezone(owner.zone) if ends else None,
        appointment.is_over(now, owner.today(now)),
        became.pk if became is not None and became.binned_at is None else None,
    )


_ASTIR = """
    SELECT EXISTS (
        SELECT 1 FROM appointments_appointment a
        JOIN appointments_attendance t ON t.appointment_id = a.id JOIN people_person p ON p.id = t.person_id
        WHERE a.owner_id = %(owner)s AND a."on" < %(today)s AND a.cancelled_at IS NULL AND a.became_id IS NULL
        AND p.binned_at IS NULL AND NOT p.is_self
    ), EXISTS (
        SELECT 1 FROM appointments_appointment a
        WHERE a.owner_id = %(owner)s AND a."on" BETWEEN %(today)s AND %(until)s AND a.cancelled_at IS NULL
    )
"""
