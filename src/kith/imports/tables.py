"""CSV tables as programs really write them: any usual encoding, words before the header, broken rows."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from json.encoder import encode_basestring as quoted
from typing import BinaryIO, Protocol

from kith.imports.records import Refusal
from kith.imports.uploads import HEAD_BYTES, BadFile

MAX_LINE_BYTES = 1024 * 1024
MAX_REFUSALS = 1_000
_HEADER_WITHIN_ROWS = 30
_DELIMITERS = (",", ";", "\t")
RAW_CHARACTERS = 2_000

Row = tuple[int, list[str]]


class _Reader(Protocol):
    """What csv.reader gives."""

    @property
    def line_num(self) -> int: ...
    def __iter__(self) -> Iterator[list[str]]: ...
    def __next__(self) -> list[str]: ...


@dataclass
class Table:
    """A table being read once. `refusals` fills while `rows` is walked, so give them out afterwards."""

    file: str
    header: list[str]
    places: dict[str, int]
    reader: _Reader
    refusals: list[Refusal] = field(default_factory=list)

    def place(self, *names: str) -> int:
        """The position of the first of these columns (plain names) that is there; -1 where none is."""
        return next((self.places[name] for name in names if name in self.places), -1)

    def rows(self) -> Iterator[Row]:
        """Each whole row with the line it starts on, and an empty cell added at its end, which place -1 reads."""
        width = len(self.header)
        reader = self.reader
        while len(self.refusals) <= MAX_REFUSALS:
            line = reader.line_num + 1
            try:
                for cells in reader:
                    if len(cells) == width or self._fits(line, cells, width):
                        cells.append("")
                        yield line, cells
                    elif len(self.refusals) >= MAX_REFUSALS:
                        raise BadFile(self.file, line, f"More than {MAX_REFUSALS:,} rows cannot be read: is it whole?")
                    line = reader.line_num + 1
                return
            except csv.Error as error:
                self._refuse(line, in_words(error, line))
            except BadFile as error:
                self._refuse(error.line or line, error.reason)
                return

    def raw(self, cells: list[str]) -> str:
        """The row as it came, as JSON text: {header: value}."""
        # Written by hand: the general encoder takes half the time of a whole import.
        pairs = [name + quoted(cell) for name, cell in zip(self._names, cells, strict=False)]
        return "{" + ", ".join(pairs) + "}"

    @cached_property
    def _names(self) -> list[str]:
        return [quoted(name) + ": " for name in self.header]

    def no_date(self, line: int, cells: list[str], place: int) -> Refusal:
        """The refusal of a row whose date, in that place, is none."""
        reason = f"{cells[place][:40]!r} is not a date that Kith reads."
        return Refusal(self.file, line, reason, self.raw(cells)[:RAW_CHARACTERS])

    def _fits(self, line: int, cells: list[str], width: int) -> bool:
        """Mend a row that only has empty cells too many; note the others. Empty rows are passed over."""
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        if len(cells) != width and any(cells):
            columns = "1 column" if len(cells) == 1 else f"{len(cells)} columns"
            self._refuse(line, f"This row has {columns} where the first has {width}.", self.raw(cells))
        return len(cells) == width

    def _refuse(self, line: int, reason: str, raw: str = "") -> None:
        self.refusals.append(Refusal(self.file, line, reason, raw[:RAW_CHARACTERS]))


def read_table(file: str, stream: BinaryIO, marks: frozenset[str]) -> Table:
    """The table whose header row holds all `marks` (plain names). Raises BadFile where there is no such row."""
    guarded = io.BufferedReader(Lines(file, stream), 256 * 1024)
    head = guarded.peek()
    delimiter = _delimiter(head, marks)
    if delimiter is None:
        wanted = ", ".join(sorted(marks))
        raise BadFile(file, 1, f"The row with the names of the columns was not found (looked for: {wanted}).")
    reader = csv.reader(decoded(guarded, head), delimiter=delimiter)
    return _at_header(file, reader, marks)


def finds_header(head: bytes, marks: frozenset[str]) -> bool:
    """Whether the beginning of a file holds a header row with all these columns."""
    return _delimiter(head, marks) is not None


def decoded(stream: BinaryIO, head: bytes) -> io.TextIOWrapper:
    """The text of a stream of unknown encoding: UTF-16, else UTF-8, with single bytes that are not UTF-8 as cp1252."""
    return io.TextIOWrapper(stream, encoding=_encoding(head), errors="kith-cp1252", newline="")


def plain(name: str) -> str:
    """The name of a column as it is compared: lower case, single spaces, no underscores and no byte order mark."""
    return " ".join(name.replace("\ufeff", "").replace("_", " ").lower().split())


class Lines(io.RawIOBase):
    """Bytes passing through, stopped at a line that no table has, before it fills the memory."""

    def __init__(self, file: str, stream: BinaryIO) -> None:
        self._file = file
        self._stream = stream
        self._line = 1
        self._length = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        last = max(data.rfind(b"\n"), data.rfind(b"\r"))
        self._length = self._length + len(data) if last < 0 else len(data) - last
        if self._length > MAX_LINE_BYTES:
            raise BadFile(self._file, self._line, f"row {self._line}: a line is longer than any table has (1 MB).")
        self._line += data.count(b"\n")
        buffer[: len(data)] = data
        return len(data)


def _at_header(file: str, reader: _Reader, marks: frozenset[str]) -> Table:
    for cells in reader:
        names = [plain(cell) for cell in cells]
        if marks <= set(names):
            break
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        places.setdefault(name, place)
    return Table(file, cells, places, reader)


def _delimiter(head: bytes, marks: frozenset[str]) -> str | None:
    text = codecs.decode(head[:HEAD_BYTES], _encoding(head), "kith-cp1252")
    return next((each for each in _DELIMITERS if _has_header(text, each, marks)), None)


def _has_header(text: str, delimiter: str, marks: frozenset[str]) -> bool:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return any(marks <= {plain(cell) for cell in cells} for cells in islice(rows, _HEADER_WITHIN_ROWS))
    except csv.Error:
        return False


def _encoding(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8-sig"


def in_words(error: csv.Error, line: int) -> str:
    if "field limit" in str(error):
        return f"row {line}: one field is longer than any that people write. A quotation mark may be missing there."
    return f"row {line}: {error}."


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    text = wrong.decode("cp1252", "replace") if error.encoding.startswith("utf-8") else "\ufffd"
    return text, error.end


codecs.register_error("kith-cp1252", _as_cp1252)
