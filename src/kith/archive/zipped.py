"""The ZIP of a book as a file: which it is, and where in it what stands. Needs no Django."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property

from kith.imports.uploads import Upload
from kith.imports.zips import Archive, is_zip, open_archive
from kith.people.vcards import Card, read_cards

DOCUMENT, CARDS, TABLE = "book.json", "people.vcf", "people.csv"
MAX_MEMBERS = 200_000  # a picture for everybody in the largest of books
_MARK = re.compile(rb'"format"\s*:\s*"kith-book"')
_HEAD_BYTES = 4096


@dataclass(frozen=True)
class BookZip:
    """An archive that is open. `prefix` is the folder in it; packing a folder by hand puts its name before everything."""

    archive: Archive
    prefix: str

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""
        return self.prefix + name in self.names

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all files, with the folder."""
        return frozenset(self.archive.names)

    def size(self, name: str) -> int:
        """What a file promises to unpack to."""
        return self.archive.size(self.prefix + name)

    def read(self, name: str, most: int = -1) -> bytes:
        """At most so many bytes of a file. Raises BadFile."""
        with self.archive.open(self.prefix + name) as member:
            return member.read(most)


def is_book(upload: Upload) -> bool:
    """Whether the file is a ZIP with Kith's document in it. Raises BadFile."""
    if not is_zip(upload):
        return False
    with open_archive(upload, MAX_MEMBERS) as archive:
        prefix = _prefix(archive)
        return prefix is not None and _MARK.search(BookZip(archive, prefix).read(DOCUMENT, _HEAD_BYTES)) is not None


def looks_like_book(upload: Upload) -> Iterator[bool]:
    """In a child process: see is_book. Raises BadFile."""
    yield is_book(upload)


def rehearse(upload: Upload) -> Iterator[bool]:
    """In a child process: whether its document can be opened without using up the memory, which is all that it shows."""
    with open_book(upload) as book, suppress(ValueError, RecursionError):
        json.loads(book.read(DOCUMENT))
    yield True


@contextmanager
def open_book(upload: Upload) -> Iterator[BookZip]:
    """Open a file that is_book. Raises BadFile."""
    with open_archive(upload, MAX_MEMBERS) as archive:
        yield BookZip(archive, _prefix(archive) or "")


def cards_in(book: BookZip) -> Iterator[Card]:
    """The vCards of an archive. Raises BadFile."""
    if book.has(CARDS):
        yield from (card for card in read_cards(book.read(CARDS)) if isinstance(card, Card))


def _prefix(archive: Archive) -> str | None:
    found = [name for name in archive.names if name == DOCUMENT or name.endswith(f"/{DOCUMENT}")]
    return min(found, key=len)[: -len(DOCUMENT)] if found else None
