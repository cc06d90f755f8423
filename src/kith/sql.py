"""Questions in SQL, for pages on which Django's putting together of a question takes longer than its answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection

Value = str | int | date | None  # what one place of a statement may be filled with


def rows(statement: str, **values: Value | Sequence[Value]) -> list[tuple[Any, ...]]:
    """Return the answer to a statement that names its values as %(name)s; a sequence stands for all its members, after IN."""
    told: dict[str, Value] = {}
    for name, value in values.items():
        if value is None or isinstance(value, str | int | date):
            told[name] = value
        else:
            members = {f"{name}_{number}": member for number, member in enumerate(value)}
            marks = ", ".join(f"%({member})s" for member in members) or "NULL"
            statement = statement.replace(f"%({name})s", f"({marks})")
            told.update(members)
    with connection.cursor() as cursor:
        cursor.execute(statement, told)
        return list(cursor.fetchall())
