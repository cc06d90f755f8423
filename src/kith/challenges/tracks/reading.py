"""In the child process: says what format a file is in, by what it holds, and reads it."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kith.challenges.tracks import fit, gpx, sheet, tcx
from kith.challenges.tracks.records import Activity, Line
from kith.imports.uploads import HEAD_BYTES, BadFile, Upload

MOST_BYTES = 32 * 1024 * 1024  # unpacked
_GZIP = b"\x1f\x8b"
_XML = {b"<gpx": gpx.read, b"<TrainingCenterDatabase": tcx.read}
_UNKNOWN = "It is none of what Kith reads here: GPX, TCX, FIT, or a table (CSV) with a column named date."


@dataclass(frozen=True)
class Found:
    """What a file holds: activities or lines of a table, one of the two."""

    format: str
    activities: list[Activity]
    lines: list[Line]


def read(upload: Upload) -> Iterator[Found]:
    """Give the one answer. `options["names"]` is what a column of figures may be called. Raises BadFile."""
    data = _bytes_of(upload.name, upload.path)
    head = data[:HEAD_BYTES]
    if head[8:12] == fit.SIGNATURE:
        yield Found("fit", fit.read(upload.name, io.BytesIO(data)), [])
    elif (mark := _mark(head)) is not None:
        yield Found("gpx" if mark == b"<gpx" else "tcx", _XML[mark](upload.name, io.BytesIO(data)), [])
    elif sheet.is_one(head):
        yield Found("csv", [], sheet.read(upload.name, io.BytesIO(data), head, upload.options.get("names", ())))
    else:
        raise BadFile(upload.name, 0, _UNKNOWN)


def _bytes_of(name: str, path: Path) -> bytes:
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if data.startswith(_GZIP):
        data = _unpacked(name, data)
    if len(data) > MOST_BYTES:
        raise BadFile(name, 0, f"It is larger than {MOST_BYTES // 1024 // 1024} MB.")
    return data


def _unpacked(name: str, data: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            return file.read(MOST_BYTES + 1)
    except (EOFError, OSError, zlib.error) as error:
        raise BadFile(name, 0, "It is packed (gzip), and the packing is damaged.") from error


def _mark(head: bytes) -> bytes | None:
    """The root by which the two kinds of XML are told apart, in any namespace prefix but theirs."""
    return next((mark for mark in _XML if mark in head), None)
