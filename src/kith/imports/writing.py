"""Writes rows by the ten thousand, several times faster than models can, in the transaction that is open."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain
from typing import Any

from django.db import connection
from django.db.models import BooleanField, CharField, DateField, DateTimeField, Field, JSONField, Model, TextField

Values = tuple[Any, ...]
MOST_VALUES = 500  # in one statement
ROOM = 64_000  # in kB
_LONGEST_LITERAL = 200
_write_json = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True, slots=True)
class Insertion:
    """Rows that are ready, by the statement that takes them: writing them is no more work than the database's own."""

    by_statement: list[tuple[str, list[Values]]]


def book_mark() -> int | None:
    """A number that is another one once somebody else has written into the database; None where it does not tell."""
    if connection.vendor != "sqlite":
        return None
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA data_version")
        return int(cursor.fetchone()[0])


@contextmanager
def kept_in_memory() -> Iterator[None]:
    """Give SQLite room for all pages of a large transaction, so that it need not put them away and fetch them again."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA cache_size").fetchone()[0]
        cursor.execute(f"PRAGMA cache_size = {-ROOM}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA cache_size = {before}")


def new_ids(model: type[Model], count: int) -> Sequence[int]:
    """Primary keys that no row has or had, to be given to insert_rows. On SQLite they hold until somebody else writes."""
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
    starts = [f"{now + (four >> 12):012x}7{four & 0xFFF:03x}" for four in range(count // 4 + 1)]
    return [f"{starts[place >> 2]}{'89ab'[place & 3]}{chance[16 * place : 16 * place + 15]}" for place in range(count)]


def insert_rows(
    model: type[Model], columns: Sequence[str], rows: Iterable[Values], always: Mapping[str, Any] | None = None
) -> None:
    """Insert rows of these columns (fields by attname); `always` are further columns, the same in every row.

    UUIDs in rows are given as 32 hex digits.
    """
    insert(insertion(model, by_column(columns, rows), always))


def by_column(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> dict[str, Sequence[Any]]:
    """The values of rows by their columns."""
    return dict(zip(columns, list(zip(*rows, strict=True)) or [()] * len(columns), strict=True))


def insertion(
    model: type[Model], columns: Mapping[str, Sequence[Any]], always: Mapping[str, Any] | None = None
) -> Insertion:
    """Make the rows ready whose values are given by column, as insert_rows has them by row."""
    columns = {name: _prepared(_field(model, name), values) for name, values in columns.items()}
    count = len(next(iter(columns.values())))
    for name, value in (always or {}).items():
        columns[name] = [_field(model, name).get_db_prep_save(value, connection)] * count
    if connection.vendor == "postgresql":
        statement = f"COPY {_table(model)} ({_names(model, columns)}) FROM STDIN"
        return Insertion([(statement, list(zip(*columns.values(), strict=True)))] if count else [])
    # What is the same in every row stands in the statement, as handing a value over costs more than storing it.
    same = {name: _literal(values[0]) for name, values in columns.items() if _is_one_literal(values)}
    rest = {name: values for name, values in columns.items() if name not in same}
    gaps = {name for name, values in rest.items() if _field(model, name).null and "" not in values}
    marks = ", ".join(same.get(name) or ("NULLIF(%s, '')" if name in gaps else "%s") for name in columns)
    told = [_without_none(values) if name in gaps else values for name, values in rest.items()]
    into = f"INSERT INTO {_table(model)} ({_names(model, columns)}) VALUES "  # noqa: S608  # names of our own
    return Insertion(list(_portions(into, f"({marks})", list(zip(*told, strict=True)) if told else [()] * count)))


def insert(ready: Insertion) -> None:
    """Write rows that are ready."""
    with connection.cursor() as cursor:
        for statement, rows in ready.by_statement:
            if connection.vendor == "postgresql":
                with cursor.copy(statement) as copy:
                    for row in rows:
                        copy.write_row(row)
            else:
                cursor.executemany(statement, rows)


def update_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Values]) -> None:
    """Set these columns of rows; each of `rows` ends with the id of the row that it changes."""
    values = by_column((*columns, "id"), rows)
    settings = ", ".join(f"{_names(model, [name])} = %s" for name in columns)
    prepared = [_prepared(_field(model, name), column) for name, column in values.items()]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {_table(model)} SET {settings} WHERE id = %s",  # noqa: S608  # names of our own
            list(zip(*prepared, strict=True)),
        )


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    return next(field for field in model._meta.concrete_fields if field.attname == name)


def _names(model: type[Model], columns: Iterable[str]) -> str:
    return ", ".join(connection.ops.quote_name(str(_field(model, name).column)) for name in columns)


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _portions(into: str, marks: str, rows: list[Values]) -> Iterator[tuple[str, list[Values]]]:
    """Several rows to a statement, as SQLite looks up the highest id for each; and those that are left over."""
    several = MOST_VALUES // max(len(rows[0]), 1) if rows else 1
    end = len(rows) - len(rows) % several
    if end:
        portions = [tuple(chain.from_iterable(rows[at : at + several])) for at in range(0, end, several)]
        yield into + ", ".join([marks] * several), portions
    if end < len(rows):
        yield into + marks, rows[end:]


def _is_one_literal(values: Sequence[Any]) -> bool:
    if not values or values.count(values[0]) != len(values):
        return False
    value = values[0]
    is_short = isinstance(value, str) and len(value) <= _LONGEST_LITERAL and "\0" not in value
    return value is None or isinstance(value, int) or is_short


def _literal(value: str | int | None) -> str:
    """A value of ours as SQLite reads it in a statement."""
    if value is None:
        return "NULL"
    return str(int(value)) if isinstance(value, int) else "'" + value.replace("'", "''").replace("%", "%%") + "'"


def _without_none(values: Sequence[Any]) -> Sequence[Any]:
    """The driver looks long for what it may make of None, and takes "" as it is."""
    return ["" if value is None else value for value in values]


def _prepared(field: Field[Any, Any], values: Sequence[Any]) -> Sequence[Any]:
    """The values of a column as the database driver takes them."""
    prepare = _preparation(field)
    return values if prepare is None else [None if value is None else prepare(value) for value in values]


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
    if isinstance(value, list | dict) and not value:
        return "[]" if isinstance(value, list) else "{}"  # most are empty, and the encoder takes its time
    return _write_json(value)


def _moment(value: datetime) -> str:
    """As Django writes it: in UTC, without saying so."""
    return str(value.astimezone(UTC))[:-6]


def _without_nul(value: str) -> str:
    """PostgreSQL's text takes no NUL."""
    return value.replace("\0", "") if "\0" in value else value
