"""Where places are: the cities of the world that have 15,000 people, by the names that people write; and how far apart."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

from kith.occupations.folding import folded

PACKAGED = Path(__file__).parent / "places.gz"

_EARTH_KM = 6371.0
_MORE_COUNTRIES = {"usa": "US", "uk": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB"}
_MORE_COUNTRIES |= {"deutschland": "DE", "osterreich": "AT", "schweiz": "CH", "suisse": "CH", "espana": "ES"}
_PARTS = re.compile(r"[,;/()|\n]|\s[-–—]\s")
_NUMBERS = re.compile(r"\b\S*\d\S*\b")


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the earth. latitude, longitude: degrees, WGS 84."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class _Known:
    """Cities by folded name, the largest of a name alone and one for each country that has it; countries by name."""

    largest: dict[str, Point]
    in_country: dict[tuple[str, str], Point]
    countries: dict[str, str]


@lru_cache(maxsize=4096)
def find(text: str) -> Point | None:
    """Return where a place is that somebody wrote: "Leipzig", "Hauptstr. 5, 04109 Leipzig, Germany"; nothing if unknown.

    Of cities of one name it is the largest, or the one in the country that is named beside it. O(words).
    """
    parts = [folded(_NUMBERS.sub(" ", part)).decode() for part in _PARTS.split(text)]
    known = _known()
    countries = [known.countries[part] for part in parts if part in known.countries]
    named = [part for part in parts if part in known.largest]
    for country in countries:
        for part in named:
            if (part, country) in known.in_country:
                return known.in_country[part, country]
    return known.largest[named[-1]] if named else None


def kilometres(one: Point, other: Point) -> float:
    """Return the distance over the surface of a round earth (haversine), right to 0.5 %."""
    up = sin(radians(other.latitude - one.latitude) / 2) ** 2
    across = sin(radians(other.longitude - one.longitude) / 2) ** 2
    flat = cos(radians(one.latitude)) * cos(radians(other.latitude))
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(up + flat * across)))


@cache
def _known() -> _Known:
    first, *lines = gzip.decompress(PACKAGED.read_bytes()).decode().split("\n")
    known = _Known({}, {}, dict(_MORE_COUNTRIES))
    for country in first.split("|"):
        name, short, three = country.split("=")
        known.countries.update({folded(each).decode(): short for each in (name, short, three)})
    point, country = Point(0.0, 0.0), ""
    for line in lines:
        name, *where = line.split("\t")
        if where:
            country, point = where[0], Point(int(where[1]) / 100, int(where[2]) / 100)
        known.largest.setdefault(name, point)
        known.in_country.setdefault((name, country), point)
    return known
