"""Reads any table of people, CSV, TSV, XLSX or ODS: by the names of its columns, by what stands in them, or as told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kith.imports import contact_rows, layouts, sheets, workbooks
from kith.imports.records import LeftRecord, Record
from kith.imports.sheets import Sheet
from kith.imports.uploads import BadFile, Upload

NAME = "spreadsheet"
LABEL = "a spreadsheet (CSV, Excel, OpenDocument)"
ORDER = 900  # asked when nobody else knows the file

ASKS = "Kith could not tell which of these columns hold names, e-mail addresses or phone numbers. Please say so."


def recognises(upload: Upload) -> bool:
    return workbooks.is_workbook(upload) or (sheets.is_named_so(upload) and sheets.looks_like_text(upload.head))


def read(upload: Upload) -> Iterator[Record]:
    """Raises BadFile where no table in the file tells who it is about, so that the user can say what the columns are."""
    told = False
    tables = sheets_of(upload)
    for sheet in tables:
        layout = layouts.layout_of(sheet, options_of(upload, sheet))
        if layout is not None and layout.tells_who:
            told = True
            yield from contact_rows.read_rows(sheet, layout, str(upload.options.get("region", "")))
        elif layout is not None and len(tables) > 1:
            yield LeftRecord(sheet.file, 0, "A sheet that does not tell of people: left out.")
    if not told:
        raise BadFile(upload.name, 0, ASKS)


def overview(upload: Upload) -> Iterator[dict[str, Any]]:
    """Each sheet that has rows, and how it would be read, as plain data. Raises BadFile as `read` does."""
    for sheet in sheets_of(upload):
        layout = layouts.layout_of(sheet, options_of(upload, sheet))
        if layout is not None:
            yield {
                "sheet": sheet.name,
                "names": list(layout.names),
                "fields": [column.field for column in layout.columns],
                "samples": [list(row) for row in layout.samples],
                "header": layout.has_header,
                "dates": layout.order,
                "digest": layout.digest,
            }


def sheets_of(upload: Upload) -> list[Sheet]:
    """The tables in a file. Raises BadFile where it cannot be opened."""
    return workbooks.sheets_of(upload) if workbooks.is_workbook(upload) else [sheets.csv_sheet(upload)]


def options_of(upload: Upload, sheet: Sheet) -> Mapping[str, Any]:
    """What was said of one sheet: "mapping" is of a file's only table, or of its sheets by their names."""
    said = upload.options.get("mapping") or {}
    return {**upload.options, "mapping": said.get("sheets", {}).get(sheet.name, said)}
