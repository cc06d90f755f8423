"""What was read off a card, as it is kept until the user has looked at it: plain JSON, with how sure each value is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypedDict

from kith.cardreading.fields import Field
from kith.cardreading.reading import ReadCard
from kith.imports import from_card
from kith.imports.records import OccasionRecord, PersonRecord, Point, PositionRecord

SURE = 0.85  # a value below this is to be looked at
_TOLD = 0.99  # by a code
_MOST_TEXT = 4_000


class DraftPoint(TypedDict):
    """A way to reach somebody: kind and label as ContactPoint has them."""

    kind: str
    value: str
    label: str
    parts: list[str]


class Draft(TypedDict, total=False):
    """`confidence` goes by field, of points by kind and value: "name", "email:ana@acme.example". `text` is all that was read."""

    name: str
    organisation: str
    title: str
    department: str
    birthday: str
    notes: str
    points: list[DraftPoint]
    confidence: dict[str, float]
    text: str


def draft_of(card: ReadCard) -> Draft:
    """What a card says: what its code tells first, then what was read."""
    record = from_card.record_of(card, "", 1)
    if not isinstance(record, PersonRecord):
        record = from_card.person_of(card.fields, "", 1, "", "")
    position = record.positions[0] if record.positions else PositionRecord()
    draft = Draft(
        name=record.full_name,
        organisation=position.organisation,
        title=position.title,
        department=position.department,
        birthday=next((_iso(day) for day in record.occasions if day.kind == "birthday" and day.year), ""),
        notes=record.notes,
        points=[DraftPoint(kind=p.kind, value=p.value, label=p.label, parts=list(p.parts)) for p in record.points],
        text="\n".join(card.text)[:_MOST_TEXT],
    )
    draft["confidence"] = dict(_confidence(draft, card.fields))
    return draft


def is_sure(draft: Draft, field: str) -> bool:
    """Whether a value needs no second look; one that is not there needs none."""
    return draft.get("confidence", {}).get(field, 1.0) >= SURE


def points_of(draft: Draft) -> list[Point]:
    """The ways to reach somebody, as records have them."""
    return [Point(p["kind"], p["value"], p["label"], parts=tuple(p["parts"])) for p in draft.get("points", [])]


def record_of(draft: Draft, region: str) -> PersonRecord:
    """The draft, as the user left it, as an import takes it."""
    points = points_of(draft)
    position = PositionRecord(draft.get("organisation", ""), draft.get("title", ""), draft.get("department", ""))
    record = from_card.person_of([], str(draft["name"]), 1, draft["name"], draft.get("text", ""), region)
    record.points = points
    record.keys = from_card.keys_of(points, region)
    record.positions = [position] if position.organisation or position.title else []
    record.notes = draft.get("notes", "")
    if birthday := draft.get("birthday"):
        year, month, day = (int(part) for part in birthday.split("-"))
        record.occasions = [OccasionRecord("birthday", month, day, year)]
    return record


def _confidence(draft: Draft, fields: Iterable[Field]) -> Iterator[tuple[str, float]]:
    """What a code told is sure, whatever was read of it."""
    read = {(field.kind, field.value): field.confidence for field in fields}
    values: dict[str, Any] = {kind: draft.get(kind, "") for kind in ("name", "organisation", "title", "department")}
    for kind, value in values.items():
        if value:
            yield kind, round(read.get((kind, value), _TOLD), 3)
    for point in draft["points"]:
        yield f"{point['kind']}:{point['value']}", round(read.get((point["kind"], point["value"]), _TOLD), 3)


def _iso(day: OccasionRecord) -> str:
    return f"{day.year:04}-{day.month:02}-{day.day:02}"
