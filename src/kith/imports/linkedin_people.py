"""Who is who in a LinkedIn export: profile addresses, connections, and references to people."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from kith.imports import linkedin_dates as dates
from kith.imports.records import (
    InteractionRecord,
    LeftRecord,
    PersonRecord,
    PersonRef,
    Point,
    PositionRecord,
    Record,
    Refusal,
)
from kith.imports.tables import Table

NOBODY = "LinkedIn Member"
_END_OF_SLUG = re.compile(r"[/?#]")


@dataclass
class Circle:
    """The people met in the export so far, each by a mark: their key, or "name:ana ruiz" where there is no key.

    `complete` says whether the connections were among the files, so that anybody else is known to be none.
    """

    complete: bool = False
    _names: dict[str, str] = field(default_factory=dict)
    _marks: dict[str, str] = field(default_factory=dict)  # name -> mark, "" where several people share the name

    def add(self, mark: str, name: str) -> None:
        self._names[mark] = name
        folded = name.casefold()
        self._marks[folded] = mark if self._marks.get(folded, mark) == mark else ""

    def mark_of(self, name: str, url: str = "") -> str:
        """By address where there is one, else by a name that only one person has."""
        folded = name.strip().casefold()
        return profile_key(url) or self._marks.get(folded) or f"name:{folded}"

    def name_of(self, mark: str) -> str:
        return self._names.get(mark, "")

    def reference(self, name: str, url: str = "") -> PersonRef:
        mark = self.mark_of(name, url)
        return PersonRef(name.strip() or self.name_of(mark), keys_of(mark))

    def __contains__(self, mark: str) -> bool:
        return mark in self._names


def keys_of(mark: str) -> tuple[str, ...]:
    """The identity keys in a mark. A name alone is none."""
    return () if mark.startswith("name:") else (mark,)


def name_in(mark: str) -> str:
    """What an address tells of a name: "linkedin:ana-ruiz-1b2c3d" is Ana Ruiz."""
    words = mark.partition(":")[2].split("-")
    return " ".join(word.title() for word in words if not any(map(str.isdigit, word))) or "Somebody on LinkedIn"


@lru_cache(maxsize=100_000)
def profile_key(url: str) -> str:
    """Any spelling of the address of Ana Ruiz gives "linkedin:ana-ruiz"; what is no address gives ""."""
    _, found, rest = url.partition("/in/")
    if not found:
        return ""
    slug = _END_OF_SLUG.split(rest.strip(), maxsplit=1)[0]
    if "%" in slug or not slug.isascii():
        slug = unicodedata.normalize("NFC", unquote(slug)).strip()
    slug = slug.lower()
    return f"linkedin:{slug}" if slug else ""


def profile_point(url: str) -> Point:
    url = url.strip()
    if not url.startswith(("https://", "http://")):
        url = f"https://{url.lstrip('/')}"
    return Point("url", url, label="LinkedIn")


def read_connections(table: Table, circle: Circle) -> Iterator[Record]:
    """A person for each connection, and the day on which the two connected. Fills the circle."""
    circle.complete = True
    places = _Places.of(table)
    for line, cells in table.rows():
        person = _connection(table, line, cells, places)
        if person is None:
            yield LeftRecord(table.file, line, "An account without a name: its owner has left LinkedIn.")
        else:
            mark = person.keys[0] if person.keys else f"name:{person.full_name.casefold()}"
            circle.add(mark, person.full_name)
            yield person
            text = cells[places.day]
            if text:
                yield _connected(person, text)
    yield from table.refusals


class _Places(NamedTuple):
    first: int
    last: int
    url: int
    email: int
    company: int
    title: int
    day: int

    @classmethod
    def of(cls, table: Table) -> _Places:
        place = table.place
        return cls(
            place("first name"),
            place("last name"),
            place("url", "profile url"),
            place("email address", "email"),
            place("company"),
            place("position", "title"),
            place("connected on"),
        )


def _connection(table: Table, line: int, cells: list[str], places: _Places) -> PersonRecord | None:
    """Nobody where the name is empty."""
    first, last, url, email, company, title, _ = places
    given, family = cells[first].strip(), cells[last].strip()
    if not given and not family:
        return None
    points: list[Point] = []
    keys: tuple[str, ...] = ()
    if cells[url]:
        key = profile_key(cells[url])
        keys = (key,) if key else ()
        points.append(profile_point(cells[url]))
    if cells[email]:
        keys += (f"email:{cells[email].strip().lower()}",)
        points.append(Point("email", cells[email].strip()))
    held = [PositionRecord(cells[company].strip(), cells[title].strip())] if cells[company] or cells[title] else []
    return PersonRecord(
        table.file,
        line,
        f"{given} {family}".strip(),
        given,
        family,
        points=points,
        positions=held,
        keys=keys,
        raw=table.raw(cells),
    )


def _connected(person: PersonRecord, text: str) -> InteractionRecord | Refusal:
    on = dates.day(text)
    if on is None:
        reason = f"The person was read, but not the day on which you connected: {text[:40]!r}."
        return Refusal(person.file, person.line, reason)
    who = person.keys[0].partition(":")[2] if person.keys else f"{person.full_name} {on}"
    return InteractionRecord(
        person.file,
        person.line,
        "connected",
        on,
        people=[PersonRef(person.full_name, person.keys)],
        channel="linkedin",
        direction="mutual",
        source_key=f"linkedin:connected:{who}",
    )
