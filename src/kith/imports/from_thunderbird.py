"""Reads Thunderbird's address books as CSV or tabbed text, in any language and also without the names of the columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kith.imports import contact_rows, layouts, sheets
from kith.imports.contact_columns import Column
from kith.imports.records import Record
from kith.imports.tables import plain
from kith.imports.uploads import Upload

NAME = "thunderbird"
LABEL = "Thunderbird (CSV)"

_MARKS = frozenset({"display name", "primary email"})
_MORE = frozenset({"secondary email", "screen name", "first name", "last name", "birth year"})
_EMAIL = 4  # the place of the first e-mail address, which tells the columns where their names are of another language
# In the order in which Thunderbird has always written them; only the names of the columns are translated.
_NAMES = [
    "First Name",
    "Last Name",
    "Display Name",
    "Nickname",
    "Primary Email",
    "Secondary Email",
    "Screen Name",
    "Work Phone",
    "Home Phone",
    "Fax Number",
    "Pager Number",
    "Mobile Number",
    "Home Address",
    "Home Address 2",
    "Home City",
    "Home State",
    "Home ZipCode",
    "Home Country",
    "Work Address",
    "Work Address 2",
    "Work City",
    "Work State",
    "Work ZipCode",
    "Work Country",
    "Job Title",
    "Department",
    "Organization",
    "Web Page 1",
    "Web Page 2",
    "Birth Year",
    "Birth Month",
    "Birth Day",
    "Custom 1",
    "Custom 2",
    "Custom 3",
    "Custom 4",
    "Notes",
]
_PAGES = {"web page 1": "work", "web page 2": "home"}


def recognises(upload: Upload) -> bool:
    first = sheets.first_row(upload)
    return _is_english(first) or (_is_as_wide(first) and _fits(upload))


def read(upload: Upload) -> Iterator[Record]:
    sheet = sheets.csv_sheet(upload)
    line, first = next(sheet.rows(), (1, []))
    if _is_english(first):
        layout = layouts.layout_of(sheet, {**upload.options, "mapping": {"header": True}})
    else:
        has_names = "@" not in "".join(first[_EMAIL : _EMAIL + 1]) and not _is_person(first)
        layout = layouts.by_names(_NAMES, line + 1 if has_names else 0)
    if layout is not None:
        pages = {place: _PAGES[plain(name)] for place, name in enumerate(layout.names) if plain(name) in _PAGES}
        columns = [Column("url", pages[at]) if at in pages else each for at, each in enumerate(layout.columns)]
        yield from contact_rows.read_rows(sheet, replace(layout, columns=tuple(columns)))


def _is_english(cells: Sequence[str]) -> bool:
    names = {plain(cell) for cell in cells}
    return names >= _MARKS and bool(names & _MORE)


def _is_as_wide(cells: Sequence[str]) -> bool:
    return len(cells) - len(_NAMES) in (-1, 0, 1) and not "".join(cells[len(_NAMES) :]).strip()


def _fits(upload: Upload) -> bool:
    """Whether e-mail addresses stand where Thunderbird writes them, and nowhere before."""
    rows = [cells for _, cells in sheets.csv_sheet(upload).rows()][:50]
    people = rows if "@" in rows[0][_EMAIL] else rows[1:]
    told = [cells for cells in people if len(cells) > _EMAIL and "@" in cells[_EMAIL]]
    return bool(told) and len(told) * 2 >= len(people) and not any("@" in "".join(cells[:2]) for cells in told)


def _is_person(cells: Sequence[str]) -> bool:
    """Whether a row holds values: the names of the columns fill it, people never do."""
    return sum(bool(cell.strip()) for cell in cells[: len(_NAMES)]) < len(_NAMES) - 5
