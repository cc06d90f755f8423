"""The people of a book as a table for spreadsheets, in which no cell can be taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from kith.people.models import ContactPoint, Occasion, Person, Position

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_POINTS = {"e-mail": "email", "phone": "phone", "web": "url", "handle": "handle", "address": "address"}
HEADER = (
    *("name", "given name", "family name", "nickname", "pronouns", "headline", "relation", "organisation", "title"),
    *(*_POINTS, "birthday", "labels", "interests", "met on", "met at", "met through", "what was said", "notes"),
    *("tier", "last touch", "next touch", "uid"),
)


def table(people: Iterable[Person]) -> Iterator[str]:
    """The lines of a CSV file; `people` come with what cards.with_details loads."""
    yield "\ufeff" + _line(HEADER)  # without the mark some spreadsheets take it for another encoding
    for person in people:
        yield _line(_cells(person))


def safe(text: str) -> str:
    """The text with a ' before it where a spreadsheet could take it for a formula. `plain` takes that off again."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def plain(cell: str) -> str:
    """What a cell said before it was made safe."""
    return cell.removeprefix("'")


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([safe(cell) for cell in cells])
    return out.getvalue()


def _cells(person: Person) -> list[str]:
    positions, points = list(person.positions.all()), list(person.points.all())
    at = next((each for each in positions if each.is_current and each.kind == Position.Kind.WORK), None)
    return [
        *(person.name, person.given, person.family, person.nickname, person.pronouns, person.headline),
        *(
            person.get_relation_display(),
            at.organisation.name if at and at.organisation else "",
            at.title if at else "",
        ),
        *(_values(points, kind) for kind in _POINTS.values()),
        next((_day(each) for each in person.occasions.all() if each.kind == Occasion.Kind.BIRTHDAY), ""),
        "\n".join(sorted(labelling.label.name for labelling in person.labellings.all())),
        "\n".join(person.interests),
        *(person.met_on, person.met_at, person.met_through.name if person.met_through else "", person.met_notes),
        person.notes,
        "" if person.tier is None else person.get_tier_display(),
        *("" if day is None else day.isoformat() for day in (person.last_touch_on, person.next_touch_on)),
        str(person.uid),
    ]


def _values(points: Iterable[ContactPoint], kind: str) -> str:
    return "\n".join(point.value for point in points if point.kind == kind)


def _day(occasion: Occasion) -> str:
    year = f"{occasion.year:04d}" if occasion.year else "-"
    return f"{year}-{occasion.month:02d}-{occasion.day:02d}"
