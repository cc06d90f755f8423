"""What imports know archives by: looks whether a file is one, says what it would bring, puts it back, takes it back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DataError, IntegrityError, connection

from kith.archive import undoing
from kith.archive.arrivals import Arrivals
from kith.archive.packing import DOCUMENT
from kith.archive.parsing import Document, Unreadable, parse
from kith.archive.pictures import Kept
from kith.archive.restoring import Restoring
from kith.imports.models import Import
from kith.imports.uploads import BadFile, Upload
from kith.imports.zips import Archive, is_zip, open_archive

MAX_MEMBERS = 200_000  # a picture for everybody in the largest of books
_MARK = re.compile(rb'"format"\s*:\s*"kith-book"')
_HEAD_BYTES = 4096
_COUNTED = {
    "people": "people.person",
    "interactions": "interactions.interaction",
    "organisations": "people.organisation",
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
        """Whether the file is a ZIP with Kith's document in it. Raises BadFile."""
        if not is_zip(upload):
            return False
        with open_archive(upload, MAX_MEMBERS) as archive:
            prefix = _prefix(archive)
            if prefix is None:
                return False
            with archive.open(prefix + DOCUMENT) as member:
                return _MARK.search(member.read(_HEAD_BYTES)) is not None

    def preview(self, import_: Import, upload: Upload) -> dict[str, Any]:
        """What would be new to the book. Raises BadFile."""
        with open_archive(upload, MAX_MEMBERS) as archive:
            document = _document(upload.name, archive)
        return _counts(Arrivals(import_.owner, document))

    @contextmanager
    def opened(self, upload: Upload) -> Iterator[Opened]:
        """All that takes long, before the book is held. Raises BadFile."""
        pictures = Kept()
        try:
            with open_archive(upload, MAX_MEMBERS) as archive:
                document = _document(upload.name, archive)
                pictures.keep(archive, _prefix(archive) or "", document.photos())
            yield Opened(upload.name, document, pictures)
        except BaseException:
            pictures.is_taken = False
            raise
        finally:
            pictures.let_go()

    def commit(self, import_: Import, opened: Opened, now: datetime) -> dict[str, Any]:
        """Add what is new. Raises BadFile where the rows contradict one another."""
        restoring = Restoring(import_, opened.document, opened.pictures.names, now)
        try:
            with connection.wrap_database_errors:  # PostgreSQL's COPY raises its driver's own
                restoring.run()
        except (IntegrityError, DataError) as error:
            raise BadFile(opened.name, 0, "book.json: its rows contradict one another.") from error
        opened.pictures.is_taken = True
        return _counts(restoring.arrivals)

    def undo(self, import_: Import, now: datetime) -> None:
        """Hand over to the undo of imports what came with this one."""
        undoing.undo(import_)


def _prefix(archive: Archive) -> str | None:
    """In which folder of the ZIP the book is; packing a folder by hand puts its name before everything."""
    found = [name for name in archive.names if name == DOCUMENT or name.endswith(f"/{DOCUMENT}")]
    return min(found, key=len)[: -len(DOCUMENT)] if found else None


def _document(name: str, archive: Archive) -> Document:
    with archive.open((_prefix(archive) or "") + DOCUMENT) as member:
        data = member.read()
    try:
        return parse(data)
    except Unreadable as error:
        raise BadFile(name, 0, str(error)) from error


def _counts(arrivals: Arrivals) -> dict[str, Any]:
    return {what: arrivals.counts(label) for what, label in _COUNTED.items()}
