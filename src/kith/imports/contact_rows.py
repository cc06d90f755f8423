"""The rows of a table as people, once it is known what its columns are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kith.imports.contact_columns import KEEP, Column
from kith.imports.contact_drafts import NOBODY, Draft
from kith.imports.layouts import Layout
from kith.imports.records import Record
from kith.imports.sheets import Sheet, raw


def read_rows(
    sheet: Sheet, layout: Layout, region: str = "", nothing: frozenset[str] = frozenset()
) -> Iterator[Record]:
    """A person for each row, and after them what cannot be read. Raises BadFile where that is more than a thousand.

    nothing: values, in lower case, that the program writes into fields of its own where there is nothing to say.
    """
    for line, cells in sheet.rows():
        if line >= layout.first:
            yield from _read_row(sheet, line, cells, layout, region, nothing)
    yield from sheet.refusals


def mended(cells: list[str], columns: Sequence[Column]) -> list[str]:
    """A row with more cells than there are columns: without the empty cells that push e-mail addresses out of theirs."""
    too_many = len(cells) - len(columns)
    at = [place for place, column in enumerate(columns) if column.field == "email"]
    while len(cells) > len(columns) and not cells[-1].strip():
        cells = [*cells[:-1]]
    if too_many <= 0 or not at:
        return cells
    wide = [*cells, *[""] * too_many]
    tries = [
        wide[:place] + wide[place + too_many :]
        for place in range(len(columns))
        if not any(wide[place : place + too_many])
    ]
    return max([cells, *tries], key=lambda each: sum("@" in each[place] for place in at if place < len(each)))


def _read_row(
    sheet: Sheet, line: int, cells: list[str], layout: Layout, region: str, nothing: frozenset[str]
) -> Iterator[Record]:
    fitting = mended(cells, layout.columns)
    draft = Draft(sheet.file, line, layout.order, region)
    for column, name, value in zip(layout.columns, layout.names, fitting, strict=False):
        if value and not (column.field == KEEP and value.strip().lower() in nothing):
            draft.put(column, name, value)
    for place, value in enumerate(fitting[len(layout.columns) :], len(layout.columns) + 1):
        draft.keep(f"Column {place}", value)
    text = raw(list(layout.names), cells)
    found = draft.records(text)
    if not found:
        sheet.refuse(line, NOBODY, text)
    yield from found
