"""Writes rows by the ten thousand, several times faster than models can, in the transaction that is open."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import BooleanField, CharField, DateField, DateTimeField, Field, JSONField, Model, TextField

CHUNK = 5_000
Values = tuple[Any, ...]
_write_json = json.JSONEncoder(ensure_ascii=False).encode


def new_ids(model: type[Model], count: int) -> Sequence[int]:
    """Primary keys that no row has or had, to be given to insert_rows. Needs an open transaction on SQLite."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            cursor.execute(sequence, [f'"{table}"', count])
            return [row[0] for row in cursor.fetchall()]
        # AUTOINCREMENT remembers the highest there ever was, and takes note of ids that were given.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
    first = (last[0] if last else 0) + 1
    return range(first, first + count)


def new_uids(count: int) -> list[str]:
    """UUIDs of version 7, as accounts.models.new_uid makes them, in ascending order, as 32 hex digits."""
    now = time.time_ns() // 1_000_000
    chance = os.urandom(8 * count).hex()
    # The 14 bits behind the version count up, and so does the millisecond after 16,384, so that indexes grow at their end.
    return [
        f"{now + (place >> 14):012x}7{place >> 2 & 0xFFF:03x}{8 | place & 3:x}{chance[16 * place : 16 * place + 15]}"
        for place in range(count)
    ]


def insert_rows(
    model: type[Model], columns: Sequence[str], rows: Iterable[Values], always: Mapping[str, Any] | None = None
) -> None:
    """Insert rows of these columns (fields by attname); `always` are further columns, the same in every row.

    UUIDs in rows are given as 32 hex digits.
    """
    fields = [_field(model, name) for name in columns]
    constant = {_field(model, name): value for name, value in (always or {}).items()}
    tail = tuple(field.get_db_prep_save(value, connection) for field, value in constant.items())
    everything = [*fields, *constant]
    if connection.vendor == "postgresql":
        _copy(model, everything, (row + tail for row in _prepared(fields, rows)))
    else:
        # What is the same in every row stands in the statement, as handing a value over costs more than storing it.
        values = ", ".join([*["%s"] * len(fields), *map(_literal, tail)])
        _execute_many(f"INSERT INTO {_table(model)} ({_names(everything)}) VALUES ({values})", _prepared(fields, rows))  # noqa: S608


def update_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Values]) -> None:
    """Set these columns of rows; each of `rows` ends with the id of the row that it changes."""
    fields = [_field(model, name) for name in (*columns, "id")]
    settings = ", ".join(f"{_quoted(field)} = %s" for field in fields[:-1])
    _execute_many(f"UPDATE {_table(model)} SET {settings} WHERE id = %s", _prepared(fields, rows))  # noqa: S608


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    return next(field for field in model._meta.concrete_fields if field.attname == name)


def _quoted(field: Field[Any, Any]) -> str:
    return connection.ops.quote_name(str(field.column))


def _names(fields: Iterable[Field[Any, Any]]) -> str:
    return ", ".join(_quoted(field) for field in fields)


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _copy(model: type[Model], fields: Sequence[Field[Any, Any]], rows: Iterable[Values]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {_table(model)} ({_names(fields)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _execute_many(sql: str, rows: Iterator[Values]) -> None:
    with connection.cursor() as cursor:
        while chunk := list(islice(rows, CHUNK)):
            cursor.executemany(sql, chunk)


def _literal(value: Any) -> str:
    """A value of ours as SQLite reads it in a statement."""
    if value is None:
        return "NULL"
    return str(int(value)) if isinstance(value, int) else "'" + str(value).replace("'", "''").replace("%", "%%") + "'"


def _prepared(fields: Sequence[Field[Any, Any]], rows: Iterable[Values]) -> Iterator[Values]:
    """Each value as the database driver takes it."""
    by_place = [(place, prepare) for place, field in enumerate(fields) if (prepare := _preparation(field))]
    if not by_place:
        yield from rows
        return
    for row in rows:
        values = list(row)
        for place, prepare in by_place:
            if values[place] is not None:
                values[place] = prepare(values[place])
        yield tuple(values)


def _preparation(field: Field[Any, Any]) -> Callable[[Any], Any] | None:
    is_sqlite = connection.vendor == "sqlite"
    if isinstance(field, JSONField):
        return _as_json
    if isinstance(field, DateTimeField):
        return _moment if is_sqlite else None
    if isinstance(field, DateField):
        return date.isoformat if is_sqlite else None
    if isinstance(field, BooleanField):
        return int if is_sqlite else None  # the driver looks long for what it may make of True
    if isinstance(field, CharField | TextField):
        return None if is_sqlite else _without_nul
    return None


def _as_json(value: Any) -> str:
    if value == []:
        return "[]"  # most lists are empty, and the encoder takes its time
    return _write_json(value)


def _moment(value: datetime) -> str:
    """As Django writes it: in UTC, without saying so."""
    return str(value.astimezone(UTC))[:-6]


def _without_nul(value: str) -> str:
    """PostgreSQL's text takes no NUL."""
    return value.replace("\0", "") if "\0" in value else value
