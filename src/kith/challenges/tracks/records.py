"""What is read of a file, how much a file may hold, and how far and how high a way over ground is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from kith.imports.uploads import BadFile

MOST_POINTS = 250_000  # a point a second for almost three days
MOST_ACTIVITIES = 500
LONGEST = 2_000_000.0  # metres of one activity
MOST_SECONDS = 31 * 24 * 3600  # of one activity: journeys of weeks are recorded as one
HIGHEST = 200_000.0  # metres upwards in one activity
YEARS = range(1970, 2101)  # in which watches are worn
_EARTH = 6_371_008.8  # metres, the mean radius
_STEP = 3.0  # metres of height; less is noise of the watch


@dataclass(frozen=True)
class Activity:
    """One run, ride or walk. `started` is an aware moment, or None where the file tells no time."""

    started: datetime | None
    metres: float
    seconds: int
    climb: float  # metres upwards


@dataclass(frozen=True)
class Line:
    """One line of a table: a day and a figure, as text with a decimal point."""

    number: int
    on: date
    amount: str


@dataclass(frozen=True)
class Point:
    """Where somebody was. Degrees, metres above the sea, an aware moment."""

    latitude: float
    longitude: float
    height: float | None = None
    at: datetime | None = None


def checked(file: str, activities: Sequence[Activity], nothing: str) -> list[Activity]:
    """Return them if there are any and each is one that somebody can have done. Raises BadFile; `nothing` says why none."""
    if not activities:
        raise BadFile(file, 0, nothing)
    if len(activities) > MOST_ACTIVITIES:
        raise BadFile(file, 0, f"It holds more than {MOST_ACTIVITIES} activities. Smaller files work.")
    for each in activities:
        if not (0 <= each.metres <= LONGEST and 0 <= each.seconds <= MOST_SECONDS):
            raise BadFile(file, 0, "One activity is longer than anybody can go, so the file may be damaged.")
        if not 0 <= each.climb <= HIGHEST:
            raise BadFile(file, 0, "One activity climbs higher than anybody can, so the file may be damaged.")
        if each.started is not None and each.started.year not in YEARS:
            raise BadFile(file, 0, f"One activity is of the year {each.started.year}, so the file may be damaged.")
    return list(activities)


def point(file: str, number: int, latitude: str, longitude: str) -> tuple[float, float]:
    """Return where a point is. Raises BadFile for what is no place on Earth."""
    try:
        found = float(latitude), float(longitude)
    except ValueError:
        found = math.nan, math.nan
    if not (abs(found[0]) <= 90 and abs(found[1]) <= 180):
        raise BadFile(file, 0, f"Point {number} is at “{latitude[:20]}, {longitude[:20]}”, which is no place on Earth.")
    return found


def number(text: str | None) -> float | None:
    """Return a number that a file gives, or None where it gives none that can be used."""
    try:
        found = float(text or "")
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def length(points: Sequence[Point]) -> float:
    """Return the metres along a way, point by point, on a sphere (haversine)."""
    return sum(_between(one, other) for one, other in pairwise(points))


def climb(heights: Iterable[float | None]) -> float:
    """Return the metres upwards in all: from each valley to the next summit, where they differ by more than noise does."""
    total, valley, extreme, is_rising = 0.0, 0.0, None, False
    for height in heights:
        if height is None:
            continue
        if extreme is None:
            extreme = height
        elif is_rising:
            if extreme - height >= _STEP:
                total, extreme, is_rising = total + extreme - valley, height, False
            extreme = max(extreme, height) if is_rising else extreme
        elif height - extreme >= _STEP:
            valley, extreme, is_rising = extreme, height, True
        else:
            extreme = min(extreme, height)
    return total + ((extreme or 0.0) - valley if is_rising else 0.0)


def duration(points: Sequence[Point]) -> float:
    """Return the seconds between the first and the last point that tell a time."""
    times = [each.at for each in points if each.at is not None]
    return max(0.0, (times[-1] - times[0]).total_seconds()) if times else 0.0


def _between(one: Point, other: Point) -> float:
    up, down = math.radians(one.latitude), math.radians(other.latitude)
    across = math.radians(other.longitude - one.longitude)
    chord = math.sin((down - up) / 2) ** 2 + math.cos(up) * math.cos(down) * math.sin(across / 2) ** 2
    return 2 * _EARTH * math.asin(math.sqrt(min(1.0, chord)))
