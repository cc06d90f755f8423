"""Weeks, which begin on Monday for everyone here, and the rolling four of them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

FOUR_WEEKS = timedelta(days=27)  # from the first of 28 days to the last
_WEEK = timedelta(weeks=1)


@lru_cache(maxsize=4096)
def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def rolling(on: date) -> tuple[date, date]:
    """Return the first and the last of the 28 days that end with this one."""
    return on - FOUR_WEEKS, on


def mondays(on: date, count: int) -> list[date]:
    """Return so many Mondays, the last that of this day's week."""
    last = monday(on)
    return [last - _WEEK * back for back in reversed(range(count))]


def sunday(week: date) -> date:
    """Return the last day of the week of a Monday."""
    return week + timedelta(days=6)
