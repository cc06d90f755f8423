"""Moves the rows of one person to another, whatever feature they belong to, and back.

The rows are found by walking what points at Person, so that features above this one need not be named here,
and one that is added later cannot be forgotten.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from django.apps import apps
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, Model

from kith.duplicates import doubles
from kith.duplicates.models import Merge, Pair
from kith.people.models import Person, Related
from kith.ties.models import Acquaintance

Link: TypeAlias = "Field[Any, Any]"
_CHUNK = 500
_LOOPS: dict[type[Model], tuple[str, str]] = {Acquaintance: ("one", "other"), Related: ("person", "other")}


@dataclass(slots=True)
class Moves:
    """What was moved, and what was the kept person's already: ids by link; the values of rows that were filled; rows taken away."""

    moved: dict[str, list[int]] = field(default_factory=dict)
    stayed: dict[str, list[int]] = field(default_factory=dict)
    before: dict[str, dict[str, Any]] = field(default_factory=dict)
    after: dict[str, dict[str, Any]] = field(default_factory=dict)
    removed: list[Any] = field(default_factory=list)


class _Exact(DjangoJSONEncoder):
    """Django's own, but moments to the microsecond: a row comes back as it was."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def links() -> list[Link]:
    """Every column that points at a person and goes along in a merge: all but those that tell of merges and doubles."""
    stay = {Merge._meta.get_field("kept"), Merge._meta.get_field("absorbed"), Person._meta.get_field("merged_into")}
    stay |= {Pair._meta.get_field("first"), Pair._meta.get_field("second")}
    found = {rel.field for rel in Person._meta.related_objects if not rel.many_to_many} - stay
    return sorted(found, key=name_of)


def name_of(link: Link) -> str:
    """The link in words that a merge can keep: "people.position.person"."""
    return f"{link.model._meta.label_lower}.{link.name}"


def move(kept: Person, absorbed: Person) -> Moves:
    """Hand all rows of the absorbed person to the kept one, without doubles."""
    moves = Moves()
    for link in links():
        _drop_loops(moves, link, kept, absorbed)
        _drop_doubles(moves, link, kept, absorbed)
        for ids, person in ((moves.stayed, kept), (moves.moved, absorbed)):
            if own := sorted(rows_of(link, person).values_list("pk", flat=True)):
                ids[name_of(link)] = own
        rows_of(link, absorbed).update(**{link.name: kept})
    return moves


def move_back(moves: Moves, kept: Person, absorbed: Person) -> None:
    """Undo `move` for the rows that are still the kept person's; what was changed since stays changed."""
    for name, ids in moves.moved.items():
        link = link_named(name)
        for start in range(0, len(ids), _CHUNK):
            rows_of(link, kept).filter(pk__in=ids[start : start + _CHUNK]).update(**{link.name: absorbed})
    for row_name, values in moves.before.items():
        _put_back(row_name, values, moves.after[row_name])
    for saved in moves.removed:
        _add_again(saved)


def as_stored(value: Any) -> Any:
    """The value as JSON gives it back."""
    return json.loads(json.dumps(value, cls=_Exact))


def restored(before: Any, after: Any, now: Any) -> Any:
    """What a value is once the merge that made `before` into `after` is taken back. All as stored.

    A value that was changed since stays; but what the merge had added to a list, a table or a text goes.
    """
    if now == after:
        return before
    if isinstance(now, list) and isinstance(before, list):
        return [item for item in now if item in before or item not in after]
    if isinstance(now, dict) and isinstance(before, dict):
        return {name: value for name, value in now.items() if name in before or after.get(name) != value}
    if isinstance(now, str) and before != after and has_text_added(after, now):
        head, _after, tail = now.partition(after)
        return "\n\n".join(filter(None, (head.rstrip("\n"), before, tail.lstrip("\n"))))
    return now


def has_text_added(after: Any, now: Any) -> bool:
    """Whether something was only written above or below a text, in lines of its own."""
    return isinstance(now, str) and bool(after) and now != after and f"\n{after}\n" in f"\n{now}\n"


def rows_of(link: Link, person: Person) -> Any:
    """The rows that point at the person by this link."""
    return link.model._base_manager.filter(**{link.name: person})


def link_named(name: str) -> Link:
    """The link of this name. Raises LookupError where there is none."""
    model, _dot, field_name = name.rpartition(".")
    found = apps.get_model(model)._meta.get_field(field_name)
    assert isinstance(found, Field)
    return found


def _drop_loops(moves: Moves, link: Link, kept: Person, absorbed: Person) -> None:
    """Rows that tell of both people would tell of one person twice: somebody knows themself."""
    ends = _LOOPS.get(link.model, ())
    if link.name in ends:
        [other] = set(ends) - {link.name}
        for row in rows_of(link, absorbed).filter(**{other: kept}):
            _remove(moves, row)


def _drop_doubles(moves: Moves, link: Link, kept: Person, absorbed: Person) -> None:
    if link.model is Person:
        return
    mine, theirs = list(rows_of(link, kept).order_by("pk")), list(rows_of(link, absorbed).order_by("pk"))
    by_id = {row.pk: row for row in theirs}
    for pk, twin in doubles.doubles(mine, theirs, link).items():
        _fill(moves, twin, doubles.fill_from(twin, by_id[pk], link))
        _remove(moves, by_id[pk])


def _fill(moves: Moves, row: Model, changes: dict[str, Any]) -> None:
    if not changes:
        return
    name = f"{row._meta.label_lower}:{row.pk}"
    before, after = moves.before.setdefault(name, {}), moves.after.setdefault(name, {})
    for column, value in changes.items():
        before.setdefault(column, as_stored(getattr(row, column)))
        after[column] = as_stored(value)
        setattr(row, column, value)
    row.save(update_fields=list(changes))


def _remove(moves: Moves, row: Model) -> None:
    moves.removed += json.loads(serializers.serialize("json", [row], cls=_Exact))
    row.delete()


def _put_back(row_name: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    model_name, _colon, pk = row_name.rpartition(":")
    model = apps.get_model(model_name)
    row = model._base_manager.filter(pk=pk).first()
    if row is None:
        return
    for column, value in before.items():
        value = restored(value, after[column], as_stored(getattr(row, column)))
        setattr(row, column, _column(model, column).to_python(value))
    row.save(update_fields=list(before))


def _column(model: type[Model], attname: str) -> Link:
    return next(column for column in model._meta.concrete_fields if column.attname == attname)


def _add_again(saved: Any) -> None:
    """Bring back a row that was taken away, unless what it told of is gone, or it is there already."""
    for found in serializers.deserialize("json", json.dumps([saved])):
        row = found.object
        if all(_targets_exist(row)) and not type(row)._base_manager.filter(pk=row.pk).exists():
            found.save()


def _targets_exist(row: Model) -> Iterator[bool]:
    for column in row._meta.concrete_fields:
        value = getattr(row, column.attname)
        if column.is_relation and value is not None:
            target: Any = column.related_model
            yield target._base_manager.filter(pk=value).exists()
