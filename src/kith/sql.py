"""Questions in SQL, for pages on which Django's putting together of a question takes longer than its answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

Value = str | int | date | None  # what one place of a statement may be filled with
Row = TypeVar("Row", bound=Model)


def rows(statement: str, **values: Value | Sequence[Value]) -> list[tuple[Any, ...]]:
    """Return the answer to a statement that names its values as %(name)s; a sequence stands for its members, after IN."""
    statement, told = _filled(statement, values)
    with connection.cursor() as cursor:
        cursor.execute(statement, told)
        return list(cursor.fetchall())


def objects(model: type[Row], statement: str, **values: Value | Sequence[Value]) -> list[Row]:
    """Return the answer as objects, with only those fields at hand that the statement names, the id among them."""
    statement, told = _filled(statement, values)
    return list(model._default_manager.raw(statement, told))


def _filled(statement: str, values: dict[str, Value | Sequence[Value]]) -> tuple[str, dict[str, Value]]:
    told: dict[str, Value] = {}
    for name, value in values.items():
        if value is None or isinstance(value, str | int | date):
            told[name] = value
        else:
            members = {f"{name}_{number}": member for number, member in enumerate(value)}
            marks = ", ".join(f"%({member})s" for member in members) or "NULL"
            statement = statement.replace(f"%({name})s", f"({marks})")
            told.update(members)
    return statement, told
