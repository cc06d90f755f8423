"""Writes very many rows; Django's bulk_update takes minutes, and bulk_create seconds, for what this does in one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import connection
from django.db.models import Model

Value = str | float | date | None


def insert_rows(model: type[Model], columns: Sequence[str], rows: Sequence[tuple[Value, ...]]) -> None:
    """Add many rows, each given as its values in the order of the columns; columns that are left out become null."""
    if rows:
        name = connection.ops.quote_name
        table, names = name(model._meta.db_table), ", ".join(map(name, columns))
        marks = ", ".join(["%s"] * len(columns))
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608  # names of our own


def update_rows(model: type[Model], columns: Sequence[str], rows: Sequence[tuple[Value, ...]]) -> None:
    """Set columns of many rows, each given as the new values followed by the id."""
    if rows:
        name = connection.ops.quote_name
        assignments = ", ".join(f"{name(column)} = %s" for column in columns)
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {name(model._meta.db_table)} SET {assignments} WHERE id = %s", rows)  # noqa: S608  # names of our own
