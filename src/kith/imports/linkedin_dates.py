"""The dates of LinkedIn's files. Each file writes them in its own way; day and month are never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
_CLOCK = r"(?:,?[ T]+(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?:\.\d+)?(?:\s*(?P<half>[AP]M))?)?"
_ZONE = r"\s*(?P<zone>UTC|GMT|Z|\+00:?00)?"
_DAYS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # 2026-09-19 13:28:00 UTC · 2026/01/29 14:37:00 UTC · 2026-01-29T14:37:00Z
        rf"(?P<year>\d{{4}})[-/](?P<month>\d\d?)[-/](?P<day>\d\d?){_CLOCK}{_ZONE}",
        # 08 Feb 2026 · 7-Feb-22
        rf"(?P<day>\d\d?)[ -](?P<name>[a-z]{{3}})[a-z]*\.?[ -](?P<year>\d{{4}}|\d\d){_CLOCK}{_ZONE}",
        # 1/29/26, 2:37 PM · 01/29/2026: LinkedIn writes these the American way in every country
        rf"(?P<month>\d\d?)/(?P<day>\d\d?)/(?P<year>\d{{4}}|\d\d){_CLOCK}{_ZONE}",
        # Apr 08, 2024 07:00 AM
        rf"(?P<name>[a-z]{{3}})[a-z]*\.? (?P<day>\d\d?), ?(?P<year>\d{{4}}){_CLOCK}{_ZONE}",
        # Wed Jun 24 12:43:42 UTC 2026
        rf"[a-z]{{3}} (?P<name>[a-z]{{3}}) (?P<day>\d\d?){_CLOCK}{_ZONE} (?P<year>\d{{4}})",
    )
)
_MONTH = re.compile(r"(?P<name>[a-z]{3})[a-z]*\.?,? (?P<year>\d{4})", re.IGNORECASE)
_YEARLY = re.compile(r"(?P<name>[a-z]{3})[a-z]*\.? (?P<day>\d\d?)(?:, ?(?P<year>\d{4}))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and the exact moment where the file also says the time and that it is UTC."""

    on: date
    at: datetime | None


@lru_cache(maxsize=50_000)
def moment(text: str) -> Moment | None:
    """Nothing where the text is no date that LinkedIn writes."""
    found = _first_match(text.strip())
    if found is None:
        return None
    try:
        return _moment(found)
    except ValueError:
        return None


def day(text: str) -> date | None:
    found = moment(text)
    return found.on if found else None


def start_of(text: str) -> date | None:
    """The first day of a time span: "Apr 08, 2024 07:00 AM - Apr 08, 2024 05:00 PM"."""
    return day(text.split(" - ")[0])


def partial(text: str) -> str:
    """As much of ISO 8601 as the text says: "Mar 2020" is 2020-03, "2020" is 2020; "" where it is no date."""
    text = text.strip()
    month = _MONTH.fullmatch(text)
    if re.fullmatch(r"\d{4}(-\d\d)?", text):
        result = text
    elif month and month["name"].lower() in _MONTHS:
        result = f"{month['year']}-{_MONTHS[month['name'].lower()]:02}"
    else:
        known = day(text)
        result = known.isoformat() if known else ""
    return result


def birthday(text: str) -> tuple[int, int, int | None] | None:
    """Month, day and, where it is told, year of "Jan 29" or "Jan 29, 1990"."""
    found = _YEARLY.fullmatch(text.strip())
    if found is None or found["name"].lower() not in _MONTHS:
        return None
    month, number, year = _MONTHS[found["name"].lower()], int(found["day"]), found["year"]
    try:
        date(int(year or 2000), month, number)
    except ValueError:
        return None
    return month, number, int(year) if year else None


def _first_match(text: str) -> re.Match[str] | None:
    return next((found for pattern in _DAYS if (found := pattern.fullmatch(text))), None)


def _moment(found: re.Match[str]) -> Moment:
    """Raises ValueError for a day or an hour that does not exist."""
    parts = found.groupdict()
    on = date(_year(parts["year"]), _month(parts), int(parts["day"]))
    if not parts["zone"] or not parts["hour"]:
        return Moment(on, None)
    clock = (_hour(parts["hour"], parts["half"]), int(parts["minute"]), int(parts["second"] or 0))
    return Moment(on, datetime(on.year, on.month, on.day, *clock, tzinfo=UTC))


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _month(parts: dict[str, str | None]) -> int:
    name = parts.get("name")
    return _MONTHS.get(name.lower(), 0) if name else int(parts.get("month") or 0)


def _hour(text: str, half: str | None) -> int:
    hour = int(text)
    if half:
        hour = hour % 12 + (12 if half.upper() == "PM" else 0)
    return hour
