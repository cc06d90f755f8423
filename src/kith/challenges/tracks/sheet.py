"""Reads CSV: a column with days and one with figures, whatever else stands beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import BinaryIO

from kith.challenges.tracks import records
from kith.challenges.tracks.records import Line
from kith.imports import tables
from kith.imports.uploads import BadFile

MOST_LINES = 5_000
DAYS = ("date", "day", "on", "datum", "fecha", "activity date")
FIGURES = ("amount", "value", "figure", "count", "number", "total", "distance", "quantity")
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_FIGURE = re.compile(r"\d{1,9}(?:[.,]\d{1,6})?", re.ASCII)
_THOUSANDS = re.compile(r"\d{1,3},\d{3}", re.ASCII)


def is_one(head: bytes) -> bool:
    """Whether the beginning of a file has a column of days."""
    return any(tables.finds_header(head, frozenset({name})) for name in DAYS)


def read(file: str, stream: BinaryIO, head: bytes, names: Sequence[str]) -> list[Line]:
    """Return its lines. names: what the column of figures may be called beside the usual words. Raises BadFile."""
    day = next(name for name in DAYS if tables.finds_header(head, frozenset({name})))
    wanted = (*(tables.plain(name) for name in names), *FIGURES)
    table = tables.read_table(file, stream, frozenset({day}))
    place = table.place(*wanted)
    if place < 0:
        raise BadFile(file, 1, f"No column of figures was found. Name it {wanted[0]}, or amount.")
    lines = _lines(file, table, table.place(day), place)
    if table.refusals:
        raise BadFile(file, table.refusals[0].line, table.refusals[0].reason)
    if not lines:
        raise BadFile(file, 0, "There is no line with a day and a figure in it.")
    return lines


def _lines(file: str, table: tables.Table, day: int, figure: int) -> list[Line]:
    found: list[Line] = []
    for number, cells in table.rows():
        if not cells[day].strip() and not cells[figure].strip():
            continue
        if len(found) == MOST_LINES:
            raise BadFile(file, number, f"It has more than {MOST_LINES:,} lines. Smaller files work.")
        found.append(Line(number, _day(file, number, cells[day].strip()), _amount(file, number, cells[figure].strip())))
    return found


def _day(file: str, line: int, text: str) -> date:
    iso, dotted = _ISO.fullmatch(text), _DOTTED.fullmatch(text)
    parts = iso.groups() if iso else dotted.groups()[::-1] if dotted else ()
    try:
        found = date(*map(int, parts))
    except (TypeError, ValueError) as error:
        raise BadFile(file, line, f"“{text[:30]}” is not a day. Write it as 2026-11-20.") from error
    if found.year not in records.YEARS:
        raise BadFile(file, line, f"“{text[:30]}” is no day of this time. Write it as 2026-11-20.")
    return found


def _amount(file: str, line: int, text: str) -> str:
    if _THOUSANDS.fullmatch(text):
        raise BadFile(file, line, f"“{text}” can be read in two ways. Write {text.replace(',', '')}, or a point.")
    if not _FIGURE.fullmatch(text):
        raise BadFile(file, line, f"“{text[:30]}” is not a figure.")
    return text.replace(",", ".")
