"""Takes an import back as one step: what it made goes, what it changed is as before, and what the user did since stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import F, Model, Q, QuerySet

from kith.appointments.models import Appointment, Attendance
from kith.imports import uncounting, writing
from kith.imports.deleting import among, delete_rows
from kith.imports.models import Import, ImportChange, MessageMark
from kith.interactions.models import Interaction, Participation, Promise
from kith.interactions.signals import interactions_changed
from kith.opportunities.models import DoneStep, Involvement, Link, Opportunity, StageChange
from kith.people import actions as people_actions
from kith.people.actions.portraits import forget_unused
from kith.people.models import (
    ContactPoint,
    Identity,
    Label,
    Labelling,
    Occasion,
    Organisation,
    Person,
    Position,
    Related,
)
from kith.people.signals import people_changed, people_leaving
from kith.suggestions.models import Suggestion

Kept = list[dict[str, Any]]

EDITED = "You have edited them since."
USED = "You have added something of your own since."
_DETAILS = (ContactPoint, Identity, Occasion, Labelling, Position, Related)
# Rows about a person that Kith makes by itself, or that only silence a suggestion; and columns that only mention them.
_NO_USE = {"ties.tie", "imports.importrecord", "today.answer", "duplicates.pair", "suggestions.suggestion"}
_NO_USE |= {"appointments.attendance", "people.related.other"}
_EMPTY_CADENCE = Q(days=None, never=False, planned_on=None)  # left over from a plan that has been fulfilled
_CHUNK = 500


def undo(import_: Import, now: datetime) -> Kept:
    """Take back everything, in the transaction that is open. Returns who and what stays, and why."""
    return _Undoing(import_, now).run()


class _Undoing:
    def __init__(self, import_: Import, now: datetime) -> None:
        self.import_ = import_
        self.owner = import_.owner
        self.batch = import_.uid
        self.today = import_.owner.today(now)
        self.kept: Kept = []

    def run(self) -> Kept:
        known = self._put_back()
        uncounted = uncounting.take_back_marks(self.owner, self.batch)
        interactions = self._interactions_in_use()
        staying = self._people_in_use(interactions)
        going = sorted(set(self._made(Person).values_list("pk", flat=True)) - staying.keys())
        met = uncounted.people | self._take_out_interactions(interactions, uncounted.empty)
        known |= self._take_out_details()
        self._take_out_what_is_to_come(going)
        self._take_out_opportunities()
        uncounting.take_back_days(self.owner, self.batch, self.today)
        self._delete_people(going)
        self._delete_left_over()
        self._tell_staying(staying)
        self._announce(known - set(going), met - set(going))
        return self.kept

    def _made(self, model: type[Model]) -> QuerySet[Any]:
        """Rows that the import made."""
        return model._default_manager.filter(owner=self.owner, batch=self.batch)

    def _interactions_in_use(self) -> set[int]:
        """Those that the user has edited, or hung a promise or a person of their own on, or that others count messages in."""
        made = self._made(Interaction)
        edited = made.exclude(edited_at=None)
        used = (
            made.filter(pk__in=self._by_others(model, "interaction").values("interaction"))
            for model in (Participation, Promise, MessageMark, Link)
        )
        return {pk for rows in (edited, *used) for pk in rows.values_list("pk", flat=True)}

    def _by_others(self, model: type[Model], field: str) -> QuerySet[Any]:
        """Rows that something else made, about rows that the import made."""
        made_by_import = {"owner": self.owner, f"{field}__batch": self.batch}
        rows = model._default_manager.filter(**made_by_import).exclude(batch=self.batch)
        return rows.exclude(_EMPTY_CADENCE) if model._meta.label_lower == "cadences.cadence" else rows

    def _people_in_use(self, interactions: set[int]) -> dict[int, str]:
        """Of the people that the import made: who stays, and why."""
        made = self._made(Person)
        staying = dict.fromkeys(self._users_people(), USED)
        people = Participation.objects.filter(interaction__in=among(interactions))
        staying |= dict.fromkeys(people.values_list("person", flat=True), USED)
        staying |= dict.fromkeys(made.exclude(edited_at=None).values_list("pk", flat=True), EDITED)
        own = set(made.values_list("pk", flat=True))
        return {pk: why for pk, why in staying.items() if pk in own}

    def _users_people(self) -> Iterator[int]:
        """People about whom there is a row that the import did not make."""
        for relation in Person._meta.related_objects:
            model: Any = relation.related_model
            label = model._meta.label_lower
            is_use = label not in _NO_USE and f"{label}.{relation.field.name}" not in _NO_USE
            if is_use and not relation.many_to_many:
                rows = self._by_others(model, relation.field.name)
                yield from rows.values_list(relation.field.name, flat=True)
        tie = apps.get_model("ties.tie")._default_manager.filter(owner=self.owner, person__batch=self.batch)
        yield from tie.exclude(rating=None, own_tier=None).values_list("person", flat=True)

    def _take_out_interactions(self, in_use: set[int], empty: set[int]) -> set[int]:
        """Delete interactions and their promises; `empty` are others that are left without messages. Returns whom with."""
        ids = (set(self._made(Interaction).values_list("pk", flat=True)) | empty) - in_use
        parts = Participation.objects.filter(interaction__in=among(ids))
        people = set(parts.values_list("person", flat=True).distinct())
        promises = Promise.objects.filter(interaction__in=among(ids), batch=self.batch)
        delete_rows(Promise, list(promises.values_list("pk", flat=True)))
        delete_rows(Interaction, ids)
        return people | set(self._grown_with())

    def _grown_with(self) -> Iterator[int]:
        """With whom those interactions were that got more messages from this import."""
        grown = self._changes().filter(model="interactions.interaction").order_by().values("row")
        yield from Participation.objects.filter(interaction__in=grown).values_list("person", flat=True)

    def _take_out_details(self) -> set[int]:
        """Delete what was added to people who were there before. Returns who they are."""
        people: set[int] = set()
        for model in (*_DETAILS, Participation):
            rows = self._made(model).exclude(person__batch=self.batch)
            if model is Participation:
                rows = rows.exclude(interaction__batch=self.batch)
            people.update(rows.values_list("person", flat=True))
            delete_rows(model, list(rows.values_list("pk", flat=True)))
        return people

    def _take_out_what_is_to_come(self, going: list[int]) -> None:
        """Delete appointments and who was added to others, and suggestions that nobody has decided on."""
        delete_rows(Appointment, list(self._made(Appointment).values_list("pk", flat=True)))
        delete_rows(Attendance, list(self._made(Attendance).values_list("pk", flat=True)))
        # Whoever goes is known there by their name again.
        others = Attendance.objects.filter(person__in=among(going)).exclude(name="", key="")
        others.update(person=None)
        open_ = self._made(Suggestion).exclude(kind=Suggestion.Kind.PERSON).filter(decided_at=None)
        delete_rows(Suggestion, list(open_.values_list("pk", flat=True)))

    def _take_out_opportunities(self) -> None:
        """Delete opportunities, but for those that the user has gone on with."""
        made = self._made(Opportunity)
        used = made.exclude(edited_at=None).values_list("pk", "title")
        kept = dict(used)
        for model in (StageChange, DoneStep, Link, Involvement):
            added = self._by_others(model, "opportunity").exclude(opportunity__in=kept)
            kept.update(added.values_list("opportunity__pk", "opportunity__title"))
        self.kept += [{"name": title, "person": None, "reason": EDITED} for title in kept.values()]
        delete_rows(Opportunity, set(made.values_list("pk", flat=True)) - kept.keys())

    def _changes(self) -> QuerySet[ImportChange]:
        return ImportChange.objects.filter(of=self.import_).order_by("pk")

    def _put_back(self) -> set[int]:
        """Give fields their former values, where nobody has changed them since. Returns the people concerned."""
        people: set[int] = set()
        for label in list(self._changes().order_by().values_list("model", flat=True).distinct()):
            by_row: dict[int, list[ImportChange]] = {}
            for change in self._changes().filter(model=label):
                by_row.setdefault(change.row, []).append(change)
            for chunk in _chunks(by_row):
                for row in apps.get_model(label)._default_manager.in_bulk(chunk).values():
                    people |= self._put_back_row(row, by_row[row.pk])
        return people

    def _put_back_row(self, row: Any, changes: list[ImportChange]) -> set[int]:
        as_left = [change for change in changes if as_json(getattr(row, change.field)) == change.after]
        others = [change.field for change in changes if change not in as_left]
        if others:
            self.kept.append({"name": str(row), "person": _person_of(row), "reason": _changed_since(row, others)})
        if not as_left:
            return set()
        if isinstance(row, Person) and any(change.field == "photo" for change in as_left):
            forget_unused([row.photo])
        values = tuple(_from_json(row, change) for change in as_left)
        writing.update_rows(type(row), [change.field for change in as_left], [(*values, row.pk)])
        if isinstance(row, Person | Interaction):
            type(row).objects.filter(pk=row.pk).update(version=F("version") + 1)
        person = _person_of(row)
        return {person} if person else set()

    def _delete_people(self, going: list[int]) -> None:
        for chunk in _chunks(going):
            people_leaving.send(Person, owner=self.owner, people_ids=chunk)
        people = Person.objects.filter(pk__in=among(going))
        forget_unused(list(people.exclude(photo="").values_list("photo", flat=True)))
        delete_rows(Person, going)

    def _delete_left_over(self) -> None:
        """Organisations and labels that the import made, if nothing speaks of them any more."""
        unwritten = Q(url="", place="", notes="", followed_on=None)
        _unused(self._made(Organisation).filter(unwritten)).delete()
        _unused(self._made(Label)).delete()

    def _tell_staying(self, staying: dict[int, str]) -> None:
        for chunk in _chunks(staying):
            for pk, name in Person.objects.filter(pk__in=chunk).order_by("sort_name").values_list("pk", "name"):
                self.kept.append({"name": name, "person": pk, "reason": staying[pk]})

    def _announce(self, changed: set[int], met: set[int]) -> None:
        people_actions.refresh_search_text(self.owner, sorted(changed))
        if changed:
            people_changed.send(Person, owner=self.owner, people_ids=sorted(changed))
        if met:
            news = {"people_ids": sorted(met), "interaction": None, "on": self.today}
            interactions_changed.send(Interaction, owner=self.owner, **news)


def as_json(value: Any) -> Any:
    """A field's value as ImportChange keeps it."""
    return value.isoformat() if isinstance(value, date) else value


def _from_json(row: Model, change: ImportChange) -> Any:
    field = next(field for field in row._meta.concrete_fields if field.attname == change.field)
    return change.before if field.is_relation else field.to_python(change.before)


def _person_of(row: Any) -> int | None:
    return row.pk if isinstance(row, Person) else getattr(row, "person_id", None)


def _changed_since(row: Model, fields: list[str]) -> str:
    words = {field.attname: str(getattr(field, "verbose_name", field.attname)) for field in row._meta.concrete_fields}
    return f"You have changed this since: {', '.join(words[field] for field in fields)}."


def _unused(rows: QuerySet[Any]) -> QuerySet[Any]:
    for relation in rows.model._meta.related_objects:
        if not relation.many_to_many:
            pointing: Any = relation.related_model._default_manager
            rows = rows.exclude(pk__in=pointing.exclude(**{relation.field.name: None}).values(relation.field.name))
    return rows


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    """Portions that one statement takes."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]
