"""Reads address books in vCard files: people, companies, and the groups that become labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from kith.imports.records import (
    LeftRecord,
    OccasionRecord,
    OrganisationRecord,
    PersonRecord,
    PersonRef,
    Point,
    PositionRecord,
    Record,
    Refusal,
    RelatedRecord,
)
from kith.imports.relations import related
from kith.imports.uploads import Upload
from kith.people import vcards
from kith.people.vcards import Card, CardError, Entry, Handle, PartialDate, contentlines

NAME = "vcard"
LABEL = "vCard"

_BEGIN = re.compile(rb"\s*BEGIN\s*:\s*VCARD\s", re.IGNORECASE)
_GROUP = re.compile(rb"KIND[^:\r\n]*:[ \t]*group", re.IGNORECASE)
_LINKEDIN = re.compile(r"linkedin\.com/in/([^/?#\s]+)", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+-]*):(?!//)(.+)", re.IGNORECASE | re.DOTALL)
_EXTENSION = re.compile(r";ext=", re.IGNORECASE)
_MARKS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")  # unseen, around pasted phone numbers
_NOT_DIGIT = re.compile(r"[^0-9]")
_FEWEST_DIGITS = 7  # shorter numbers are extensions and short codes, which many people share
_PLACE_TYPES = ("work", "home", "school")
_DEVICE_TYPES = {
    "cell": "mobile",
    "iphone": "mobile",
    "mobile": "mobile",
    "fax": "fax",
    "pager": "pager",
    "main": "main",
}
_SHARED_TYPES = frozenset({"fax", "pager", "main"})
# What Google and Android put on every card; the user chose nothing by it.
_EVERYBODYS_LABELS = frozenset({"mycontacts", "my contacts", "* mycontacts"})
_URN = re.compile(r"(?:urn|uid|https?|mailto|cid):", re.IGNORECASE)
_MET = "met"
_PEOPLE_KINDS = frozenset({"", "individual", "x-individual"})


def recognises(upload: Upload) -> bool:
    head, _ = contentlines.as_utf8(upload.head)
    return _BEGIN.match(head) is not None or upload.name.lower().endswith((".vcf", ".vcard"))


def read(upload: Upload) -> Iterator[Record]:
    data = _data(upload)
    groups = _groups(data)
    for card in vcards.read_cards(data):
        yield record_of(card, upload.name, groups)


def read_as_json(upload: Upload) -> Iterator[dict[str, Any]]:
    """Every card of the file as `as_json` gives it, groups and companies too; what is refused as kind "refused"."""
    for card in vcards.read_cards(_data(upload)):
        if isinstance(card, Card):
            yield as_json(card, upload.name)
        else:
            yield {"kind": "refused", "file": upload.name, "line": card.line, "reason": card.reason}


def as_json(record: PersonRecord | Card, file: str, index: int = 0) -> dict[str, Any]:
    """A person as `kith read --json` prints them, whatever the format they were read from.

    `index` is the place in the file, from 0; a card knows its own. A record that came from a card is told as the card.
    """
    if isinstance(record, Card):
        return _card_json(record, file, record.index)
    if record.raw[:11].upper() == "BEGIN:VCARD":
        card = next(vcards.read_cards(record.raw.encode()))
        if isinstance(card, Card):
            return _card_json(card, file, index)
    return _record_json(record, file, index)


def _data(upload: Upload) -> bytes:
    with upload.open() as file:
        return file.read()


def _groups(data: bytes) -> dict[str, list[str]]:
    """The names of the groups that each member belongs to, by the UID of the member."""
    data, _ = contentlines.as_utf8(data)
    labels: dict[str, list[str]] = {}
    if _GROUP.search(data):
        for card in vcards.read_cards(data):
            if isinstance(card, Card) and card.is_group and card.fn:
                for member in card.members:
                    labels.setdefault(_bare_uid(member), []).append(card.fn)
    return labels


def record_of(card: Card | CardError, file: str, groups: dict[str, list[str]]) -> Record:
    """What a card is to the book. `groups`: the names of those that each member belongs to, by the UID of the member."""
    if isinstance(card, CardError):
        return Refusal(file, card.line, card.reason, card.raw)
    name = vcards.best_name(card)
    if card.is_group:
        members = "its name becomes a label of its members" if card.members else "it has no members"
        return LeftRecord(file, card.line, f"“{name}” is a group, not a person: {members}.")
    if _is_company(card):
        return OrganisationRecord(file, card.line, _company_name(card), notes=_company_notes(card), raw=card.raw)
    if card.kind.lower() not in _PEOPLE_KINDS and card.kind.lower() != "org":
        return LeftRecord(file, card.line, f"“{name}” is a {card.kind.lower()}, not a person.")
    if not name:
        reason = "This card has no name, and no organisation, e-mail address or phone number to go by."
        return Refusal(file, card.line, reason, card.raw)
    return _person(card, file, groups)


def _is_company(card: Card) -> bool:
    company = _company_name(card)
    own_names = {" ".join(filter(None, (given, family))) for family, given, *_ in [card.n or ("", "")]}
    if not company or own_names - {"", company}:
        return False
    return card.is_company or card.kind.lower() == "org" or card.fn in ("", company)


def _company_name(card: Card) -> str:
    organisation = next((org[0] for org in card.orgs if org and org[0]), "")
    is_named_so = card.is_company or card.kind.lower() == "org"
    return organisation or (card.fn if is_named_so else "")


def _company_notes(card: Card) -> str:
    points = [f"{point.label or point.kind}: {point.value}" for point in _points(card)]
    return "\n".join([*filter(None, card.notes), *points])


def _person(card: Card, file: str, groups: dict[str, list[str]]) -> PersonRecord:
    family, given, additional, prefix, suffix = card.n or ("", "", "", "", "")
    return PersonRecord(
        file=file,
        line=card.line,
        full_name=_full_name(card),
        given=given,
        family=family,
        additional=additional,
        prefix=prefix,
        suffix=suffix,
        nickname=", ".join(card.nicknames),
        points=_points(card),
        positions=_positions(card),
        occasions=_occasions(card),
        labels=_labels(card, groups),
        interests=list(filter(None, card.interests)),
        met_through=_met_through(card),
        related=_related(card),
        notes="\n\n".join(filter(None, card.notes)),
        photo=card.photo.data if card.photo and card.photo.data else None,
        keys=_keys(card),
        extra=_extra(card),
        raw=card.raw,
    )


def _full_name(card: Card) -> str:
    """FN, but not where it names the company of a card that also names a person."""
    if card.n and (card.n[0] or card.n[1]) and card.is_company:
        family, given, additional, prefix, suffix = card.n
        return " ".join(filter(None, (prefix, given, additional, family, suffix)))
    names = (card.fn, " ".join(filter(None, (card.n or ())[1::-1])), *card.nicknames)
    return next(filter(None, names), vcards.best_name(card))


def _points(card: Card) -> list[Point]:
    points = [Point("email", email.value, _label(email), email.preferred) for email in card.emails]
    points += [Point("phone", _phone(tel.value), _label(tel), tel.preferred) for tel in card.tels]
    points += [Point("url", url.value, _label(url), url.preferred) for url in card.urls]
    points += [_handle(handle) for handle in card.handles]
    for adr in card.adrs:
        box, extended, street, locality, region, code, country = adr.parts
        town = " ".join(filter(None, (locality, region, code)))
        text = adr.formatted or "\n".join(filter(None, (box, extended, street, town, country)))
        points.append(Point("address", text, adr.label or _type_label(adr.types), adr.preferred, adr.parts))
    return [point for point in points if point.value]


def _phone(value: str) -> str:
    return _EXTENSION.sub(" ext. ", _MARKS.sub("", value)).strip()


def _handle(handle: Handle) -> Point:
    """`x-apple:` only says that Apple wrote it; other schemes name the service."""
    found = _SCHEME.fullmatch(handle.value)
    scheme, value = (found[1].lower(), unquote(found[2])) if found else ("", handle.value or handle.user)
    service = handle.service or ("" if scheme == "x-apple" else scheme)
    kind = "url" if handle.is_profile and _LINKEDIN.search(value) else "handle"
    return Point(kind, value, handle.label or service, handle.preferred)


def _label(entry: Entry) -> str:
    return entry.label or _type_label(entry.types)


def _type_label(types: tuple[str, ...]) -> str:
    places = [word for word in types if word in _PLACE_TYPES]
    devices = [_DEVICE_TYPES[word] for word in types if word in _DEVICE_TYPES]
    return " ".join(dict.fromkeys([*places[:1], *devices[:1]]))


def _positions(card: Card) -> list[PositionRecord]:
    """Organisations and titles are paired in the order in which they stand."""
    orgs = [org for org in card.orgs if org]
    titles = list(filter(None, card.titles)) or list(filter(None, card.roles))
    positions = []
    for place in range(max(len(orgs), len(titles))):
        org = orgs[place] if place < len(orgs) else ("",)
        title = titles[place] if place < len(titles) else ""
        positions.append(PositionRecord(org[0], title, ", ".join(filter(None, org[1:]))))
    return positions


def _occasions(card: Card) -> list[OccasionRecord]:
    days = [("birthday", card.birthday, ""), ("anniversary", card.anniversary, "")]
    days += [("other", dated.date, dated.label) for dated in card.dates]
    return [
        OccasionRecord(kind, day.month, day.day, day.year, label)
        for kind, day, label in days
        if day is not None and day.month and day.day
    ]


def _related(card: Card) -> list[RelatedRecord]:
    """Those who are named. An address of another card names nobody; it is kept with what Kith has no field for."""
    named = [each for each in card.related if not _URN.match(each.name)]
    return [related(each.relation, each.name) for each in named if each.relation != _MET]


def _met_through(card: Card) -> PersonRef | None:
    """Kith's own cards say it with the type "met"."""
    return next((PersonRef(each.name) for each in card.related if each.relation == _MET), None)


def _labels(card: Card, groups: dict[str, list[str]]) -> list[str]:
    labels = [label for label in card.categories if label.lower() not in _EVERYBODYS_LABELS]
    return list(dict.fromkeys([*labels, *groups.get(_bare_uid(card.uid), [])]))


def _keys(card: Card) -> tuple[str, ...]:
    keys = [f"uid:{card.uid}"] if card.uid else []
    pages = [entry.value for entry in card.urls] + [handle.value for handle in card.handles]
    slugs = (_LINKEDIN.search(page) for page in pages)
    keys += [f"linkedin:{unquote(slug[1]).lower()}" for slug in slugs if slug]
    keys += [f"email:{email.value.lower()}" for email in card.emails if "@" in email.value]
    phones = (_phone_key(tel.value) for tel in card.tels if not _SHARED_TYPES.intersection(tel.types))
    keys += [f"phone:{phone}" for phone in phones if phone]
    return tuple(dict.fromkeys(keys))


def _phone_key(value: str) -> str:
    """E.164 where the country is given, the digits alone otherwise, empty where they are too few."""
    value = _MARKS.sub("", value).strip()
    number = _EXTENSION.split(value)[0]
    digits = _NOT_DIGIT.sub("", number)
    if len(digits) < _FEWEST_DIGITS:
        return ""
    return (_international(value) if number.startswith("+") else "") or digits


def _international(value: str) -> str:
    import phonenumbers  # takes a moment to load, and most commands never need it

    try:
        number = phonenumbers.parse(value[:40], None)
    except phonenumbers.NumberParseException:
        return ""
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _extra(card: Card) -> dict[str, str]:
    """What the book has no field for, by a name that the user understands."""
    facts = [(related.relation or "related", related.name) for related in card.related if _URN.match(related.name)]
    facts += [("birthday", _vague(card.birthday)), ("anniversary", _vague(card.anniversary))]
    facts += [(dated.label or "date", _vague(dated.date)) for dated in card.dates]
    facts += [("role", role) for role in card.roles if any(card.titles)]
    facts += [("gender", card.gender), ("language", ", ".join(card.languages)), ("time zone", card.time_zone)]
    facts += [("position", card.position), ("photo", card.photo.uri if card.photo else "")]
    extra: dict[str, str] = {}
    for name, text in facts:
        if text:
            extra[name] = f"{extra[name]}, {text}" if name in extra else text
    if card.extra:
        extra["vcard"] = "\n".join(card.extra)
    return extra


def _vague(day: PartialDate | None) -> str:
    """A day that is not exact enough to be remembered every year."""
    return day.iso if day is not None and not (day.month and day.day) else ""


def _bare_uid(uid: str) -> str:
    return uid.lower().removeprefix("urn:uuid:")


def _card_json(card: Card, file: str, index: int) -> dict[str, Any]:
    photo = card.photo
    return {
        "file": file,
        "index": index,
        "version": card.version,
        "fn": card.fn or None,
        "n": list(card.n) if card.n is not None else None,
        "nickname": ", ".join(card.nicknames) or None,
        "org": [list(filter(None, org)) for org in card.orgs],
        "title": list(card.titles),
        "email": [email.value for email in card.emails],
        "tel": [tel.value for tel in card.tels],
        "adr": [list(adr.parts) for adr in card.adrs],
        "url": [url.value for url in card.urls],
        "note": list(card.notes),
        "bday": card.birthday.iso if card.birthday else None,
        "anniversary": card.anniversary.iso if card.anniversary else None,
        "related": [each.name for each in card.related],
        "relation": [each.relation or None for each in card.related],
        "uid": card.uid or None,
        "categories": list(card.categories),
        "photo": {"media_type": photo.media_type, "bytes": len(photo.data)} if photo and photo.data else None,
    }


def _record_json(record: PersonRecord, file: str, index: int) -> dict[str, Any]:
    values = {kind: [point for point in record.points if point.kind == kind] for kind in ("email", "phone", "url")}
    addresses = [point for point in record.points if point.kind == "address"]
    jobs = [position for position in record.positions if position.kind == "work"]
    return {
        "file": file,
        "index": index,
        "version": None,
        "fn": record.full_name or None,
        "n": [record.family, record.given, record.additional, record.prefix, record.suffix],
        "nickname": record.nickname or None,
        "org": [list(filter(None, (job.organisation, job.department))) for job in jobs if job.organisation],
        "title": [job.title for job in jobs if job.title],
        "email": [point.value for point in values["email"]],
        "tel": [point.value for point in values["phone"]],
        "adr": [list(point.parts) or ["", "", point.value, "", "", "", ""] for point in addresses],
        "url": [point.value for point in values["url"]],
        "note": [record.notes] if record.notes else [],
        "bday": _first_day(record, "birthday"),
        "anniversary": _first_day(record, "anniversary"),
        "related": [each.name for each in record.related],
        "relation": [each.label or each.kind for each in record.related],
        "uid": next((key[4:] for key in record.keys if key.startswith("uid:")), None),
        "categories": list(record.labels),
        "photo": {"media_type": "", "bytes": len(record.photo)} if record.photo else None,
    }


def _first_day(record: PersonRecord, kind: str) -> str | None:
    return next((PartialDate(day.year, day.month, day.day).iso for day in record.occasions if day.kind == kind), None)
