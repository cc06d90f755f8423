"""Dates of mail headers, also those that keep to no standard."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_tz

_LONGEST = 200
_FIRST_YEAR, _LAST_YEAR = 1971, 2100  # 1 January 1970 is what a clock says that was never set
_USUAL = re.compile(
    r"(?:[A-Za-z]{3}, ?)?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d)(?::(\d\d))? ([+-])(\d\d)([0-5]\d)(?: \(.*)?",
    re.ASCII,
)
_NAMED_OFFSET = re.compile(r"\b(?:GMT|UTC)([+-])(\d\d?):?(\d\d)?\b")
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], start=1
    )
}


def moment(text: str) -> datetime | None:
    """The moment that a Date header tells, in UTC; None where it tells none between 1971 and 2100."""
    text = text[:_LONGEST].strip()
    try:
        found = _usual(text) or _unusual(text) or _iso(text)
    except (ValueError, OverflowError, IndexError, TypeError):  # the library raises all of them on some broken dates
        return None
    return found if found and _FIRST_YEAR <= found.year <= _LAST_YEAR else None


def moment_of_arrival(received: str) -> datetime | None:
    """The moment in a Received header, which stands after its last semicolon."""
    _, semicolon, date = received.rpartition(";")
    return moment(date) if semicolon else None


def _usual(text: str) -> datetime | None:
    found = _USUAL.fullmatch(text)
    if found is None or found[2] not in _MONTHS:
        return None
    day, month, year, hour, minute, second, sign, hours, minutes = found.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    local = datetime(int(year), _MONTHS[month], int(day), int(hour), int(minute), min(int(second or 0), 59), tzinfo=UTC)
    return local - offset if sign == "+" else local + offset


def _unusual(text: str) -> datetime | None:
    """By the standard library, which knows named zones, two digits for a year, and weekdays in odd places.

    It does not know GMT+01:00, as Java writes zones.
    """
    parts = parsedate_tz(_NAMED_OFFSET.sub(_offset, text))
    if parts is None:
        return None
    year, month, day, hour, minute, second = parts[:6]
    offset = parts[9] or 0
    local = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    return local - timedelta(seconds=offset if abs(offset) < 86_400 else 0)


def _offset(zone: re.Match[str]) -> str:
    return f"{zone[1]}{zone[2]:0>2}{zone[3] or '00'}"


def _iso(text: str) -> datetime | None:
    found = datetime.fromisoformat(text)
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
