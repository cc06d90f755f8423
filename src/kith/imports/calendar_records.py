"""Turns the events of a calendar into records: what was, what is to come, and what is left out for which reason."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, BinaryIO

from kith.icalendars import CalendarFile, Event, Fault, Guest, Happening, happenings, meetings, read_file
from kith.icalendars.meetings import Without
from kith.icalendars.moments import Moment
from kith.imports.mail_records import zone_of
from kith.imports.records import AppointmentRecord, InteractionRecord, LeftRecord, PersonRef, Record, Refusal
from kith.imports.uploads import BadFile
from kith.mail.bodies import plain_text

YEARS_BACK = 5  # of what repeats
DAYS_AHEAD = 60
MOST_REFUSED = 1_000  # told one by one
MOST_NOTES = 5_000
MOST_TIMES = 60_000  # ten meetings on each working day of 24 years

_TOO_MANY = (
    f"This calendar holds more than {MOST_TIMES:,} meetings, repetitions counted, which is more than Kith reads."
)
_FAR, _EARLIER = "far", "earlier"
_LEFT: Mapping[object, tuple[str, str]] = {
    Without.CANCELLED: ("One meeting that was cancelled", "{n} meetings that were cancelled"),
    Without.DECLINED: ("One meeting that you declined", "{n} meetings that you declined"),
    Without.ANSWER: ("One answer to an invitation", "{n} answers to invitations"),
    Without.ALONE: ("One entry with nobody else", "{n} entries with nobody else"),
    Without.WHOLE_DAY: (
        "One entry that takes the whole day, without one to five people who were invited",
        "{n} entries that take the whole day, without one to five people who were invited",
    ),
    Without.CROWD: ("One meeting with more than 20 people", "{n} meetings with more than 20 people"),
    _FAR: (
        "One meeting more than 60 days ahead. Read the calendar again nearer to it",
        "{n} meetings more than 60 days ahead. Read the calendar again nearer to them",
    ),
    _EARLIER: (
        "One repeated meeting, for the time more than five years ago",
        "{n} repeated meetings, for the time more than five years ago",
    ),
    "VTODO": ("One task", "{n} tasks"),
    "VJOURNAL": ("One journal entry", "{n} journal entries"),
    "VFREEBUSY": ("One stretch of free or busy time", "{n} stretches of free or busy time"),
    "VAVAILABILITY": ("One note of availability", "{n} notes of availability"),
}
# What call services write below an invitation begins with a rule of these.
_BOILERPLATE = re.compile(r"(?:^|\n)[ \t]{0,20}(-::~:|_{10,}|-{20,}|\.{20,}|={20,}|\*{20,}).*", re.DOTALL)
_MARKUP = re.compile(r"<(?:!doctype|html|body|br|p|div|span|ul|li|a|b|i|strong|em)\b[^<>]{0,500}>", re.IGNORECASE)
_LONGEST_UID = 200


def records_in(open_file: Callable[[], BinaryIO], file: str, options: Mapping[str, Any]) -> Iterator[Record]:
    """The records of a calendar file, whatever the order of its events. Raises BadFile where it is no calendar."""
    calendar = read_file(open_file)
    if not calendar.is_calendar:
        raise BadFile(file, 0, "There is no calendar in this file.")
    reading = _Reading(file, calendar, options)
    yield from reading.records()


@dataclass
class _Reading:
    file: str
    calendar: CalendarFile
    options: Mapping[str, Any]
    left: Counter[object] = field(default_factory=Counter)
    refused: int = 0

    def __post_init__(self) -> None:
        self.zone = zone_of(self.options)
        self.today = _day(self.options.get("today")) or datetime.now(self.zone).date()
        self.own = meetings.owners_of(self.calendar, map(str, self.options.get("own_addresses") or ()))
        self.last = self.today + timedelta(days=DAYS_AHEAD)
        self.first = self.today - timedelta(days=YEARS_BACK * 365)

    def records(self) -> Iterator[Record]:
        for fault in self.calendar.faults:
            yield from self._refusal(fault)
        told: set[int] = set()
        for number, found in enumerate(happenings(self._worth_working_out(), self.first, self.last)):
            if number >= MOST_TIMES:
                line = found.line if isinstance(found, Fault) else found.event.line
                raise BadFile(self.file, line, _TOO_MANY)
            if isinstance(found, Fault):
                yield from self._refusal(found)
            else:
                for record in self._record(found):
                    record.raw = "" if found.event.line in told else found.event.raw
                    told.add(found.event.line)
                    yield record
        yield from self._left_out()

    def _worth_working_out(self) -> Iterator[Event]:
        """All events but those that repeat and are no meetings at any time, which are counted once."""
        meant = {event.uid for event in self.calendar.events if self._why_not(event) in (None, Without.CANCELLED)}
        for event in self.calendar.events:
            if event.uid in meant or not event.repeats:
                yield event
                if event.repeats and _as_day(event.start, self.zone) < self.first:
                    self.left[_EARLIER] += 1
            else:
                self.left[self._why_not(event)] += 1

    def _why_not(self, event: Event) -> Without | None:
        return meetings.why_not(event, self.own, meetings.others(event, self.own))

    def _record(self, found: Happening) -> Iterator[AppointmentRecord | InteractionRecord]:
        event, on = found.event, _as_day(found.start, self.zone)
        people = meetings.others(event, self.own)
        why = meetings.why_not(event, self.own, people)
        if why in (Without.CANCELLED, Without.DECLINED):
            self.left[why] += 1
            # It may have stood in the book before, and may have been taken for past since.
            if abs((on - self.today).days) <= DAYS_AHEAD:
                yield self._appointment(found, on, [], is_cancelled=True)
        elif why is not None:
            self.left[why] += 1
        elif on < self.today:
            yield self._interaction(found, on, list(map(_ref, people)))
        elif on <= self.last:
            yield self._appointment(found, on, list(map(_ref, people)))
        else:
            self.left[_FAR] += 1

    def _interaction(self, found: Happening, on: date, people: list[PersonRef]) -> InteractionRecord:
        event = found.event
        return InteractionRecord(
            file=self.file,
            line=event.line,
            kind="meeting",
            on=on,
            people=people,
            channel=meetings.channel_of(event),
            direction="mutual",
            at=_in_utc(found.start, self.zone),
            summary=event.title,
            place=meetings.place_of(event),
            source_key=_key(found),
            only_known=True,
        )

    def _appointment(
        self, found: Happening, on: date, people: list[PersonRef], *, is_cancelled: bool = False
    ) -> AppointmentRecord:
        event = found.event
        starts_at = _in_utc(found.start, self.zone)
        return AppointmentRecord(
            file=self.file,
            line=event.line,
            source_key=_key(found),
            title=event.title,
            on=on,
            starts_at=starts_at,
            ends_at=starts_at + event.span if starts_at is not None and event.span else None,
            place=meetings.place_of(event),
            url=meetings.link_of(event),
            notes=_notes(event.notes),
            people=people,
            is_cancelled=is_cancelled,
        )

    def _refusal(self, fault: Fault) -> Iterator[Refusal]:
        self.refused += 1
        if self.refused <= MOST_REFUSED:
            yield Refusal(self.file, fault.line, fault.reason, fault.raw)

    def _left_out(self) -> Iterator[Record]:
        if self.refused > MOST_REFUSED:
            yield Refusal(self.file, 0, f"{self.refused - MOST_REFUSED:,} further places could not be read.")
        self.left.update({kind: count for kind, count in self.calendar.others.items() if kind in _LEFT})
        for reason, count in self.left.items():
            one, many = _LEFT[reason]
            yield LeftRecord(self.file, 0, f"{one if count == 1 else many.format(n=f'{count:,}')}.")


def _ref(guest: Guest) -> PersonRef:
    name = meetings.name_of(guest)
    return PersonRef(name or guest.address, (f"email:{guest.address}",) if guest.address else ())


def _key(found: Happening) -> str:
    """The same for the same time of the same event, in every copy of the calendar."""
    uid = " ".join(found.event.uid.split())
    if len(uid) > _LONGEST_UID:
        uid = hashlib.sha256(uid.encode()).hexdigest()
    return f"ical:{uid}:{found.key}"


def _in_utc(moment: Moment, zone: tzinfo) -> datetime | None:
    """A moment without a time zone is one on the user's own clock; a day has no moment."""
    if not isinstance(moment, datetime):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def _as_day(moment: Moment, zone: tzinfo) -> date:
    at = _in_utc(moment, zone)
    return at.astimezone(zone).date() if at is not None else datetime.combine(moment, time()).date()


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)) if text else None
    except ValueError:
        return None


def _notes(text: str) -> str:
    """What was written about a meeting, without the page that a call service adds, and without HTML."""
    if _MARKUP.search(text):
        text = plain_text(text.replace("\n", "<br>"))
    return _BOILERPLATE.sub("", text).strip()[:MOST_NOTES]
