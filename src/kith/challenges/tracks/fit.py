"""Reads FIT, as watches write it: each session is an activity; where it tells no distance its records do."""

from __future__ import annotations

import math
import struct
from datetime import UTC, datetime
from typing import Any, BinaryIO

import fitdecode

from kith.challenges.tracks import records
from kith.challenges.tracks.records import Activity, Point
from kith.imports.uploads import BadFile

SIGNATURE = b".FIT"  # at byte 8
_NOTHING = "It holds no activity. Files of a watch that hold courses, workouts or settings are no activity."
_SEMICIRCLE = 180 / 2**31  # degrees
_WRONG = (fitdecode.FitError, struct.error, ValueError, TypeError, LookupError, AttributeError, ArithmeticError)


def read(file: str, stream: BinaryIO) -> list[Activity]:
    """Return its sessions, or all of it as one where it has none. Raises BadFile."""
    sessions: list[Any] = []
    told: list[Any] = []
    try:
        for message in _messages(file, stream):
            if message.name == "file_id" and _value(message, "type") not in (None, "activity"):
                raise BadFile(file, 0, _NOTHING)
            if message.name == "session":
                sessions.append(message)
            elif message.name == "record":
                told.append(message)
        found = [_session(each, told) for each in sessions] or _all_of(told)
    except _WRONG as error:
        raise BadFile(file, 0, "It is damaged: it breaks off, or its sum does not fit what it holds.") from error
    return records.checked(file, found, _NOTHING)


def _messages(file: str, stream: BinaryIO) -> Any:
    count = 0
    reader = fitdecode.FitReader(
        stream, check_crc=fitdecode.CrcCheck.RAISE, error_handling=fitdecode.ErrorHandling.IGNORE
    )
    with reader as frames:
        for frame in frames:
            count += 1
            if count > records.MOST_POINTS:
                raise BadFile(file, 0, f"It holds more than {records.MOST_POINTS:,} points. Smaller files work.")
            if frame.frame_type == fitdecode.FIT_FRAME_DATA:
                yield frame


def _session(session: Any, told: list[Any]) -> Activity:
    begun, ended = _moment(session, "start_time"), _moment(session, "timestamp")
    own = [each for each in told if _is_within(each, begun, ended)]
    metres = _number(session, "total_distance")
    seconds = _number(session, "total_timer_time") or _number(session, "total_elapsed_time")
    climb = _number(session, "total_ascent")
    if metres and climb is not None:
        return Activity(begun, metres, round(seconds or 0), climb)
    [worked_out] = _all_of(own) or [Activity(begun, 0.0, 0, 0.0)]
    return Activity(
        begun or worked_out.started,
        metres or worked_out.metres,
        round(seconds or worked_out.seconds),
        worked_out.climb if climb is None else climb,
    )


def _all_of(told: list[Any]) -> list[Activity]:
    if not told:
        return []
    ways = [far for each in told if (far := _number(each, "distance")) is not None]
    points = [point for each in told if (point := _point(each)) is not None]
    heights = [_height(each) for each in told]
    times = [at for each in told if (at := _moment(each, "timestamp")) is not None]
    metres = ways[-1] - min(0.0, ways[0]) if ways else records.length(points)
    seconds = (times[-1] - times[0]).total_seconds() if times else 0
    return [Activity(times[0] if times else None, metres, max(0, round(seconds)), records.climb(heights))]


def _is_within(message: Any, begun: datetime | None, ended: datetime | None) -> bool:
    at = _moment(message, "timestamp")
    return at is None or ((begun is None or begun <= at) and (ended is None or at <= ended))


def _point(message: Any) -> Point | None:
    north, east = _number(message, "position_lat"), _number(message, "position_long")
    return None if north is None or east is None else Point(north * _SEMICIRCLE, east * _SEMICIRCLE)


def _height(message: Any) -> float | None:
    better = _number(message, "enhanced_altitude")
    return _number(message, "altitude") if better is None else better


def _number(message: Any, name: str) -> float | None:
    value = _value(message, name)
    return float(value) if isinstance(value, (int, float)) and math.isfinite(value) else None


def _moment(message: Any, name: str) -> datetime | None:
    value = _value(message, name)
    if not isinstance(value, datetime):
        return None
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _value(message: Any, name: str) -> Any:
    return message.get_value(name, fallback=None)
