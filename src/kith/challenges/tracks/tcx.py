"""Reads TCX: each activity is the sum of its laps; where a lap tells no distance its points do."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO
from xml.etree.ElementTree import Element

from kith.challenges.tracks import records
from kith.challenges.tracks.records import Activity, Point
from kith.challenges.tracks.xml import moment, text_of, walk
from kith.imports.uploads import BadFile

_NOTHING = "It holds no activity. A course or a workout is only planned."


def read(file: str, stream: BinaryIO) -> list[Activity]:
    """Return its activities. Raises BadFile."""
    found: list[Activity] = []
    laps: list[Activity] = []
    points: list[tuple[Point | None, float | None]] = []
    count, begun, inside = 0, "", False
    for event, name, element in walk(file, stream):
        if name == "Activity":
            inside = event == "start"
            if inside:
                laps, begun = [], ""
            else:
                found += _sum(laps, moment(begun))
                element.clear()
        elif not inside or event == "start":
            continue
        elif name == "Id":
            begun = begun or text_of(element)
        elif name == "Trackpoint":
            count += 1
            points.append(_point(file, element, count))
            element.clear()
        elif name == "Lap":
            laps.append(_lap(element, points))
            points = []
    return records.checked(file, found, _NOTHING)


def _point(file: str, element: Element, count: int) -> tuple[Point | None, float | None]:
    """A point, where the watch knew it, and how far it had come."""
    if count > records.MOST_POINTS:
        raise BadFile(file, 0, f"It holds more than {records.MOST_POINTS:,} points. Smaller files work.")
    far = records.number(text_of(element, "DistanceMeters"))
    north, east = (text_of(element, "Position", f"{each}Degrees") for each in ("Latitude", "Longitude"))
    if not north or not east:
        return None, far
    latitude, longitude = records.point(file, count, north, east)
    height, at = records.number(text_of(element, "AltitudeMeters")), moment(text_of(element, "Time"))
    return Point(latitude, longitude, height, at), far


def _lap(element: Element, told: list[tuple[Point | None, float | None]]) -> Activity:
    points = [point for point, _far in told if point is not None]
    ways = [far for _point, far in told if far is not None]
    metres = records.number(text_of(element, "DistanceMeters"))
    if not metres:
        metres = ways[-1] - ways[0] if len(ways) > 1 else records.length(points)
    seconds = records.number(text_of(element, "TotalTimeSeconds")) or records.duration(points)
    started = moment(element.get("StartTime", ""))
    return Activity(started, metres, round(seconds), records.climb(point.height for point in points))


def _sum(laps: list[Activity], begun: datetime | None) -> list[Activity]:
    if not laps:
        return []
    metres, climb = sum(lap.metres for lap in laps), sum(lap.climb for lap in laps)
    return [Activity(begun or laps[0].started, metres, sum(lap.seconds for lap in laps), climb)]
