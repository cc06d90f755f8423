"""The day that matched words mean, counted from today: one function for each way of saying it."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
COUNTS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Clock:
    today: date
    looks_back: bool
    day_first: bool | None


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last day of that month. Raises ValueError outside the years 1 to 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise ValueError("year out of range")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def iso(match: re.Match[str], _clock: Clock) -> date:
    return date(int(match[1]), int(match[3]), int(match[4]))


def dotted(match: re.Match[str], _clock: Clock) -> date:
    return date(_full_year(match[3]), int(match[2]), int(match[1]))


def slashed(match: re.Match[str], clock: Clock) -> date | None:
    left, right, year = int(match[1]), int(match[2]), _full_year(match[3])
    if left == right or right > 12:
        return date(year, left, right)
    elif left > 12 or clock.day_first:
        return date(year, right, left)
    else:
        return None if clock.day_first is None else date(year, left, right)


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def day_month(match: re.Match[str], clock: Clock) -> date | None:
    return _calendar_day(int(match[1]), match[2], match[3], clock)


def month_day(match: re.Match[str], clock: Clock) -> date | None:
    return _calendar_day(int(match[2]), match[1], match[3], clock)


def _calendar_day(day: int, month_name: str, year: str | None, clock: Clock) -> date | None:
    month = _month(month_name)
    return date(int(year), month, day) if year else _nearest(month, day, clock)


def _nearest(month: int, day: int, clock: Clock) -> date | None:
    step = -1 if clock.looks_back else 1
    for year in range(clock.today.year, clock.today.year + 9 * step, step):  # 29 February may be eight years off
        if 1 <= year <= 9999 and day <= calendar.monthrange(year, month)[1]:
            found = date(year, month, day)
            if (found <= clock.today) if clock.looks_back else (found >= clock.today):
                return found
    return None


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def whole_month(match: re.Match[str], clock: Clock) -> date | None:
    how, month, year = (match[1] or "in").lower(), _month(match[2]), match[3]
    if year:
        return date(int(year), month, 1)
    elif how == "this":
        return date(clock.today.year, month, 1)
    elif how in ("last", "past"):
        return _nearest(month, 1, replace(clock, today=_edge("start", "month", clock.today) - _DAY, looks_back=True))
    elif how == "next":
        return _nearest(month, 1, replace(clock, today=_edge("end", "month", clock.today) + _DAY, looks_back=False))
    else:
        return _nearest(month, 1, clock)


def named_day(match: re.Match[str], clock: Clock) -> date:
    words = " ".join(match[1].lower().split())
    days = {"day before yesterday": -2, "yesterday": -1, "last night": -1, "tomorrow": 1, "day after tomorrow": 2}
    return clock.today + timedelta(days=days.get(words, 0))


def weekday(match: re.Match[str], clock: Clock) -> date:
    return _weekday_from(match[2], (match[1] or "").lower(), clock)


def weekday_of_week(match: re.Match[str], clock: Clock) -> date:
    weeks = {"last": -1, "this": 0, "next": 1}[match[2].lower()]
    return _monday(clock.today) + timedelta(days=7 * weeks + _WEEKDAYS.index(match[1][:3].lower()))


def _weekday_from(name: str, how: str, clock: Clock) -> date:
    number = _WEEKDAYS.index(name[:3].lower())
    ahead = timedelta(days=(number - clock.today.weekday() - 1) % 7 + 1)
    if how == "next":
        return _monday(clock.today) + timedelta(days=7 + number)
    elif how == "this":
        this = _monday(clock.today) + timedelta(days=number)
        return this if clock.looks_back or this >= clock.today else clock.today + ahead
    else:
        back = timedelta(days=(clock.today.weekday() - number - 1) % 7 + 1)
        return clock.today - back if how in ("last", "past") or (clock.looks_back and not how) else clock.today + ahead


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def ahead(match: re.Match[str], clock: Clock) -> date:
    return _shift(clock.today, _count(match[1]), match[2])


def ago(match: re.Match[str], clock: Clock) -> date:
    return _shift(clock.today, -_count(match[1]), match[2])


def _count(words: str) -> int:
    word = words.lower()
    if word.isdecimal():
        return int(word)
    elif "couple" in word or "few" in word:
        return 2 if "couple" in word else 3
    else:
        return 1 if word in ("a", "an") else COUNTS.index(word) + 1


def _shift(day: date, count: int, unit: str) -> date:
    months = {"mon": 1, "qua": 3, "yea": 12, "yr": 12}.get(unit[:3].lower())
    days = {"min": 0, "hou": 0, "day": 1, "d": 1, "wee": 7, "wk": 7, "w": 7, "for": 14}.get(unit[:3].lower(), 0)
    return add_months(day, count * months) if months else day + timedelta(days=count * days)


def whole_unit(match: re.Match[str], clock: Clock) -> date:
    how, unit = match[1].lower(), match[2].lower()
    step = {"last": -1, "past": -1, "previous": -1, "this": 0}.get(how, 1)
    if step == 0:
        return clock.today if clock.looks_back else _edge("end", unit, clock.today)
    else:
        return _shift(clock.today, step, unit)


def weekend(match: re.Match[str], clock: Clock) -> date:
    how = (match[1] or "").lower()
    saturday = _monday(clock.today) + timedelta(days=5)
    if how == "next":
        return saturday + timedelta(days=7)
    else:
        looks_back = how in ("last", "past") or (clock.looks_back and how != "this")
        return saturday - timedelta(days=7) if looks_back and clock.today < saturday else saturday


def edge_of(match: re.Match[str], clock: Clock) -> date:
    step = {"last": -1, "next": 1}.get((match[2] or "this").lower(), 0)
    unit = match[3].lower()
    return _edge(match[1].lower(), unit, clock.today if unit == "day" else _shift(clock.today, step, unit))


def edge_of_month(match: re.Match[str], clock: Clock) -> date | None:
    month = _month(match[2])
    if match[3]:
        return _edge(match[1].lower(), "month", date(int(match[3]), month, 1))
    first = _nearest(month, 1, replace(clock, looks_back=clock.looks_back or clock.today.month == month))
    return _edge(match[1].lower(), "month", first) if first else None


def _edge(which: str, unit: str, day: date) -> date:
    """First or last day of the week, month, quarter or year that `day` is in; a week ends on its Friday, for work does."""
    months = {"month": 1, "quarter": 3, "year": 12}.get(unit)
    if unit == "day":
        return day
    elif months is None:
        return _monday(day) + timedelta(days=max(4, day.weekday()) if which == "end" else 0)
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return add_months(first, months) - timedelta(days=1) if which == "end" else first


def day_of_month(match: re.Match[str], clock: Clock) -> date | None:
    day, step = int(match[1]), -1 if clock.looks_back else 1
    for months in range(4):
        month = add_months(clock.today.replace(day=1), step * months)
        if day <= calendar.monthrange(month.year, month.month)[1]:
            found = month.replace(day=day)
            if (found <= clock.today) if clock.looks_back else (found >= clock.today):
                return found
    return None
