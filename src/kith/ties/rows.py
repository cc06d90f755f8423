"""Writes columns of very many rows; Django's bulk_update takes minutes for what this does in a second."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import connection
from django.db.models import Model


def update_rows(
    model: type[Model], columns: Sequence[str], rows: Sequence[tuple[str | float | date | None, ...]]
) -> None:
    """Set columns of many rows, each given as the new values followed by the id."""
    if rows:
        name = connection.ops.quote_name
        assignments = ", ".join(f"{name(column)} = %s" for column in columns)
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {name(model._meta.db_table)} SET {assignments} WHERE id = %s", rows)  # noqa: S608
