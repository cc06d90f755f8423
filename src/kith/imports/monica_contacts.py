"""The people of a Monica export: names, ways to reach them, days, notes, and who belongs to whom."""

from __future__ import annotations

import base64
import binascii
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from kith.imports import json_files, monica_book, relations
from kith.imports.json_files import text
from kith.imports.monica_book import Book, Row, day, parts
from kith.imports.records import (
    OccasionRecord,
    PersonRecord,
    PersonRef,
    Point,
    PositionRecord,
    Record,
    Refusal,
    RelatedRecord,
)
from kith.people import identity

_POINTS = {"email": "email", "phone": "phone", "mobile": "phone", "linkedin": "url"}
_YEARLY = "year"


def people(book: Book) -> Iterator[Record]:
    """Everybody with a card of their own; one without any name is refused. Relatives without a card are named on others'."""
    names = {text(row.get("uuid")): monica_book.name(row) for row in book.contacts()}
    belonging = _belonging(book, names)
    photos = {text(row.get("uuid")): row for row in book.rows("photo")}
    for contact in book.contacts():
        if contact.get("is_partial") is True:
            continue
        if monica_book.name(contact):
            yield _person(book, contact, names, belonging, photos)
        else:
            yield Refusal(book.file, 0, "A contact of Monica without a name.", json_files.raw(contact))


def ref(uuid: str, name: str) -> PersonRef:
    return PersonRef(name, (f"uid:{uuid}",) if uuid else ())


def _belonging(book: Book, names: dict[str, str]) -> dict[str, list[RelatedRecord]]:
    """By uuid: who belongs to them.

    Monica's "contact_is" is whoever has the relative, "of_contact" the relative, and "type" what that one is to them.
    """
    found: dict[str, list[RelatedRecord]] = defaultdict(list)
    for row in book.rows("relationship"):
        whose, other, kind = text(row.get("contact_is")), text(row.get("of_contact")), book.name_of(row.get("type"))
        if names.get(other) and whose:
            found[whose].append(relations.related(kind, names[other], (f"uid:{other}",)))
    return found


def _person(
    book: Book, contact: Row, names: dict[str, str], belonging: dict[str, list[RelatedRecord]], photos: dict[str, Row]
) -> PersonRecord:
    uuid = text(contact.get("uuid"))
    points = [*_points(book, contact), *_addresses(contact)]
    through = text(contact.get("first_met_through"))
    return PersonRecord(
        file=book.file,
        line=0,
        full_name=monica_book.name(contact),
        given=text(contact.get("first_name")),
        family=text(contact.get("last_name")),
        additional=text(contact.get("middle_name")),
        nickname=text(contact.get("nickname")),
        points=points,
        positions=_positions(contact),
        occasions=_occasions(contact),
        labels=_labels(contact),
        met_on=str(_special_day(contact.get("first_met_date")) or ""),
        met_at=text(contact.get("first_met_where")),
        met_notes=text(contact.get("first_met_additional_info")),
        met_through=ref(through, names[through]) if names.get(through) else None,
        related=belonging.get(uuid, []),
        notes=_notes(book, contact),
        photo=_photo(contact, photos),
        keys=_keys(uuid, points),
        is_self=contact.get("is_me") is True or (bool(uuid) and uuid == book.me),
        every_days=_every_days(contact),
        extra=_extra(book, contact),
        raw=json_files.raw(contact),
    )


def _points(book: Book, contact: Row) -> Iterator[Point]:
    for row in parts(contact, "contact_field"):
        name = book.name_of(row.get("type") or row.get("contact_field_type"))
        value = text(row.get("data") or row.get("content"))
        if value:
            kind = _POINTS.get(name.lower().replace("-", ""), "url" if "://" in value else "handle")
            yield Point(kind, value, "" if name.lower() in ("email", "phone", "linkedin") else name)


def _addresses(contact: Row) -> Iterator[Point]:
    for row in parts(contact, "address"):
        street, city, province, code, country = (
            text(row.get(column)) for column in ("street", "city", "province", "postal_code", "country")
        )
        town = " ".join(filter(None, (code, city, province)))
        lines = "\n".join(filter(None, (street, town, country)))
        if lines:
            yield Point("address", lines, text(row.get("name")), parts=("", "", street, city, province, code, country))


def _keys(uuid: str, points: list[Point]) -> tuple[str, ...]:
    own = [f"uid:{uuid}"] if uuid else []
    found = (identity.key_of(point.kind, point.value) for point in points if point.kind != "address")
    return tuple(dict.fromkeys([*own, *filter(None, found)]))


def _positions(contact: Row) -> list[PositionRecord]:
    company, job = text(contact.get("company")), text(contact.get("job"))
    return [PositionRecord(company, job)] if company or job else []


def _special_day(value: Any) -> str:
    """A day as Monica keeps it: exact, without its year, or only reckoned from an age."""
    if not isinstance(value, dict):
        found = day(value)
        return found.isoformat() if found else ""
    found = day(value.get("date"))
    return found.isoformat() if found and not value.get("is_age_based") and not value.get("is_year_unknown") else ""


def _occasions(contact: Row) -> list[OccasionRecord]:
    days = [("birthday", contact.get("birthdate"), "")]
    days += [
        ("other", {"date": row.get("initial_date")}, text(row.get("title")))
        for row in parts(contact, "reminder")
        if text(row.get("frequency_type")) == _YEARLY and row.get("delible") is not False
    ]
    return [found for kind, value, label in days if (found := _occasion(kind, value, label)) is not None]


def _occasion(kind: str, value: Any, label: str) -> OccasionRecord | None:
    if not isinstance(value, dict) or value.get("is_age_based"):
        return None
    found = day(value.get("date"))
    if found is None:
        return None
    return OccasionRecord(kind, found.month, found.day, None if value.get("is_year_unknown") else found.year, label)


def _labels(contact: Row) -> list[str]:
    tags = contact.get("tags")
    names = (
        [text(tag.get("name")) if isinstance(tag, dict) else text(tag) for tag in tags]
        if isinstance(tags, list)
        else []
    )
    return list(filter(None, [*names, "starred" if contact.get("is_starred") is True else ""]))


def _notes(book: Book, contact: Row) -> str:
    """Everything that was written about them, the oldest first, each with its day."""
    written = [text(contact.get("description"))]
    written += [_dated(row, text(row.get("body"))) for row in _by_day(parts(contact, "note"))]
    written += [_dated(row, _life_event(book, row), "happened_at") for row in _by_day(parts(contact, "life_event"))]
    written += [_task(row) for row in parts(contact, "task")]
    written += [_reminder(row) for row in parts(contact, "reminder")]
    return "\n\n".join(filter(None, written))


def _by_day(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: text(row.get("happened_at") or row.get("created_at")))


def _dated(row: Row, words: str, column: str = "created_at") -> str:
    on = day(row.get(column))
    return f"{on}: {words}" if on and words else words


def _life_event(book: Book, row: Row) -> str:
    """Its own name, or that of its kind, with what was noted."""
    return _joined(text(row.get("name")) or book.name_of(row.get("type")), text(row.get("note")))


def _task(row: Row) -> str:
    words = _joined(text(row.get("title")), text(row.get("description")))
    return f"{'Done' if row.get('completed') else 'To do'}: {words}" if words else ""


def _reminder(row: Row) -> str:
    """A yearly one is an occasion, of which only the description is left to be told."""
    title, more = text(row.get("title")), text(row.get("description"))
    if text(row.get("frequency_type")) == _YEARLY:
        return f"Reminder: {_joined(title, more)}" if more and row.get("delible") is not False else ""
    every = {"week": " (weekly)", "month": " (monthly)"}.get(text(row.get("frequency_type")), "")
    return _dated(row, f"Reminder{every}: {_joined(title, more)}", "initial_date") if title else ""


def _joined(title: str, more: str) -> str:
    return ": ".join(filter(None, (title, more)))


def _every_days(contact: Row) -> int | None:
    """Nobody is reminded of somebody who died."""
    if contact.get("is_dead") is True:
        return 0
    days = contact.get("stay_in_touch_frequency")
    return days if isinstance(days, int) and not isinstance(days, bool) and days > 0 else None


def _extra(book: Book, contact: Row) -> dict[str, str]:
    died = _special_day(contact.get("deceased_date")) or ("yes" if contact.get("is_dead") is True else "")
    facts = {
        "food": text(contact.get("food_preferences")),
        "gender": book.name_of(contact.get("gender")),
        "deceased": died,
        "pets": ", ".join(filter(None, (_pet(row) for row in parts(contact, "pet")))),
        "gifts": "; ".join(filter(None, (_gift(row) for row in parts(contact, "gift")))),
        "debts": "; ".join(filter(None, (_debt(row) for row in parts(contact, "debt")))),
    }
    return {name: value for name, value in facts.items() if value}


def _pet(row: Row) -> str:
    category = row.get("category") or row.get("pet_category")
    kind = text(category.get("name") if isinstance(category, dict) else category)
    return _with(text(row.get("name")) or kind, kind if text(row.get("name")) else "")


def _gift(row: Row) -> str:
    """What it is, whether it was an idea, offered or received, and when."""
    on = day(row.get("date"))
    return _with(_joined(text(row.get("name")), text(row.get("comment"))), text(row.get("status")), str(on or ""))


def _debt(row: Row) -> str:
    amount = " ".join(filter(None, (text(row.get("amount")), text(row.get("currency")), text(row.get("reason")))))
    is_mine = row.get("in_debt") is True or text(row.get("in_debt")) in ("yes", "1")
    is_settled = text(row.get("status")) == "complete"
    return _with(f"{'I owe' if is_mine else 'they owe'} {amount}", "settled" if is_settled else "") if amount else ""


def _with(words: str, *more: str) -> str:
    told = ", ".join(filter(None, more))
    return f"{words} ({told})" if words and told else words


def _photo(contact: Row, photos: dict[str, Row]) -> bytes | None:
    """The picture that is their avatar, where the export carries it."""
    avatar = contact.get("avatar")
    named = text(avatar.get("avatar_photo") if isinstance(avatar, dict) else contact.get("avatar_photo"))
    row = photos.get(named) or next(
        (photos[uuid] for uuid in monica_book.part_uuids(contact, "photo") if uuid in photos), {}
    )
    head, comma, body = text(row.get("dataUrl") or row.get("data_url")).partition(",")
    if not comma or not head.startswith("data:image/"):
        return None
    try:
        return base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        return None
