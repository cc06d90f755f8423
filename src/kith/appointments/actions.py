"""What can be done with appointments: let those that are over become touches, take one out, know people who came later."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.appointments import queries
from kith.appointments.models import Appointment, Attendance
from kith.errors import Refused
from kith.icalendars import meetings
from kith.interactions import actions as interactions
from kith.interactions.models import Direction, Interaction, Kind
from kith.people.folding import fold
from kith.people.models import Person
from kith.people.traces import Finder, Traces

_TEXTS = ("title", "place", "notes", "url")


def pass_over(owner: User, *, now: datetime) -> int:
    """Make touches of the appointments that are over, with their people in the book; return how many. Safe to run twice.

    A touch keeps the key of its appointment, so that it is not doubled when the calendar is read again.
    """
    return sum(_become(owner, pk, now) for pk in queries.waiting_to_pass(owner, now))


@transaction.atomic
def recognise(owner: User) -> int:
    """Know people by their identifiers who came into the book after the calendar was read; return how many."""
    waiting = list(queries.unrecognised(owner))
    people = queries.holders(owner, {row.key for row in waiting}) if waiting else {}
    found = [(row, people[row.key]) for row in waiting if row.key in people]
    for row, person_id in found:
        if Attendance.objects.filter(appointment=row.appointment_id, person=person_id).exists():
            row.delete()
        else:
            Attendance.objects.filter(pk=row.pk).update(person=person_id)
    return len(found)


@transaction.atomic
def cancel(appointment: Appointment, *, at: datetime) -> None:
    """Take an appointment out. It stays out when its calendar is read again. Raises Refused for one that became a touch."""
    if appointment.became_id is not None:
        raise Refused(_("This is over and stands among your touches. Put it in the bin there."))
    if appointment.cancelled_at is None:
        appointment.cancelled_at, appointment.is_taken_out = at, True
        appointment.save(update_fields=["cancelled_at", "is_taken_out"])


@transaction.atomic
def put_back(appointment: Appointment) -> None:
    """Undo `cancel`. What the calendar itself has cancelled stays so until the calendar says otherwise."""
    if appointment.is_taken_out:
        appointment.cancelled_at, appointment.is_taken_out = None, False
        appointment.save(update_fields=["cancelled_at", "is_taken_out"])


@transaction.atomic
def forget(owner: User, people_ids: Collection[int], traces: Traces) -> None:
    """Take people who are erased out of appointments. One that nobody else attends goes with them.

    Of others, a title, place, notes or link that names them is emptied.
    """
    gone, names = frozenset(people_ids), {fold(name) for name in traces.names}
    parts = Attendance.objects.filter(owner=owner).values_list("pk", "appointment_id", "person_id", "name", "key")
    theirs = {pk: of for pk, of, who, name, key in parts if who in gone or key in traces.keys or fold(name) in names}
    Attendance.objects.filter(pk__in=list(theirs)).delete()
    without, finder = set(theirs.values()), Finder.of(traces)
    for appointment in Appointment.objects.filter(owner=owner).prefetch_related("attendances"):
        naming = [text for text in _TEXTS if finder.finds(getattr(appointment, text))]
        if appointment.pk in without and not appointment.attendances.all():
            appointment.delete()
        elif naming:
            Appointment.objects.filter(pk=appointment.pk).update(**dict.fromkeys(naming, ""))


@transaction.atomic
def _become(owner: User, pk: int, now: datetime) -> int:
    # Asked again, and held, as another worker may have been here in between.
    appointment = Appointment.objects.standing().select_for_update(of=("self",)).filter(pk=pk).first()
    if appointment is None:
        return 0
    same = Interaction.objects.filter(owner=owner, source_key=appointment.source_key).first()
    appointment.became = same or _logged(owner, appointment, now)
    appointment.save(update_fields=["became"])
    return 1


def _logged(owner: User, appointment: Appointment, now: datetime) -> Interaction:
    there = Person.objects.filter(attendances__appointment=appointment, binned_at=None).order_by("attendances__pk")
    starts_at = appointment.starts_at
    return interactions.log(
        owner,
        people=there,
        batch=appointment.batch,
        source_key=appointment.source_key,
        now=now,
        kind=Kind.MEETING,
        channel=meetings.way(appointment.place, appointment.url, appointment.title),
        direction=Direction.MUTUAL,
        on=starts_at.astimezone(owner.zone).date() if starts_at else appointment.on,
        at=starts_at,
        summary=appointment.title,
        place=appointment.place,
    )
