"""What the columns of any table are about: by their names, by what stands in them, or as the user said."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from kith.imports import contact_columns, table_days
from kith.imports.contact_columns import KEEP, Column
from kith.imports.contact_drafts import FIELDS
from kith.imports.sheets import Sheet
from kith.imports.tables import Row
from kith.people import names

TELLING = frozenset({"full", "given", "family", "nickname", "email", "phone", "linkedin"})
SAMPLES = 3
_LOOKED_AT = 100
_DAYS_LOOKED_AT = 20_000
_HEADER_WITHIN = 30
_BORN_BEFORE = 2008
_LONGEST = 200  # characters of a cell that are looked at
_NAMES_AMONG = 8  # columns, the first
_MOST = 0.6  # of the cells of a column have to look alike
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"\+?[\d\s()/.-]{6,}(?:\s*(?:x|ext)\.?\s*\d+)?", re.IGNORECASE)
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_LINKEDIN = re.compile(r"\S*linkedin\.com/in/\S+", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][^\d@/:;<>]{1,60}")
_PLAIN_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Layout:
    """How a table is read.

    `names` are the columns', in words also where the table has none. `first` is the first line of people, or 0 where
    every row is one. `digest` is of the row that names the columns, by which what the user said of them is remembered.
    """

    names: tuple[str, ...]
    columns: tuple[Column, ...]
    has_header: bool
    first: int
    order: str
    samples: tuple[tuple[str, ...], ...]
    digest: str = ""

    @property
    def tells_who(self) -> bool:
        """Whether any column holds a name, or what somebody can be told by."""
        return any(column.field in TELLING for column in self.columns)


def digest_of(columns: Sequence[str]) -> str:
    """The same for all tables whose columns have these names, in this order."""
    return hashlib.sha256("\n".join(contact_columns.phrase_of(name) or "-" for name in columns).encode()).hexdigest()


def layout_of(sheet: Sheet, options: Mapping[str, Any]) -> Layout | None:
    """How to read the sheet; nothing where it has no row. Options as in Upload; "mapping" here is of this table alone,
    and "mappings" all that the user has ever said, by the digest of the columns."""
    rows = list(islice(sheet.rows(), _LOOKED_AT))
    if not rows:
        return None
    header = _header(rows)
    digest = digest_of(rows[max(header, 0)][1])
    guess = _laid_out(rows, header)
    said = options.get("mapping") or (options.get("mappings") or {}).get(digest) or {}
    names_columns = bool(said.get("header", guess.has_header or _names_one(rows[0][1], said)))
    if names_columns != guess.has_header:
        guess = _laid_out(rows, 0 if names_columns else -1)
    mapped = replace(_as_said(guess, said), digest=digest)
    return replace(mapped, order=said.get("dates") or _order(sheet, mapped, str(options.get("region", ""))))


def by_names(given: Sequence[str], first: int, order: str = table_days.DAY_FIRST) -> Layout:
    """How a table is read whose columns are known to be these; people begin on line `first`."""
    columns = tuple(column or Column(KEEP) for column in contact_columns.columns_of(given))
    return Layout(tuple(given), columns, first > 0, first, order, ())


def _header(rows: list[Row]) -> int:
    """The place of the row that names the columns; -1 where there is none."""
    for place, (_, cells) in enumerate(rows[:_HEADER_WITHIN]):
        known = sum(column is not None for column in contact_columns.columns_of(cells))
        if _are_names(cells) and known * 2 >= sum(map(bool, cells)):
            return place
    usual = max(len(cells) for _, cells in rows)
    place = next((place for place, (_, cells) in enumerate(rows[:_HEADER_WITHIN]) if len(cells) == usual), 0)
    return place if _stands_out(rows, place) else -1


def _are_names(cells: Sequence[str]) -> bool:
    """Whether none of the cells is a value."""
    short = [cell.strip()[:_LONGEST] for cell in cells]
    return not any(_EMAIL.fullmatch(cell) or _looks_like_a_value(cell) for cell in short)


def _looks_like_a_value(cell: str) -> bool:
    return bool(_PHONE.fullmatch(cell) or _URL.fullmatch(cell) or _PLAIN_NUMBER.fullmatch(cell)) or _is_day(cell)


def _stands_out(rows: list[Row], place: int) -> bool:
    """Whether a row without known names is unlike those below it."""
    cells, below = rows[place][1], rows[place + 1 :]
    if not below or not _are_names(cells) or not all(cell.strip() for cell in cells if cells):
        return False
    valued = [any(not _are_names([row[at]]) for _, row in below if at < len(row)) for at in range(len(cells))]
    return any(valued)


def _laid_out(rows: list[Row], header: int) -> Layout:
    width = max(len(cells) for _, cells in rows)
    below = rows[header + 1 :]
    given = [*rows[header][1], *[""] * width][:width] if header >= 0 else [""] * width
    while (
        given and not given[-1].strip() and not any(len(row) >= len(given) and row[len(given) - 1] for _, row in below)
    ):
        given.pop()
    named = tuple(name.strip() or f"Column {place}" for place, name in enumerate(given, 1))
    columns = contact_columns.columns_of(given)
    values = [
        [row[at].strip()[:_LONGEST] for _, row in below if at < len(row) and row[at].strip()]
        for at in range(len(given))
    ]
    guessed = _by_content(columns, values, given)
    samples = tuple(tuple([*row, *[""] * width][: len(given)]) for _, row in below[:SAMPLES])
    first = rows[header][0] + 1 if header >= 0 else 0
    return Layout(named, tuple(guessed), header >= 0, first, "", samples)


def _by_content(columns: list[Column | None], values: list[list[str]], given: list[str]) -> list[Column]:
    found = list(columns)
    for place, column in enumerate(found):
        cells = values[place]
        if column is not None and column.field == "job_title" and _most(cells, _is_title):
            found[place] = Column("prefix")
        elif column is not None and column.field in ("url", "handle") and _most(cells, _is_linkedin):
            found[place] = Column("linkedin")
        elif column is not None and column.field == "met_at" and _most(cells, _is_day):
            found[place] = Column("met_on")
        elif column is not None and column.field in ("phone", "city", "address") and _most(cells, _is_email):
            found[place] = Column("email", column.label)
        elif column is None:
            found[place] = _by_cells(cells, given[place])
    fields = {column.field for column in found if column}
    if fields & TELLING and not fields & {"full", "given", "family"}:
        _find_names(found, values, given)
    if "birthday" not in fields:
        _find_birthday(found, values)
    return [column or Column(KEEP) for column in found]


def _by_cells(cells: list[str], name: str) -> Column | None:
    label = contact_columns.label_of(name)
    if _most(cells, _is_email):
        return Column("email", label)
    if _most(cells, _is_linkedin):
        return Column("linkedin")
    if _most(cells, _URL.fullmatch):
        return Column("url", label)
    if _most(cells, _is_phone):
        return Column("phone", label)
    return None


def _find_names(found: list[Column | None], values: list[list[str]], given: list[str]) -> None:
    """A column that is two others together, else the first of names. Asked only where there is an e-mail address or a
    number: towns and teas look like names as well."""
    free = [at for at, column in enumerate(found) if column is None and _most(values[at], _is_name)]
    free = [at for at in free if not given[at] or not _most(values[at], _is_one_word)][:_NAMES_AMONG]
    for whole in free:
        for one in free:
            other = next((at for at in free if _are_together(values, whole, one, at)), None)
            if other is not None:
                found[whole], found[one], found[other] = Column("full"), Column("given"), Column("family")
                return
    singles = [at for at in free[:2] if _most(values[at], _is_one_word)]
    if len(singles) == 2 and free[1] == free[0] + 1:
        found[free[0]], found[free[1]] = Column("given"), Column("family")
    elif free:
        found[free[0]] = Column("full")


def _find_birthday(found: list[Column | None], values: list[list[str]]) -> None:
    """The first column of days that are too long ago to be of anything else."""
    for at, column in enumerate(found):
        if column is None and _most(values[at], _is_long_ago):
            found[at] = Column("birthday")
            return


def _are_together(values: list[list[str]], whole: int, one: int, other: int) -> bool:
    if len({whole, one, other}) < 3 or not values[whole]:
        return False
    pairs = zip(values[whole], values[one], values[other], strict=False)
    return _most([f"{a}\t{b} {c}" for a, b, c in pairs], lambda text: text.split("\t")[0] == text.split("\t")[1])


def _as_said(guess: Layout, said: Mapping[str, Any]) -> Layout:
    """What the user chose, by place or by the name of a column, over what was guessed."""
    fields = list(said.get("fields") or ())
    by_name = {contact_columns.phrase_of(name): what for name, what in (said.get("named") or {}).items()}
    columns = list(guess.columns)
    for place, name in enumerate(guess.names):
        wanted = by_name.get(contact_columns.phrase_of(name)) or (fields[place] if place < len(fields) else "")
        if wanted in FIELDS:
            columns[place] = contact_columns.column_for(wanted, name, guess.columns[place])
    return replace(guess, columns=tuple(columns))


def _names_one(cells: Sequence[str], said: Mapping[str, Any]) -> bool:
    """Whether a row holds the name of a column that the user speaks of."""
    spoken_of = {contact_columns.phrase_of(name) for name in said.get("named") or ()}
    return any(contact_columns.phrase_of(cell) in spoken_of for cell in cells if cell.strip())


def _order(sheet: Sheet, layout: Layout, region: str) -> str:
    at = [place for place, column in enumerate(layout.columns) if column.field in _DAYS]
    if not at:
        return table_days.DAY_FIRST
    rows = islice(sheet.rows(), _DAYS_LOOKED_AT)
    texts = (cells[place] for _, cells in rows for place in at if place < len(cells))
    return table_days.order_of(texts, default_order(layout.names, region))


def default_order(columns: Sequence[str], region: str) -> str:
    """Americans write the month first; a table in English is taken for American unless the user is elsewhere."""
    said = {contact_columns.phrase_of(name) for name in columns}
    is_english = bool(said & _ENGLISH)
    return table_days.MONTH_FIRST if is_english and region.upper() in ("", "US") else table_days.DAY_FIRST


_DAYS = ("birthday", "anniversary", "met_on", "last_contact")
_ENGLISH = frozenset(
    {"birthday", "date of birth", "birth date", "anniversary", "last contact", "first name", "last name", "company"}
)


def _most(cells: list[str], looks_so: Callable[[str], object]) -> bool:
    return bool(cells) and sum(bool(looks_so(cell)) for cell in cells) >= _MOST * len(cells)


def _is_title(cell: str) -> bool:
    """Dr. and Ms, which stand before a name."""
    return names.split_name(f"{cell} Smith").prefix == cell


def _is_email(cell: str) -> bool:
    return "@" in cell.strip("@") and " " not in cell.strip()


def _is_linkedin(cell: str) -> bool:
    return _LINKEDIN.fullmatch(cell) is not None


def _is_phone(cell: str) -> bool:
    return _PHONE.fullmatch(cell) is not None and not _is_day(cell) and sum(sign.isdigit() for sign in cell) >= 6


def _is_day(cell: str) -> bool:
    has_digits = any(map(str.isdigit, cell)) and not cell.isdigit()
    return has_digits and table_days.looks_like_a_day(cell)


def _is_long_ago(cell: str) -> bool:
    found = table_days.day(cell, table_days.DAY_FIRST) if _is_day(cell) else None
    return found is not None and found.year is not None and found.year < _BORN_BEFORE


def _is_name(cell: str) -> bool:
    return _NAME.fullmatch(cell) is not None


def _is_one_word(cell: str) -> bool:
    return len(cell.split()) == 1
