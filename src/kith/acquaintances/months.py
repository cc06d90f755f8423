"""When somebody was at a place, in months, as exactly and no more exactly than it is known.

A date may be a day, a month or a year. A year alone means that it was some month of that year: two times surely overlap
if they do wherever in their years they began and ended, and may overlap if they do for some of these. A date that is not
known leaves its side open: it speaks against nothing, and shows nothing. A time that ended before it began has no dates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Months = NDArray[np.int64]

NEVER, EVER = -(10**6), 10**6  # before and after all months
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-\d\d)?")

Dates = tuple[str, str, bool]  # started, ended, is_current


@dataclass(frozen=True, slots=True)
class Spans:
    """Times at a place: (n,) months each, counted from the year 0. `sure_start` is the latest month in which it may have
    begun, EVER if not known; `sure_end` the earliest in which it may have ended, NEVER if not known; the other two are
    the widest that it may have been."""

    sure_start: Months
    sure_end: Months
    start: Months
    end: Months


@dataclass(frozen=True, slots=True)
class Shared:
    """What pairs of times have in common: `months` surely together (0 if that is not known), `last` the month in which
    that ended, `first` in which it began, and whether no date speaks against it."""

    months: Months
    first: Months
    last: Months
    may_be: NDArray[np.bool_]


def spans(dates: Sequence[Dates], on: date) -> Spans:
    """The times that these dates tell of. O(n)."""
    now = month_of(on)
    found = np.array([_span(*each, now) for each in dates], np.int64).reshape(-1, 4)
    return Spans(found[:, 0], found[:, 1], found[:, 2], found[:, 3])


def shared(times: Spans, one: NDArray[np.intp], other: NDArray[np.intp]) -> Shared:
    """What times number `one` and `other` have in common, pair by pair. O(pairs)."""
    first = np.maximum(times.sure_start[one], times.sure_start[other])
    last = np.minimum(times.sure_end[one], times.sure_end[other])
    may_be = np.minimum(times.end[one], times.end[other]) >= np.maximum(times.start[one], times.start[other])
    return Shared(np.where(last >= first, last - first + 1, 0), first, last, may_be)


def month_of(day: date) -> int:
    """The number of the day's month."""
    return day.year * 12 + day.month - 1


@lru_cache(maxsize=1 << 14)
def _span(started: str, ended: str, is_current: bool, now: int) -> tuple[int, int, int, int]:
    begins, ends = _month(started), (now, now) if is_current and not ended else _month(ended)
    if begins and ends and ends[1] < begins[0]:
        begins = ends = None
    sure_start, start = (begins[1], begins[0]) if begins else (EVER, NEVER)
    sure_end, end = ends or (NEVER, EVER)
    return sure_start, sure_end, start, end


def _month(text: str) -> tuple[int, int] | None:
    """The first and last month that the date may mean; None if it says nothing."""
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    year = int(found[1]) * 12
    month = int(found[2] or 0)
    return (year + month - 1, year + month - 1) if 1 <= month <= 12 else (year, year + 11)
