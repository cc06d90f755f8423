"""A listing out of a calendar (ICS): whoever publishes it, with the days on which they meet. No Django."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import PurePath
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from kith.directory import words
from kith.directory.drafts import Draft, DraftDate, Fault
from kith.icalendars import Happening, happenings, read_file
from kith.icalendars.events import Event
from kith.icalendars.moments import Moment
from kith.imports.uploads import BadFile, Upload

MAX_BYTES = 5 * 1024 * 1024
MOST_DATES = 100  # of one calendar, the next ones
_AHEAD = timedelta(days=366)
_LONGEST = timedelta(days=14)


def read_calendar(upload: Upload) -> Iterator[Draft | Fault]:
    """One listing with its next days, and what could not be read. The option "today" is an ISO date.

    Raises BadFile where the file holds no calendar, or nothing that is to come.
    """
    if upload.size > MAX_BYTES:
        raise BadFile(upload.name, 0, f"This calendar is larger than Kith reads ({MAX_BYTES // 1024 // 1024} MB).")
    read = read_file(upload.open)
    if not read.is_calendar:
        raise BadFile(upload.name, 0, "This is not a calendar.")
    today = date.fromisoformat(str(upload.options["today"]))
    found = list(happenings(read.events, today, today + _AHEAD))
    faults = [Fault(fault.line, fault.reason) for fault in read.faults]
    faults += [Fault(each.line, each.reason) for each in found if not isinstance(each, Happening)]
    coming = [_date(each) for each in found if isinstance(each, Happening) and _is_on(each)]
    ahead = sorted((each for each in coming if each.end.date() >= today), key=lambda each: each.start)[:MOST_DATES]
    if not ahead:
        raise BadFile(upload.name, 0, "This calendar holds no meeting in the year to come.")
    first = next(each.event for each in found if isinstance(each, Happening) and _is_on(each))
    yield Draft(0, _name(read.name, upload.name)[:160], _values(first, ahead), tuple(ahead))
    yield from faults


def _name(calendar: str, file: str) -> str:
    """What the calendar calls itself; else the host of its address, or the file without its ending."""
    return calendar or urlsplit(file).hostname or PurePath(file).stem or file


def _values(event: Event, ahead: list[DraftDate]) -> dict[str, str]:
    places = {each.place for each in ahead}
    url = words.web_address(event.url)
    found = {"url": url, "place": places.pop()[:200] if len(places) == 1 else ""}
    return {field: value for field, value in found.items() if value}


def _is_on(happening: Happening) -> bool:
    return happening.event.status != "CANCELLED"


def _date(happening: Happening) -> DraftDate:
    event = happening.event
    start, whole, zone = _placed(happening.start)
    end, _whole, _zone = _placed(happening.end)
    place = " ".join(event.place.split())[:300]
    url = words.web_address(event.url) or words.web_address(event.conference)
    key = f"{event.uid[:150]}/{happening.key}"[:200]
    return DraftDate(key, event.title[:200], start, min(max(end, start), start + _LONGEST), whole, zone, place, url)


def _placed(moment: Moment) -> tuple[datetime, bool, str]:
    """In UTC; whether it is a whole day; its zone, "" where it is local and does not say whose."""
    if not isinstance(moment, datetime):
        return datetime(moment.year, moment.month, moment.day, tzinfo=UTC), True, ""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC), False, ""
    zone = moment.tzinfo.key if isinstance(moment.tzinfo, ZoneInfo) else "UTC"
    return moment.astimezone(UTC), False, zone
