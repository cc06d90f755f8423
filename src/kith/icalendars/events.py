"""Events of a calendar file as plain records: when, where, with whom, how often."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import BinaryIO

from kith.icalendars.components import Fault, Head, Part, parts_of
from kith.icalendars.lines import Line
from kith.icalendars.moments import LONGEST, BadMoment, Moment, as_moment, as_span, day_of, resolved
from kith.icalendars.rules import BadRule, Rule, as_rule
from kith.icalendars.zones import Zones

MOST_GUESTS = 2000  # of one event; of more it is only known that they are many
MOST_DATES = 5000  # of one event's exceptions and extra dates

_TEXT = 10_000
_MAIL = re.compile(r"mailto:\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+")
_BUSY = "X-MICROSOFT-CDO-BUSYSTATUS"
_LINKS = (
    "X-GOOGLE-CONFERENCE",
    "X-MICROSOFT-SKYPETEAMSMEETINGURL",
    "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK",
    "CONFERENCE",
)


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who is invited, or who invites. `address` in lower case; `answer` is a PARTSTAT, `role` a ROLE."""

    name: str
    address: str
    answer: str = ""
    role: str = ""
    kind: str = ""  # a CUTYPE


@dataclass(frozen=True, slots=True)
class Event:
    """An event as it stands in the file. Moments are days, or datetimes in their zone, or naive (floating).

    `original` is the RECURRENCE-ID: the moment of a repeating event that this one stands in for; `is_from_then_on` if
    for all later ones as well. `conference` is the address of a video call.
    """

    line: int
    uid: str
    start: Moment
    span: timedelta
    head: Head
    title: str = ""
    place: str = ""
    url: str = ""
    conference: str = ""
    notes: str = ""
    status: str = ""
    is_free: bool = False
    organiser: Guest | None = None
    guests: tuple[Guest, ...] = ()
    rules: tuple[Rule, ...] = ()
    without: tuple[Rule, ...] = ()
    dates: tuple[Moment, ...] = ()
    except_dates: tuple[Moment, ...] = ()
    original: Moment | None = None
    is_from_then_on: bool = False
    version: tuple[int, str] = (0, "")
    raw: str = ""

    @property
    def is_whole_day(self) -> bool:
        """Whether it has days and no times."""
        return not isinstance(self.start, datetime)

    @property
    def repeats(self) -> bool:
        """Whether it takes place more than once."""
        return bool(self.rules or self.dates)


@dataclass(slots=True)
class CalendarFile:
    """All of a file: its events, what could not be read, and how many parts of other kinds there are (VTODO: 3).

    `is_calendar` is whether there was anything of a calendar in it at all.
    """

    name: str = ""
    is_calendar: bool = False
    events: list[Event] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)


def read_file(open_file: Callable[[], BinaryIO]) -> CalendarFile:
    """Reads all events of a calendar file. O(size); nothing of what is in the file raises. The file is read twice.

    Time zones may stand behind the events that use them, therefore they are read first.
    """
    with open_file() as file:
        zones = Zones(part for part in parts_of(file, frozenset({"VTIMEZONE"})) if isinstance(part, Part))
    found = CalendarFile()
    with open_file() as file:
        for part in parts_of(file, frozenset({"VEVENT"})):
            found.is_calendar = found.is_calendar or not isinstance(part, Counter) or bool(part)
            if isinstance(part, Part):
                _add(found, part, zones)
            elif isinstance(part, Fault):
                found.faults.append(part)
            else:
                del part["VCALENDAR"]
                found.others = part
    return found


def _add(found: CalendarFile, part: Part, zones: Zones) -> None:
    found.name = found.name or part.head.name
    times = _Times(part, zones)
    try:
        found.events.append(_event(part, times))
    except (BadMoment, BadRule) as error:
        found.faults.append(Fault(part.line, _reason(error), part.raw))
    else:
        found.faults.extend(times.faults())


def _reason(error: BadMoment | BadRule) -> str:
    if isinstance(error, BadRule):
        return f"{error} The event was left out."
    written = str(error)
    if not written:
        return "This event does not say when it starts (DTSTART)."
    return f"This event has a day or time that is none: {written}."


def _event(part: Part, times: _Times) -> Event:
    starts = part.first("DTSTART")
    if starts is None:
        raise BadMoment("")
    start = times.moment(starts)
    span = _span(part, start, times)
    original = part.first("RECURRENCE-ID")
    if part.text("X-MICROSOFT-CDO-ALLDAYEVENT").upper() == "TRUE":
        start, span = _day_meant(start), timedelta(days=max(1, round(span / timedelta(days=1))))
    return Event(
        line=part.line,
        uid=part.text("UID") or _uid(part),
        start=start,
        span=span,
        head=part.head,
        title=" ".join(part.text("SUMMARY").split())[:500],
        place=part.text("LOCATION")[:_TEXT],
        url=part.text("URL")[:1000],
        conference=next((line.text for name in _LINKS if (line := part.first(name))), "")[:1000],
        notes=part.text("DESCRIPTION")[:_TEXT],
        status=part.text("STATUS").upper(),
        is_free=part.text("TRANSP").upper() == "TRANSPARENT" or part.text(_BUSY).upper() == "FREE",
        organiser=next(map(_guest, part.all("ORGANIZER")), None),
        guests=tuple(map(_guest, part.all("ATTENDEE")[:MOST_GUESTS])),
        rules=tuple(as_rule(line.value) for line in part.all("RRULE") if line.value),
        without=tuple(as_rule(line.value) for line in part.all("EXRULE") if line.value),
        dates=tuple(times.moments(part.all("RDATE"))),
        except_dates=tuple(times.moments(part.all("EXDATE"))),
        original=times.moment(original) if original else None,
        is_from_then_on=original is not None and original.params.get("RANGE", "").upper() == "THISANDFUTURE",
        version=_version(part),
        raw=part.raw,
    )


def _day_meant(start: Moment) -> Moment:
    """The day that Outlook means where it writes midnight; in UTC, that of a place up to twelve hours away."""
    if isinstance(start, datetime) and start.tzinfo is UTC and start.hour >= 12 and start.date() < date.max:
        return start.date() + timedelta(days=1)
    return day_of(start)


def _uid(part: Part) -> str:
    """An event without a name of its own is known by what it says."""
    said = "\n".join(part.text(name) for name in ("DTSTART", "DTEND", "SUMMARY", "LOCATION"))
    return "none-" + hashlib.sha256(said.encode()).hexdigest()[:32]


def _version(part: Part) -> tuple[int, str]:
    sequence = part.text("SEQUENCE")
    number = int(sequence) if sequence.isascii() and sequence.isdigit() and len(sequence) < 10 else 0
    return number, part.text("LAST-MODIFIED") or part.text("DTSTAMP")


def _span(part: Part, start: Moment, times: _Times) -> timedelta:
    """How long it takes: by DTEND or DURATION, else a day for what has no time, and no time at all for what has one."""
    ends, lasts = part.first("DTEND"), part.first("DURATION")
    if ends is not None:
        end = times.moment(ends)
        if isinstance(end, datetime) and isinstance(start, datetime) and bool(end.tzinfo) == bool(start.tzinfo):
            return min(max(end - start, timedelta()), LONGEST)
        if not isinstance(end, datetime) and not isinstance(start, datetime):
            return min(max(end - start, timedelta(days=1)), LONGEST)
    elif lasts is not None:
        return max(as_span(lasts.value), timedelta())
    return timedelta() if isinstance(start, datetime) else timedelta(days=1)


def _guest(line: Line) -> Guest:
    value = _MAIL.sub("", line.text).strip()
    given = _MAIL.sub("", line.params.get("EMAIL", "")).strip()
    address = next((each for each in (value, given) if _ADDRESS.fullmatch(each)), "").lower()
    return Guest(
        " ".join(line.params.get("CN", "").split())[:300],
        address[:250],
        line.params.get("PARTSTAT", "").upper(),
        line.params.get("ROLE", "").upper(),
        line.params.get("CUTYPE", "").upper(),
    )


class _Times:
    """Reads the moments of one event, and remembers which time zones nobody knows."""

    def __init__(self, part: Part, zones: Zones) -> None:
        self._part = part
        self._zones = zones
        self._default = zones.named(part.head.zone) if part.head.zone else None
        self._unknown: dict[str, int] = {}

    def moment(self, line: Line) -> Moment:
        found = as_moment(line.value, self._zone(line))
        return resolved(found) if isinstance(found, datetime) else found

    def moments(self, lines: list[Line]) -> Iterator[Moment]:
        """Of lists of dates and of periods, of which the beginning counts."""
        texts = ((line, text) for line in lines for text in line.value.split(",") if text.strip())
        for _number, (line, text) in zip(range(MOST_DATES), texts, strict=False):
            yield as_moment(text.partition("/")[0], self._zone(line))

    def faults(self) -> Iterator[Fault]:
        for name, line in self._unknown.items():
            reason = f"The time zone “{name[:100]}” is not known. The event was read as if it were in your own."
            yield Fault(line, reason, self._part.raw)

    def _zone(self, line: Line) -> tzinfo | None:
        name = line.params.get("TZID", "")
        zone = self._zones.named(name) if name else None
        if name and zone is None and "T" in line.value.upper() and not line.value.upper().endswith("Z"):
            self._unknown.setdefault(name, line.number)
        return zone or self._default
