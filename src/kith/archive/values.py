"""A field's value as an archive has it, and back; whatever cannot be such a value is refused in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations

from kith.archive.tables import Column
from kith.people import cleaning

Check = Callable[[Any], Any]

_PARTIAL_DATES = {"people.person.met_on", "people.position.started", "people.position.ended"}
_LISTS_OF_WORDS = {"people.person.interests", "people.contactpoint.parts"}
_YEARS = range(2, 9998)  # of moments; beyond, another time zone would leave the calendar


class Wrong(Exception):
    """A value that a field cannot have; the message says what is wrong with it."""


def written(value: Any) -> Any:
    """A value of the database as JSON can hold it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value) if isinstance(value, UUID) else value


def reading_of(column: Column) -> Check:
    """What gives a column's value back from JSON. It raises Wrong."""
    check = _check_of(column)
    if not column.null:
        return check
    return lambda value: None if value is None else check(value)


def _check_of(column: Column) -> Check:
    name = f"{column.model._meta.label_lower}.{column.name}"
    if name in _PARTIAL_DATES:
        return _partial_date
    if name in _LISTS_OF_WORDS:
        return _words
    for kind, make in _MAKERS:
        if isinstance(column, kind):
            return make(column)
    raise TypeError(f"archives cannot hold {name} yet")


def _text(column: Column) -> Check:
    longest = column.max_length
    choices = {choice for choice, _label in column.flatchoices} | {""} if column.choices else None

    def check(value: Any) -> Any:
        if not isinstance(value, str):
            raise Wrong("is not text")
        if longest is not None and len(value) > longest:
            raise Wrong(f"is longer than {longest} characters")
        if choices is not None and value not in choices:
            raise Wrong("is a word that this Kith does not know")
        return value

    return check


def _whole_number(column: Column) -> Check:
    # What every database takes, whichever this one is.
    least, most = BaseDatabaseOperations.integer_field_ranges[column.get_internal_type()]
    lowest = max([least, *(each.limit_value for each in column.validators if isinstance(each, MinValueValidator))])
    highest = min([most, *(each.limit_value for each in column.validators if isinstance(each, MaxValueValidator))])

    def check(value: Any) -> Any:
        if type(value) is not int:
            raise Wrong("is not a whole number")
        if not lowest <= value <= highest:
            raise Wrong(f"is not between {lowest} and {highest}")
        return value

    return check


def _exact_number(column: Any) -> Check:
    """Text, as no number of JSON is exact behind the point."""
    places, digits = column.decimal_places, column.max_digits
    form = re.compile(rf"-?[0-9]{{1,{digits - places}}}(\.[0-9]{{1,{places}}})?", re.ASCII)
    least = min((each.limit_value for each in column.validators if isinstance(each, MinValueValidator)), default=None)

    def check(value: Any) -> Any:
        if not isinstance(value, str) or not form.fullmatch(value):
            raise Wrong("is not a number with a point")
        if least is not None and Decimal(value) < least:
            raise Wrong(f"is below {least}")
        return Decimal(value)

    return check


def _json(column: Column) -> Check:
    shape = column.default if column.default in (list, dict) else object

    def check(value: Any) -> Any:
        if not isinstance(value, shape):
            raise Wrong("has another form")
        return value

    return check


def _yes_or_no(value: Any) -> Any:
    if not isinstance(value, bool):
        raise Wrong("is neither yes nor no")
    return value


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Wrong("is not a number")
    return value


def _moment(value: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise Wrong("is not a moment") from error
    if moment.tzinfo is None or moment.year not in _YEARS:
        raise Wrong("is not a moment with its time zone")
    return moment.astimezone(UTC)


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise Wrong("is not a day") from error


def _uid(value: Any) -> str:
    """As 32 hex digits, which is how rows are written."""
    try:
        return UUID(value).hex
    except (TypeError, ValueError, AttributeError) as error:
        raise Wrong("is not a UUID") from error


def _partial_date(value: Any) -> str:
    if not isinstance(value, str) or not (value == "" or cleaning.is_partial_date(value)):
        raise Wrong("is not a day, month or year")
    return value


def _words(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise Wrong("is not a list of words")
    return value


_MAKERS: tuple[tuple[type[Column], Callable[[Column], Check]], ...] = (
    (models.JSONField, _json),
    (models.CharField, _text),
    (models.TextField, _text),
    (models.BooleanField, lambda _column: _yes_or_no),
    (models.DateTimeField, lambda _column: _moment),
    (models.DateField, lambda _column: _day),
    (models.UUIDField, lambda _column: _uid),
    (models.IntegerField, _whole_number),
    (models.DecimalField, _exact_number),
    (models.FloatField, lambda _column: _number),
)
