"""Which yearly days of people are coming: birthdays, anniversaries, and years in a job."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.db.models.functions import Substr

from kith.accounts.models import User
from kith.people.models import Occasion, Person, Position

_YEAR = 366


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A yearly day of a person and when it is next. `years`: the age or the count of years on that day, if known.

    Either `occasion_id` or `position_id` says where it is known from. `organisation` is that of the position.
    Where `is_exact` is false only the month is known, and `on` is its first day.
    """

    person: Person
    kind: str
    on: date
    years: int | None = None
    label: str = ""
    organisation: str = ""
    occasion_id: int | None = None
    position_id: int | None = None
    is_exact: bool = True


def upcoming_occasions(owner: User, on: date, days: int) -> list[Upcoming]:
    """Those from the day `on` to `days` days later, the soonest first. Two queries.

    29 February is kept on the 28th in common years. Years in a job follow from current positions whose start is
    known to the month at least, unless the person has a work anniversary of their own in that month.
    """
    window = _Window(on, min(days, _YEAR))
    stated = list(_stated(owner, window))
    own = {(coming.person.pk, coming.on.month) for coming in stated if coming.kind == Occasion.Kind.WORK_ANNIVERSARY}
    derived = [coming for coming in _derived(owner, window) if (coming.person.pk, coming.on.month) not in own]
    return sorted(stated + derived, key=lambda coming: (coming.on, coming.person.sort_name, coming.person.pk))


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


def _stated(owner: User, window: _Window) -> Iterator[Upcoming]:
    found = Occasion.objects.filter(_on_days(window), owner=owner, **_IN_BOOK).select_related("person")
    for row in found.only("kind", "label", "month", "day", "year", *_PERSON):
        when = window.next(row.month, row.day)
        if when and (row.year is None or row.year <= when.year):
            years = when.year - row.year if row.year else None
            yield Upcoming(row.person, row.kind, when, years, row.label, occasion_id=row.pk)


def _on_days(window: _Window) -> Q:
    """Which days of which months are kept in the window; a leap day perhaps on the day before."""
    by_month: dict[int, set[int]] = {}
    for day in window.shown():
        by_month.setdefault(day.month, set()).add(day.day)
    if 28 in by_month.get(2, ()):
        by_month[2].add(29)
    wanted = Q(pk__in=[])
    for month, days in by_month.items():
        wanted |= Q(month=month, day__in=sorted(days))
    return wanted


def _derived(owner: User, window: _Window) -> Iterator[Upcoming]:
    starts = {f"{day:%m-%d}" for day in window.shown()} | {f"{day:%m}" for day in window.shown() if day.day == 1}
    starts |= {"02-29"} if "02-28" in starts else set()
    current = Position.objects.filter(owner=owner, is_current=True, kind=Position.Kind.WORK, **_IN_BOOK)
    dated = current.filter(Q(ended="") | Q(ended__gt=window.on.isoformat())).annotate(start=Substr("started", 6))
    found = dated.filter(start__in=sorted(starts)).select_related("person", "organisation").order_by("started", "pk")
    for row in found.only("title", "started", "organisation__name", *_PERSON):
        year, month, day = (int(part) for part in f"{row.started}-01"[:10].split("-"))
        when = window.next(month, day)
        if when and when.year > year:
            yield Upcoming(
                row.person,
                Occasion.Kind.WORK_ANNIVERSARY,
                when,
                when.year - year,
                row.title,
                organisation=row.organisation.name if row.organisation else "",
                position_id=row.pk,
                is_exact=len(row.started) == 10,
            )


_PERSON = ("person__name", "person__sort_name", "person__given", "person__nickname")
_IN_BOOK: dict[str, Any] = {"person__binned_at": None, "person__merged_into": None, "person__is_self": False}
