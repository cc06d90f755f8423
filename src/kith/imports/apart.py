"""Readers at work in a child process with limits: files come from strangers, and are never looked into anywhere else."""

from __future__ import annotations

import io
import logging
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, cast

from kith import sandbox
from kith.cardreading.formats import is_picture
from kith.imports import readers, zips
from kith.imports.records import LeftRecord, Record, Refusal
from kith.imports.uploads import BadFile, Upload
from kith.sandbox import Broke, Exceeded, Limits

BUFFER = 256 * 1024
MAX_UNUSED = 20_000  # entries of a file
_TELL_EVERY = 512 * 1024  # bytes
_MOST_COUNTED = 200_000  # files in a folder
TRIES = 3  # where a child is ended from outside
_PACKED = 8  # how much larger what is in a ZIP may well be

PHOTO = Limits(seconds=60, megabytes=2048, waiting=180)

_WHY = {
    "time": "Reading it took longer than a file of this size should take, so Kith stopped. It may be damaged.",
    "memory": "Reading it takes more memory than Kith gives to one file. Smaller files, if it can be split, may work.",
    "depth": "What it holds is nested more deeply than Kith reads.",
}
_BROKE = "Kith stumbled over this file by a fault of its own, and read nothing of it. Other files are not affected."
_LOST = (
    "The system ended the reading of this file again and again, as it does when memory runs out. Please try it later."
)
_TOO_MUCH_UNUSED = (
    f"More than {MAX_UNUSED:,} entries here are of no use to Kith, so it stopped at this one. Is the file whole?"
)

logger = logging.getLogger(__name__)


class Stopped(BadFile):
    """A file at which the child process was ended, or ended: what came before is not to be relied on."""


class Lost(Stopped):
    """The child process was ended from outside: the next one may well come through."""


def reader_of(upload: Upload) -> str:
    """The name of the reader for a file. Raises BadFile, in words for the user, where there is none."""
    return str(asked(f"{__name__}:name_of_reader", upload))


def belong_together(name: str, uploads: Sequence[Upload]) -> bool:
    """Whether the reader of this name takes these files at once, as they explain one another."""
    takes = len(uploads) > 1 and hasattr(readers.reader_named(name), "read_together")
    return takes and bool(_first(f"{__name__}:are_one", uploads, name))


def read(name: str, *uploads: Upload) -> Iterator[Record | int]:
    """What the reader of this name, or the one that recognises it, reads of a file, or of several that belong together.

    Numbers among the records are bytes that were read since the last. Raises BadFile; Stopped where that was the child.
    """
    return cast("Iterator[Record | int]", _run(f"{__name__}:records_of", uploads, name))


def asked(function: str, upload: Upload, limits: Limits | None = None) -> object:
    """The first that a generator function, "module:name", gives of a file, in a child process. Raises BadFile, Stopped."""
    return _first(function, [upload], limits=limits)


def limits_for(uploads: Sequence[Upload]) -> Limits:
    """By size: what is packed counts for more. A folder, which knows no size of its own, counts as a large file.

    Photos of cards are read by models that need memory of their own.
    """
    if any(_is_file(upload) and is_picture(upload.head[:64]) for upload in uploads):
        return PHOTO
    return Limits.for_bytes(sum(_weight(upload) for upload in uploads))


def why(error: Exceeded | Broke) -> str:
    """Why a child was stopped, in words for the user. A fault of ours goes to the log as well."""
    if isinstance(error, Exceeded):
        return _WHY[error.what]
    if isinstance(error, sandbox.Lost):
        return _LOST
    logger.error("a reader broke: %s", error.reason)
    return _BROKE


def name_of_reader(upload: Upload) -> Iterator[str]:
    """In the child: see reader_of."""
    yield readers.reader_for(upload).NAME


def are_one(name: str, *uploads: Upload) -> Iterator[bool]:
    """In the child: see belong_together."""
    reader: Any = readers.reader_named(name)
    yield reader.belong_together(uploads)


def records_of(name: str, *uploads: Upload) -> Iterator[Record]:
    """In the child: see read."""
    watched = [_Watched(upload.name, upload.path, upload.options) for upload in uploads]
    reader: Any = readers.reader_named(name) if name else readers.reader_for(watched[0])
    return within_reason(reader.read_together(watched) if len(watched) > 1 else reader.read(watched[0]))


def within_reason(records: Iterator[Record]) -> Iterator[Record]:
    """The records as they come, until more is refused or left out than anybody would look through. Raises BadFile."""
    unused = 0
    for record in records:
        unused += isinstance(record, (LeftRecord, Refusal))
        if unused > MAX_UNUSED:
            raise BadFile(record.file, record.line, _TOO_MUCH_UNUSED)
        yield record


def warm_up() -> None:
    """In the process that children are forked from: have all readers loaded."""
    readers.all_readers()


def _first(
    function: str, uploads: Sequence[Upload], *before: str, limits: Limits | None = None, tries: int = TRIES
) -> object:
    try:
        return next(_run(function, uploads, *before, limits=limits))
    except Lost:
        if tries == 1:
            raise
        return _first(function, uploads, *before, limits=limits, tries=tries - 1)


def _run(function: str, uploads: Sequence[Upload], *before: str, limits: Limits | None = None) -> Iterator[object]:
    """What a function gives, which takes some words before the files."""
    plain = [Upload(upload.name, upload.path, dict(upload.options)) for upload in uploads]
    try:
        yield from sandbox.run(function, *before, *plain, limits=limits or limits_for(plain))
    except (Exceeded, Broke) as error:
        kind = Lost if isinstance(error, sandbox.Lost) else Stopped
        raise kind(_names(uploads), 0, why(error)) from error


def _names(uploads: Sequence[Upload]) -> str:
    return uploads[0].name if len(uploads) == 1 else f"{uploads[0].name} and {len(uploads) - 1} more"


def _weight(upload: Upload) -> int:
    if upload.path.is_dir():
        return sum(each.lstat().st_size for each in islice(upload.path.rglob("*"), _MOST_COUNTED))
    return upload.size * (_PACKED if _is_file(upload) and zips.is_zip(upload) else 1)


def _is_file(upload: Upload) -> bool:
    """Whether it can be looked into; a pipe would keep us waiting for ever."""
    return stat.S_ISREG(upload.path.stat().st_mode)


@dataclass(frozen=True)
class _Watched(Upload):
    """An upload that tells whoever asked how much is read of it."""

    def open(self) -> BinaryIO:
        return io.BufferedReader(_WatchedFile(self.path), BUFFER)


class _WatchedFile(io.FileIO):
    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._untold = 0

    def readinto(self, buffer: bytearray | memoryview) -> int | None:  # type: ignore[override]
        count = super().readinto(buffer)
        self._tell(count or 0)
        return count

    def readall(self) -> bytes:
        data = super().readall()
        self._tell(len(data))
        return data

    def _tell(self, count: int) -> None:
        self._untold += count
        if self._untold >= _TELL_EVERY:
            sandbox.tell(self._untold)
            self._untold = 0
