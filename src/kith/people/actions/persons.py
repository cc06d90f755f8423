"""Adding and editing a person, whole: fields, contact points, positions, occasions, labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.errors import Refused
from kith.people import rows, searchtexts, signals
from kith.people.actions.labels import relabel
from kith.people.actions.organisations import find_or_add_organisation
from kith.people.models import ContactPoint, Occasion, Organisation, Person, Position

Row = Model | Mapping[str, Any]


class EditConflict(Refused):
    """Somebody saved in between, perhaps the same user in another window. `now` is the row as it stands."""

    def __init__(self, now: Any) -> None:
        super().__init__(_("This was changed while you were editing. Nothing of yours is saved yet."))
        self.now = now


@transaction.atomic
def add_person(
    owner: User,
    *,
    name: str,
    at: datetime,
    fields: Mapping[str, Any] | None = None,
    points: Iterable[Row] = (),
    positions: Iterable[Row] = (),
    occasions: Iterable[Row] = (),
    labels: Iterable[str] = (),
    batch: UUID | None = None,
) -> Person:
    """Add somebody to the book. A position's organisation may be a name. Raises ValidationError."""
    person = rows.new_person(owner, name, fields or {}, batch)
    person.save()
    _replace_rows(person, at, points, positions, occasions, batch)
    relabel(person, labels, batch)
    return _announced(person)


@transaction.atomic
def edit_person(
    person: Person,
    *,
    version: int,
    at: datetime,
    fields: Mapping[str, Any],
    points: Iterable[Row] | None = None,
    positions: Iterable[Row] | None = None,
    occasions: Iterable[Row] | None = None,
    labels: Iterable[str] | None = None,
) -> Person:
    """Change a person; a list that is None stays as it is, another replaces what was there. Rows keep their `id`.

    Raises ValidationError, or EditConflict if `version` is not the present one; nothing is written then.
    """
    present = _claim(person, version, at)
    rows.set_person_fields(present, fields)
    present.save()
    _replace_rows(present, at, points, positions, occasions)
    if labels is not None:
        relabel(present, labels)
    return _announced(present)


def _claim(person: Person, version: int, at: datetime) -> Person:
    """Take the next version, by one statement: of two savers one finds the version gone."""
    claimed = Person.objects.filter(pk=person.pk, version=version).update(version=version + 1, edited_at=at)
    present: Person = Person.objects.select_related("owner").get(pk=person.pk)
    if not claimed:
        raise EditConflict(present)
    return present


def _announced(person: Person) -> Person:
    searchtexts.refresh(person.owner, [person.pk])
    person.refresh_from_db(fields=["search_text"])
    signals.people_changed.send(Person, owner=person.owner, people_ids=[person.pk])
    return person


def _replace_rows(
    person: Person,
    at: datetime,
    points: Iterable[Row] | None,
    positions: Iterable[Row] | None,
    occasions: Iterable[Row] | None,
    batch: UUID | None = None,
) -> None:
    if points is not None:
        _replace(person, ContactPoint, points, rows.set_point_fields, batch)
    if positions is not None:
        _replace(person, Position, positions, _position_setter(person, at, batch), batch)
    if occasions is not None:
        _replace(person, Occasion, occasions, rows.set_occasion_fields, batch)


def _replace(
    person: Person,
    model: type[Any],
    wanted: Iterable[Row],
    set_fields: Callable[[Any, dict[str, Any]], None],
    batch: UUID | None,
) -> None:
    gone = {row.pk: row for row in model.objects.filter(person=person)}
    new = []
    for given in wanted:
        pk, fields = rows.fields_of(given)
        row = gone.pop(pk, None)
        if row is not None:
            _change(row, fields, set_fields)
        else:
            new.append(model(owner=person.owner, person=person, batch=batch))
            set_fields(new[-1], fields)
    model.objects.bulk_create(new)
    model.objects.filter(pk__in=gone).delete()


def _change(row: Any, fields: dict[str, Any], set_fields: Callable[[Any, dict[str, Any]], None]) -> None:
    """Write the fields onto a row that is there. One that the user has changed is no import's to take back."""
    before = _values(row)
    set_fields(row, fields)
    if _values(row) != before:
        row.batch = None
        row.save()


def _values(row: Model) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def _position_setter(person: Person, at: datetime, batch: UUID | None) -> Callable[[Position, dict[str, Any]], None]:
    today = person.owner.today(at)
    return lambda position, fields: rows.set_position_fields(
        position, _with_organisation(person.owner, fields, batch), today
    )


def _with_organisation(owner: User, fields: dict[str, Any], batch: UUID | None) -> dict[str, Any]:
    """The fields with the organisation itself where only its name was given."""
    organisation = fields.get("organisation")
    if isinstance(organisation, str):
        return {**fields, "organisation": find_or_add_organisation(owner, organisation, batch)}
    if isinstance(organisation, Organisation) and organisation.owner_id != owner.pk:
        raise ValidationError({"organisation": _("Please choose an organisation of your own.")})
    return fields
