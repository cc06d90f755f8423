"""Writes what is new of an archive into a book, in the transaction that is open, and notes what that was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import F, Model

from kith.accounts.models import User
from kith.archive import references, tables
from kith.archive.arrivals import Arrivals, is_empty
from kith.archive.parsing import Document, Table
from kith.archive.references import PERSON, Words
from kith.folding import fold
from kith.imports import writing
from kith.imports.models import Import, ImportChange
from kith.interactions.models import Interaction
from kith.interactions.signals import interactions_changed
from kith.people import names, searchtexts
from kith.people.models import Person
from kith.people.signals import people_changed

MADE = "made"  # a change of row 0 by this name tells which rows came into a table
# Fields of new rows that are kept as changes all the same, so that an undo sees what the user has written since.
WATCHED = {
    "people.organisation": ("url", "place", "notes", "followed_on"),
    "people.savedview": ("query",),
    "cadences.cadencerule": ("days",),
    "ties.tie": ("rating", "own_tier"),
    "suggestions.suggestion": ("state",),
}
_FILLED = (
    "nickname",
    "pronouns",
    "headline",
    "relation",
    "met_on",
    "met_at",
    "met_notes",
    "notes",
    "interests",
    "photo",
)
_BLANK: tuple[Any, ...] = (None, "", [])

Change = tuple[str, int, str, Any, Any]


class Restoring:
    """The writing of one archive. `photos` are the files of its pictures, by their name in the archive."""

    def __init__(self, import_: Import, document: Document, photos: Mapping[str, str], now: datetime) -> None:
        self.import_ = import_
        self.owner = import_.owner
        self.now = now
        self.document = document
        self.photos = photos
        self.taken: set[str] = set()  # those of them that somebody has now
        self.arrivals = Arrivals(self.owner, document)
        self.changes: list[Change] = []
        self._ids: dict[str, Sequence[int]] = {}
        self._words = Words(self._row, self._photo, owner=self.owner.pk)

    def run(self) -> None:
        """Write everything."""
        was_empty = is_empty(self.owner)
        if self.arrivals.anything():
            self._reserve()
            for table in self.document.tables.values():
                self._insert(table)
            self._join_own_card()
        if was_empty:
            self._set_settings()
        self._note_changes()
        if self.arrivals.anything():
            self._announce()

    def people(self, places: Iterable[int]) -> list[Person]:
        """Those who were written, by their place in the document."""
        return list(Person.objects.filter(pk__in=[self._id(PERSON, place) for place in places]))

    def _reserve(self) -> None:
        for label, table in self.document.tables.items():
            self._ids[label] = reserved_ids(tables.models()[label], table.gone + len(table.rows))

    def _id(self, label: str, place: int) -> int:
        return self.arrivals.known[label][place] or self._ids[label][self.document.tables[label].gone + place]

    def _row(self, label: str, number: int) -> int:
        """The id of a row that is spoken of: from 1 where it is in the archive, from -1 where it is gone."""
        return self._id(label, number - 1) if number > 0 else self._ids[label][-number - 1]

    def _photo(self, place: str) -> str:
        name = self.photos.get(place, "")
        self.taken.add(name)
        return name

    def _new(self, table: Table) -> list[int]:
        """The places of the rows that are new."""
        return [place for place, new in enumerate(self.arrivals.is_new[table.label]) if new]

    def _insert(self, table: Table) -> None:
        model, places = tables.models()[table.label], self._new(table)
        if not places:
            return
        columns = ["id", *(column.attname for column in table.columns)]
        rows: Iterable[tuple[Any, ...]] = self._rows(table, places)
        always = {column.attname: column.get_default() for column in tables.worked_out(table.label)}
        if model is Person:
            rows, columns = _with_sort_names(rows, columns), [*columns, "sort_name"]
            del always["sort_name"]
        writing.insert_rows(model, columns, rows, {**always, "owner_id": self.owner.pk})
        ids = [self._id(table.label, place) for place in places]
        self.changes.append((table.label, 0, MADE, None, spans(ids)))
        self._watch(table, places)

    def _rows(self, table: Table, places: Iterable[int]) -> Iterator[tuple[Any, ...]]:
        """The values of new rows, their id first, with everything they point at as it is numbered here."""
        label = table.label
        links = [(place, tables.target(column)) for place, column in enumerate(table.columns) if column.is_relation]
        translates = label == PERSON or label in references.WITH_NUMBERS
        names_ = [column.name for column in table.columns]
        for place in places:
            values = list(table.rows[place])
            if translates:
                values = list(
                    references.translated(label, dict(zip(names_, values, strict=True)), self._words).values()
                )
            for link, target in links:
                if values[link] is not None:
                    values[link] = self._id(target, values[link])
            yield (self._id(label, place), *values)

    def _watch(self, table: Table, places: Iterable[int]) -> None:
        watched = [(name, table.column(name)) for name in WATCHED.get(table.label, ())]
        for pk, *values in self._rows(table, places if watched else ()):
            for name, column in watched:
                blank, value = table.columns[column].get_default(), values[column]
                if value != blank:
                    self.changes.append((table.label, pk, name, blank, as_json(value)))

    def _join_own_card(self) -> None:
        """Fill the blanks of the own card that is there."""
        card, place = self.arrivals.own_card, self.arrivals.joins
        if card is None or place is None:
            return
        table, taken = self.document.tables[PERSON], set(self.taken)
        said = references.translated(
            PERSON, dict(zip((c.name for c in table.columns), table.rows[place], strict=True)), self._words
        )
        fills = {name: said[name] for name in _FILLED if getattr(card, name) in _BLANK and said[name] not in _BLANK}
        self.taken = taken | {fills.get("photo", "")}
        if fills:
            writing.update_rows(Person, list(fills), [(*fills.values(), card.pk)])
            Person.objects.filter(pk=card.pk).update(version=F("version") + 1)
            self.changes += [(PERSON, card.pk, name, getattr(card, name), value) for name, value in fills.items()]

    def _set_settings(self) -> None:
        before = {name: getattr(self.owner, name) for name in self.document.settings}
        changed = {name: value for name, value in self.document.settings.items() if value != before[name]}
        if "name" in changed:  # noted as well, as an undo puts back what is noted
            before["folded_name"], changed["folded_name"] = self.owner.folded_name, fold(changed["name"])
        for name, value in changed.items():
            setattr(self.owner, name, value)
            self.changes.append((User._meta.label_lower, self.owner.pk, name, before[name], value))
        if changed:
            self.owner.save(update_fields=list(changed))

    def _note_changes(self) -> None:
        always = {"owner_id": self.owner.pk, "batch": self.import_.uid, "of_id": self.import_.pk}
        writing.insert_rows(ImportChange, ("model", "row", "field", "before", "after"), self.changes, always)

    def _announce(self) -> None:
        """Everything that follows from the rows is worked out anew."""
        owner = self.owner
        people = [self._id(PERSON, place) for place in self._new(self.document.tables[PERSON])]
        if self.arrivals.joins is not None and self.arrivals.own_card is not None:
            people.append(self.arrivals.own_card.pk)
        searchtexts.refresh(owner, people)
        people_changed.send(Person, owner=owner, people_ids=people)
        today = owner.today(self.now)
        interactions_changed.send(Interaction, owner=owner, people_ids=None, interaction=None, on=today)


def as_json(value: Any) -> Any:
    """A value as a change keeps it."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def reserved_ids(model: type[Model], count: int) -> Sequence[int]:
    """Ids that no other row will get, whether or not they are used."""
    if not count:
        return ()
    ids = writing.new_ids(model, count)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [ids[-1], model._meta.db_table])
            if not cursor.rowcount:
                cursor.execute(
                    "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [model._meta.db_table, ids[-1]]
                )
    return ids


def spans(ids: Iterable[int]) -> list[list[int]]:
    """The ids as runs of the first and the last."""
    found: list[list[int]] = []
    for pk in sorted(ids):
        if found and found[-1][1] == pk - 1:
            found[-1][1] = pk
        else:
            found.append([pk, pk])
    return found


def _with_sort_names(rows: Iterable[tuple[Any, ...]], columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    parts = [columns.index(part) for part in ("name", "given", "family", "additional")]
    for row in rows:
        yield (*row, names.sort_name(*(row[part] for part in parts)))
