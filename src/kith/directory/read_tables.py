"""Listings out of a table (CSV): a row each, with the names of the columns in its first row. No Django."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from kith import occupations
from kith.directory import words
from kith.directory.drafts import YEARS, Draft, DraftDate, Fault
from kith.groups import languages
from kith.imports.tables import Table, read_table
from kith.imports.uploads import BadFile, Upload

MAX_BYTES = 5 * 1024 * 1024

# The first name of each column is the one that Kith writes itself.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "group", "title", "organisation", "organization"),
    "purpose": ("purpose", "in one sentence", "description", "about", "summary"),
    "kind": ("kind", "type", "category"),
    "url": ("web address", "url", "website", "web", "link", "homepage"),
    "meets": ("meets", "meeting times", "when it meets", "when", "schedule"),
    "format": ("format", "attendance"),
    "place": ("place", "location", "city", "where", "address"),
    "language": ("language", "lang"),
    "cost": ("cost", "price", "fee", "dues"),
    "is_free": ("free", "is free"),
    "size": ("size", "members"),
    "welcomes_newcomers": ("newcomers", "newcomers welcome", "newcomer friendly"),
    "skills": ("skills", "skill"),
    "industries": ("industries", "industry", "fields", "field"),
    "interests": ("interests", "interest", "topics", "topic"),
    "seasons": ("seasons", "season", "season of life"),
    "occupations": ("careers", "career", "target careers", "occupations", "occupation"),
    "source": ("source",),
    "next": ("next meeting", "next", "date", "starts", "start"),
}
_LENGTHS = {"purpose": 300, "meets": 200, "place": 200, "cost": 200, "source": 500}
_MOMENTS = ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M")
_DAYS = ("%Y-%m-%d", "%d.%m.%Y")
LENGTH = timedelta(hours=1, minutes=30)  # of a meeting of which only the beginning is known


class _Unclear(ValueError):
    """A cell that cannot be used; the message says why."""


def read_listings(upload: Upload) -> Iterator[Draft | Fault]:
    """Each row, or why it cannot be used. Raises BadFile where there is no row with the names of the columns."""
    if upload.size > MAX_BYTES:
        raise BadFile(upload.name, 0, f"This table is larger than Kith reads ({MAX_BYTES // 1024 // 1024} MB).")
    with upload.open() as stream:
        table = _opened(upload.name, stream)
        for line, cells in table.rows():
            yield _row(table, line, cells)
        yield from (Fault(refusal.line, refusal.reason) for refusal in table.refusals)


def _opened(name: str, stream: Any) -> Table:
    """By whichever word the column of names has; a table with that column alone is one too."""
    for word in COLUMNS["name"]:
        stream.seek(0)
        try:
            return read_table(name, stream, frozenset({word}))
        except BadFile as error:
            if error.line != 1:
                raise
    columns = ", ".join(names[0] for names in COLUMNS.values())
    reason = f"No row with the names of the columns was found. A table has a column “name”, and may have: {columns}."
    raise BadFile(name, 1, reason)


def _row(table: Table, line: int, cells: list[str]) -> Draft | Fault:
    said = {field: cells[table.place(*names)].strip() for field, names in COLUMNS.items()}
    if not said["name"]:
        return Fault(line, "This row has no name.")
    try:
        values = {field: value for field, read in _READ.items() if (value := read(said[field])) not in (None, "", [])}
        dates = _dates(said)
    except _Unclear as unclear:
        return Fault(line, f"{said['name'][:80]}: {unclear}")
    plain = {field: said[field][:length] for field, length in _LENGTHS.items() if said[field]}
    return Draft(line, said["name"][:160], {**plain, **values}, dates)


def _meant(field: str, known: Mapping[str, Sequence[str]], text: str) -> str:
    value = words.value_of(text, known)
    if text and not value:
        raise _Unclear(f"“{text[:40]}” is no {field} that Kith knows. Known are: {', '.join(known)}.")
    return value


def _address(text: str) -> str:
    found = words.web_address(text)
    if text and not found:
        raise _Unclear(f"“{text[:60]}” is not a web address.")
    return found


def _language(text: str) -> str:
    found = languages.tag_of(text)
    if text and not found:
        raise _Unclear(f"“{text[:40]}” is no language that Kith knows. Write its short form, such as de.")
    return found


def _seasons(text: str) -> list[str]:
    return [_meant("season of life", words.SEASONS, word) for word in words.several(text)]


def _careers(text: str) -> list[str]:
    """Codes of the occupations that are named; what nobody knows is a fault, not a guess."""
    found = []
    for word in words.parted(text):
        code = occupations.exactly(word)
        if not code:
            raise _Unclear(f"“{word[:80]}” is no occupation that Kith knows. Between several stand semicolons.")
        found.append(code)
    return found


_READ: dict[str, Callable[[str], Any]] = {
    "kind": partial(_meant, "kind", words.KINDS),
    "format": partial(_meant, "format", words.FORMATS),
    "url": _address,
    "language": _language,
    "is_free": words.yes_or_no,
    "welcomes_newcomers": words.yes_or_no,
    "size": words.number,
    "skills": words.several,
    "industries": words.several,
    "interests": words.several,
    "seasons": _seasons,
    "occupations": _careers,
}


def _dates(said: Mapping[str, str]) -> tuple[DraftDate, ...]:
    """The next meeting, where the row names one. It is local time, so it has no zone yet: UTC stands for "here"."""
    text = said["next"]
    if not text:
        return ()
    for form in (*_MOMENTS, *_DAYS):
        try:
            start = datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
        if start.year not in YEARS:
            raise _Unclear(f"“{text[:40]}” is no day of this time. Kith reads the years {YEARS[0]} to {YEARS[-1]}.")
        whole = form in _DAYS
        end = start + (timedelta(days=1) if whole else LENGTH)
        return (DraftDate(f"row-{start:%Y%m%dT%H%M}", said["name"][:200], start, end, whole, "", said["place"][:300]),)
    raise _Unclear(f"“{text[:40]}” is not a day that Kith reads. It reads 2026-12-01 19:00.")
