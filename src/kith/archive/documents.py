"""A whole book as one JSON document, line by line; the same book always gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kith.accounts.models import User
from kith.archive import references, tables
from kith.archive.references import Row, Words
from kith.archive.values import written
from kith.cards.models import CardPhoto
from kith.people import photos
from kith.people.models import Person

FORMAT = "kith-book"
VERSION = 1
SETTINGS = ("language", "name", "people_a_day", "time_zone", "week_start")
CARD = "photos/card-"  # with the uid: where the picture of a business card is
_CHUNK = 2_000
_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


class Book:
    """A book as it stands at one moment; begin only where nothing changes meanwhile (archive.moments)."""

    def __init__(self, owner: User) -> None:
        self.owner = owner
        self.photos = _Photos(owner)  # by file name: where in the archive the picture is
        self._places: dict[str, dict[int, int]] = {}
        self._uids: dict[str, dict[int, str]] = {}
        for label in tables.models():
            self._number(label)
        self._number_the_gone()
        self._words = Words(lambda label, pk: self._places[label][pk], self.photos.place)

    def lines(self) -> Iterator[str]:
        """The document: one row of the book a line."""
        settings = {name: getattr(self.owner, name) for name in SETTINGS}
        yield f'{{\n "format": {_json(FORMAT)},\n "settings": {_json(settings)},\n "tables": {{\n'
        for place, label in enumerate(sorted(tables.models())):
            yield f"{',' if place else ' '} {_json(label)}: ["
            for number, row in enumerate(self._rows(label)):
                yield f"{',' if number else ''}\n   {_json(references.translated(label, row, self._words))}"
            yield "]\n"
        yield f' }},\n "version": {VERSION}\n}}\n'

    def _number(self, label: str) -> None:
        """Give each row its place, from 1, and remember its uid if it has one."""
        rows = tables.rows(label, self.owner)
        if tables.has_uid(label):
            self._uids[label] = {pk: str(uid) for pk, uid in rows.values_list("pk", "uid")}
            pks = list(self._uids[label])
        else:
            pks = list(rows.values_list("pk", flat=True))
        self._places[label] = {pk: place for place, pk in enumerate(pks, 1)}

    def _number_the_gone(self) -> None:
        """Rows that are there no more, but still spoken of: -1, -2 … in the order in which they were made."""
        gone: dict[str, set[int]] = {}
        noting = Words(lambda label, pk: self._note(gone, label, pk), self.photos.ask_for)
        for label in references.WITH_NUMBERS:
            for row in self._rows(label):
                references.translated(label, row, noting)
        for label, pks in gone.items():
            self._places[label].update({pk: -place for place, pk in enumerate(sorted(pks), 1)})

    def _note(self, gone: dict[str, set[int]], label: str, pk: int) -> int:
        if pk not in self._places[label]:
            gone.setdefault(label, set()).add(pk)
        return pk

    def _rows(self, label: str) -> Iterator[Row]:
        columns = tables.columns(label)
        names = [column.name for column in columns]
        links = [(place, tables.target(column)) for place, column in enumerate(columns) if tables.target(column)]
        found = tables.rows(label, self.owner).values_list(*(column.attname for column in columns))
        for values in found.iterator(_CHUNK):
            said = [written(value) for value in values]
            for place, target in links:
                said[place] = self._link(target, said[place])
            yield dict(zip(names, said, strict=True))

    def _link(self, target: str, pk: int | None) -> Any:
        """What a foreign key points at: its uid, or its place where it has none."""
        if pk is None:
            return None
        return self._uids[target][pk] if target in self._uids else self._places[target][pk]


class _Photos:
    """Where the picture files of a book stand in its archive. A file that is missing has no place."""

    def __init__(self, owner: User) -> None:
        self.by_name: dict[str, str] = {}
        people = Person.objects.filter(owner=owner).exclude(photo="").order_by("pk")
        for name, uid in people.values_list("photo", "uid"):
            if name not in self.by_name and _exists(name):
                self.by_name[name] = f"photos/{uid}.jpg"
        for name, uid in CardPhoto.objects.filter(owner=owner).order_by("pk").values_list("photo", "uid"):
            if name and _exists(name):
                self.by_name[name] = f"{CARD}{uid}.jpg"

    def ask_for(self, name: str) -> str:
        """Give a place to a picture that no person has now, but that a merge or import would bring back."""
        if name and name not in self.by_name and _exists(name):
            self.by_name[name] = f"photos/former-{sum('former-' in place for place in self.by_name.values()) + 1}.jpg"
        return name

    def place(self, name: str) -> str:
        """Where the picture is, or ""."""
        return self.by_name.get(name, "")


def _exists(name: str) -> bool:
    try:
        return photos.path_of(name).is_file()
    except ValueError:
        return False
