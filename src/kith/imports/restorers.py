"""Formats that are put back row for row rather than matched record by record: Kith's own archive registers here."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol

from kith.imports.models import Import
from kith.imports.uploads import Upload

Summary = dict[str, Any]


class Restorer(Protocol):
    """What a feature above imports gives for files of its own format."""

    def recognises(self, upload: Upload) -> bool:
        """Whether the file is in this format. Raises BadFile."""

    def preview(self, import_: Import, upload: Upload) -> Summary:
        """Counts as in summaries.summary: {"people": {"created": 3}, …}. Writes nothing. Raises BadFile."""

    def opened(self, import_: Import, upload: Upload) -> AbstractContextManager[Any]:
        """What commit takes: the file, read and checked, while the book is not held. Raises BadFile on entering.

        Pictures that it makes are noted before, by storage.note_picture.
        """

    def commit(self, import_: Import, opened: Any, now: datetime) -> Summary:
        """Write it all, in the transaction that is open, and return the counts. Raises BadFile."""

    def undo(self, import_: Import, now: datetime) -> None:
        """Take back what the undo by batch does not, in the transaction that is open, before that."""


_restorers: dict[str, Restorer] = {}


def register_restorer(name: str, restorer: Restorer) -> None:
    """Let files that the restorer recognises be put back by it. The name is kept with them, 20 characters at most."""
    _restorers[name] = restorer


def restorer_for(upload: Upload) -> str:
    """The name of the restorer that recognises the file, or ""."""
    return next((name for name, restorer in _restorers.items() if restorer.recognises(upload)), "")


def restorer_named(name: str) -> Restorer | None:
    """The restorer of this name, if it is one."""
    return _restorers.get(name)
