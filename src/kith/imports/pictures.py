"""Pictures of people in files: made small before the book is locked, and given away again if nobody takes them.

Each is noted before its file is made, so that none stays behind when Kith is killed on the way.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from typing import Self
from uuid import UUID

from django.core.exceptions import ValidationError

from kith.imports import storage, tidying
from kith.imports.plans import Reading
from kith.imports.records import PersonRecord
from kith.people import photos


class Pictures:
    """The pictures of one import, kept as files by what is in them."""

    def __init__(self, uid: UUID) -> None:
        self._uid = uid
        self._names: dict[bytes, str] = {}
        self._faults: dict[bytes, ValidationError] = {}
        self._kept: set[str] = set()
        self._taken: set[str] = set()

    def __enter__(self) -> Self:
        forget_noted(self._uid)
        return self

    def __exit__(self, error: type[BaseException] | None, *_details: object) -> None:
        """Delete the files that nobody has taken; all of them, if the import came to nothing."""
        if error is not None:
            self._taken.clear()
        self.let_go()

    def let_go(self) -> None:
        """Delete the files that nobody has taken. Called before all is saved, as afterwards nobody may be left to do it."""
        for name in self._kept - self._taken:
            photos.forget(name)
        self._kept &= self._taken

    def prepare(self, readings: Iterable[Reading], applied: Collection[str]) -> None:
        """Keep the pictures of all records but those that stand in the book as they are."""
        for reading in readings:
            for record in reading.records:
                if isinstance(record, PersonRecord) and record.photo and tidying.digest(record.raw) not in applied:
                    self._keep(record.photo)

    def take_back(self) -> None:
        """Nobody has taken any, as who takes which is to be worked out again."""
        self._taken.clear()

    def take(self, data: bytes) -> str:
        """The file name of a picture, which is now somebody's. Raises ValidationError for one that cannot be read."""
        mark = self._keep(data)
        if mark in self._faults:
            raise self._faults[mark]
        name = self._names[mark]
        if name in self._taken:
            name = self._written(data)  # each person's picture is a file of their own
        self._taken.add(name)
        return name

    def _keep(self, data: bytes) -> bytes:
        mark = hashlib.blake2b(data, digest_size=16).digest()
        if mark not in self._names and mark not in self._faults:
            try:
                self._names[mark] = self._written(data)
            except ValidationError as error:
                self._faults[mark] = error
        return mark

    def _written(self, data: bytes) -> str:
        name = photos.new_name()
        storage.note_picture(self._uid, name)
        self._kept.add(name)
        return photos.keep(data, name=name)


def forget_noted(uid: UUID) -> None:
    """Delete the pictures that an earlier try made. Only of an import that is not in the book, where nobody has them."""
    for name in storage.noted_pictures(uid):
        photos.forget(name)
