"""Where the lines of the plots run: numbers in, coordinates out; the templates only draw them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from django.utils.formats import date_format

WIDTH, HEIGHT = 1000.0, 100.0  # of a tie's plot, stretched to whatever room there is
SPARK_WIDTH, SPARK_HEIGHT = 80.0, 20.0
CELL, GAP, LABELS, BETWEEN = 10, 2, 12, 6  # of the year: a day's square, and the room above each half for months
YEAR_WEEKS, HALF = 53, 27
BUSY = (0, 1, 2, 4, 7, 11)  # touches on a day from which on its square is a step of two warmer


@dataclass(frozen=True)
class Stretch:
    """A part of a line that has one warmth."""

    step: int
    path: str


@dataclass(frozen=True)
class Mark:
    """A word at a share of the way from left to right, in percent."""

    at: str
    text: str


@dataclass(frozen=True)
class Point:
    """One row of the table that says in numbers what a plot shows."""

    day: date
    warmth: int
    depth: int


@dataclass(frozen=True)
class TiePlot:
    """Warmth as stretches of colour, depth as one line, months beneath, and the same in numbers."""

    stretches: list[Stretch]
    depth_path: str
    depth_area: str
    marks: list[Mark]
    table: list[Point]
    first: Point
    last: Point

    @property
    def step_now(self) -> int:
        """The warmth of the last day, as a step."""
        return step(self.last.warmth / 100)


class Cell(NamedTuple):
    """The square of a day. step is none for a day without a touch."""

    x: int
    y: int
    step: str
    title: str


@dataclass(frozen=True)
class MonthTotal:
    """How many touches a month had."""

    name: str
    touches: int


@dataclass(frozen=True)
class YearPlot:
    """The squares of a year in two halves, one beneath the other, and the same by month."""

    cells: list[Cell]
    names: list[tuple[int, int, str]]
    width: int
    height: int
    total: int
    months: list[MonthTotal]


@dataclass(frozen=True)
class Spark:
    """A small line, its last point, and its two ends in numbers."""

    path: str
    x: float
    y: float
    step: int
    first: str
    last: str


def step(share: float) -> int:
    """Return which of the eleven steps from slate (0) to amber (10) a share from 0 to 1 is."""
    return max(0, min(10, round(share * 10)))


def share(done: float, goal: float) -> float:
    """Return the part of the goal that is done, from 0 to 1; a goal of nothing is reached."""
    return max(0.0, min(1.0, done / goal)) if goal > 0 else 1.0


def tie(days: Sequence[date], warmth: Sequence[float], depth: Sequence[float]) -> TiePlot | None:
    """Return where both lines of a tie run, or None where there are fewer than two days to draw between."""
    if len(days) < 2:
        return None
    xs = _across(days)
    warm, deep = _points(xs, warmth), _points(xs, depth)
    table = [Point(d, round(float(w)), round(float(p))) for d, w, p in zip(days, warmth, depth, strict=True)]
    depth_path = _path(deep)
    return TiePlot(
        stretches=_stretches(warm, warmth),
        depth_path=depth_path,
        depth_area=f"{depth_path}L{WIDTH:g} {HEIGHT:g}L0 {HEIGHT:g}Z",
        marks=_quarters(days),
        table=_one_a_month(table),
        first=table[0],
        last=table[-1],
    )


def year(counts: Mapping[date, int], on: date, week_start: int = 0) -> YearPlot:
    """Return a square for each day of the 53 weeks that end with the week of `on`. week_start: 0 is Monday."""
    first = on - timedelta(days=(on.weekday() - week_start) % 7, weeks=YEAR_WEEKS - 1)
    shown = [first + timedelta(days=i) for i in range((on - first).days + 1)]
    half = LABELS + 7 * (CELL + GAP) + BETWEEN
    months = {d.month: date_format(d, "F") for d in shown if d.day == 1}
    return YearPlot(
        cells=[_cell(d, first, half, counts.get(d, 0), months[d.month]) for d in shown],
        names=[(*_corner(d, first, half), date_format(d, "M")) for d in shown if d.day == 1 and _has_room(d, first)],
        width=HALF * (CELL + GAP),
        height=2 * half - BETWEEN,
        total=sum(counts.get(d, 0) for d in shown),
        months=_by_month(shown, counts),
    )


def spark(values: Sequence[float]) -> Spark | None:
    """Return a line through the values, scaled to its own range from 0, or None for fewer than two of them."""
    if len(values) < 2:
        return None
    top = max(*values, 1e-9)
    xs = [2 + i * (SPARK_WIDTH - 6) / (len(values) - 1) for i in range(len(values))]
    points = [(x, SPARK_HEIGHT - 3 - (SPARK_HEIGHT - 6) * max(0.0, v) / top) for x, v in zip(xs, values, strict=True)]
    x, y = points[-1]
    return Spark(_path(points), round(x, 1), round(y, 1), step(values[-1] / top), f"{values[0]:g}", f"{values[-1]:g}")


def _across(days: Sequence[date]) -> list[float]:
    span = max(1, (days[-1] - days[0]).days)
    return [WIDTH * (d - days[0]).days / span for d in days]


def _points(xs: Sequence[float], values: Sequence[float]) -> list[tuple[float, float]]:
    return [(x, HEIGHT - HEIGHT * max(0.0, min(100.0, float(v))) / 100) for x, v in zip(xs, values, strict=True)]


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{round(x, 1):g} {round(y, 1):g}" for x, y in points)


def _stretches(points: Sequence[tuple[float, float]], values: Sequence[float]) -> list[Stretch]:
    """Gather neighbouring segments of one warmth; each stretch starts where the one before ends."""
    found: list[tuple[int, list[tuple[float, float]]]] = []
    for (start, end), (before, after) in zip(pairwise(points), pairwise(values), strict=True):
        colour = step((float(before) + float(after)) / 200)
        if found and found[-1][0] == colour:
            found[-1][1].append(end)
        else:
            found.append((colour, [start, end]))
    return [Stretch(colour, _path(line)) for colour, line in found]


def _quarters(days: Sequence[date]) -> list[Mark]:
    """Name each start of a quarter that has room for its name; January is named by its year."""
    span = max(1, (days[-1] - days[0]).days)
    months = ((y, m) for y in range(days[0].year, days[-1].year + 1) for m in (1, 4, 7, 10))
    starts = (date(y, m, 1) for y, m in months)
    shares = ((d, 100 * (d - days[0]).days / span) for d in starts)
    return [
        Mark(f"{at:.4g}", date_format(d, "Y") if d.month == 1 else date_format(d, "M"))
        for d, at in shares
        if 0 <= at <= 95
    ]


def _one_a_month(table: Sequence[Point]) -> list[Point]:
    last = {(p.day.year, p.day.month): p for p in table}
    return list(last.values())


def _corner(day: date, first: date, half: int) -> tuple[int, int]:
    """Return the left end of the week's column, and the line on which the names of its half stand."""
    column = (day - first).days // 7
    return (column % HALF) * (CELL + GAP), (column // HALF) * half + LABELS - GAP * 2


def _has_room(day: date, first: date) -> bool:
    """A name needs more than the last column of its half."""
    return (day - first).days // 7 % HALF < HALF - 1


def _cell(day: date, first: date, half: int, touches: int, month: str) -> Cell:
    column, row = divmod((day - first).days, 7)
    busy = sum(touches >= least for least in BUSY) - 1
    return Cell(
        x=(column % HALF) * (CELL + GAP),
        y=(column // HALF) * half + LABELS + row * (CELL + GAP),
        step=str(busy * 2) if touches else "none",
        title=f"{day.day} {month}: {touches}" if touches else "",
    )


def _by_month(shown: Sequence[date], counts: Mapping[date, int]) -> list[MonthTotal]:
    totals: dict[tuple[int, int], int] = {}
    for d in shown:
        totals[d.year, d.month] = totals.get((d.year, d.month), 0) + counts.get(d, 0)
    return [MonthTotal(date_format(date(y, m, 1), "F Y"), n) for (y, m), n in totals.items()]
