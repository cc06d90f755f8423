"""Puts a whole book into one ZIP."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from typing import IO

from kith.accounts.models import User
from kith.archive import cards, sheets
from kith.archive.documents import VERSION, Book
from kith.archive.moments import one_moment
from kith.archive.zipped import CARDS, DOCUMENT, TABLE
from kith.people import photos
from kith.people.models import Person
from kith.people.vcards import write_card

_CHUNK = 500
_README = f"""Everything in your Kith book, in this one ZIP.

book.json   all of it, without loss: people, organisations, interactions, promises, labels, rhythms, imports with
            their raw records, merges, the bin. Plain JSON, version {VERSION}, one record a line; dates as 2026-11-23.
            Records point at one another by uid, or by their place in their table, counted from 1.
people.vcf  the people in your book as vCards (4.0), for any other address book.
people.csv  the same people as a table. A cell that a spreadsheet could take for a formula begins with a '.
photos/     the pictures, named by the person's uid in book.json; card-… are photos of business cards.

To have it all in Kith again, on this machine or another, add the ZIP on the page "Imports", or run

    kith import FILE.zip

Nobody but you should read this file: it holds your private notes.
"""


def pack(owner: User, file: IO[bytes], *, now: datetime) -> None:
    """Write the ZIP of the owner's book into a file that can seek."""
    with one_moment(), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        owner = User.objects.get(pk=owner.pk)
        packing = _Packing(archive, now.astimezone(owner.zone))
        book = Book(owner)
        packing.write("README.txt", [_README])
        packing.write(DOCUMENT, book.lines())
        packing.write(CARDS, (write_card(cards.card_of(person)) for person in _people(owner)))
        packing.write(TABLE, sheets.table(_people(owner)))
        for name, place in book.photos.by_name.items():
            packing.copy(name, place)


class _Packing:
    def __init__(self, archive: zipfile.ZipFile, at: datetime) -> None:
        self._archive = archive
        self._at = at.timetuple()[:6]

    def write(self, name: str, parts: Iterable[str]) -> None:
        with self._archive.open(self._entry(name, zipfile.ZIP_DEFLATED), "w", force_zip64=True) as member:
            for part in parts:
                member.write(part.encode())

    def copy(self, photo: str, place: str) -> None:
        """Add a picture as it is, since JPEGs do not get smaller; nothing where it has just been taken away."""
        with suppress(FileNotFoundError):
            self._archive.writestr(self._entry(place), photos.path_of(photo).read_bytes())

    def _entry(self, name: str, packed: int = zipfile.ZIP_STORED) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(name, self._at)
        entry.compress_type, entry.external_attr = packed, 0o600 << 16
        return entry


def _people(owner: User) -> Iterator[Person]:
    """Everybody in the book, in portions."""
    people = cards.with_details(Person.objects.visible_to(owner).in_book().order_by("pk"))
    yield from people.iterator(_CHUNK)
