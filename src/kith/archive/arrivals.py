"""What of an archive a book has already, and what is new to it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Model

from kith.accounts.models import User
from kith.archive import tables
from kith.archive.parsing import Document, Table
from kith.archive.references import PERSON
from kith.people.folding import fold
from kith.people.queries import own_card

Known = list[int | None]

# Fields that tell together, by which else rows of a kind are known.
_BY_SEVERAL = {
    "cadences.cadencerule": ("layer", "label_id", "relation"),
    "ties.acquaintance": ("one_id", "other_id", "source"),
    "ties.inroad": ("person_id", "organisation_id", "role"),
    "duplicates.pair": ("first_id", "second_id"),
    "directory.wish": (),  # one row a book: what is there already stays as it is
}
_BY_ONE_FIELD = {
    "people.organisation": "key",
    "people.savedview": "name",
    "people.tombstone": "digest",
    "interactions.interaction": "source_key",
    "appointments.appointment": "source_key",
    "suggestions.suggestion": "source_key",
    "imports.columnmapping": "columns",
}


class Arrivals:
    """For each row of a document: which row of the book it is already, or whether it shall be added.

    A row with a uid is known by it; a label also by its name, an organisation by its key. Details come with what they are
    details of, and only then. The user's own card joins the one that is there, which takes details of kinds it has not.
    """

    def __init__(self, owner: User, document: Document) -> None:
        self.owner = owner
        self.document = document
        self.own_card = own_card(owner)
        self.joins: int | None = None  # the place of the own card, where it joins another one
        self.known: dict[str, Known] = {}
        self.is_new: dict[str, list[bool]] = {}
        for label, table in document.tables.items():
            self.known[label] = self._known(table)
            self.is_new[label] = self._new(table)

    def anything(self) -> bool:
        """Whether there is something to add."""
        return any(any(new) for new in self.is_new.values())

    def counts(self, label: str) -> dict[str, int]:
        """How many rows are new, and how many are there already."""
        new = sum(self.is_new[label])
        counts = {"created": new, "unchanged": len(self.is_new[label]) - new}
        return {action: count for action, count in counts.items() if count}

    def _known(self, table: Table) -> Known:
        if not table.rows:
            return []
        by_uid = self._by_uid(table)
        if table.label == "people.label":
            return _labels(by_uid, list(table.values("name")), self._present(table.label, "name"))
        if table.label == PERSON:
            return self._people(table, by_uid)
        keys = list(self._keys(table))
        present = self._present_keys(table.label) if keys else {}
        return [pk or present.get(key) for pk, key in zip(by_uid, keys or [None] * len(by_uid), strict=True)]

    def _by_uid(self, table: Table) -> Known:
        if not tables.has_uid(table.label):
            return [None] * len(table.rows)
        present = {uid.hex: pk for uid, pk in self._present(table.label, "uid").items()}
        return [present.get(uid) for uid in table.values("uid")]

    def _people(self, table: Table, by_uid: Known) -> Known:
        mine = list(table.values("is_self"))
        place = mine.index(True) if True in mine else None
        if place is not None and by_uid[place] is None and self.own_card is not None:
            self.joins = place
            by_uid[place] = self.own_card.pk
        return by_uid

    def _keys(self, table: Table) -> Iterator[Hashable]:
        """By what else rows of this kind are known: a word, or rows of the book with a word."""
        if field := _BY_ONE_FIELD.get(table.label):
            yield from (value or None for value in table.values(field))
        elif table.label == "cadences.cadencerule":
            for layer, label, relation in _several(table, "layer", "label", "relation"):
                place = None if label is None else self.known["people.label"][label] or -1
                yield layer, place, relation
        elif table.label == "ties.acquaintance":
            people = self.known[PERSON]
            for one, other, source in _several(table, "one", "other", "source"):
                yield people[one], people[other], source
        elif table.label == "duplicates.pair":
            people = self.known[PERSON]
            yield from ((people[first], people[second]) for first, second in _several(table, "first", "second"))
        elif table.label == "directory.wish":
            yield from (() for _row in table.rows)

    def _present_keys(self, label: str) -> Mapping[Any, int]:
        if field := _BY_ONE_FIELD.get(label):
            return self._present(label, field)
        rows = _all(tables.models()[label], self.owner).values_list("pk", *_BY_SEVERAL[label])
        return {tuple(values): pk for pk, *values in rows}

    def _present(self, label: str, field: str) -> dict[Any, int]:
        return dict(_all(tables.models()[label], self.owner).exclude(**{field: None}).values_list(field, "pk"))

    def _new(self, table: Table) -> list[bool]:
        unknown = [pk is None for pk in self.known[table.label]]
        if table.label == "duplicates.merge":
            people = self.is_new[PERSON]
            pairs = _several(table, "kept", "absorbed")
            return [new and people[one] and people[other] for new, (one, other) in zip(unknown, pairs, strict=True)]
        column = tables.parent(table.label)
        if column is None:
            return unknown
        above = list(self.is_new[tables.target(column)])
        if tables.target(column) == PERSON and self.joins is not None and self.own_card is not None:
            has_none = (
                not _all(tables.models()[table.label], self.owner).filter(**{column.name: self.own_card}).exists()
            )
            above[self.joins] = has_none
        return [above[place] for place in table.values(column.name)]


def is_empty(owner: User) -> bool:
    """Whether a book has nothing in it that an archive would hold."""
    return not any(tables.rows(label, owner).exists() for label in tables.models())


def _all(model: type[Model], owner: User) -> Any:
    return model._default_manager.filter(owner=owner)


def _several(table: Table, *names: str) -> Iterable[tuple[Any, ...]]:
    return zip(*(table.values(name) for name in names), strict=True)


def _labels(by_uid: Known, names: list[str], present: dict[str, int]) -> Known:
    """By name, and where nothing else has that name, by its folded form."""
    found = [pk or present.get(name) for pk, name in zip(by_uid, names, strict=True)]
    free = {fold(name): pk for name, pk in present.items() if pk not in found}
    return [pk or free.pop(fold(name), None) for pk, name in zip(found, names, strict=True)]
