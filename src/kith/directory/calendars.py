"""Days on which a listed group meets, as a calendar file with alarms (RFC 5545), for whatever program the user has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from kith.directory.models import Listing, ListingDate

_ALARMS = ("-P1D", "-PT2H")  # the evening before is late for a plan, two hours are enough to leave
_LONGEST = 75  # octets in a line
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def calendar(listing: Listing, days: Iterable[ListingDate], *, now: datetime) -> bytes:
    """Return a calendar file of these days, each with an alarm a day and two hours before."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Kith//Directory//EN", "METHOD:PUBLISH"]
    for day in days:
        lines += _event(listing, day, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _event(listing: Listing, day: ListingDate, now: datetime) -> Iterator[str]:
    title = f"{listing.name}: {day.title}" if day.title and day.title != listing.name else listing.name
    yield "BEGIN:VEVENT"
    yield f"UID:{day.event_uid}"
    yield f"DTSTAMP:{_moment(now)}"
    yield from _times(day)
    yield f"SUMMARY:{_text(title)}"
    if place := day.place or listing.place:
        yield f"LOCATION:{_text(place)}"
    if url := day.url or listing.url:
        yield f"URL:{url}"
    about = filter(
        None, (listing.purpose, _("From: %(source)s") % {"source": listing.source} if listing.source else "")
    )
    yield f"DESCRIPTION:{_text(chr(10).join(about))}"
    for before in _ALARMS:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_text(title)}", f"TRIGGER:{before}", "END:VALARM")
    yield "END:VEVENT"


def _times(day: ListingDate) -> tuple[str, str]:
    if day.is_whole_day:
        start, end = (moment.astimezone(day.zone).date() for moment in (day.starts_at, day.ends_at))
        return f"DTSTART;VALUE=DATE:{start:%Y%m%d}", f"DTEND;VALUE=DATE:{end:%Y%m%d}"
    return f"DTSTART:{_moment(day.starts_at)}", f"DTEND:{_moment(day.ends_at)}"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    return text.translate(_ESCAPED)


def _folded(line: str) -> Iterator[str]:
    """In lines of 75 octets at most, cut between letters; what goes on begins with a space."""
    start = ""
    while len((start + line).encode()) > _LONGEST:
        cut = _LONGEST - len(start)
        while len((start + line[:cut]).encode()) > _LONGEST:
            cut -= 1
        yield start + line[:cut]
        start, line = " ", line[cut:]
    yield start + line
