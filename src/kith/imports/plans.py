"""What an import would do to a book: rows to add, fields to change, and what becomes of each record. Nothing is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from kith.imports import tidying
from kith.imports.models import ImportRecord
from kith.imports.records import OrganisationRecord, PersonRecord, Record
from kith.imports.snapshots import FIELDS, Role, Snapshot, Someone
from kith.people import rows
from kith.people.folding import fold
from kith.people.tombstones import IsErased

Action = ImportRecord.Action
Before = tuple[Any, Any]
_BLANK: dict[str, Any] = {**dict.fromkeys(FIELDS, ""), "met_through_id": None}


@dataclass(frozen=True)
class Reading:
    """What a reader understood of one file. `stopped` is the file's name where the reading was stopped before its end."""

    reader: str
    records: list[Record]
    stopped: str = ""


class Outcome(NamedTuple):
    """What becomes of a record. `person` is an id, negative for somebody new."""

    file: str
    line: int
    name: str
    action: str
    reason: str
    person: int | None
    raw: str
    digest: str


@dataclass
class Plan:
    """Grows while records are planned; ids of rows that are new are negative, and count down from -1 in each list."""

    book: Snapshot
    now: datetime
    today: date
    zone: ZoneInfo
    region: str = ""
    is_erased: IsErased | None = None  # None where nobody was erased
    people: list[Someone] = field(default_factory=list)
    organisations: list[tuple[str, str]] = field(default_factory=list)  # name, key
    labels: list[str] = field(default_factory=list)
    points: list[tuple[Any, ...]] = field(default_factory=list)
    identities: list[tuple[int, str]] = field(default_factory=list)
    roles: list[tuple[int, Role]] = field(default_factory=list)
    occasions: list[tuple[Any, ...]] = field(default_factory=list)
    labellings: list[tuple[int, int]] = field(default_factory=list)
    interactions: list[list[Any]] = field(default_factory=list)
    participations: list[tuple[int, int, str]] = field(default_factory=list)  # interaction, person, private note
    promises: list[tuple[Any, ...]] = field(default_factory=list)
    related: list[tuple[Any, ...]] = field(default_factory=list)  # person, kind, label, name, keys
    marks: dict[int, dict[str, bool]] = field(default_factory=dict)  # interaction -> digest of a message, whether sent
    recounted: dict[int, dict[str, Any]] = field(default_factory=dict)  # interactions of the book with other counts
    appointments: list[list[Any]] = field(default_factory=list)
    attendances: list[tuple[int, int | None, str, str]] = field(default_factory=list)
    absent: list[int] = field(default_factory=list)  # attendances that are no more
    opportunities: list[tuple[Any, ...]] = field(default_factory=list)
    suggestions: list[tuple[Any, ...]] = field(default_factory=list)
    offers: dict[int, tuple[str, dict[str, Any]]] = field(default_factory=dict)  # suggestion -> its new state, facts
    grown: dict[int, dict[str, Any]] = field(default_factory=dict)  # interactions of the book that have more messages
    rhythms: dict[int, int] = field(default_factory=dict)  # somebody new -> days, 0 for never
    photos: list[tuple[Someone, PersonRecord]] = field(default_factory=list)
    changes: dict[tuple[str, int], dict[str, Before]] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)  # people of the book of whom more is known now
    met: set[int] = field(default_factory=set)  # people of the book with whom something happened that was not known
    outcomes: list[Outcome] = field(default_factory=list)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)  # ("people", "created") and so on
    left: Counter[str] = field(default_factory=Counter)  # reason -> how often
    refused: int = 0
    first: list[dict[str, str]] = field(default_factory=list)
    changed_jobs: int = 0
    _by_spelling: dict[str, int | None] = field(default_factory=dict)  # organisations by name as it stands in files
    _digested: tuple[str, str] = ("", "")

    def note(self, record: Record, action: Action, name: str = "", reason: str = "", person: int | None = None) -> None:
        """Keep what becomes of a record."""
        raw = getattr(record, "raw", "")
        outcome = Outcome(record.file, record.line, name, action.value, reason, person, raw, self.digest(raw))
        self.outcomes.append(outcome)

    def digest(self, raw: str) -> str:
        """What a raw record is known by. The last one is remembered, as each is asked for twice."""
        if raw is not self._digested[0]:
            self._digested = raw, tidying.digest(raw)
        return self._digested[1]

    def leave(self, record: Record, reason: str, name: str = "", person: int | None = None) -> None:
        """Keep that a record, or a part of it, is left out, and why."""
        self.left[reason] += 1
        self.note(record, Action.LEFT, name, reason, person)

    def pass_over(self, what: str, reason: str) -> None:
        """Count something that is left out, without keeping whom it is about."""
        self.counts[what, Action.LEFT] += 1
        self.left[reason] += 1

    def refuse(self, record: Record, reason: str, name: str = "") -> None:
        """Keep that a record, or a part of it, could not be read, and why."""
        self.refused += 1
        self.note(record, Action.REFUSED, name, reason)

    def change(self, model: str, row: int, column: str, before: Any, after: Any) -> None:
        """Change a field of a row that the book has."""
        columns = self.changes.setdefault((model, row), {})
        first = columns[column][0] if column in columns else before
        columns[column] = first, after

    def person(self, pk: int) -> Someone:
        """Somebody of the book, or new."""
        return self.book.people[pk] if pk > 0 else self.people[-pk - 1]

    def add_someone(self, name: str, is_self: bool = False) -> Someone:
        """Add somebody new, of whom no more is known yet."""
        someone = Someone(-len(self.people) - 1, name, {**_BLANK, "interests": [], "extra": {}}, is_self)
        self.people.append(someone)
        self.book.myself = someone if is_self else self.book.myself
        self.book.index.add_name(someone.id, name)
        return someone

    def organisation(self, name: str) -> int | None:
        """The id of the organisation of this name, new if need be; None for no name."""
        if name not in self._by_spelling:
            self._by_spelling[name] = self._organisation(name)
        return self._by_spelling[name]

    def _organisation(self, name: str) -> int | None:
        name = tidying.line(name, 300)
        if not name:
            return None
        key = rows.organisation_key(name)
        found = self.book.organisations.get(key)
        if found is None:
            self.organisations.append((name, key))
            found = self.book.organisations[key] = -len(self.organisations)
        return found

    def label(self, name: str) -> int | None:
        """The id of the label of this name, new if need be; None for no name."""
        name = tidying.line(name, 100)
        key = fold(name)
        if not key:
            return None
        found = self.book.labels.get(key)
        if found is None:
            self.labels.append(name)
            found = self.book.labels[key] = -len(self.labels)
        return found

    def follow(self, record: OrganisationRecord) -> None:
        """Add an organisation that the user follows or noted, or what was not known of one."""
        known = len(self.organisations)
        pk = self.organisation(record.name)
        if pk is None:
            self.leave(record, "It has no name.")
            return
        followed_on, notes = self.book.details.get(pk, (None, ""))
        wanted = (followed_on or record.followed_on, notes or tidying.paragraphs(record.notes))
        self.book.details[pk] = wanted
        # Kept as changes even of new ones, so that an undo sees what the user has written since.
        for column, before, after in zip(("followed_on", "notes"), (followed_on, notes), wanted, strict=True):
            if before != after:
                self.change("people.organisation", pk, column, before, after)
        is_same = wanted == (followed_on, notes)
        action = Action.CREATED if len(self.organisations) > known else Action.UNCHANGED if is_same else Action.UPDATED
        self.counts["organisations", action] += 1
        self.note(record, action, tidying.line(record.name, 300))
