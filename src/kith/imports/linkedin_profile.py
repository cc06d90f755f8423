"""The owner of a LinkedIn export: profile, positions, schools, skills, languages and addresses, as one person."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from kith.imports import linkedin_dates as dates
from kith.imports.linkedin_people import keys_of
from kith.imports.records import OccasionRecord, PersonRecord, Point, PositionRecord, Refusal
from kith.imports.tables import Table

# Websites come as "[COMPANY:https://a.example,PORTFOLIO:https://b.example]".
_WEB_ADDRESS = re.compile(r"https?://[^\s,\]]+")


@dataclass
class Profile:
    """Takes the tables about the owner in any order and gives one person."""

    person: PersonRecord = field(default_factory=lambda: PersonRecord("", 0, "", is_self=True))
    _raw: dict[str, list[str]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not self.person.file

    def take(self, subject: str, table: Table) -> Iterator[Refusal]:
        """Add what one of the tables named in `SUBJECTS` says; gives the rows that cannot be read."""
        read = SUBJECTS[subject]
        for line, cells in table.rows():
            if self.is_empty or subject == "profile":
                self.person.file, self.person.line = table.file, line
            self._raw.setdefault(table.file, []).append(table.raw(cells))
            read(self.person, _Cells(table, cells))
        yield from table.refusals

    def finish(self, owner: frozenset[str]) -> PersonRecord:
        """The person, under the address that the rest of the export knows them by."""
        person = self.person
        names = [mark.partition(":")[2].title() for mark in sorted(owner) if not keys_of(mark)]
        person.full_name = person.full_name or next(iter(names), "")
        keys = [key for mark in sorted(owner) for key in keys_of(mark)]
        keys += [f"email:{point.value.lower()}" for point in person.points if point.kind == "email"]
        person.points += [_own_page(key) for key in keys if key.startswith("linkedin:")]
        person.keys = tuple(dict.fromkeys(keys))
        person.raw = json.dumps(self._raw, ensure_ascii=False)
        return person


class _Cells:
    """A row, read by the names of its columns."""

    def __init__(self, table: Table, cells: list[str]) -> None:
        self._table = table
        self._cells = cells

    def __call__(self, *names: str) -> str:
        return self._cells[self._table.place(*names)].strip()


def _profile(person: PersonRecord, cells: _Cells) -> None:
    person.given, person.family = cells("first name"), cells("last name")
    person.full_name = f"{person.given} {person.family}".strip()
    person.headline = cells("headline")
    person.notes = cells("summary") or person.notes
    person.points += [Point("url", url) for url in _WEB_ADDRESS.findall(cells("websites"))]
    handles = cells("twitter handles").strip("[]").split(",")
    person.points += [Point("handle", handle.strip(), label="Twitter") for handle in handles if handle.strip()]
    if cells("address"):
        person.points.append(Point("address", cells("address")))
    born = dates.birthday(cells("birth date"))
    if born:
        person.occasions.append(OccasionRecord("birthday", *born))
    told = {"Maiden name": "maiden name", "Industry": "industry", "Location": "geo location"}
    person.extra.update({label: cells(column) for label, column in told.items() if cells(column)})


def _summary(person: PersonRecord, cells: _Cells) -> None:
    person.notes = person.notes or cells("profile summary")


def _position(person: PersonRecord, cells: _Cells) -> None:
    ended = dates.partial(cells("finished on"))
    person.positions.append(
        PositionRecord(
            organisation=cells("company name"),
            title=cells("title"),
            started=dates.partial(cells("started on")),
            ended=ended,
            is_current=not ended,
            place=cells("location"),
            notes=cells("description"),
        )
    )


def _school(person: PersonRecord, cells: _Cells) -> None:
    started, ended = dates.partial(cells("start date")), dates.partial(cells("end date"))
    person.positions.append(
        PositionRecord(
            organisation=cells("school name"),
            title=cells("degree name"),
            kind="education",
            started=started,
            ended=ended,
            is_current=bool(started) and not ended,
            notes="\n".join(filter(None, (cells("notes"), cells("activities")))),
        )
    )


def _skill(person: PersonRecord, cells: _Cells) -> None:
    if cells("name") and cells("name") not in person.interests:
        person.interests.append(cells("name"))


def _language(person: PersonRecord, cells: _Cells) -> None:
    level = cells("proficiency").replace("_", " ").lower()
    language = f"{cells('name')} ({level})" if level else cells("name")
    person.extra["Languages"] = ", ".join(filter(None, (person.extra.get("Languages"), language)))


def _email(person: PersonRecord, cells: _Cells) -> None:
    if cells("email address") and cells("confirmed").lower() != "no":
        preferred = cells("primary").lower() == "yes"
        person.points.append(Point("email", cells("email address"), preferred=preferred))


def _phone(person: PersonRecord, cells: _Cells) -> None:
    number, extension = cells("number"), cells("extension")
    if extension.startswith("+") and not number.startswith("+"):
        number = f"{extension} {number}"
    if cells("number") and number not in (point.value for point in person.points):
        person.points.append(Point("phone", number, label=cells("type").lower()))


def _own_page(key: str) -> Point:
    return Point("url", f"https://www.linkedin.com/in/{key.partition(':')[2]}", label="LinkedIn")


SUBJECTS: dict[str, Callable[[PersonRecord, _Cells], None]] = {
    "profile": _profile,
    "profilesummary": _summary,
    "positions": _position,
    "education": _school,
    "skills": _skill,
    "languages": _language,
    "emailaddresses": _email,
    "phonenumbers": _phone,
}
