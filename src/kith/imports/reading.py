"""Reads the files of an import, and tells meanwhile how far it has come by the bytes that were read."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from kith.imports import options, readers, restorers, storage
from kith.imports.models import ImportFile
from kith.imports.plans import Reading
from kith.imports.records import Record, Refusal
from kith.imports.uploads import BadFile, Upload

BUFFER = 256 * 1024


def sniff(upload: Upload) -> tuple[str, str]:
    """The name of the reader for a file, and "" or, where there is none, why."""
    try:
        return restorers.restorer_for(upload) or readers.reader_for(upload).NAME, ""
    except BadFile as error:
        return "", error.reason


def read_all(files: Iterable[ImportFile], report: Callable[[float], None]) -> list[Reading]:
    """What is in the files. One that cannot be read is refused as a whole, and the others go on.

    Files that are put back row for row are not read here.
    """
    waiting = [file for file in files if restorers.restorer_named(file.reader) is None]
    meter = _Meter(sum(file.size for file in waiting) or 1, report)
    by_reader: dict[str, list[_Watched]] = {}
    for file in waiting:
        by_reader.setdefault(file.reader, []).append(
            _Watched(file.name, storage.full_path(file.path), options.of_file(file), meter=meter)
        )
    return [reading for name, uploads in by_reader.items() for reading in _read_of_one_kind(name, uploads, meter)]


def _read_of_one_kind(name: str, uploads: list[_Watched], meter: _Meter) -> Iterator[Reading]:
    """Files of one kind: one by one, or at once where the reader says that they explain one another."""
    reader: Any = readers.reader_named(name) if name else None
    if len(uploads) > 1 and hasattr(reader, "read_together") and reader.belong_together(uploads):
        yield Reading(name, _taken(lambda: reader.read_together(uploads)))
        meter.finish(sum(upload.size for upload in uploads))
    else:
        for upload in uploads:
            yield Reading(name, _taken(lambda upload=upload: (reader or readers.reader_for(upload)).read(upload)))  # type: ignore[misc]
            meter.finish(upload.size)


def _taken(read: Callable[[], Iterator[Record]]) -> list[Record]:
    """The records as far as they can be read; what came before a fault is kept."""
    records: list[Record] = []
    try:
        for record in read():
            records.append(record)
    except BadFile as error:
        records.append(Refusal(error.file, error.line, error.reason))
    return records


class _Meter:
    """Counts the bytes of all files; readers may read a file twice, so none counts for more than its size."""

    def __init__(self, total: int, report: Callable[[float], None]) -> None:
        self._total = total
        self._report = report
        self._before = 0
        self._here = 0

    def add(self, count: int) -> None:
        self._here += count
        self._report((self._before + self._here) / self._total)

    def finish(self, size: int) -> None:
        self._before += size
        self._here = 0
        self._report(self._before / self._total)


@dataclass(frozen=True)
class _Watched(Upload):
    """An upload that tells a meter what is read of it."""

    meter: _Meter = field(kw_only=True)

    def open(self) -> BinaryIO:
        return io.BufferedReader(_WatchedFile(self.path, self.meter), BUFFER)


class _WatchedFile(io.FileIO):
    def __init__(self, path: Path, meter: _Meter) -> None:
        super().__init__(path)
        self._meter = meter

    def readinto(self, buffer: bytearray | memoryview) -> int | None:  # type: ignore[override]
        count = super().readinto(buffer)
        self._meter.add(count or 0)
        return count
