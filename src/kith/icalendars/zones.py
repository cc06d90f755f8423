"""Time zones under all the names that calendars give them: IANA's, Windows', and those that a file defines itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from kith.icalendars.components import Part
from kith.icalendars.moments import BadMoment, as_moment
from kith.icalendars.recurrence import occurrences
from kith.icalendars.rules import BadRule, as_rule

YEARS = (date(1970, 1, 1), date(2099, 12, 31))  # for which a file's own time zone is worked out
MOST_OWN = 100  # time zones of a file's own; worked out only where they are used

_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})(?::?(\d{2}))?", re.ASCII)
_FIXED = re.compile(r"\(?(?:UTC|GMT)\s*([+-])(\d{1,2})(?::?(\d{2}))?\)?.*", re.ASCII | re.IGNORECASE | re.DOTALL)


class _Change(NamedTuple):
    """When the clocks change, in UTC and without a zone, and how far they are from UTC before and after."""

    at: datetime
    before: timedelta
    after: timedelta


class Zones:
    """Finds the time zone of a name; a file's own are given as its VTIMEZONE parts."""

    def __init__(self, own: Iterable[Part] = ()) -> None:
        self._own = {part.text("TZID"): part for part in own}
        self._found: dict[str, tzinfo | None] = {}
        self._worked_out = 0

    def named(self, name: str) -> tzinfo | None:
        """The zone, or None where nobody knows it. IANA's is taken before what a file says of the same name."""
        if name not in self._found:
            self._found[name] = zone_named(name) or self._of_file(name) or _fixed(name)
        return self._found[name]

    def _of_file(self, name: str) -> tzinfo | None:
        part = self._own.get(name)
        if part is None or self._worked_out >= MOST_OWN:
            return None
        self._worked_out += 1
        place = part.text("X-LIC-LOCATION")
        return (zone_named(place) if place else None) or FileZone.of(part)


@cache
def zone_named(name: str) -> tzinfo | None:
    """The zone of an IANA or Windows name, also with a maker's prefix (/mozilla.org/20070129_1/America/New_York)."""
    known, words = _known(), name.strip().strip('"').strip("/").lower().replace(" ", "_")
    segments = words.split("/")
    for start in range(len(segments)):
        found = known.get("/".join(segments[start:]))
        if found and (start == 0 or len(segments) - start > 1):
            return UTC if found == "UTC" else ZoneInfo(found)
    return None


@cache
def _known() -> Mapping[str, str]:
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # takes a moment to load

    names = {name.lower().replace(" ", "_"): place for name, place in WINDOWS_TO_OLSON.items()}
    names.update({name.lower(): name for name in available_timezones()})
    return {**names, "z": "UTC", "utc": "UTC", "gmt": "UTC"}


def _fixed(name: str) -> tzinfo | None:
    """A name that only says how far from UTC it is: UTC+11, (UTC-03:00) Brasilia."""
    found = _FIXED.fullmatch(name.strip())
    if not found or int(found[2]) > 14:
        return None
    span = timedelta(hours=int(found[2]), minutes=min(int(found[3] or 0), 59))
    return timezone(-span if found[1] == "-" else span)


class FileZone(tzinfo):
    """A time zone as a file defines it: the changes of its clocks from 1970 to 2099."""

    def __init__(self, name: str, first: timedelta, changes: list[_Change]) -> None:
        self._name = name
        self._offsets = [first, *(change.after for change in changes)]
        self._changes = changes
        self._utc = [change.at for change in changes]
        # In the hour that is left out, and in the first of the hours that come twice, the clocks still go as before.
        self._walls = [change.at + max(change.before, change.after) for change in changes]
        self._folded_walls = [change.at + min(change.before, change.after) for change in changes]

    @classmethod
    def of(cls, part: Part) -> FileZone | None:
        """The zone of a VTIMEZONE, or None where it says nothing that can be understood."""
        changes = sorted(change for each in part.parts for change in _changes(each))
        if not changes:
            return None
        return cls(part.text("TZID"), changes[0].before, changes)

    def utcoffset(self, moment: datetime | None) -> timedelta:
        if moment is None:
            return self._offsets[0]
        walls = self._folded_walls if moment.fold else self._walls
        return self._offsets[bisect_right(walls, moment.replace(tzinfo=None, fold=0))]

    def dst(self, moment: datetime | None) -> timedelta | None:
        return None

    def tzname(self, moment: datetime | None) -> str:
        return self._name

    def fromutc(self, moment: datetime) -> datetime:
        utc = moment.replace(tzinfo=None)
        place = bisect_right(self._utc, utc)
        local = utc + self._offsets[place]
        last = self._changes[place - 1] if place else None
        is_second = last is not None and local < last.at + last.before
        return local.replace(tzinfo=self, fold=int(is_second))


def _changes(part: Part) -> list[_Change]:
    """When a STANDARD or DAYLIGHT part of a time zone begins to hold."""
    before, after = _offset(part.text("TZOFFSETFROM")), _offset(part.text("TZOFFSETTO"))
    try:
        start = as_moment(part.text("DTSTART"))
        if before is None or after is None or not isinstance(start, datetime):
            return []
        walls = [start.replace(tzinfo=None), *_repeated(part, start.replace(tzinfo=None), before)]
    except (BadMoment, BadRule):
        return []
    return [_Change(wall - before, before, after) for wall in dict.fromkeys(walls) if 2 <= wall.year < 9999]


def _repeated(part: Part, start: datetime, before: timedelta) -> list[datetime]:
    found: list[datetime] = []
    for line in part.all("RRULE")[:1]:
        rule = as_rule(line.value)
        if rule.freq in ("YEARLY", "MONTHLY"):
            zoned = start.replace(tzinfo=timezone(before))
            found += [
                moment.replace(tzinfo=None)
                for moment in occurrences(rule, zoned, YEARS)
                if isinstance(moment, datetime)
            ]
    for line in part.all("RDATE"):
        moments = [as_moment(text.partition("/")[0]) for text in line.value.split(",")[:500]]
        found += [moment.replace(tzinfo=None) for moment in moments if isinstance(moment, datetime)]
    return found


def _offset(text: str) -> timedelta | None:
    found = _OFFSET.fullmatch(text)
    if found is None or int(found[2]) > 23 or int(found[3]) > 59:
        return None
    span = timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=min(int(found[4] or 0), 59))
    return -span if found[1] == "-" else span
