"""Reads the files of an import, and tells meanwhile how far it has come by the bytes that were read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from kith.imports import apart, options, restorers, storage
from kith.imports.models import Import, ImportFile
from kith.imports.plans import Reading
from kith.imports.records import Record, Refusal
from kith.imports.uploads import BadFile, Upload


def sniff(upload: Upload) -> tuple[str, str]:
    """The name of the reader for a file, and "" or, where there is none, why."""
    try:
        return restorers.restorer_for(upload) or apart.reader_of(upload), ""
    except BadFile as error:
        return "", error.reason


def read_all(files: Iterable[ImportFile], report: Callable[[float], None]) -> list[Reading]:
    """What is in the files. One that cannot be read is refused as a whole, and the others go on.

    Files that are put back row for row are not read here.
    """
    waiting = [file for file in files if restorers.restorer_named(file.reader) is None]
    meter = _Meter(sum(file.size for file in waiting) or 1, report)
    known = _known(waiting[0].of) if waiting else {}
    by_reader: dict[str, list[Upload]] = {}
    for file in waiting:
        upload = Upload(file.name, storage.full_path(file.path), options.of_file(known, file.options))
        by_reader.setdefault(file.reader, []).append(upload)
    return [reading for name, uploads in by_reader.items() for reading in _read_of_one_kind(name, uploads, meter)]


def _known(import_: Import) -> dict[str, Any]:
    """The same however often the import is read: its day is the one on which it was begun."""
    return options.known(import_.owner, import_.owner.today(import_.created_at))


def _read_of_one_kind(name: str, uploads: list[Upload], meter: _Meter) -> Iterator[Reading]:
    """Files of one kind: one by one, or at once where the reader says that they explain one another."""
    if name and _belong_together(name, uploads):
        yield _taken(name, uploads, meter)
    else:
        for upload in uploads:
            yield _taken(name, [upload], meter)


def _belong_together(name: str, uploads: list[Upload]) -> bool:
    try:
        return apart.belong_together(name, uploads)
    except BadFile:
        return False  # which of them it is will be seen when each is read by itself


def refused(error: BadFile, before: Iterable[Record] = (), reader: str = "") -> Reading:
    """What is known of a file that could not be read: what came before the fault, unless the reading was stopped there."""
    refusal = Refusal(error.file, error.line, error.reason)
    if isinstance(error, apart.Stopped):
        return Reading(reader, [refusal], stopped=error.file)
    return Reading(reader, [*before, refusal])


def _taken(name: str, uploads: list[Upload], meter: _Meter, tries: int = apart.TRIES) -> Reading:
    """The records as far as they can be read."""
    records: list[Record] = []
    try:
        for record in apart.read(name, *uploads):
            if isinstance(record, int):
                meter.add(record)
            else:
                records.append(record)
    except BadFile as error:
        if isinstance(error, apart.Lost) and tries > 1:
            meter.begin_again()
            return _taken(name, uploads, meter, tries - 1)
        found = refused(error, records, name)
    else:
        found = Reading(name, records)
    meter.finish(sum(upload.size for upload in uploads))
    return found


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

    def begin_again(self) -> None:
        self._here = 0

    def finish(self, size: int) -> None:
        self._before += size
        self._here = 0
        self._report(self._before / self._total)
