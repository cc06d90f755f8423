"""Plans what becomes of the interactions in files: new, known, grown by more messages, or left out with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from kith.imports import tidying
from kith.imports.planning_people import resolve
from kith.imports.plans import Action, Plan, Reading
from kith.imports.records import InteractionRecord, PersonRef, PromiseRecord
from kith.imports.snapshots import Touch
from kith.interactions.actions.logbook import WITHOUT_PEOPLE
from kith.interactions.models import Channel, Direction, Kind
from kith.people.folding import fold

COLUMNS = (
    *("kind", "channel", "direction", "on", "at", "sent", "received", "summary", "notes", "place"),
    *("organisation_id", "source_key", "follow_up_on"),
)
GROWING = ("direction", "on", "at", "sent", "received", "notes")
_KINDS, _CHANNELS, _DIRECTIONS = (frozenset(each.values) for each in (Kind, Channel, Direction))
_PEOPLELESS = frozenset(kind.value for kind in WITHOUT_PEOPLE)


def plan_interactions(
    plan: Plan, readings: list[Reading], by_row: dict[tuple[str, int], int], *, has_sources_only: bool
) -> None:
    """Plan all interaction records; the people of all files are planned before.

    has_sources_only: every record has a source key, so that none has to be known by what it says.
    """
    planning = _Planning(plan, by_row, has_sources_only)
    for reading in readings:
        for record in reading.records:
            if isinstance(record, InteractionRecord):
                planning.take(record)


def days_without_source(readings: list[Reading]) -> list[date]:
    """The days of those records that have no source key, give or take a day for the time zone."""
    return sorted(
        date.fromordinal(record.on.toordinal() + step)
        for reading in readings
        for record in reading.records
        if isinstance(record, InteractionRecord) and not record.source_key
        for step in (-1, 1)
    )


class _Planning:
    def __init__(self, plan: Plan, by_row: dict[tuple[str, int], int], has_sources_only: bool) -> None:
        self.plan = plan
        self.has_sources_only = has_sources_only
        self.by_row = by_row
        self.resolved: dict[PersonRef, int | str] = {}
        self.planned: dict[str, list[Any]] = {}

    def take(self, record: InteractionRecord) -> None:
        plan = self.plan
        on = record.at.astimezone(plan.zone).date() if record.at else record.on
        people, reasons = self._people(record)
        kind = record.kind if record.kind in _KINDS else "other"
        if on > plan.today:
            plan.leave(record, "It is still to come.", record.summary)
        elif record.people and not people:
            plan.counts["interactions", Action.LEFT] += 1
            plan.leave(record, reasons[0][1], ", ".join(who.name for who in record.people)[:300])
        elif not people and kind not in _PEOPLELESS:
            plan.counts["interactions", Action.LEFT] += 1
            plan.leave(record, "It does not say with whom it was.", record.summary)
        else:
            for who, reason in reasons:
                plan.leave(record, f"Of several people in an interaction, one is left out. {reason}", who)
            self._keep(record, self._row(record, kind, on), people)

    def _people(self, record: InteractionRecord) -> tuple[list[int], list[tuple[str, str]]]:
        """Who took part, each once and without the user, and who is left out for which reason."""
        people: dict[int, None] = {}
        reasons = []
        for who in record.people:
            found = self._resolve(record, who)
            if isinstance(found, str):
                reasons.append((who.name[:300], found))
            elif not self.plan.person(found).is_self:
                people[found] = None
        return list(people), reasons

    def _resolve(self, record: InteractionRecord, who: PersonRef) -> int | str:
        found = self.resolved.get(who)
        if found is None:
            found = self.resolved[who] = resolve(self.plan, who)
        if isinstance(found, str) and not who.keys:
            # Of several people of one name, whoever stands in the same row is meant.
            neighbour = self.by_row.get((record.file, record.line))
            if neighbour is not None and not self.plan.person(neighbour).is_binned:
                return neighbour if fold(self.plan.person(neighbour).name) == fold(who.name) else found
        return found

    def _row(self, record: InteractionRecord, kind: str, on: date) -> list[Any]:
        return [
            kind,
            record.channel if record.channel in _CHANNELS else "",
            record.direction if record.direction in _DIRECTIONS else "mutual",
            on,
            record.at,
            record.sent,
            record.received,
            tidying.line(record.summary, 500),
            tidying.paragraphs(record.notes),
            tidying.line(record.place, 300),
            record.organisation,  # its id, once the interaction is known to be new
            tidying.line(record.source_key, 300),
            record.follow_up_on,
        ]

    def _keep(self, record: InteractionRecord, row: list[Any], people: list[int]) -> None:
        action = self._known(row, people)
        if action is None:
            action = Action.CREATED
            self._add(record, row, people)
        self.plan.counts["interactions", action] += 1
        if record.raw:
            self.plan.note(record, action, row[7][:300], person=people[0] if people else None)

    def _known(self, row: list[Any], people: list[int]) -> Action | None:
        """What becomes of an interaction that the book has, or that was planned already; None for a new one."""
        book, key = self.plan.book, row[11]
        if key in self.planned:
            return self._grow_planned(self.planned[key], row)
        if key in book.sources:
            return self._grow(row, key, people)
        if self.has_sources_only:
            return None
        touch: Touch = (row[0], row[3], tuple(sorted(people)), fold(row[7]))
        if not key and touch in book.touches:
            return Action.UNCHANGED
        book.touches.add(touch)
        return None

    def _grow(self, row: list[Any], key: str, people: list[int]) -> Action:
        source = self.plan.book.sources[key]
        if source.is_edited or row[5] + row[6] <= source.messages:
            return Action.UNCHANGED
        self.plan.grown[source.id] = {column: row[COLUMNS.index(column)] for column in GROWING}
        self.plan.met.update(person for person in people if person > 0)
        source.messages = row[5] + row[6]
        return Action.UPDATED

    def _grow_planned(self, planned: list[Any], row: list[Any]) -> Action:
        """A later export, given at the same time, may know more of the same day."""
        if row[5] + row[6] > planned[5] + planned[6]:
            planned[2:7], planned[8] = row[2:7], row[8]
        return Action.UNCHANGED

    def _add(self, record: InteractionRecord, row: list[Any], people: list[int]) -> None:
        plan = self.plan
        row[10] = plan.organisation(record.organisation)
        plan.interactions.append(row)
        number = -len(plan.interactions)
        if row[11]:
            self.planned[row[11]] = row
        notes = {fold(name): tidying.paragraphs(note) for name, note in record.private_notes.items()}
        for person in people:
            note = notes.get(fold(plan.person(person).name), "") if notes else ""
            plan.participations.append((number, person, note))
            if person > 0:
                plan.met.add(person)
        plan.promises += self._promises(record, number, people)

    def _promises(self, record: InteractionRecord, number: int, people: list[int]) -> Iterator[tuple[Any, ...]]:
        for promise in record.promises:
            person = self._promised_to(record, promise, people)
            what = tidying.line(promise.what, 500)
            if person is not None and what:
                by = "them" if promise.by == "them" else "me"
                yield person, number, by, what, promise.due_on, promise.kept_on

    def _promised_to(self, record: InteractionRecord, promise: PromiseRecord, people: list[int]) -> int | None:
        if promise.person is None:
            return people[0] if people else None
        found = self._resolve(record, promise.person)
        return found if isinstance(found, int) and not self.plan.person(found).is_self else None
