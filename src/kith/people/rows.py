"""Rows of people as their actions save them: checked, cleaned, and with what follows from them worked out; unsaved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import CharField, Field, JSONField, Model, TextField
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.people import cleaning, identity, names
from kith.people.folding import fold
from kith.people.models import ContactPoint, Occasion, Person, Position

NAME_PARTS = ("prefix", "given", "additional", "family", "suffix")
PERSON_FIELDS = frozenset(
    (*NAME_PARTS, "nickname", "pronouns", "headline", "relation", "met_on", "met_at", "met_through", "met_notes")
    + ("notes", "interests", "extra", "name")
)
ONCE_FIELDS = frozenset({"is_self", "uid", "created_at"})  # given when a person is added, never edited
POINT_FIELDS = frozenset({"kind", "value", "label", "is_preferred", "parts"})
POSITION_FIELDS = frozenset(
    {"organisation", "kind", "title", "department", "started", "ended", "is_current", "place", "notes", "noticed_on"}
)
OCCASION_FIELDS = frozenset({"kind", "label", "month", "day", "year"})
_FIELDS: dict[type[Model], frozenset[str]] = {
    ContactPoint: POINT_FIELDS,
    Position: POSITION_FIELDS,
    Occasion: OCCASION_FIELDS,
}
MAX_INTERESTS = 100
MAX_INTEREST = 100


def new_person(owner: User, name: str, fields: Mapping[str, Any], batch: Any = None) -> Person:
    """An unsaved person of this name. Raises ValidationError."""
    person = Person(owner=owner, batch=batch)
    for field in ONCE_FIELDS & fields.keys():
        setattr(person, field, fields[field])
    set_person_fields(person, {**{k: v for k, v in fields.items() if k not in ONCE_FIELDS}, "name": name})
    return person


def set_person_fields(person: Person, fields: Mapping[str, Any]) -> None:
    """Write the fields, cleaned, onto a person; parts of the name follow from a new name unless given themselves.

    Raises ValidationError by field, and TypeError for a field that people have not.
    """
    if unknown := fields.keys() - PERSON_FIELDS:
        raise TypeError(f"people have no fields {sorted(unknown)}")
    before = {field: getattr(person, field) for field in (*NAME_PARTS, "name")}
    for field, value in fields.items():
        setattr(person, field, _person_value(person, field, value))
    if not person.name:
        raise ValidationError({"name": _("A person needs a name.")})
    if person.name != before["name"]:
        _derive_parts(person, before)
    person.sort_name = names.sort_name(person.name, person.given, person.family, person.additional)


def set_point_fields(point: ContactPoint, fields: Mapping[str, Any]) -> None:
    """Write the fields onto a contact point, and work out its key. Raises ValidationError."""
    value_before = point.value
    _set(point, fields)
    if point.value != value_before and "parts" not in fields:
        point.parts = []  # of the address that was there before
    if not point.value:
        raise ValidationError({"value": _("This contact needs an address or number.")})
    point.parts = [cleaning.clean_text(str(part), "parts") for part in point.parts]
    point.key = identity.key_of(point.kind, point.value, settings.PHONE_REGION)


def set_position_fields(position: Position, fields: Mapping[str, Any], today: date) -> None:
    """Write the fields onto a position; one that has ended by today is not current. Raises ValidationError."""
    _set(position, fields)
    position.started = cleaning.clean_partial_date(position.started, "started")
    position.ended = cleaning.clean_partial_date(position.ended, "ended")
    common = min(len(position.started), len(position.ended))
    if position.ended[:common] < position.started[:common]:
        raise ValidationError({"ended": _("This ends before it starts.")})
    if position.ended and position.ended <= today.isoformat()[: len(position.ended)]:
        position.is_current = False
    if not (position.organisation or position.title):
        raise ValidationError({"organisation": _("A position needs an organisation or a title.")})


def set_occasion_fields(occasion: Occasion, fields: Mapping[str, Any]) -> None:
    """Write the fields onto an occasion. Raises ValidationError for a day that no calendar has."""
    _set(occasion, fields)
    leap_year = 2000
    if occasion.month is None or occasion.day is None:
        raise ValidationError({"day": _("An occasion needs its day and month.")})
    if not cleaning.is_day(leap_year if occasion.year is None else occasion.year, occasion.month, occasion.day):
        raise ValidationError({"day": _("There is no such day. Please look at the day, month and year again.")})


def organisation_key(name: str) -> str:
    """What an organisation is found by."""
    return (fold(name) or name)[:300]


def clean_organisation_name(name: str) -> str:
    """The name as kept, "" if there is none. Raises ValidationError."""
    return cleaning.clean_line(name, "organisation", 300)


def fields_of(row: Model | Mapping[str, Any]) -> tuple[int | None, dict[str, Any]]:
    """The id, if there is one, and the fields of a contact point, position or occasion, given as a row or a mapping."""
    if isinstance(row, Model):
        return row.pk, {field: getattr(row, field) for field in _FIELDS[type(row)]}
    return row.get("id"), {field: value for field, value in row.items() if field != "id"}


def _set(row: Model, fields: Mapping[str, Any]) -> None:
    if unknown := fields.keys() - _FIELDS[type(row)]:
        raise TypeError(f"{type(row).__name__} has no fields {sorted(unknown)}")
    for name, value in fields.items():
        setattr(row, name, clean_value(row._meta.get_field(name), value))


def clean_value(field: Any, value: Any) -> Any:
    """The value as its column keeps it. Raises ValidationError by the field's name."""
    if field.choices and value not in dict(field.flatchoices) and not (field.blank and value in (None, "")):
        raise ValidationError({field.name: _("This is not one of the choices.")})
    if isinstance(field, TextField):
        return cleaning.clean_text(value or "", field.name)
    if isinstance(field, CharField):
        return cleaning.clean_line(value or "", field.name, field.max_length or 0)
    return value if _is_free(field) else field.to_python(value)


def _is_free(field: Field[Any, Any]) -> bool:
    return field.is_relation or isinstance(field, JSONField)


def _person_value(person: Person, field: str, value: Any) -> Any:
    if field == "met_on":
        return cleaning.clean_partial_date(value or "", field)
    if field == "met_through":
        return _introducer(person, value)
    if field == "interests":
        return _interests(value or [])
    if field == "extra":
        return _storable(value or {})
    return clean_value(Person._meta.get_field(field), value)


def _introducer(person: Person, introducer: Person | None) -> Person | None:
    if introducer is None:
        return None
    if introducer.owner_id != person.owner_id or introducer == person:
        raise ValidationError({"met_through": _("Please choose somebody else of your own people.")})
    return introducer


def _interests(values: list[str]) -> list[str]:
    """Each once, in the order given, compared without case and accents."""
    lines = [cleaning.clean_line(value, "interests", MAX_INTEREST) for value in values]
    once: dict[str, str] = {}
    for line in lines:
        if line:
            once.setdefault(fold(line) or line, line)
    if len(once) > MAX_INTERESTS:
        raise ValidationError({"interests": _("A hundred interests are as many as fit.")})
    return list(once.values())


def _storable(value: Any) -> Any:
    """What a JSON column takes: the same, without characters that no text column holds."""
    if isinstance(value, str):
        return cleaning.without_unshowable(value)
    if isinstance(value, list | tuple):
        return [_storable(item) for item in value]
    if isinstance(value, dict):
        return {_storable(key): _storable(item) for key, item in value.items()}
    return value


def _longest(part: str) -> int:
    """How long a part of a name may be: one that is longer was no part, and better none than a piece of it."""
    column = Person._meta.get_field(part)
    assert isinstance(column, CharField)
    return column.max_length or 0


def _derive_parts(person: Person, before: Mapping[str, str]) -> None:
    """Parts of the name from the whole of it, save those that were just given."""
    if any(getattr(person, part) != before[part] for part in ("given", "additional", "family")):
        return
    derived = names.split_name(person.name)
    for part in NAME_PARTS:
        if getattr(person, part) == before[part]:
            text = getattr(derived, part)
            setattr(person, part, text if len(text) <= _longest(part) else "")
