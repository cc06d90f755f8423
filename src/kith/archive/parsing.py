"""Reads and checks the document of an archive; nothing of it is believed before it was looked at."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

from django.conf import settings as django_settings
from django.core.exceptions import ValidationError

from kith.accounts.models import User
from kith.archive import references, tables, values
from kith.archive.documents import FORMAT, SETTINGS, VERSION
from kith.archive.references import Row, Words
from kith.archive.tables import Column
from kith.people import cleaning

PHOTO = re.compile(r"photos/[A-Za-z0-9-]{1,60}\.jpg", re.ASCII)
_LEAP_YEAR = 2000


class Unreadable(Exception):
    """The document is not what Kith writes; the message says where and why, in words for the user."""


@dataclass
class Table:
    """The rows of one kind. Values stand in the order of the columns; what points at a row is its place there, from 0."""

    label: str
    columns: tuple[Column, ...]
    rows: list[Any]  # lists of values, once they are read
    uids: dict[str, int] = field(default_factory=dict)  # as 32 hex digits
    gone: int = 0  # how many rows are spoken of that are no more

    def column(self, name: str) -> int:
        """The place of a column."""
        return next(place for place, column in enumerate(self.columns) if column.name == name)

    def named_rows(self) -> Iterator[Row]:
        """Each row with its values by name."""
        names = [column.name for column in self.columns]
        return (dict(zip(names, row, strict=True)) for row in self.rows)

    def values(self, name: str) -> Iterable[Any]:
        """What all rows have in a column."""
        place = self.column(name)
        return (row[place] for row in self.rows)


@dataclass(frozen=True)
class Document:
    """A book as an archive has it, checked."""

    settings: dict[str, Any]
    tables: dict[str, Table]

    def photos(self) -> set[str]:
        """The names in the archive of all pictures that are spoken of."""
        found: list[str] = []

        def note(name: str) -> str:
            found.append(name)
            return name

        noting = Words(lambda _label, number: number, note)
        for label in (references.PERSON, *references.WITH_NUMBERS):
            for row in self.tables[label].named_rows():
                references.translated(label, row, noting)
        return set(filter(None, found))


def parse(data: bytes) -> Document:
    """The document in these bytes. Raises Unreadable."""
    try:
        found = json.loads(data, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise Unreadable("book.json is damaged: it is not JSON.") from error
    _check_frame(found)
    read = {label: Table(label, tables.columns(label), found["tables"].pop(label)) for label in tables.models()}
    for table in read.values():
        _check_shape(table)
    for table in read.values():
        _Decoding(table, read).run()
    _References(read).check()
    _check_sense(read)
    return Document(_settings(found["settings"]), read)


def _no_constant(_name: str) -> NoReturn:
    raise ValueError("no such number in JSON")


def _check_frame(found: Any) -> None:
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise Unreadable("This is not the book of a Kith.")
    version = found.get("version")
    if type(version) is int and version > VERSION:
        raise Unreadable("This was made by a newer Kith. Please bring this Kith up to date first.")
    if version != VERSION:
        raise Unreadable(f"This Kith reads books of version {VERSION}; this one has {str(version)[:20]}.")
    _check_names("book.json", found, {"format", "settings", "tables", "version"})
    _check_names("settings", found["settings"], set(SETTINGS))
    _check_names("tables", found["tables"], set(tables.models()))


def _check_names(where: str, found: Any, wanted: set[str]) -> None:
    if not isinstance(found, dict):
        raise Unreadable(f"{where}: something else stands where names with values should.")
    if missing := sorted(wanted - found.keys()):
        raise Unreadable(f"{where}: “{missing[0]}” is missing.")
    if unknown := sorted(found.keys() - wanted):
        raise Unreadable(f"{where}: this Kith does not know “{unknown[0][:80]}”.")


def _check_shape(table: Table) -> None:
    """Every row has every field and no other, and a uid of its own if rows of this kind have one."""
    if not isinstance(table.rows, list):
        raise Unreadable(f"{table.label}: this is no list of rows.")
    wanted = {column.name for column in table.columns}
    for place, row in enumerate(table.rows):
        if not isinstance(row, dict) or row.keys() != wanted:
            _check_names(_where(table, place), row, wanted)
    if "uid" in wanted:
        read_uid = values.reading_of(table.columns[table.column("uid")])
        for place, row in enumerate(table.rows):
            uid = _read(table, place, "uid", read_uid, row["uid"])
            if table.uids.setdefault(uid, place) != place:
                raise Unreadable(f"{_where(table, place)}: another row has the same uid.")


class _Decoding:
    """Turns the rows of a table from names with texts into values in the order of the columns."""

    def __init__(self, table: Table, others: dict[str, Table]) -> None:
        self.table = table
        self.readings = [(column.name, self._reading(column, others)) for column in table.columns]

    def run(self) -> None:
        table = self.table
        for place, row in enumerate(table.rows):
            try:
                table.rows[place] = [reading(row[name]) for name, reading in self.readings]
            except values.Wrong:
                for name, reading in self.readings:
                    _read(table, place, name, reading, row[name])

    def _reading(self, column: Column, others: dict[str, Table]) -> values.Check:
        target = tables.target(column)
        if not target:
            return values.reading_of(column)
        return _link(others[target], column.null)


def _link(target: Table, may_be_null: bool) -> values.Check:
    """What turns a uid, or a place from 1, into a place from 0."""
    by_uid = tables.has_uid(target.label)

    def check(value: Any) -> int | None:
        if value is None and may_be_null:
            return None
        if by_uid:
            found = target.uids.get(value.replace("-", "")) if isinstance(value, str) else None
        else:
            found = value - 1 if type(value) is int and 0 < value <= len(target.rows) else None
        if found is None:
            raise values.Wrong(f"points at something that is not in {target.label}")
        return found

    return check


def _read(table: Table, place: int, name: str, reading: values.Check, value: Any) -> Any:
    try:
        return reading(value)
    except values.Wrong as wrong:
        raise Unreadable(f"{_where(table, place)}: “{name}” {wrong}.") from wrong


class _References:
    """Goes through what is spoken of inside values, and counts the rows that are no more."""

    def __init__(self, read: dict[str, Table]) -> None:
        self.read = read
        self.gone: dict[str, set[int]] = {}
        self.words = Words(self._row, _photo, _check_value)

    def check(self) -> None:
        for label in (references.PERSON, *references.WITH_NUMBERS):
            table = self.read[label]
            for place, row in enumerate(table.named_rows()):
                try:
                    references.translated(label, row, self.words)
                except (values.Wrong, KeyError, TypeError, ValueError, AttributeError, StopIteration) as error:
                    raise Unreadable(f"{_where(table, place)}: it is not as Kith writes it.") from error
        for label, numbers in self.gone.items():
            if max(numbers) != len(numbers):
                raise Unreadable(f"{label}: rows that are no more are not numbered one by one.")
            self.read[label].gone = len(numbers)

    def _row(self, label: str, number: Any) -> int:
        if type(number) is not int or number == 0 or number > len(self.read[label].rows):
            raise ValueError("no such row")
        if number < 0:
            self.gone.setdefault(label, set()).add(-number)
        return number


def _photo(name: Any) -> str:
    if name != "" and not PHOTO.fullmatch(name):
        raise ValueError("no such picture")
    return str(name)


def _check_value(column: Column, value: Any) -> None:
    values.reading_of(column)(value)


def _check_sense(read: dict[str, Table]) -> None:
    """What every row may say, but not all of them together, or not this one."""
    people = read[references.PERSON]
    if sum(people.values("is_self")) > 1:
        raise Unreadable("people.person: more than one of them is you.")
    _check_merged(list(people.values("merged_into")))
    days = read["people.occasion"]
    for place, (month, day) in enumerate(zip(days.values("month"), days.values("day"), strict=True)):
        if not cleaning.is_day(_LEAP_YEAR, month, day):
            raise Unreadable(f"{_where(days, place)}: the calendar has no such day.")
    imports = read["imports.import"]
    for place, (state, reader) in enumerate(zip(imports.values("state"), imports.values("reader"), strict=True)):
        if state not in tables.FINISHED_STATES or reader == tables.READER:
            raise Unreadable(f"{_where(imports, place)}: this import cannot be part of a book.")
    if tables.READER in set(read["imports.importfile"].values("reader")):
        raise Unreadable("imports.importfile: a book cannot be part of a book.")


def _check_merged(into: list[int | None]) -> None:
    """Nobody is merged into themself, however long the way round."""
    fine: set[int] = set()
    for start in range(len(into)):
        way: dict[int, None] = {}
        place: int | None = start
        while place is not None and place not in fine:
            if place in way:
                raise Unreadable(f"people.person, row {place + 1}: merged into themself.")
            way[place] = None
            place = into[place]
        fine.update(way)


def _settings(found: dict[str, Any]) -> dict[str, Any]:
    """The user's settings; a language that this Kith does not speak is left out."""
    user, checked = User(), {}
    for name, value in found.items():
        column = User._meta.get_field(name)
        try:
            checked[name] = column.clean(values.reading_of(column)(value), user)  # type: ignore[union-attr,arg-type]
        except ValidationError as error:
            raise Unreadable(f"settings: “{name}” is wrong. {' '.join(error.messages)}") from error
        except values.Wrong as wrong:
            raise Unreadable(f"settings: “{name}” {wrong}.") from wrong
    if checked["language"] not in dict(django_settings.LANGUAGES):
        del checked["language"]
    return checked


def _where(table: Table, place: int) -> str:
    return f"{table.label}, row {place + 1}"
