"""Any table as rows of text: CSV in any charset and with any separator between its columns, one or several at once."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from json.encoder import encode_basestring as quoted

from kith.imports.charsets import charset_of
from kith.imports.records import Refusal
from kith.imports.tables import MAX_REFUSALS, RAW_CHARACTERS, Lines, Row, in_words
from kith.imports.uploads import BadFile, Upload

NAMES = (".csv", ".tsv", ".tab", ".txt")
SEPARATORS = (",", ";", "\t", "|")
MAX_COLUMNS = 1_000
_LOOKED_AT = 60
_HEAD_CHARACTERS = 64 * 1024
_BUFFER = 256 * 1024
_SAID = "sep="  # Excel's first line for other programs: sep=;


@dataclass
class Sheet:
    """A table that can be walked several times. `refusals` are the places where the last walk could not read on."""

    file: str
    name: str  # of the sheet, where a file has several
    open: Callable[[Sheet], Iterator[Row]]
    refusals: list[Refusal] = field(default_factory=list)

    def rows(self) -> Iterator[Row]:
        """Each row that is not empty, with the line it starts on."""
        self.refusals.clear()
        for line, cells in self.open(self):
            if len(cells) > MAX_COLUMNS:
                self.refuse(line, f"This row has {len(cells):,} columns, more than any table of people.")
            elif any(cell.strip() for cell in cells):
                yield line, cells

    def refuse(self, line: int, reason: str, raw: str = "") -> None:
        """Note a place that cannot be read. Raises BadFile at the thousandth."""
        if len(self.refusals) >= MAX_REFUSALS:
            raise BadFile(self.file, line, f"More than {MAX_REFUSALS:,} rows cannot be read: is it whole?")
        self.refusals.append(Refusal(self.file, line, reason, raw[:RAW_CHARACTERS]))


def csv_sheet(upload: Upload) -> Sheet:
    """The table in a text file."""
    with upload.open() as stream:
        charset = charset_of(stream)
    separator = _separator(upload, charset)
    return Sheet(upload.name, "", lambda sheet: _csv_rows(sheet, upload, charset, separator))


def first_row(upload: Upload) -> list[str]:
    """The first row of a text file with a table's name; nothing where it has none."""
    if not is_named_so(upload) or not looks_like_text(upload.head):
        return []
    try:
        return next((cells for _, cells in csv_sheet(upload).rows()), [])
    except BadFile:
        return []


def is_named_so(upload: Upload) -> bool:
    """Whether the name is one that tables as text have."""
    return upload.name.lower().endswith(NAMES)


def looks_like_text(head: bytes) -> bool:
    """Whether the beginning of a file is text in some charset, and no program, picture or archive."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return True
    text = (
        head.replace(b"\0", b"") if head[1::2].count(0) * 4 > len(head) or head[::2].count(0) * 4 > len(head) else head
    )
    controls = sum(text.count(code) for code in (0, 1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 16, 17, 18, 19, 20))
    return bool(text.strip()) and controls * 100 < len(text)


def raw(names: list[str], cells: list[str]) -> str:
    """The row as it came, as JSON text: {name of the column: value}."""
    more = [f"Column {place}" for place in range(len(names) + 1, len(cells) + 1)]
    pairs = (f"{quoted(name)}: {quoted(cell)}" for name, cell in zip([*names, *more], cells, strict=False))
    return "{" + ", ".join(pairs) + "}"


def _text(upload: Upload, charset: str, sheet: str) -> io.TextIOWrapper:
    lines = Lines(sheet, upload.open())
    errors = "kith-cp1252" if charset.startswith("utf-8") else "replace"
    return io.TextIOWrapper(io.BufferedReader(lines, _BUFFER), encoding=charset, errors=errors, newline="")


def _separator(upload: Upload, charset: str) -> str:
    """The one by which most rows have as many columns as each other, and more than one."""
    with _text(upload, charset, upload.name) as text:
        head = text.read(_HEAD_CHARACTERS)
    if head.lower().startswith(_SAID):
        return head[len(_SAID) : len(_SAID) + 1]
    return max(SEPARATORS, key=lambda separator: _evenness(head, separator))


def _evenness(head: str, separator: str) -> tuple[float, int]:
    widths: Counter[int] = Counter()
    try:
        for cells in islice(csv.reader(io.StringIO(head, newline=""), delimiter=separator), _LOOKED_AT):
            if any(cells):
                widths[len(cells)] += 1
    except csv.Error:
        return 0.0, 0
    several = {width: count for width, count in widths.items() if width > 1}
    if not several:
        return 0.0, 0
    width = max(several, key=lambda each: (several[each] * min(each, 8), each))
    return several[width] / widths.total() * min(width, 8), width


def _csv_rows(sheet: Sheet, upload: Upload, charset: str, separator: str) -> Iterator[Row]:
    with _text(upload, charset, sheet.file) as text:
        reader = csv.reader(text, delimiter=separator)
        while True:
            line = reader.line_num + 1
            try:
                for cells in reader:
                    if not (line == 1 and _is_said(cells)):
                        yield line, _parted_anew(cells, separator)
                    line = reader.line_num + 1
                return
            except csv.Error as error:
                sheet.refuse(line, in_words(error, line))
            except BadFile as error:
                sheet.refuse(error.line or line, error.reason)
                return


def _is_said(cells: list[str]) -> bool:
    return "".join(cells).lower().lstrip("\ufeff").startswith(_SAID) and len("".join(cells)) <= len(_SAID) + 1


def _parted_anew(cells: list[str], separator: str) -> list[str]:
    """A row that was written with another separator than the others."""
    if len(cells) != 1:
        return cells
    for other in SEPARATORS[:3]:
        if other != separator and cells[0].count(other) > 1 and "\n" not in cells[0]:
            return next(csv.reader([cells[0]], delimiter=other), cells)
    return cells
