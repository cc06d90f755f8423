"""One bringing-in: what can be is worked out before the book is locked, and written then, unless it has changed meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from kith.imports import applying, planning, preparing, reading, restorers, storage, summaries, writing
from kith.imports.models import Import
from kith.imports.pictures import Pictures
from kith.imports.plans import Reading
from kith.imports.preparing import Ready
from kith.imports.restorers import Restorer
from kith.imports.uploads import BadFile, Upload


@dataclass
class Opened:
    """Files that are put back row for row, each with its restorer; and in words those that could not be read."""

    files: list[tuple[Restorer, Any]] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)


@dataclass
class Bringing:
    """The bringing-in of one import. What can be is worked out before the book is locked."""

    import_: Import
    readings: list[Reading]
    opened: Opened
    pictures: Pictures
    now: datetime
    ready: Ready | None = None
    mark: int | None = None

    def work_out_ahead(self) -> None:
        """Where it can be told afterwards whether somebody else has written meanwhile; files put back come first."""
        self.mark = None if self.opened.files else writing.book_mark()
        if self.mark is not None:
            self.ready = self._work_out()

    def write(self, report: Callable[[float], None]) -> dict[str, Any]:
        """Write everything, in the transaction that is open, and return the summary."""
        restored = _restore(self.import_, self.opened, self.now)
        if self.ready is None or self.mark != writing.book_mark():
            self.ready = self._work_out()
        applying.apply(self.ready, self.import_.owner, report)
        return summaries.summary(self.ready.plan, restored)

    def _work_out(self) -> Ready:
        self.pictures.take_back()
        plan = planning.plan(self.import_.owner, [*self.readings, *self.opened.readings], self.now)
        return preparing.prepare(plan, self.import_, self.pictures, self.now)


def previewed(import_: Import) -> tuple[list[dict[str, Any]], list[Reading]]:
    """What putting files back would do, and in words those that could not be read."""
    found: list[dict[str, Any]] = []
    faults: list[Reading] = []
    for restorer, upload in _restorable(import_):
        try:
            found.append(restorer.preview(import_, upload))
        except BadFile as error:
            faults.append(reading.refused(error))
    return found, faults


@contextmanager
def opened(import_: Import) -> Iterator[Opened]:
    """Files that are put back, read and checked before the book is held."""
    with ExitStack() as stack:
        opened = Opened()
        for restorer, upload in _restorable(import_):
            try:
                opened.files.append((restorer, stack.enter_context(restorer.opened(import_, upload))))
            except BadFile as error:
                opened.readings.append(reading.refused(error))
        yield opened


def _restorable(import_: Import) -> Iterator[tuple[Restorer, Upload]]:
    for file in import_.files.order_by("pk"):
        if restorer := restorers.restorer_named(file.reader):
            yield restorer, Upload(file.name, storage.full_path(file.path))


def _restore(import_: Import, opened: Opened, now: datetime) -> list[dict[str, Any]]:
    """Put files back. Returns what that did; what could not be done is noted as a fault, and nothing of it is written."""
    done = []
    for restorer, file in opened.files:
        try:
            with transaction.atomic():
                done.append(restorer.commit(import_, file, now))
        except BadFile as error:
            opened.readings.append(reading.refused(error))
    return done
