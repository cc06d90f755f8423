"""When a row of one person and a row of another say the same, so that a merge keeps one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Field, Model, UniqueConstraint

from kith.people.folding import fold
from kith.people.models import ContactPoint, Identity, Occasion, Position, Related

_NOT_CONTENT = frozenset({"id", "uid", "batch", "owner", "created_at"})
_BLANK: tuple[Any, ...] = (None, "", [], {})


def doubles(kept: list[Any], absorbed: list[Any], field: Field[Any, Any]) -> dict[int, Any]:
    """For each absorbed row that doubles a kept one: its id and that one. `field` is the one that names the person."""
    found: dict[int, Any] = {}
    for row in absorbed:
        twin = next((other for other in kept if are_doubles(other, row, field)), None)
        if twin is not None:
            found[row.pk] = twin
    return found


def are_doubles(kept: Model, absorbed: Model, field: Field[Any, Any]) -> bool:
    """Whether the database forbids having both for one person, or both say the same."""
    for constraint in _unique_field_sets(field):
        if all(getattr(kept, name) == getattr(absorbed, name) is not None for name in constraint):
            return True
    says_same = _SAY_SAME.get(type(kept))
    return says_same is not None and says_same(kept, absorbed)


def fill_from(kept: Model, absorbed: Model, field: Field[Any, Any]) -> dict[str, Any]:
    """What the kept row lacks and the absorbed one has: its blanks, and in texts whatever else was written."""
    changes = {}
    for column in kept._meta.concrete_fields:
        name = column.attname
        if column.name in _NOT_CONTENT or column == field:
            continue
        mine, theirs = getattr(kept, name), getattr(absorbed, name)
        if theirs not in _BLANK and mine in _BLANK:
            changes[name] = theirs
        elif column.get_internal_type() == "TextField":
            joined = joined_text(mine, theirs)
            if joined != mine:
                changes[name] = joined
    return changes


def joined_text(mine: str, theirs: str) -> str:
    """Both texts with an empty line between; one where it holds the other."""
    if theirs in mine:
        return mine
    return theirs if mine in theirs else f"{mine}\n\n{theirs}"


def is_blank(value: Any) -> bool:
    """Whether nothing is said."""
    return value in _BLANK


def _unique_field_sets(field: Field[Any, Any]) -> list[list[str]]:
    """For each rule of uniqueness that the person is part of: the other columns of it."""
    sets: list[list[str]] = [[]] if field.unique else []
    for constraint in field.model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and field.name in constraint.fields:
            sets.append([name for name in constraint.fields if name != field.name])
    return sets


def _same_point(one: ContactPoint, other: ContactPoint) -> bool:
    return one.kind == other.kind and (
        one.key == other.key if one.key or other.key else fold(one.value) == fold(other.value)
    )


def _same_position(one: Position, other: Position) -> bool:
    """The same role at the same place, unless a date or the department tells them apart."""
    details = ("started", "ended", "department", "place")
    return (one.organisation_id, one.kind, fold(one.title), one.is_current) == (
        other.organisation_id,
        other.kind,
        fold(other.title),
        other.is_current,
    ) and all(_compatible(getattr(one, name), getattr(other, name)) for name in details)


def _compatible(one: str, other: str) -> bool:
    return not one or not other or one == other


def _same_occasion(one: Occasion, other: Occasion) -> bool:
    day, other_day = ((row.kind, fold(row.label), row.month, row.day) for row in (one, other))
    return day == other_day and (None in (one.year, other.year) or one.year == other.year)


def _same_identity(one: Identity, other: Identity) -> bool:
    return one.key == other.key


def _same_related(one: Related, other: Related) -> bool:
    return (one.kind, fold(one.name)) == (other.kind, fold(other.name)) and _compatible_ids(
        one.other_id, other.other_id
    )


def _compatible_ids(one: int | None, other: int | None) -> bool:
    return one is None or other is None or one == other


_SAY_SAME: dict[type[Model], Callable[[Any, Any], bool]] = {
    ContactPoint: _same_point,
    Position: _same_position,
    Occasion: _same_occasion,
    Identity: _same_identity,
    Related: _same_related,
}
