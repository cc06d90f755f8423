"""Reads GPX: each track is an activity, as long as its points are apart."""

from __future__ import annotations

from typing import BinaryIO
from xml.etree.ElementTree import Element

from kith.challenges.tracks import records
from kith.challenges.tracks.records import Activity, Point
from kith.challenges.tracks.xml import moment, text_of, walk
from kith.imports.uploads import BadFile

_NOTHING = "It holds no track. A route that is only planned, or single places, are no activity."


def read(file: str, stream: BinaryIO) -> list[Activity]:
    """Return its tracks. Raises BadFile."""
    found: list[Activity] = []
    parts: list[list[Point]] = []
    count = 0
    for event, name, element in walk(file, stream):
        if (event, name) == ("start", "trk"):
            parts = []
        elif (event, name) == ("start", "trkseg"):
            parts.append([])
        elif (event, name) == ("end", "trkpt"):
            count += 1
            _add(file, parts, element, count)
        elif (event, name) == ("end", "trk"):
            found += _activity(parts)
            element.clear()
    return records.checked(file, found, _NOTHING)


def _add(file: str, parts: list[list[Point]], element: Element, count: int) -> None:
    if count > records.MOST_POINTS:
        raise BadFile(file, 0, f"It holds more than {records.MOST_POINTS:,} points. Smaller files work.")
    if not parts:
        parts.append([])
    latitude, longitude = records.point(file, count, element.get("lat", ""), element.get("lon", ""))
    height, at = records.number(text_of(element, "ele")), moment(text_of(element, "time"))
    parts[-1].append(Point(latitude, longitude, height, at))
    element.clear()


def _activity(parts: list[list[Point]]) -> list[Activity]:
    """Between two segments nothing was recorded, so nothing is counted there."""
    started = next((each.at for part in parts for each in part if each.at is not None), None)
    metres = sum(records.length(part) for part in parts)
    climb = sum(records.climb(each.height for each in part) for part in parts)
    seconds = round(sum(records.duration(part) for part in parts))
    return [Activity(started, metres, seconds, climb)] if any(len(part) > 1 for part in parts) else []
