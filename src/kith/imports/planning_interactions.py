"""Plans what becomes of the interactions in files: new, known, grown by more messages, or left out with the reason."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import UTC, date
from typing import Any

from kith.imports import counting, tidying
from kith.imports.mentions import ERASED, NOT_IN_BOOK, resolve, resolve_known
from kith.imports.planning_offers import Offers
from kith.imports.plans import Action, Plan, Reading
from kith.imports.records import InteractionRecord, PersonRef, PromiseRecord
from kith.imports.snapshots import Source, Touch
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


_STRANGERS = "With people who are not in your book."
_TAKEN_OUT = "An appointment that you took out of Kith."


def plan_interactions(
    plan: Plan,
    readings: list[Reading],
    by_row: dict[tuple[str, int], int],
    offers: Offers,
    taken_out: Collection[str],
    *,
    has_sources_only: bool,
) -> None:
    """Plan all interaction records; the people of all files are planned before. Strangers are counted in `offers`.

    taken_out: source keys of appointments that the user took out of Kith: they become no interactions either.
    has_sources_only: every record has a source key, so that none has to be known by what it says.
    """
    planning = _Planning(plan, by_row, offers, has_sources_only)
    for reading in readings:
        for record in reading.records:
            if isinstance(record, InteractionRecord) and record.source_key in taken_out:
                plan.pass_over("interactions", _TAKEN_OUT)
            elif isinstance(record, InteractionRecord):
                planning.take(record)


def growing_sources(readings: list[Reading], known: Collection[str]) -> set[str]:
    """Of the source keys that the book has: those of records that may add people or messages, or have been counted there."""
    keys: set[str] = set()
    for reading in readings if known else ():
        for record in reading.records:
            if isinstance(record, InteractionRecord) and (record.only_known or record.marks):
                keys.add(record.source_key)
                keys.update(counting.beside(record.source_key) if record.marks else ())
    return keys.intersection(known)


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
    def __init__(self, plan: Plan, by_row: dict[tuple[str, int], int], offers: Offers, has_sources_only: bool) -> None:
        self.plan = plan
        self.offers = offers
        self.has_sources_only = has_sources_only
        self.by_row = by_row
        self.resolved: dict[PersonRef, int | str] = {}
        self.planned: dict[str, tuple[int, list[Any]]] = {}
        self.parts: dict[int, set[int]] = {}  # who takes part in what was planned of only_known records

    def take(self, record: InteractionRecord) -> None:
        """Plan what becomes of a record."""
        beside = self._counted_beside(record)
        if beside:
            record = replace(record, marks=tuple(mark for mark in record.marks if mark[2:18] not in beside))
        if beside and not record.marks:
            self.plan.counts["interactions", Action.UNCHANGED] += 1
        else:
            self._take(record)

    def _counted_beside(self, record: InteractionRecord) -> set[str]:
        """Digests of messages that the book counts in the day before or after, as the user's days began otherwise then."""
        sources = self.plan.book.sources
        keys = counting.beside(record.source_key) if record.marks and sources else ()
        known = (self.plan.book.counted[sources[key].id] for key in keys if key in sources)
        return {digest for counted in known for digest in counted.marks}

    def _take(self, record: InteractionRecord) -> None:
        plan = self.plan
        # Rolled-up messages have their day in their source key, which is the same wherever it is read.
        on = record.at.astimezone(plan.zone).date() if record.at and not record.marks else record.on
        kind = record.kind if record.kind in _KINDS else "other"
        if record.only_known:
            self._take_known(record, kind, on)
            return
        people, reasons = self._people(record)
        if on > plan.today:
            plan.leave(record, "It is still to come.", record.summary)
        elif record.people and not people:
            plan.counts["interactions", Action.LEFT] += 1
            plan.leave(record, reasons[0][1], ", ".join(name for name, _reason in reasons if name)[:300])
        elif not people and kind not in _PEOPLELESS:
            plan.counts["interactions", Action.LEFT] += 1
            plan.leave(record, "It does not say with whom it was.", record.summary)
        else:
            for who, reason in reasons:
                plan.leave(record, f"Of several people in an interaction, one is left out. {reason}", who)
            self._keep(record, self._row(record, kind, on), people)

    def _take_known(self, record: InteractionRecord, kind: str, on: date) -> None:
        """Of those who are in the book; the others are counted."""
        plan = self.plan
        found = [(who, self._resolve_known(who)) for who in record.people]
        people = {pk: None for _who, pk in found if isinstance(pk, int) and not plan.person(pk).is_self}
        if any(reason == ERASED for _who, reason in found):
            record.raw = ""
        if on > plan.today:
            plan.pass_over("interactions", "It is still to come.")
            return
        for who, reason in found:
            if reason == NOT_IN_BOOK:
                self.offers.gather(who, record, on)
        if people:
            self._keep(record, self._row(record, kind, on), list(people))
        else:
            plan.pass_over("interactions", _STRANGERS)

    def _resolve_known(self, who: PersonRef) -> int | str:
        found = self.resolved.get(who)
        if found is None:
            found = self.resolved[who] = resolve_known(self.plan, who)
        return found

    def _people(self, record: InteractionRecord) -> tuple[list[int], list[tuple[str, str]]]:
        """Who took part, each once and without the user, and who is left out for which reason."""
        people: dict[int, None] = {}
        reasons = []
        for who in record.people:
            found = self._resolve(record, who)
            if found == ERASED:
                record.raw = ""
                reasons.append(("", ERASED))
            elif isinstance(found, str):
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
        row = [
            kind,
            record.channel if record.channel in _CHANNELS else "",
            record.direction if record.direction in _DIRECTIONS else "mutual",
            on,
            record.at and record.at.astimezone(UTC),
            record.sent,
            record.received,
            tidying.line(record.summary, 500),
            tidying.paragraphs(record.notes),
            tidying.line(record.place, 300),
            record.organisation,  # its id, once the interaction is known to be new
            tidying.line(record.source_key, 300),
            record.follow_up_on,
        ]
        if record.marks:
            self._count(row, counting.told(record.marks))
        return row

    def _count(self, row: list[Any], marks: dict[str, bool]) -> None:
        for column, value in counting.figures(marks.values()).items():
            row[COLUMNS.index(column)] = value

    def _keep(self, record: InteractionRecord, row: list[Any], people: list[int]) -> None:
        action = self._known(record, row, people)
        if action is None:
            action = Action.CREATED
            self._add(record, row, people)
        self.plan.counts["interactions", action] += 1
        if record.raw:
            self.plan.note(record, action, row[7][:300], person=people[0] if people else None)

    def _known(self, record: InteractionRecord, row: list[Any], people: list[int]) -> Action | None:
        """What becomes of an interaction that the book has, or that was planned already; None for a new one."""
        book, key = self.plan.book, row[11]
        if key in self.planned:
            return self._grow_planned(record, row, people)
        if key in book.sources:
            return self._grow(record, row, people)
        if self.has_sources_only:
            return None
        touch: Touch = (row[0], row[3], tuple(sorted(people)), fold(row[7]))
        if not key and touch in book.touches:
            return Action.UNCHANGED
        book.touches.add(touch)
        return None

    def _grow(self, record: InteractionRecord, row: list[Any], people: list[int]) -> Action:
        source = self.plan.book.sources[row[11]]
        if record.only_known or record.marks:
            return Action.UPDATED if self._add_to(source, record, row, people) else Action.UNCHANGED
        if source.is_edited or row[5] + row[6] <= source.messages:
            return Action.UNCHANGED
        self.plan.grown[source.id] = {column: row[COLUMNS.index(column)] for column in GROWING}
        self.plan.met.update(person for person in people if person > 0)
        source.messages = row[5] + row[6]
        return Action.UPDATED

    def _add_to(self, source: Source, record: InteractionRecord, row: list[Any], people: list[int]) -> bool:
        """People who were not in the book before, and messages that were not counted."""
        known = self.plan.book.counted[source.id]
        missing = [] if source.is_edited or not record.only_known else [p for p in people if p not in known.people]
        for person in missing:
            known.people.add(person)
            self._take_part(source.id, person, "")
            self.plan.recounted.setdefault(source.id, {})
        values = dict(zip(COLUMNS, row, strict=True))
        return counting.grow(self.plan, source, known, counting.told(record.marks), values) or bool(missing)

    def _grow_planned(self, record: InteractionRecord, row: list[Any], people: list[int]) -> Action:
        """A later export, given at the same time, may know more of the same day."""
        number, planned = self.planned[row[11]]
        if record.only_known:
            for person in people:
                if person not in self.parts[number]:
                    self.parts[number].add(person)
                    self._take_part(number, person, "")
        if record.marks:
            marks = self.plan.marks.setdefault(number, {})
            for digest, is_sent in counting.told(record.marks).items():
                marks[digest] = marks.get(digest, False) or is_sent
            self._count(planned, marks)
            at, planned[4] = planned[4], counting.first_moment(planned[4], row[4])
            planned[8] = counting.joined_notes(planned[8], row[8], is_before=at != planned[4])
        elif row[5] + row[6] > planned[5] + planned[6]:
            planned[2:7], planned[8] = row[2:7], row[8]
        return Action.UNCHANGED

    def _add(self, record: InteractionRecord, row: list[Any], people: list[int]) -> None:
        plan = self.plan
        row[10] = plan.organisation(record.organisation)
        plan.interactions.append(row)
        number = -len(plan.interactions)
        if row[11]:
            self.planned[row[11]] = number, row
        if record.only_known:
            self.parts[number] = set(people)
        if record.marks:
            plan.marks[number] = counting.told(record.marks)
        notes = {fold(name): tidying.paragraphs(note) for name, note in record.private_notes.items()}
        for person in people:
            note = notes.get(fold(plan.person(person).name), "") if notes else ""
            self._take_part(number, person, note)
        plan.promises += self._promises(record, number, people)

    def _take_part(self, interaction: int, person: int, note: str) -> None:
        self.plan.participations.append((interaction, person, note))
        if person > 0:
            self.plan.met.add(person)

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
