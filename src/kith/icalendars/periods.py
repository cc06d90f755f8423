"""The periods of a rule (years, months, weeks, days), and which days in them it allows: RFC 5545, 3.3.10, the table of BY parts."""

from __future__ import annotations

import calendar
from datetime import date

from kith.icalendars.rules import Rule


def unit_of(rule: Rule, day: date) -> int:
    """The number of the period that a day is in."""
    if rule.freq == "YEARLY":
        return _week_year(day, rule.week_start) if rule.weeks else day.year
    elif rule.freq == "MONTHLY":
        return day.year * 12 + day.month - 1
    elif rule.freq == "WEEKLY":
        return (day.toordinal() - 1 - rule.week_start) // 7
    else:
        return day.toordinal()


def days_of(rule: Rule, unit: int) -> tuple[int, list[date]]:
    """How many days of a period were looked at, and those that the rule allows."""
    first, past = _ends(rule, unit)
    first, past = max(first, 1), min(past, date.max.toordinal() + 1)
    days = [day for day in map(date.fromordinal, range(first, past)) if allows(rule, day)]
    return past - first, days


def _ends(rule: Rule, unit: int) -> tuple[int, int]:
    """The ordinal of a period's first day, and of the first day past it."""
    if rule.freq == "YEARLY" and rule.weeks:
        return _first_week(unit, rule.week_start), _first_week(unit + 1, rule.week_start)
    elif rule.freq == "YEARLY":
        return _month_start(unit, min(rule.months, default=1)), _month_start(unit, max(rule.months, default=12) + 1)
    elif rule.freq == "MONTHLY":
        return _month_start(unit // 12, unit % 12 + 1), _month_start(unit // 12, unit % 12 + 2)
    elif rule.freq == "WEEKLY":
        return unit * 7 + 1 + rule.week_start, unit * 7 + 8 + rule.week_start
    else:
        return unit, unit + 1


def _month_start(year: int, month: int) -> int:
    """The ordinal of a month's first day; month 13 is the next January."""
    year, month = (year + 1, 1) if month == 13 else (year, month)
    return date.max.toordinal() + 1 if year > date.max.year else date(year, month, 1).toordinal()


def _first_week(year: int, week_start: int) -> int:
    """The ordinal of the first day of week 1: the week that has 4 January in it."""
    if year > date.max.year:
        return date.max.toordinal() + 1
    fourth = date(year, 1, 4).toordinal()
    return fourth - (fourth - 1 - week_start) % 7


def _week_year(day: date, week_start: int) -> int:
    """The year whose weeks a day belongs to."""
    ordinal = day.toordinal()
    if ordinal < _first_week(day.year, week_start):
        return day.year - 1
    return day.year + (ordinal >= _first_week(day.year + 1, week_start))


def allows(rule: Rule, day: date) -> bool:
    """Whether all parts of the rule that speak of days allow this one. O(1)."""
    return (
        (not rule.months or day.month in rule.months)
        and (not rule.days or _fits_weekday(rule, day))
        and (not rule.month_days or _either_end(day.day, _length(day), rule.month_days))
        and (not rule.year_days or _either_end(day.timetuple().tm_yday, _year_length(day), rule.year_days))
        and (not rule.weeks or _fits_week(rule, day))
    )


def _fits_weekday(rule: Rule, day: date) -> bool:
    weekday = day.weekday()
    places = [place for place, each in rule.days if each == weekday]
    if not places or 0 in places or rule.freq not in ("YEARLY", "MONTHLY"):
        return bool(places)
    if rule.freq == "YEARLY" and not rule.months:
        place, length = day.timetuple().tm_yday, _year_length(day)
    else:
        place, length = day.day, _length(day)
    return (place - 1) // 7 + 1 in places or -((length - place) // 7 + 1) in places


def _fits_week(rule: Rule, day: date) -> bool:
    year = _week_year(day, rule.week_start)
    first, past = _first_week(max(year, 1), rule.week_start), _first_week(year + 1, rule.week_start)
    return _either_end((day.toordinal() - first) // 7 + 1, (past - first) // 7, rule.weeks)


def _either_end(place: int, length: int, wanted: tuple[int, ...]) -> bool:
    return place in wanted or place - length - 1 in wanted


def _length(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]


def _year_length(day: date) -> int:
    return 366 if calendar.isleap(day.year) else 365
