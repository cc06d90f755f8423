"""Deletes rows by the ten thousand with all that hangs on them, by one statement a table and without loading any."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from django.db import connection, models
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL


def among(ids: Collection[int]) -> RawSQL:
    """For a lookup `__in`: any number of ids as one parameter."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(ids))])


def delete_rows(model: type[Model], ids: Collection[int]) -> None:
    """Delete rows of a model without parents, and do with what points at them as its foreign key says.

    Where that is neither to go as well nor to point at nothing, the database has the last word.
    """
    if not ids:
        return
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and not relation.field.many_to_many:
            _let_go(relation, ids)
    _delete(model._default_manager.filter(pk__in=among(ids)))


def _let_go(relation: models.ManyToOneRel, ids: Collection[int]) -> None:
    pointing: Any = relation.related_model
    rows = pointing._default_manager.filter(**{f"{relation.field.name}__in": among(ids)})
    if relation.on_delete is models.SET_NULL:
        rows.update(**{relation.field.name: None})
    elif relation.on_delete is models.CASCADE and _is_pointed_at(pointing):
        delete_rows(pointing, list(rows.values_list("pk", flat=True)))
    elif relation.on_delete is models.CASCADE:
        _delete(rows)


def _is_pointed_at(model: type[Model]) -> bool:
    return any(isinstance(field, models.ManyToOneRel) for field in model._meta.get_fields(include_hidden=True))


def _delete(rows: QuerySet[Any]) -> None:
    rows._raw_delete(rows.db)
