"""A member's own figures: weeks, personal bests, and where the bars of the plot stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from kith.accounts.models import User
from kith.challenges import questions, weeks
from kith.challenges.models import Entry, Statistic

WEEKS = 26
WIDTH, HEIGHT = 312, 72  # of the plot, in its own units
_STEP = WIDTH / WEEKS
_GAP = 2
_NOTHING = Decimal(0)
_BY_KITH = Entry.Source.KITH.value


@dataclass(frozen=True)
class Bar:
    """A week's bar, and the same in words and numbers."""

    week: date
    amount: Decimal
    x: str
    y: str
    width: str
    height: str
    begins_month: bool  # and has room for its name


@dataclass(frozen=True)
class Figures:
    """What one did. Bests are None where nothing was entered yet."""

    this_week: Decimal
    four_weeks: Decimal
    total: Decimal
    best_week: tuple[date, Decimal] | None
    best_day: tuple[date, Decimal] | None
    longest: Entry | None  # of the activities that watches recorded
    bars: list[Bar]

    @property
    def has_bars(self) -> bool:
        """Whether there is anything to draw."""
        return any(bar.amount for bar in self.bars)


def of(user: User, statistic: Statistic, on: date) -> Figures:
    """Add up all that the user ever entered for a statistic, with two questions."""
    days = questions.all_days(user, statistic)
    by_week, by_day = _sums(days)
    first, _last = weeks.rolling(on)
    return Figures(
        this_week=by_week.get(weeks.monday(on), Decimal(0)),
        four_weeks=sum((amount for day, _source, amount in days if first <= day <= on), _NOTHING),
        total=sum(by_week.values(), Decimal(0)),
        best_week=_best(by_week),
        best_day=_best(by_day),
        longest=next(iter(questions.longest(user, statistic)), None) if statistic.is_measured else None,
        bars=_bars(by_week, on),
    )


def is_best_week(user: User, statistic: Statistic, on: date) -> bool:
    """Whether the week of a day is the best so far, of at least two weeks in which anything was done."""
    entries = Entry.objects.visible_to(user).filter(statistic=statistic).order_by()
    by_week: dict[date, Decimal] = defaultdict(Decimal)
    for day, amount in entries.values_list("on").annotate(Sum("amount")):
        by_week[weeks.monday(day)] += amount
    now = by_week.pop(weeks.monday(on), Decimal(0))
    return bool(by_week) and now > max(by_week.values())


def _sums(days: Iterable[tuple[date, str, Decimal]]) -> tuple[dict[date, Decimal], dict[date, Decimal]]:
    """By week, and by day where it is known."""
    by_week: dict[date, Decimal] = {}
    by_day: dict[date, Decimal] = {}
    for day, source, amount in days:
        week = weeks.monday(day)
        by_week[week] = by_week.get(week, _NOTHING) + amount
        if source != _BY_KITH:
            by_day[day] = by_day.get(day, _NOTHING) + amount
    return by_week, by_day


def _best(amounts: Mapping[date, Decimal]) -> tuple[date, Decimal] | None:
    """The largest, and the first time that it was reached."""
    return min(amounts.items(), key=lambda each: (-each[1], each[0]), default=None)


def _bars(by_week: Mapping[date, Decimal], on: date) -> list[Bar]:
    amounts = {week: by_week.get(week, Decimal(0)) for week in weeks.mondays(on, WEEKS)}
    most = max(amounts.values()) or Decimal(1)
    return [_bar(number, week, amount, most) for number, (week, amount) in enumerate(amounts.items())]


def _bar(number: int, week: date, amount: Decimal, most: Decimal) -> Bar:
    height = float(HEIGHT * amount / most)
    begins = week.day <= 7  # the first Monday of a month
    return Bar(
        week=week,
        amount=amount,
        x=f"{number * _STEP:g}",
        y=f"{HEIGHT - height:.4g}",
        width=f"{_STEP - _GAP:g}",
        height=f"{height:.4g}",
        begins_month=begins and number < WEEKS - 1,
    )
