"""Which yearly days of people are coming: birthdays, anniversaries, and years in a job."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from kith import sql
from kith.accounts.models import User
from kith.people.models import IN_BOOK, Occasion

_YEAR = 366


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A yearly day of a person and when it is next. `years`: the age or the count of years on that day, if known.

    Either `occasion_id` or `position_id` says where it is known from. `organisation` is that of the position.
    Where `is_exact` is false only the month is known, and `on` is its first day.
    """

    person_id: int
    sort_name: str
    kind: str
    on: date
    years: int | None = None
    label: str = ""
    organisation: str = ""
    occasion_id: int | None = None
    position_id: int | None = None
    is_exact: bool = True


def upcoming_occasions(owner: User, on: date, days: int, person_id: int | None = None) -> list[Upcoming]:
    """Those from the day `on` to `days` days later, the soonest first; of everybody, or of one person. Two queries.

    29 February is kept on the 28th in common years. Years in a job follow from current positions whose start is
    known to the month at least, unless the person has a work anniversary of their own in that month.
    """
    window = _Window(on, min(days, _YEAR))
    stated = list(_stated(owner, window, person_id))
    own = {(coming.person_id, coming.on.month) for coming in stated if coming.kind == Occasion.Kind.WORK_ANNIVERSARY}
    derived = [
        coming for coming in _derived(owner, window, person_id) if (coming.person_id, coming.on.month) not in own
    ]
    return sorted(stated + derived, key=lambda coming: (coming.on, coming.sort_name, coming.person_id))


def kept_on(year: int, month: int, day: int) -> date:
    """The day on which a yearly day is kept in this year."""
    if (month, day) == (2, 29) and not calendar.isleap(year):
        day = 28
    return date(year, month, day)


@dataclass(frozen=True, slots=True)
class _Window:
    on: date
    days: int

    def shown(self) -> list[date]:
        """The days that are looked at."""
        return [self.on + timedelta(days=offset) for offset in range(self.days + 1)]

    def next(self, month: int, day: int) -> date | None:
        """The next time that the day is kept, if it is in the window."""
        for year in (self.on.year, self.on.year + 1):
            when = kept_on(year, month, day)
            if self.on <= when <= self.on + timedelta(days=self.days):
                return when
        return None


def _stated(owner: User, window: _Window, person_id: int | None) -> Iterator[Upcoming]:
    for occasion_id, kind, label, month, day, born, who, sort_name in _occasions(owner, window, person_id):
        when = window.next(month, day)
        if when and (born is None or born <= when.year):
            years = when.year - born if born else None
            yield Upcoming(who, sort_name, kind, when, years, label, occasion_id=occasion_id)


def _occasions(owner: User, window: _Window, person_id: int | None) -> list[tuple[Any, ...]]:
    """Those of the window, and perhaps some of the same days of another month."""
    days, months = {day.day for day in window.shown()}, {day.month for day in window.shown()}
    days |= {29} if 2 in months and 28 in days else set()
    asked, who = _asked(_OCCASIONS, person_id), {"owner": owner.pk, "person": person_id}
    return sql.rows(asked, months=sorted(months), days=sorted(days), **who)


def _derived(owner: User, window: _Window, person_id: int | None) -> Iterator[Upcoming]:
    for position_id, title, started, organisation, who, sort_name in _positions(owner, window, person_id):
        year, month, day = (int(part) for part in f"{started}-01"[:10].split("-"))
        when = window.next(month, day)
        if when and when.year > year:
            yield Upcoming(
                who,
                sort_name,
                Occasion.Kind.WORK_ANNIVERSARY,
                when,
                when.year - year,
                title,
                organisation=organisation or "",
                position_id=position_id,
                is_exact=len(started) == 10,
            )


def _positions(owner: User, window: _Window, person_id: int | None) -> list[tuple[Any, ...]]:
    starts = {f"{day:%m-%d}" for day in window.shown()} | {f"{day:%m}" for day in window.shown() if day.day == 1}
    starts |= {"02-29"} if "02-28" in starts else set()
    asked, who = _asked(_POSITIONS, person_id), {"owner": owner.pk, "person": person_id}
    return sql.rows(asked, today=window.on.isoformat(), starts=sorted(starts), **who)


def _asked(statement: str, person_id: int | None) -> str:
    start = "SUBSTRING(s.started, 6)" if connection.vendor == "postgresql" else "SUBSTR(s.started, 6)"
    return statement.format(in_book=IN_BOOK, start=start, who="AND p.id = %(person)s" if person_id else "")


_OCCASIONS = """
    SELECT o.id, o.kind, o.label, o.month, o.day, o.year, p.id, p.sort_name
    FROM people_occasion o JOIN people_person p ON p.id = o.person_id
    WHERE o.owner_id = %(owner)s AND o.month IN %(months)s AND o.day IN %(days)s AND {in_book} {who}
"""
# The start is written as in the index "position_start_day", or it would not be used.
_POSITIONS = """
    SELECT s.id, s.title, s.started, g.name, p.id, p.sort_name
    FROM people_position s
    JOIN people_person p ON p.id = s.person_id
    LEFT JOIN people_organisation g ON g.id = s.organisation_id
    WHERE s.owner_id = %(owner)s AND s.is_current AND s.kind = 'work' AND (s.ended = '' OR s.ended > %(today)s)
    AND {start} IN %(starts)s AND {in_book} {who}
    ORDER BY s.started, s.id
"""
