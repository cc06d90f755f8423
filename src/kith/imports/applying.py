"""Writes a plan into the book: rows in bulk, changes with what was there before, and every record with what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import F, Model

from kith.imports import writing
from kith.imports.models import Import, ImportChange, ImportRecord
from kith.imports.pictures import Pictures
from kith.imports.planning_interactions import COLUMNS
from kith.imports.plans import Plan
from kith.imports.snapshots import FIELDS, Someone
from kith.imports.undoing import as_json
from kith.interactions.models import Interaction, Participation, Promise
from kith.interactions.signals import interactions_changed
from kith.people import names, searchtexts
from kith.people.folding import fold
from kith.people.models import ContactPoint, Identity, Label, Labelling, Occasion, Organisation, Person, Position
from kith.people.signals import people_changed

Report = Callable[[float], None]

_STANDING = dict.fromkeys(("tier", "first_touch_on", "last_touch_on", "next_touch_on", "cadence_days"))
_STANDING |= {"phase": "", "warmth": 0, "depth": 0, "touches": 0, "cadence_rule": ""}
_NEVER_TOUCHED = {"version": 1, "edited_at": None, "binned_at": None}
_SEARCHED = searchtexts.OWN_FIELDS[1:]  # behind the name
_CHUNK = 500


def apply(plan: Plan, import_: Import, pictures: Pictures, now: datetime, report: Report) -> None:
    """Write everything, in the transaction that is open, and announce whom it concerns."""
    applying = _Applying(plan, import_, pictures, now)
    applying.write_people()
    report(0.25)
    applying.write_details()
    report(0.4)
    applying.write_interactions()
    report(0.6)
    applying.write_changes()
    applying.write_records()
    report(0.7)
    searchtexts.refresh(import_.owner, plan.touched)
    _announce(import_, now, applying.changed_people(), applying.met_people(), report)


def _announce(import_: Import, now: datetime, changed: list[int], met: list[int], report: Report) -> None:
    owner, today = import_.owner, import_.owner.today(now)
    report(0.8)
    if changed:
        people_changed.send(Person, owner=owner, people_ids=changed)
    report(0.85)
    if met:
        interactions_changed.send(Interaction, owner=owner, people_ids=met, interaction=None, on=today)
    report(1.0)


class _Applying:
    """The writing of one plan. The negative ids of its new rows become real ones here."""

    def __init__(self, plan: Plan, import_: Import, pictures: Pictures, now: datetime) -> None:
        self.plan = plan
        self.pictures = pictures
        self.import_ = import_
        self.now = now
        self.always = {"owner_id": import_.owner_id, "batch": import_.uid}
        self.people = writing.new_ids(Person, len(plan.people))
        self.organisations = writing.new_ids(Organisation, len(plan.organisations))
        self.labels = writing.new_ids(Label, len(plan.labels))
        self.interactions = writing.new_ids(Interaction, len(plan.interactions))

    def changed_people(self) -> list[int]:
        return sorted(self.plan.touched) + list(self.people)

    def met_people(self) -> list[int]:
        new = {person for _, person, _ in self.plan.participations if person < 0}
        return sorted(self.plan.met) + [_real(person, self.people) for person in sorted(new, reverse=True)]

    def write_people(self) -> None:
        plan, always = self.plan, self._with_identity
        rows = zip(self.organisations, writing.new_uids(len(self.organisations)), plan.organisations, strict=True)
        self._insert(
            Organisation,
            ("id", "uid", "name", "key"),
            ((pk, uid, *names) for pk, uid, names in rows),
            {**always, "url": "", "place": "", "notes": "", "followed_on": None},
        )
        labels = zip(self.labels, writing.new_uids(len(self.labels)), plan.labels, strict=True)
        self._insert(Label, ("id", "uid", "name"), labels, always)
        pictures = self._keep_photos()
        columns = ("id", "uid", "name", "is_self", "sort_name", "search_text", *FIELDS)
        texts = self._search_texts()
        people = zip(self.people, writing.new_uids(len(self.people)), plan.people, strict=True)
        self._insert(
            Person,
            columns,
            (self._person_row(pk, uid, someone, pictures, texts[someone.id]) for pk, uid, someone in people),
            {**always, **_STANDING, **_NEVER_TOUCHED, "pronouns": "", "merged_into_id": None},
        )

    def write_details(self) -> None:
        plan = self.plan
        points = ("person_id", "kind", "value", "label", "is_preferred", "parts", "key")
        self._insert(ContactPoint, points, self._of_people(plan.points))
        self._insert(Identity, ("person_id", "key"), self._of_people(plan.identities))
        self._insert(Occasion, ("person_id", "kind", "label", "month", "day", "year"), self._of_people(plan.occasions))
        labellings = ((self._person(who), _real(label, self.labels)) for who, label in plan.labellings)
        self._insert(Labelling, ("person_id", "label_id"), labellings)
        columns = ("kind", "title", "department", "started", "ended", "is_current", "place", "notes", "noticed_on")
        roles = (
            (
                self._person(who),
                _real_or_none(role.organisation, self.organisations),
                *(getattr(role, c) for c in columns),
            )
            for who, role in plan.roles
        )
        self._insert(Position, ("person_id", "organisation_id", *columns), roles)

    def write_interactions(self) -> None:
        plan = self.plan
        place = COLUMNS.index("organisation_id")
        uids = writing.new_uids(len(self.interactions))
        rows = (
            (pk, uid, *row[:place], _real_or_none(row[place], self.organisations), *row[place + 1 :])
            for pk, uid, row in zip(self.interactions, uids, plan.interactions, strict=True)
        )
        always = {**self._with_identity, **_NEVER_TOUCHED}
        self._insert(Interaction, ("id", "uid", *COLUMNS), rows, always)
        parts = (
            (_real(interaction, self.interactions), self._person(person), note)
            for interaction, person, note in plan.participations
        )
        self._insert(Participation, ("interaction_id", "person_id", "private_note"), parts)
        promised = zip(writing.new_uids(len(plan.promises)), plan.promises, strict=True)
        promises = (
            (uid, self._person(person), _real(interaction, self.interactions), *rest)
            for uid, (person, interaction, *rest) in promised
        )
        columns = ("uid", "person_id", "interaction_id", "by", "what", "due_on", "kept_on")
        self._insert(Promise, columns, promises, {**self._with_identity, "let_go_on": None})

    def write_changes(self) -> None:
        """Change what was there, and keep what it was."""
        self._note_grown()
        rows: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = {}
        kept = []
        for (label, pk), changes in self.plan.changes.items():
            row = _real(pk, self.organisations)
            values = {column: self._after(column, after) for column, (_, after) in changes.items()}
            rows.setdefault((label, tuple(values)), []).append((*values.values(), row))
            kept += [
                (label, row, column, as_json(before), as_json(values[column]))
                for column, (before, _) in changes.items()
            ]
        for (label, columns), changed in rows.items():
            writing.update_rows(apps.get_model(label), columns, changed)
        always = {**self.always, "of_id": self.import_.pk}
        self._insert(ImportChange, ("model", "row", "field", "before", "after"), kept, always)
        _bump_versions(Person, self.plan.touched)
        _bump_versions(Interaction, self.plan.grown)

    def write_records(self) -> None:
        rows = (
            (*outcome[:5], _real_or_none(outcome.person, self.people), *outcome[6:]) for outcome in self.plan.outcomes
        )
        columns = ("file", "line", "name", "action", "reason", "person_id", "raw", "digest")
        self._insert(ImportRecord, columns, rows, {**self.always, "of_id": self.import_.pk})

    @property
    def _with_identity(self) -> dict[str, Any]:
        return {**self.always, "created_at": self.now}

    def _insert(
        self,
        model: type[Model],
        columns: Sequence[str],
        rows: Iterable[tuple[Any, ...]],
        always: dict[str, Any] | None = None,
    ) -> None:
        writing.insert_rows(model, columns, rows, self.always if always is None else always)

    def _person(self, person: int) -> int:
        return _real(person, self.people)

    def _of_people(self, rows: Iterable[tuple[Any, ...]]) -> Iterable[tuple[Any, ...]]:
        return ((self._person(row[0]), *row[1:]) for row in rows)

    def _person_row(
        self, pk: int, uid: str, someone: Someone, pictures: dict[int, str], search_text: str
    ) -> tuple[Any, ...]:
        fields = someone.fields
        fields["photo"] = pictures.get(someone.id, "")
        fields["met_through_id"] = _real_or_none(fields["met_through_id"], self.people)
        sort = names.sort_name(someone.name, fields["given"], fields["family"], fields["additional"])
        return (pk, uid, someone.name, someone.is_self, sort, search_text, *(fields[column] for column in FIELDS))

    def _search_texts(self) -> dict[int, str]:
        """Of everybody new, as people.searchtexts works them out from the rows once they are written."""
        plan = self.plan
        own = ((each.id, [each.name, *(each.fields.get(column, "") for column in _SEARCHED)]) for each in plan.people)
        pieces = {who: [fold("\n".join(searchtexts.own_texts(values)))] for who, values in own}
        organisations = {pk: key for key, pk in plan.book.organisations.items()}
        labels = {pk: name for name, pk in plan.book.labels.items()}
        folded = cache(fold)  # titles come again and again
        for who, role in plan.roles:
            if who < 0:
                place = organisations.get(role.organisation or 0, "")
                pieces[who] += [place, folded(role.title), folded(role.department)]
        for who, kind, value, *_rest in plan.points:
            if who < 0:
                pieces[who].append(fold(searchtexts.point_text(kind, value)))
        for who, label in plan.labellings:
            if who < 0:
                pieces[who].append(labels[label])
        return {who: " ".join(filter(None, texts)) for who, texts in pieces.items()}

    def _keep_photos(self) -> dict[int, str]:
        """Give people their pictures. One that cannot be read is refused, and its person stays."""
        kept: dict[int, str] = {}
        for someone, record in self.plan.photos:
            try:
                kept[someone.id] = self.pictures.take(record.photo or b"")
            except ValidationError as error:
                reason = f"The person was read, but not their picture. {' '.join(error.messages)}"
                self.plan.refuse(record, reason, someone.name)
        for person, name in kept.items():
            if person > 0:
                self.plan.change("people.person", person, "photo", "", name)
        return kept

    def _after(self, column: str, value: Any) -> Any:
        return _real_or_none(value, self.people) if column == "met_through_id" else value

    def _note_grown(self) -> None:
        for interaction in Interaction.objects.filter(pk__in=list(self.plan.grown)):
            for column, after in self.plan.grown[interaction.pk].items():
                before = getattr(interaction, column)
                if before != after:
                    self.plan.change("interactions.interaction", interaction.pk, column, before, after)


def _real(number: int, ids: Sequence[int]) -> int:
    """The id of a row: as it is if the row was there before, else the one that was found for it."""
    return number if number > 0 else ids[-number - 1]


def _real_or_none(number: int | None, ids: Sequence[int]) -> int | None:
    return None if number is None else _real(number, ids)


def _bump_versions(model: type[Person] | type[Interaction], ids: Iterable[int]) -> None:
    """An edit that was begun before the import is told that there is more now."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), _CHUNK):
        model.objects.filter(pk__in=ordered[start : start + _CHUNK]).update(version=F("version") + 1)
