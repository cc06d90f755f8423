"""Days, moments and spans as RFC 5545 writes them: 20260302, 20260302T090000Z, PT1H30M."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, tzinfo

Moment = date | datetime

LONGEST = timedelta(days=3660)  # ten years; longer spans are not meant

_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})", re.ASCII)
_MOMENT = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})T(\d{2}):?(\d{2}):?(\d{2})?(?:\.\d+)?(Z|[+-]00:?00)?", re.ASCII)
_SPAN = re.compile(
    r"([+-])?P(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?", re.ASCII
)


class BadMoment(ValueError):
    """A day, moment or span that is none. The message is what was written."""


def as_moment(text: str, zone: tzinfo | None = None) -> Moment:
    """A date, or a datetime: in UTC if it says so, else in the zone, else naive (floating). Raises BadMoment.

    The years 1 and 9999, with which programs say "never", are taken for 2 and 9998, as a time zone may lead out of them.
    """
    text = text.strip().upper()
    day, moment = _DAY.fullmatch(text), _MOMENT.fullmatch(text)
    try:
        if day:
            return date(_year(day[1]), int(day[2]), int(day[3]))
        if moment:
            month, day_, hour, minute = (int(moment[place]) for place in range(2, 6))
            second = min(int(moment[6] or 0), 59)  # 60 is a leap second
            return datetime(_year(moment[1]), month, day_, hour, minute, second, tzinfo=UTC if moment[7] else zone)
    except ValueError as error:
        raise BadMoment(text[:40]) from error
    raise BadMoment(text[:40])


def _year(text: str) -> int:
    return min(max(int(text), 2), 9998) if int(text) else 0


def as_span(text: str) -> timedelta:
    """How long something takes. Raises BadMoment, also where it is longer than ten years."""
    found = _SPAN.fullmatch(text.strip().upper())
    if found is None or not any(found.groups()[1:]):
        raise BadMoment(text[:40])
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    span = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    if span > LONGEST:
        raise BadMoment(text[:40])
    return -span if found[1] == "-" else span


def day_of(moment: Moment) -> date:
    """The day on the wall calendar of the moment's own zone."""
    return moment.date() if isinstance(moment, datetime) else moment


def resolved(moment: datetime) -> datetime:
    """The moment as it happens: one that the clocks jump over is as much later as they jump (RFC 5545, 3.3.5)."""
    if moment.tzinfo is None:
        return moment
    return moment.astimezone(UTC).astimezone(moment.tzinfo)
