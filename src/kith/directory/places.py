"""Where places are: the cities of the world that have 15,000 people, by the names that people write; and how far apart."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import NamedTuple

from kith.occupations.folding import folded

PACKAGED = Path(__file__).parent / "places.gz"

_EARTH_KM = 6371.0
_MORE_COUNTRIES = {"usa": "US", "uk": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB"}
_MORE_COUNTRIES |= {"deutschland": "DE", "osterreich": "AT", "schweiz": "CH", "suisse": "CH", "espana": "ES"}
_PARTS = re.compile(r"[,;/()|\n]|\s[-–—]\s")
_NUMBERS = re.compile(r"\b\S*\d\S*\b")


class Point(NamedTuple):
    """A place on the earth. latitude, longitude: degrees, WGS 84."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class _Known:
    """Cities by folded name, the largest of a name alone and one for each country that has it, and each state of the US.

    Countries and states by name and by short form.
    """

    largest: dict[str, Point]
    in_country: dict[tuple[str, str], Point]
    in_state: dict[tuple[str, str], Point]
    countries: dict[str, str]
    states: dict[str, str]


@lru_cache(maxsize=4096)
def find(text: str) -> Point | None:
    """Return where a place is that somebody wrote: "Leipzig", "Hauptstr. 5, 04109 Leipzig, Germany"; nothing if unknown.

    Of cities of one name it is the largest, or the one in the country, or the state of the US, that is named beside it:
    "Paris, Texas". Postal codes say nothing. O(words).
    """
    parts = [folded(_NUMBERS.sub(" ", part)).decode() for part in _PARTS.split(text)]
    known = _known()
    named = [part for part in parts if part in known.largest]
    found = _beside(named, parts, known.states, known.in_state)
    found = found or _beside(named, parts, known.countries, known.in_country)
    return found or (known.largest[named[-1]] if named else None)


def _beside(
    named: list[str], parts: list[str], regions: dict[str, str], cities: dict[tuple[str, str], Point]
) -> Point | None:
    """The first of the cities that is in one of the regions that are named with it."""
    pairs = ((name, regions[part]) for part in parts if part in regions for name in named if name != part)
    return next((cities[pair] for pair in pairs if pair in cities), None)


@lru_cache(maxsize=4096)  # one place is measured against the same few hundred at every look
def kilometres(one: Point, other: Point) -> float:
    """Return the distance over the surface of a round earth (haversine), right to 0.5 %."""
    up = sin(radians(other.latitude - one.latitude) / 2) ** 2
    across = sin(radians(other.longitude - one.longitude) / 2) ** 2
    flat = cos(radians(one.latitude)) * cos(radians(other.latitude))
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(up + flat * across)))


@cache
def _known() -> _Known:
    countries, states, *lines = gzip.decompress(PACKAGED.read_bytes()).decode().split("\n")
    known = _Known({}, {}, {}, dict(_MORE_COUNTRIES) | _regions(countries), _regions(states))
    point, country, state = Point(0.0, 0.0), "", ""
    for line in lines:
        name, *where = line.split("\t")
        if where:
            country, point = where[0], Point(int(where[1]) / 100, int(where[2]) / 100)
            state = where[3] if len(where) > 3 else ""
        known.largest.setdefault(name, point)
        known.in_country.setdefault((name, country), point)
        if state:
            known.in_state.setdefault((name, state), point)
    return known


def _regions(line: str) -> dict[str, str]:
    """The short form of each region by all that it is called; the second word of each is the short form."""
    each = (region.split("=") for region in line.split("|"))
    return {folded(word).decode(): words[1] for words in each for word in words}
