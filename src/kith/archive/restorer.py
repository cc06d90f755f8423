"""What imports know archives by: looks whether a file is one, says what it would bring, puts it back, takes it back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import DataError, IntegrityError, connection

from kith.archive import erased, undoing
from kith.archive.arrivals import Arrivals
from kith.archive.parsing import Document, Unreadable, parse
from kith.archive.pictures import Kept
from kith.archive.restoring import Restoring
from kith.archive.zipped import DOCUMENT, BookZip, open_book
from kith.imports import apart
from kith.imports.mentions import ERASED
from kith.imports.models import Import
from kith.imports.uploads import BadFile, Upload
from kith.imports.zips import is_zip
from kith.people import actions as people
from kith.sandbox import Limits

_COUNTED = {
    "people": "people.person",
    "interactions": "interactions.interaction",
    "organisations": "people.organisation",
    "opportunities": "opportunities.opportunity",
}


@dataclass(frozen=True)
class Opened:
    """An archive that is read and checked, with its pictures made into files."""

    name: str
    document: Document
    pictures: Kept


class BookRestorer:
    """Puts archives back; see imports.restorers.Restorer."""

    def recognises(self, upload: Upload) -> bool:
        """Whether the file is an archive of Kith's. Raises BadFile."""
        return is_zip(upload) and bool(apart.asked("kith.archive.zipped:looks_like_book", upload))

    def preview(self, import_: Import, upload: Upload) -> dict[str, Any]:
        """What would be new to the book. Raises BadFile."""
        with open_book(upload) as book:
            document = _document(upload, book)
        arrivals = Arrivals(import_.owner, document)
        return _counts(arrivals, erased.erased_places(import_.owner, document, arrivals))

    @contextmanager
    def opened(self, import_: Import, upload: Upload) -> Iterator[Opened]:
        """All that takes long, before the book is held. Raises BadFile."""
        pictures = Kept(import_.uid)
        try:
            with open_book(upload) as book:
                document = _document(upload, book)
                pictures.keep(book, document.photos())
            yield Opened(upload.name, document, pictures)
        except BaseException:
            pictures.taken.clear()
            raise
        finally:
            pictures.let_go()

    def commit(self, import_: Import, opened: Opened, now: datetime) -> dict[str, Any]:
        """Add what is new, and take whoever was erased out of it. Raises BadFile where the rows contradict one another."""
        restoring = Restoring(import_, opened.document, opened.pictures.names, now)
        gone = erased.erased_places(import_.owner, opened.document, restoring.arrivals)
        try:
            with connection.wrap_database_errors:  # PostgreSQL's COPY raises its driver's own
                restoring.run()
            people.erase_people(restoring.people(gone), at=now)
        except (IntegrityError, DataError) as error:
            raise BadFile(opened.name, 0, "book.json: its rows contradict one another.") from error
        opened.pictures.taken |= restoring.taken
        opened.pictures.let_go()
        return _counts(restoring.arrivals, gone)

    def undo(self, import_: Import, now: datetime) -> None:
        """Hand over to the undo of imports what came with this one."""
        undoing.undo(import_)


def _document(upload: Upload, book: BookZip) -> Document:
    apart.asked("kith.archive.zipped:rehearse", upload, _limits(book))
    try:
        return parse(book.read(DOCUMENT))
    except Unreadable as error:
        raise BadFile(upload.name, 0, str(error)) from error


def _limits(book: BookZip) -> Limits:
    """By the size of the document: as rows it takes a few times as much, and what takes far more is none of ours."""
    size = book.size(DOCUMENT)
    return replace(Limits.for_bytes(size), megabytes=512 + 8 * size // 1_000_000)


def _counts(arrivals: Arrivals, gone: Sequence[int]) -> dict[str, Any]:
    """`gone` are the people whom the user erased."""
    counts: dict[str, Any] = {what: arrivals.counts(label) for what, label in _COUNTED.items()}
    if gone:
        counts["people"]["created"] -= len(gone)
        counts["people"] = {action: count for action, count in counts["people"].items() if count}
        counts["left"] = {ERASED: len(gone)}
    return counts
