"""Writes what was made ready of a plan into the book, and announces whom it concerns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from django.apps import apps
from django.db.models import F

from kith.accounts.models import User
from kith.appointments.models import Attendance
from kith.cadences import actions as cadences
from kith.cadences.models import Cadence
from kith.imports import writing
from kith.imports.deleting import delete_rows
from kith.imports.preparing import Ready
from kith.interactions.models import Interaction
from kith.interactions.signals import interactions_changed
from kith.people import searchtexts
from kith.people.models import Person
from kith.people.signals import people_changed
from kith.ties import actions as ties

Report = Callable[[float], None]

_CHUNK = 500


def apply(ready: Ready, owner: User, report: Report) -> None:
    """Write everything, in the transaction that is open, and announce whom it concerns."""
    plan = ready.plan
    delete_rows(Attendance, plan.absent)
    for number, insertion in enumerate(ready.insertions, 1):
        writing.insert(insertion)
        report(0.7 * number / len(ready.insertions))
    for (model, columns), rows in ready.updates.items():
        writing.update_rows(apps.get_model(model), columns, rows)
    _bump_versions(Person, plan.touched)
    _bump_versions(Interaction, {*plan.grown, *plan.recounted})
    searchtexts.refresh(owner, plan.touched)
    if not plan.book.people:
        ties.set_day(owner, on=plan.today)
    _set_rhythms(ready, plan.today)
    report(0.8)
    _announce(ready, owner, plan.today)
    report(1.0)


def _set_rhythms(ready: Ready, today: date) -> None:
    """How often to be in touch, as another program had it. The rows go with the import."""
    for days in sorted(set(ready.rhythms.values())):
        ids = [pk for pk, own in ready.rhythms.items() if own == days]
        people = Person.objects.filter(pk__in=ids).select_related("owner")
        cadences.set_cadence(people, days=days or None, never=not days, on=today)
        Cadence.objects.filter(person__in=ids).update(batch=ready.batch)


def _announce(ready: Ready, owner: User, today: date) -> None:
    """Say who was there before and has changed. New people came with their ties, and their day to be in touch."""
    touched, met = sorted(ready.plan.touched), sorted(ready.met)
    if touched or ready.people:
        people, new = [*touched, *ready.people], frozenset(ready.people)
        people_changed.send(Person, owner=owner, people_ids=people, with_standing=new)
    if met:
        interactions_changed.send(Interaction, owner=owner, people_ids=met, interaction=None, on=today)
    if len(ready.people) > cadences.MANY and ready.plan.book.people:
        cadences.recompute(owner, on=today)  # so many may have pushed others down a layer


def _bump_versions(model: type[Person] | type[Interaction], ids: Iterable[int]) -> None:
    """An edit that was begun before the import is told that there is more now."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), _CHUNK):
        model.objects.filter(pk__in=ordered[start : start + _CHUNK]).update(version=F("version") + 1)
