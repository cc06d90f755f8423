"""Sheets of Excel and OpenDocument files as rows of text; what would unpack to more than fits is refused beforehand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from kith.imports import zips
from kith.imports.sheets import Sheet
from kith.imports.tables import Row
from kith.imports.uploads import BadFile, Upload

MAX_UNPACKED_BYTES = 96 * 1024 * 1024
MAX_CELLS = 4_000_000
MAX_SHEETS = 50
_EXCEL, _OPEN_DOCUMENT = "xl/workbook.xml", "content.xml"
_CELL = re.compile(rb"""<(?:\w{1,20}:)?c\s[^<>]{0,200}?r\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
_REPEATED = re.compile(rb"""number-(columns|rows)-repeated\s*=\s*["'](\d{1,30})["'][^<>]{0,400}?(/?)>""")
_OVERLAP = 512


def is_workbook(upload: Upload) -> bool:
    """Raises BadFile for a ZIP that is not safe to open."""
    if not zips.is_zip(upload):
        return False
    with zips.open_archive(upload) as archive:
        return _EXCEL in archive.names or (_OPEN_DOCUMENT in archive.names and "mimetype" in archive.names)


def sheets_of(upload: Upload) -> list[Sheet]:
    """All sheets that can be seen. Raises BadFile for a file that is damaged, locked or too big."""
    _check(upload)
    import python_calamine as calamine  # takes a moment to load, and most files never need it

    try:
        with upload.open() as stream:
            book = calamine.CalamineWorkbook.from_filelike(stream)
        shown = [each.name for each in book.sheets_metadata if each.visible == calamine.SheetVisibleEnum.Visible]
        return [_sheet(upload, book, name, len(shown) > 1) for name in shown[:MAX_SHEETS]]
    except calamine.PasswordError as error:
        raise BadFile(upload.name, 0, "It is locked with a password. Please save it without one.") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise BadFile(
            upload.name, 0, "It is damaged, or no spreadsheet. Saving it again as CSV usually helps."
        ) from error


def _sheet(upload: Upload, book: Any, name: str, is_one_of_several: bool) -> Sheet:
    file = f"{upload.name} ({name})" if is_one_of_several else upload.name
    return Sheet(file, name, lambda sheet: _rows(sheet, book, name))


def _rows(sheet: Sheet, book: Any, name: str) -> Iterator[Row]:
    import python_calamine as calamine

    try:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise BadFile(sheet.file, 0, "This sheet is damaged. Saving it as CSV usually helps.") from error
    for line, cells in enumerate(rows, 1):
        yield line, [_text(cell) for cell in cells]


def _text(cell: object) -> str:
    """A cell as a person would type it."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e17:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def _check(upload: Upload) -> None:
    """Sizes are told by the ZIP; how far the cells of a sheet reach only by the sheet."""
    with zips.open_archive(upload) as archive:
        for name in archive.names:
            if name.startswith("xl/worksheets/sheet") or name == _OPEN_DOCUMENT:
                _check_sheet(upload, archive, name)


def _check_sheet(upload: Upload, archive: zips.Archive, name: str) -> None:
    read = last_row = last_column = repeated = 0
    rest = b""
    with archive.open(name) as stream:
        while block := stream.read(1024 * 1024):
            read += len(block)
            text = rest + block
            for column, row in _CELL.findall(text):
                last_row, last_column = max(last_row, int(row)), max(last_column, _number(column))
            repeated += sum(int(times) for _, times, is_empty in _REPEATED.findall(text) if not is_empty)
            if read > MAX_UNPACKED_BYTES or last_row * last_column > MAX_CELLS or repeated > MAX_CELLS:
                raise BadFile(
                    upload.name, 0, "It holds more cells than Kith reads at once. Saving the people as CSV helps."
                )
            rest = text[-_OVERLAP:]


def _number(column: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number
