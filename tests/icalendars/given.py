"""Calendar files for tests, written as programs write them."""

from __future__ import annotations

import io
from datetime import date

from kith.icalendars import CalendarFile, Fault, Happening, happenings, read_file


def event(*lines: str, uid: str = "one", start: str = "DTSTART:20260302T090000Z") -> str:
    """Return the text of an event."""
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", start, "SUMMARY:Lunch", *lines, "END:VEVENT"])


def calendar(*parts: str, head: tuple[str, ...] = ()) -> str:
    """Return the text of a calendar with these parts."""
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *head, *parts, "END:VCALENDAR", ""])


def read(text: str | bytes) -> CalendarFile:
    """Return what is in a file with this text."""
    data = text.encode() if isinstance(text, str) else text
    return read_file(lambda: io.BytesIO(data))


def times(text: str, first: date = date(2026, 1, 1), last: date = date(2026, 12, 31)) -> list[Happening]:
    """Return when the events of a file take place; fail if one of them cannot be worked out."""
    found = list(happenings(read(text).events, first, last))
    assert not [each for each in found if isinstance(each, Fault)]
    return sorted((each for each in found if isinstance(each, Happening)), key=lambda each: str(each.start))
