"""A person as a web page tells of them, under the names of schema.org's Person, and the record that this becomes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date

from kith.imports import relations
from kith.imports.records import OccasionRecord, PersonRecord, Point, PositionRecord
from kith.people import identity

ADDRESS = ("postOfficeBoxNumber", "extendedAddress", "streetAddress", "addressLocality", "addressRegion", "postalCode")
_POINTS = {"email": "email", "telephone": "phone", "faxNumber": "phone", "url": "url", "sameAs": "url"}
_RELATED = ("spouse", "children", "parent", "sibling", "colleague", "knows")
_DATE = re.compile(r"(\d{4}|-)-?(\d\d)-?(\d\d)")


@dataclass
class Found:
    """`values` by the name of a property; `addresses` are texts or the parts of a vCard's ADR."""

    values: dict[str, list[str]] = field(default_factory=dict)
    addresses: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def name(self) -> str:
        own = self.first("name")
        return own or " ".join(filter(None, (self.first("givenName"), self.first("familyName"))))

    def first(self, *names: str) -> str:
        return next((self.values[name][0] for name in names if self.values.get(name)), "")

    def put(self, name: str, value: str) -> None:
        text = " ".join(value.split())
        if text and text not in self.values.setdefault(name, []):
            self.values[name].append(text)

    def add(self, other: Found) -> None:
        """Take what the other says and this does not."""
        for name, texts in other.values.items():
            for text in texts:
                if name in _POINTS or name not in self.values:
                    self.put(name, text)
        self.addresses += [each for each in other.addresses if each not in self.addresses]


def record_of(found: Found, file: str) -> PersonRecord:
    points = _points(found)
    return PersonRecord(
        file=file,
        line=0,
        full_name=found.name,
        given=found.first("givenName"),
        family=found.first("familyName"),
        additional=found.first("additionalName"),
        prefix=found.first("honorificPrefix"),
        suffix=found.first("honorificSuffix"),
        nickname=found.first("alternateName"),
        points=points,
        positions=_positions(found),
        occasions=_birthday(found.first("birthDate")),
        interests=found.values.get("knowsAbout", []),
        related=[relations.related(kind, name) for kind in _RELATED for name in found.values.get(kind, ())],
        notes=found.first("description"),
        keys=tuple(dict.fromkeys(key for each in points if (key := identity.key_of(each.kind, each.value)))),
        extra={"photo": found.first("image")} if found.first("image") else {},
        raw=json.dumps({**found.values, "address": found.addresses}, ensure_ascii=False),
    )


def _points(found: Found) -> list[Point]:
    points = []
    for name, kind in _POINTS.items():
        for value in found.values.get(name, ()):
            text = re.sub(r"^(?:mailto|tel):", "", value, flags=re.IGNORECASE)
            points.append(
                Point(kind, text.split("?")[0] if kind == "email" else text, "fax" if name == "faxNumber" else "")
            )
    for parts in found.addresses:
        points.append(_address(parts))
    return points


def _address(parts: tuple[str, ...]) -> Point:
    if len(parts) == 1:
        return Point("address", parts[0])
    box, extended, street, town, region, code, country = parts
    lines = (box, extended, street, " ".join(filter(None, (code, town, region))), country)
    return Point("address", "\n".join(filter(None, lines)), parts=parts)


def _positions(found: Found) -> list[PositionRecord]:
    places, titles = found.values.get("worksFor", []), found.values.get("jobTitle", [])
    count = max(len(places), len(titles))
    work = [
        PositionRecord(places[n] if n < len(places) else "", titles[n] if n < len(titles) else "") for n in range(count)
    ]
    schools = [PositionRecord(name, kind="education", is_current=False) for name in found.values.get("alumniOf", ())]
    return work + schools


def _birthday(text: str) -> list[OccasionRecord]:
    written = _DATE.match(text)
    if not written:
        return []
    year, month, day = written.groups()
    try:
        date(int(year) if year != "-" else 2000, int(month), int(day))
    except ValueError:
        return []
    return [OccasionRecord("birthday", int(month), int(day), int(year) if year != "-" else None)]
