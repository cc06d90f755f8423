"""Files of activities as watches and programs write them, made here: GPX, TCX, and FIT with its definitions and sums."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
_FIT_BEGAN = datetime(1989, 12, 31, tzinfo=UTC)
_HALVES = (0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401)
_HALVES_2 = (0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400)
Place = tuple[float, float, float]  # degrees north, degrees east, metres high


def northwards(count: int = 11, step: float = 0.001, height: float = 100.0) -> list[Place]:
    """A way straight north from Wexmouth, ten steps of about 111 metres."""
    return [(52.0 + number * step, 1.0, height) for number in range(count)]


def gpx(*segments: Sequence[Place], start: datetime | None = START, seconds: int = 30, extra: str = "") -> bytes:
    """One track with these segments, a point every so many seconds."""
    parts, at = [], start
    for segment in segments:
        points = []
        for north, east, height in segment:
            when = f"<time>{at.isoformat().replace('+00:00', 'Z')}</time>" if at else ""
            points.append(f'<trkpt lat="{north}" lon="{east}"><ele>{height}</ele>{when}</trkpt>')
            at = at + timedelta(seconds=seconds) if at else None
        parts.append(f"<trkseg>{''.join(points)}</trkseg>")
    track = f"<trk><name>Evening run</name>{''.join(parts)}</trk>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">{extra}{track if segments else ""}</gpx>'
    ).encode()


def tcx(metres: float | None = 5000, seconds: float = 1500, places: Sequence[Place] = (), root: str = "") -> bytes:
    """One activity of two laps that are alike; without metres the points have to tell."""
    far = "" if metres is None else f"<DistanceMeters>{metres / 2}</DistanceMeters>"
    points = "".join(
        f"<Trackpoint><Time>2026-11-20T17:30:{number:02}Z</Time><Position><LatitudeDegrees>{north}</LatitudeDegrees>"
        f"<LongitudeDegrees>{east}</LongitudeDegrees></Position><AltitudeMeters>{height}</AltitudeMeters></Trackpoint>"
        for number, (north, east, height) in enumerate(places)
    )
    time = f"<TotalTimeSeconds>{seconds / 2}</TotalTimeSeconds>"
    lap = f'<Lap StartTime="2026-11-20T17:30:00Z">{time}{far}<Track>{points}</Track></Lap>'
    activity = f'<Activity Sport="Running"><Id>2026-11-20T17:30:00.000Z</Id>{lap * 2}</Activity>'
    space = 'xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"'
    inner = root or f"<Activities>{activity}</Activities>"
    return f'<?xml version="1.0"?><TrainingCenterDatabase {space}>{inner}</TrainingCenterDatabase>'.encode()


def fit(
    *,
    metres: float | None = 8000,
    seconds: int = 2400,
    climb: int | None = 60,
    places: Sequence[Place] = (),
    type_: int = 4,
) -> bytes:
    """A file of one session, if it has metres, seconds or climb to tell, and one record a place, ten seconds apart."""
    body = _definition(0, 0, [(0, 1, 0x00)]) + b"\x00" + bytes([type_])
    began = int((START - _FIT_BEGAN).total_seconds())
    body += _definition(1, 20, [(253, 4, 0x86), (0, 4, 0x85), (1, 4, 0x85), (2, 2, 0x84)])
    for number, (north, east, height) in enumerate(places):
        values = began + 10 * number, _semicircles(north), _semicircles(east), round((height + 500) * 5)
        body += b"\x01" + struct.pack("<IiiH", *values)
    if metres is not None:
        up = 0xFFFF if climb is None else climb
        body += _definition(2, 18, [(253, 4, 0x86), (2, 4, 0x86), (8, 4, 0x86), (9, 4, 0x86), (22, 2, 0x84)])
        body += b"\x02" + struct.pack("<IIIIH", began + seconds, began, seconds * 1000, round(metres * 100), up)
    header = struct.pack("<BBHI4s", 14, 0x20, 2132, len(body), b".FIT")
    header += struct.pack("<H", _sum(header))
    return header + body + struct.pack("<H", _sum(header + body))


def _definition(local: int, number: int, fields: list[tuple[int, int, int]]) -> bytes:
    return struct.pack("<BBBHB", 0x40 | local, 0, 0, number, len(fields)) + b"".join(bytes(each) for each in fields)


def _semicircles(degrees: float) -> int:
    return round(degrees * 2**31 / 180)


def _sum(data: bytes) -> int:
    """The checksum of FIT, half a byte at a time."""
    table, found = _HALVES + _HALVES_2, 0
    for byte in data:
        for half in (byte & 0xF, byte >> 4):
            found = (found >> 4) & 0x0FFF ^ table[found & 0xF] ^ table[half]
    return found
