"""A book as an import finds it: who is in it and what is known of them, held in memory for matching."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from kith.accounts.models import User
from kith.imports.deleting import among
from kith.imports.matching import Index
from kith.imports.models import Import, ImportFile, ImportRecord, MessageMark
from kith.interactions.models import Interaction, Participation
from kith.people.folding import fold
from kith.people.models import (
    ContactPoint,
    Identity,
    Label,
    Labelling,
    Occasion,
    Organisation,
    Person,
    Position,
    Related,
)

NAME_PARTS = ("prefix", "given", "additional", "family", "suffix")
TEXTS = ("nickname", "headline", "relation", "met_on", "met_at", "met_notes", "notes")
FIELDS = (*NAME_PARTS, *TEXTS, "interests", "extra", "photo", "met_through_id")

_CHUNK = 5_000

Touch = tuple[str, date, tuple[int, ...], str]


@dataclass(slots=True)
class Someone:
    """A person of the book, or, with a negative id, one that an import would add."""

    id: int
    name: str
    fields: dict[str, Any]
    is_self: bool = False
    is_binned: bool = False


@dataclass(slots=True)
class Role:
    """A position, of the book or (id 0) new. `organisation` is an id, negative where it is new as well."""

    id: int
    kind: str
    organisation: int | None
    title: str
    department: str
    started: str
    ended: str
    is_current: bool
    place: str
    notes: str
    batch: UUID | None = None
    noticed_on: date | None = None


@dataclass(slots=True)
class Source:
    """An interaction that an import brought."""

    id: int
    messages: int
    is_edited: bool


@dataclass(slots=True)
class Counted:
    """What more is known of such an interaction, where a file tells of it again: its marks by digest, as (id, is sent)."""

    at: datetime | None
    notes: str
    people: set[int] = field(default_factory=set)
    marks: dict[str, tuple[int, bool]] = field(default_factory=dict)


@dataclass(slots=True)
class Relative:
    """Somebody who belongs to a person. `other` is who that is in the book, None where that is not known."""

    id: int
    name: str
    other: int | None


@dataclass
class Snapshot:
    """What matching and merging need to know of a book. The planning of an import adds to it what the import brings."""

    index: Index = field(default_factory=Index)
    people: dict[int, Someone] = field(default_factory=dict)
    myself: Someone | None = None
    points: set[tuple[int, str, str]] = field(default_factory=set)  # person, kind, key or folded value
    identities: set[tuple[int, str]] = field(default_factory=set)
    roles: dict[int, list[Role]] = field(default_factory=dict)
    occasions: dict[int, list[tuple[int, str, int, int, int | None, str]]] = field(default_factory=dict)
    labels: dict[str, int] = field(default_factory=dict)  # by folded name
    labellings: set[tuple[int, int]] = field(default_factory=set)
    organisations: dict[str, int] = field(default_factory=dict)  # by key
    details: dict[int, tuple[date | None, str]] = field(default_factory=dict)  # organisations' followed_on and notes
    sources: dict[str, Source] = field(default_factory=dict)
    counted: dict[int, Counted] = field(default_factory=dict)  # by the id of the interaction
    touches: set[Touch] = field(default_factory=set)
    related: dict[tuple[int, str, str], Relative] = field(default_factory=dict)  # by person, kind and folded name
    came_as: dict[str, int] = field(default_factory=dict)  # digest of a raw record -> the person it was about
    applied: set[str] = field(default_factory=set)  # digests of records that stand in the book as they were
    imported: set[int] = field(default_factory=set)  # people whom an import that stands has brought or touched
    batches: dict[str, set[UUID]] = field(default_factory=dict)  # reader -> its imports


def snapshot(owner: User, days: Collection[date] = ()) -> Snapshot:
    """Load a book. `days`: on which there may be interactions that have no source to be known by."""
    book = Snapshot()
    kept_as = _load_people(owner, book)
    _load_identifiers(owner, book, kept_as)
    _load_organisations(owner, book)
    _load_roles(owner, book)
    _load_occasions_and_labels(owner, book)
    _load_interactions(owner, book, days)
    _load_related(owner, book, kept_as)
    _load_imports(owner, book, kept_as)
    return book


def load_counted(owner: User, book: Snapshot, keys: Iterable[str]) -> None:
    """Load what more has to be known of the interactions with these source keys."""
    ids = [book.sources[key].id for key in keys]
    rows = Interaction.objects.filter(owner=owner, pk__in=among(ids)).values_list("pk", "at", "notes")
    book.counted.update({pk: Counted(at, notes) for pk, at, notes in rows.iterator(_CHUNK)})
    parts = Participation.objects.filter(interaction__in=among(ids)).values_list("interaction_id", "person_id")
    for interaction, person in parts.iterator(_CHUNK):
        book.counted[interaction].people.add(person)
    marks = MessageMark.objects.filter(interaction__in=among(ids))
    columns = ("pk", "interaction_id", "digest", "is_sent")
    for pk, interaction, digest, is_sent in marks.values_list(*columns).iterator(_CHUNK):
        book.counted[interaction].marks[digest] = pk, is_sent


def _load_people(owner: User, book: Snapshot) -> dict[int, int]:
    """Fill in the people. Returns whom those that were merged are kept as."""
    merged: dict[int, int] = {}
    names: dict[int, str] = {}
    columns = ("id", "name", "is_self", "binned_at", "merged_into_id", *FIELDS)
    for pk, name, is_self, binned_at, merged_into, *values in Person.objects.filter(owner=owner).values_list(*columns):
        if merged_into:
            merged[pk], names[pk] = merged_into, name
        else:
            someone = Someone(pk, name, dict(zip(FIELDS, values, strict=True)), is_self, binned_at is not None)
            book.people[pk] = someone
            book.myself = someone if is_self else book.myself
            book.index.add_name(pk, name)
    kept_as = {pk: kept for pk in merged if (kept := _last(merged, pk)) in book.people}
    for pk, kept in kept_as.items():
        book.index.add_name(kept, names[pk])  # they go by it still
    return kept_as


def _last(merged: dict[int, int], pk: int) -> int:
    while pk in merged:
        pk = merged[pk]
    return pk


def _load_identifiers(owner: User, book: Snapshot, kept_as: dict[int, int]) -> None:
    points = ContactPoint.objects.filter(owner=owner).order_by("pk").values_list("person_id", "kind", "key", "value")
    for pk, kind, key, value in points:
        person = kept_as.get(pk, pk)
        book.points.add((person, kind, key or fold(value)))
        if key:
            book.index.add_key(person, key)
    for pk, key in Identity.objects.filter(owner=owner).order_by("pk").values_list("person_id", "key"):
        person = kept_as.get(pk, pk)
        book.identities.add((person, key))
        book.index.add_key(person, key)


def _load_organisations(owner: User, book: Snapshot) -> None:
    rows = Organisation.objects.filter(owner=owner).values_list("pk", "key", "followed_on", "notes")
    for pk, key, followed_on, notes in rows:
        book.organisations[key] = pk
        book.details[pk] = followed_on, notes


def _load_roles(owner: User, book: Snapshot) -> None:
    columns = ("kind", "organisation_id", "title", "department", "started", "ended", "is_current", "place", "notes")
    rows = Position.objects.filter(owner=owner).order_by("pk")
    keys = {pk: key for key, pk in book.organisations.items()}
    for pk, person, *values, batch in rows.values_list("pk", "person_id", *columns, "batch"):
        role = Role(pk, *values, batch)  # type: ignore[call-arg]  # the columns are its fields, in order
        book.roles.setdefault(person, []).append(role)
        book.index.add_employer(person, keys.get(role.organisation or 0, ""))
    for person in book.people.keys() - book.roles.keys():
        book.index.add_employer(person, "")


def _load_occasions_and_labels(owner: User, book: Snapshot) -> None:
    columns = ("pk", "kind", "month", "day", "year", "label")
    for person, *values in Occasion.objects.filter(owner=owner).values_list("person_id", *columns):
        book.occasions.setdefault(person, []).append((*values[:-1], fold(values[-1])))
    for pk, name in Label.objects.filter(owner=owner).order_by("-pk").values_list("pk", "name"):
        book.labels[fold(name)] = pk
    book.labellings.update(Labelling.objects.filter(owner=owner).values_list("person_id", "label_id"))


def _load_interactions(owner: User, book: Snapshot, days: Collection[date]) -> None:
    rows = Interaction.objects.filter(owner=owner).exclude(source_key="")
    for key, pk, sent, received, edited_at in rows.values_list("source_key", "pk", "sent", "received", "edited_at"):
        book.sources[key] = Source(pk, sent + received, edited_at is not None)
    if days:
        book.touches.update(_touches(owner, days))


def _touches(owner: User, days: Collection[date]) -> Iterator[Touch]:
    """Interactions without a source, between the first and the last of these days."""
    between = Interaction.objects.filter(owner=owner, on__gte=min(days), on__lte=max(days))
    people: dict[int, list[int]] = {}
    parts = Participation.objects.filter(interaction__in=between).order_by("person_id")
    for interaction, person in parts.values_list("interaction_id", "person_id"):
        people.setdefault(interaction, []).append(person)
    for pk, kind, on, summary in between.values_list("pk", "kind", "on", "summary"):
        yield kind, on, tuple(people.get(pk, ())), fold(summary)


def _load_related(owner: User, book: Snapshot, kept_as: dict[int, int]) -> None:
    rows = Related.objects.filter(owner=owner).order_by("-pk")
    for pk, person, kind, name, other in rows.values_list("pk", "person_id", "kind", "name", "other_id"):
        book.related[kept_as.get(person, person), kind, fold(name)] = Relative(pk, name, other)


def _load_imports(owner: User, book: Snapshot, kept_as: dict[int, int]) -> None:
    records = ImportRecord.objects.filter(owner=owner).exclude(person=None).order_by("pk")
    for digest, name, pk, state in records.values_list("digest", "name", "person_id", "of__state"):
        person = kept_as.get(pk, pk)
        if digest:
            book.came_as[digest] = person
        if state == Import.State.DONE:
            book.imported.add(person)
            if digest:
                book.applied.add(digest)
        if name and name != book.people[person].name:
            book.index.add_name(person, name)
    for reader, batch in Import.objects.filter(owner=owner).values_list("reader", "uid"):
        book.batches.setdefault(reader, set()).add(batch)
    for reader, batch in ImportFile.objects.filter(owner=owner).values_list("reader", "of__uid"):
        book.batches.setdefault(reader, set()).add(batch)
