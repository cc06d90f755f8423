"""Reads photos of business cards: everybody whose card, or code, is in the photo."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kith.cardreading.formats import is_picture
from kith.cardreading.words import ROLE_BOXES
from kith.imports import from_vcard
from kith.imports.records import (
    OccasionRecord,
    OrganisationRecord,
    PersonRecord,
    Point,
    PositionRecord,
    Record,
    Refusal,
)
from kith.imports.uploads import BadFile, Upload
from kith.people import vcards
from kith.people.identity import key_of
from kith.people.names import split_name

if TYPE_CHECKING:
    from kith.cardreading.fields import Field
    from kith.cardreading.reading import ReadCard

NAME = "card"
LABEL = "photos of business cards"
ORDER = 20

_POINTS = ("email", "phone", "url", "handle", "address")
_NOTHING = (
    "No name could be read in this photo. A photo from nearer, straight from above and without shadow, reads best."
)
_IN_JSON = {"email": "email", "phone": "tel", "url": "url", "address": "adr", "name": "fn", "organisation": "org", "title": "title", "handle": "handle"}  # fmt: skip


def recognises(upload: Upload) -> bool:
    return is_picture(upload.head[:64])


def read(upload: Upload) -> Iterator[Record]:
    for number, card in enumerate(_cards(upload), start=1):
        yield record_of(card, upload.name, number, str(upload.options.get("region", "")))


def read_as_json(upload: Upload) -> Iterator[dict[str, Any]]:
    """Each card as `kith read --json` prints people, with how sure each field is, the least sure value of several."""
    region = str(upload.options.get("region", ""))
    for index, card in enumerate(_cards(upload)):
        record = record_of(card, upload.name, index + 1, region)
        if isinstance(record, PersonRecord):
            told = from_vcard.as_json(replace(record, raw=""), upload.name, index)
            handles = [point.value for point in record.points if point.kind == "handle"]
            yield {"full_name": record.full_name, **told, "handle": handles, "confidence": _confidence(card.fields)}
        elif isinstance(record, OrganisationRecord):
            yield {
                "kind": "organisation",
                "file": upload.name,
                "name": record.name,
                "confidence": _confidence(card.fields),
            }
        else:
            yield {"kind": "refused", "file": upload.name, "line": index + 1, "reason": _NOTHING}


def record_of(card: ReadCard, file: str, number: int, region: str = "") -> PersonRecord | OrganisationRecord | Refusal:
    """What a card tells: a person; an organisation where nobody is named; a refusal where nothing is."""
    raw = "\n".join(card.text)
    told = _from_vcard(card.vcards, file)
    if told is not None:
        return _with_more(told, person_of(card.fields, file, number, told.full_name, raw, region))
    name = _first(card.fields, "name")
    if name:
        return person_of(card.fields, file, number, name, raw, region)
    organisation = _first(card.fields, "organisation")
    if organisation and len(card.fields) > 1:
        notes = "\n".join(field.value for field in card.fields if field.kind in _POINTS)
        return OrganisationRecord(file, number, organisation, notes=notes, raw=raw)
    return Refusal(file, number, _NOTHING, raw)


def person_of(fields: Iterable[Field], file: str, number: int, name: str, raw: str, region: str = "") -> PersonRecord:
    """The fields of a card as a record. `name` is whose card it is."""
    fields = list(fields)
    parts = next((field.parts for field in fields if field.kind == "name" and field.parts), ())
    split = split_name(name)
    points = [
        Point(field.kind, field.value, field.label, parts=field.parts) for field in fields if field.kind in _POINTS
    ]
    position = PositionRecord(_first(fields, "organisation"), _first(fields, "title"), _first(fields, "department"))
    birthday = _first(fields, "birthday")
    return PersonRecord(
        file=file,
        line=number,
        full_name=name,
        given=parts[1] if parts else split.given,
        family=parts[0] if parts else split.family,
        additional="" if parts else split.additional,
        prefix="" if parts else split.prefix,
        suffix="" if parts else split.suffix,
        nickname=_first(fields, "nickname"),
        points=points,
        positions=[position] if position.organisation or position.title else [],
        occasions=[OccasionRecord("birthday", *_day(birthday))] if birthday else [],
        notes="\n".join(field.value for field in fields if field.kind == "note"),
        keys=keys_of(points, region),
        raw=raw,
    )


def keys_of(points: Iterable[Point], region: str = "") -> tuple[str, ...]:
    """By which somebody is known: not by an address such as info@, nor by a number that may be a switchboard's."""
    keys = [
        key_of(point.kind, point.value, region)
        for point in points
        if not (point.kind == "phone" and point.label != "mobile") and point.kind != "address" and not _is_shared(point)
    ]
    return tuple(dict.fromkeys(filter(None, keys)))


def _is_shared(point: Point) -> bool:
    return point.kind == "email" and point.value.partition("@")[0] in ROLE_BOXES


def _cards(upload: Upload) -> Iterator[ReadCard]:
    from kith.cardreading import reading  # with it come large libraries, which no other format needs
    from kith.cardreading.fields import Unreadable

    with upload.open() as file:
        data = file.read()
    try:
        yield from reading.read(data, str(upload.options.get("region", "")))
    except Unreadable as error:
        raise BadFile(upload.name, 0, error.reason) from error


def _from_vcard(texts: Iterable[str], file: str) -> PersonRecord | None:
    """The person of a code that is a whole vCard."""
    for text in texts:
        for card in vcards.read_cards(text.encode()):
            record = from_vcard.record_of(card, file, {})
            if isinstance(record, PersonRecord):
                return record
    return None


def _with_more(told: PersonRecord, read: PersonRecord) -> PersonRecord:
    """What a code tells, and what else was read on the card."""
    known = {_plain(point.value) for point in told.points}
    more = [
        point for point in read.points if _plain(point.value) not in known and not _is_known_number(point, told.points)
    ]
    return replace(
        told,
        points=[*told.points, *more],
        positions=told.positions or read.positions,
        keys=tuple(dict.fromkeys((*told.keys, *keys_of(more)))),
        raw=f"{told.raw}\n{read.raw}".strip(),
    )


def _is_known_number(point: Point, known: Iterable[Point]) -> bool:
    """The same number with and without its country: the last eight figures tell."""
    end = _figures(point.value)[-8:]
    return point.kind == "phone" and any(each.kind == "phone" and _figures(each.value)[-8:] == end for each in known)


def _figures(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def _plain(text: str) -> str:
    return text.casefold().removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def _first(fields: Iterable[Field], kind: str) -> str:
    return next((field.value for field in fields if field.kind == kind), "")


def _day(text: str) -> tuple[int, int, int]:
    return int(text[5:7]), int(text[8:10]), int(text[:4])


def _confidence(fields: Iterable[Field]) -> dict[str, float]:
    least: dict[str, float] = {}
    for field in fields:
        name = _IN_JSON.get(field.kind, field.kind)
        least[name] = min(least.get(name, 1.0), round(field.confidence, 3))
    return least
