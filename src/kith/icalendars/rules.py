"""Recurrence rules as RFC 5545 (3.3.10) writes them: FREQ=WEEKLY;BYDAY=MO,TH;COUNT=10."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kith.icalendars.moments import BadMoment, as_moment

FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LARGEST = 1_000_000  # of an interval or a count; larger ones are not meant
MOST_VALUES = 400  # of one part; there are 366 days in a year

_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_NUMBER = re.compile(r"[+-]?\d{1,7}", re.ASCII)


class BadRule(ValueError):
    """A rule that is none. The message is a plain sentence."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule. Parts that are not given are empty; `days` are (0 or the place, weekday from Monday 0); months count from 1.

    `until` is the last moment: a date, a moment of the wall clock, or one with a time zone.
    """

    freq: str
    interval: int = 1
    count: int | None = None
    until: date | datetime | None = None
    months: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    days: tuple[tuple[int, int], ...] = ()
    hours: tuple[int, ...] = ()
    minutes: tuple[int, ...] = ()
    seconds: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    week_start: int = 0


def as_rule(text: str) -> Rule:
    """The rule that a text says. O(length). Raises BadRule where it has no FREQ, an unknown part, or an impossible value."""
    parts = _parts(text)
    freq = parts.pop("FREQ", "")
    if freq not in FREQUENCIES:
        raise BadRule("The rule does not say how often it repeats (FREQ).")
    return Rule(
        freq=freq,
        interval=_number(parts, "INTERVAL") or 1,
        count=_number(parts, "COUNT"),
        until=_until(parts.pop("UNTIL", "")),
        week_start=_week_start(parts.pop("WKST", "MO")),
        days=tuple(sorted({_day(value) for value in _values(parts.pop("BYDAY", ""))})),
        **_listed(parts),
    )


def _parts(text: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in filter(None, text.upper().replace(" ", "").split(";")):
        name, equals, value = part.partition("=")
        if not equals or name in parts:
            raise BadRule(f"The rule has a part that cannot be read: {part[:40]}.")
        parts[name] = value
    if parts.pop("RSCALE", "GREGORIAN") != "GREGORIAN" or parts.pop("SKIP", "OMIT") != "OMIT":
        raise BadRule("The rule follows a calendar that Kith does not know.")
    return parts


def _listed(parts: Mapping[str, str]) -> dict[str, tuple[int, ...]]:
    """The parts that are lists of numbers, by the field of Rule; each number once and in order."""
    found: dict[str, tuple[int, ...]] = {}
    for name, value in parts.items():
        if name not in _LISTS:
            raise BadRule(f"The rule has a part that Kith does not know: {name[:40]}.")
        field, fits = _LISTS[name]
        found[field] = tuple(sorted({_listed_number(name, text, fits) for text in _values(value)}))
    return found


def _listed_number(name: str, text: str, fits: Callable[[int], bool]) -> int:
    if not _NUMBER.fullmatch(text) or not fits(int(text)):
        raise BadRule(f"{name} in the rule cannot be {text[:40] or 'empty'}.")
    # Second 60 is a leap second, which clocks without leap seconds take for the one before it.
    return 59 if name == "BYSECOND" and int(text) == 60 else int(text)


def _signed(largest: int) -> Callable[[int], bool]:
    return lambda number: 1 <= abs(number) <= largest


_LISTS: dict[str, tuple[str, Callable[[int], bool]]] = {
    "BYMONTH": ("months", range(1, 13).__contains__),
    "BYWEEKNO": ("weeks", _signed(53)),
    "BYYEARDAY": ("year_days", _signed(366)),
    "BYMONTHDAY": ("month_days", _signed(31)),
    "BYHOUR": ("hours", range(24).__contains__),
    "BYMINUTE": ("minutes", range(60).__contains__),
    "BYSECOND": ("seconds", range(61).__contains__),
    "BYSETPOS": ("places", _signed(366)),
}


def _values(text: str) -> list[str]:
    values = text.split(",") if text else []
    if len(values) > MOST_VALUES:
        raise BadRule("The rule lists more values than there are.")
    return values


def _number(parts: dict[str, str], name: str) -> int | None:
    text = parts.pop(name, "-1")
    if text == "-1":  # Confluence writes it for "not counted"
        return None
    if not _NUMBER.fullmatch(text) or not 1 <= int(text) <= LARGEST:
        raise BadRule(f"{name} in the rule cannot be {text[:40] or 'empty'}.")
    return int(text)


def _day(text: str) -> tuple[int, int]:
    found = _DAY.fullmatch(text)
    if found is None or (found[1] and not 1 <= abs(int(found[1])) <= 53):
        raise BadRule(f"BYDAY in the rule cannot be {text[:40] or 'empty'}.")
    return int(found[1] or 0), WEEKDAYS.index(found[2])


def _week_start(text: str) -> int:
    if text not in WEEKDAYS:
        raise BadRule(f"WKST in the rule cannot be {text[:40] or 'empty'}.")
    return WEEKDAYS.index(text)


def _until(text: str) -> date | datetime | None:
    try:
        return as_moment(text) if text else None
    except BadMoment as error:
        raise BadRule(f"The rule ends on a day that is none: {text[:40]}.") from error
