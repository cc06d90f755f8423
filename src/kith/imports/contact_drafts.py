"""A person put together from the cells of a row, whichever address book the row is from."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from kith.imports import relations, table_days
from kith.imports.contact_columns import ADDRESS_PARTS, RELATED, Column
from kith.imports.records import (
    InteractionRecord,
    OccasionRecord,
    PersonRecord,
    PersonRef,
    Point,
    PositionRecord,
    Record,
    RelatedRecord,
)
from kith.people import names
from kith.people.folding import fold

NOBODY = "There is no name here, and no organisation, e-mail address or phone number to go by."
SHARED = frozenset({"fax", "pager", "main", "company", "assistant", "callback", "telex", "tty"})
_FEWEST_DIGITS = 7  # shorter numbers are extensions and short codes, which many people share
_LONGEST = 2_000  # characters, of what is no text of several lines
_LONG = frozenset({"notes", "met_at", "met_notes", "headline", "keep", "leave"})
_WITHIN_ANGLES = re.compile(r".*<\s*([^<>\s]+@[^<>\s]+)\s*>.*", re.DOTALL)
_SEVERAL_EMAILS = re.compile(r"[\s,;|]+")
_SEVERAL_PHONES = re.compile(r"\s*[;|\n]\s*|\s+/\s+")
_SEVERAL_WORDS = re.compile(r"\s*[;,|\n]\s*")
_SEVERAL_NAMES = re.compile(r"\s*[;,|\n&]\s*|\s+(?:and|und|et|y|e)\s+", re.IGNORECASE)
_LINKEDIN = re.compile(r"(?:https?://)?(?:[\w-]+\.)*linkedin\.com/", re.IGNORECASE)
_SLUG = re.compile(r"[\w%-]{3,100}")
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
_NUMBER = re.compile(r"\+?[\d ()/.-]{7,}")
_NO_DIGIT = re.compile(r"[^0-9]")
_PLAIN_NUMBER = re.compile(r"\+[1-9](?:[ .-]?[1-9]){4}(?:[ .-]?[0-9]){5,9}", re.ASCII)  # no 0 that is said at home only
_ADDRESS_ORDER = ("box", "extended", "street", "city", "region", "postcode", "country")
# What address books call what somebody is to the user, as people.models.Relation has it.
_RELATIONS = {
    word: relation
    for relation, said in {
        "co_worker": "co-worker coworker colleague kollege kollegin collegue colega",
        "manager": "manager boss chef vorgesetzter jefe jefa",
        "report": "report",
        "customer": "customer client kunde kundin cliente",
        "vendor": "vendor supplier lieferant fournisseur proveedor",
        "partner": "partner geschaftspartner",
        "recruiter": "recruiter headhunter personalvermittler recruteur reclutador",
        "mentor": "mentor mentorin",
        "mentee": "mentee",
        "friend": "friend freund freundin ami amie amigo amiga friends",
        "family": "family familie famille familia relative",
        "classmate": "classmate kommilitone mitschuler camarade companero",
        "acquaintance": "acquaintance bekannter bekannte connaissance conocido conocida",
        "other": "other",
    }.items()
    for word in said.split()
}


@dataclass
class _Address:
    label: str
    parts: dict[str, list[str]] = field(default_factory=dict)
    formatted: str = ""


class Draft:
    """Takes the cells of a row by their columns; `order` tells whether days come before months (see table_days)."""

    def __init__(self, file: str, line: int, order: str, region: str = "") -> None:
        self.order = order
        self.region = region
        self.person = PersonRecord(file, line, "")
        self.positions: dict[str, PositionRecord] = {}
        self.addresses: dict[str, _Address] = {}
        self.birth: dict[str, str] = {}
        self.last_contact: str = ""

    def put(self, column: Column, name: str, value: str) -> None:
        """Take a cell in. What does not fit its column is kept under the column's name."""
        value = value.strip()
        if (len(value) > _LONGEST and column.field not in _LONG) or (
            value and not _TAKERS[column.field](self, column, value)
        ):
            self.keep(name, value)

    def keep(self, name: str, value: str) -> None:
        """Keep what the book has no field for, under the name that its source has."""
        extra, name = self.person.extra, name.strip() or "without a name"
        if value.strip() and value.strip() not in extra.get(name, "").split("\n"):
            extra[name] = f"{extra[name]}\n{value.strip()}" if name in extra else value.strip()

    def records(self, raw: str) -> list[Record]:
        """The person, and when the two were last in touch where a column tells it; nothing where it is nobody."""
        person = self.person
        self._finish()
        if not person.full_name:
            return []
        person.raw = raw
        return [person, *self._last_touch()]

    def add_point(self, kind: str, value: str, label: str = "", parts: tuple[str, ...] = ()) -> bool:
        """Add a way to reach the person, once."""
        points = self.person.points
        if not any((point.kind, point.value) == (kind, value) for point in points):
            points.append(Point(kind, value, label, parts=parts))
        return True

    def add_related(self, word: str, value: str) -> bool:
        """Add whoever belongs to the person, several where they are listed."""
        for name in _SEVERAL_NAMES.split(value) if word == "child" else [value]:
            if name:
                self.person.related.append(relations.related(word, name))
        return True

    def add_day(self, kind: str, text: str, label: str = "") -> bool:
        """Add a yearly day; False where the text is no whole day."""
        if table_days.is_empty(text):
            return True
        found = table_days.day(text, self.order)
        if found is None or not (found.month and found.day):
            return False
        if not any(each.kind == kind == "birthday" for each in self.person.occasions):
            self.person.occasions.append(OccasionRecord(kind, found.month, found.day, found.year, label))
        return True

    def _finish(self) -> None:
        person = self.person
        for group, address in self.addresses.items():
            self._add_address(address, group)
        if self.birth:
            self._add_birth()
        person.positions = list(self.positions.values())
        person.full_name = person.full_name or self._namings()
        person.keys = self._keys()

    def _namings(self) -> str:
        """What somebody is called by, or can be told by."""
        person = self.person
        points = {kind: point.value for point in reversed(person.points) for kind in [point.kind]}
        firms = [position.organisation for position in person.positions]
        found = (
            names.full_name(person.given, person.family, person.additional),
            names.full_name("", "", prefix=person.prefix, suffix=person.suffix) if not points and not firms else "",
            person.nickname,
            *firms,
            *(points.get(kind, "") for kind in ("email", "phone", "url", "handle")),
        )
        return next(filter(None, found), "")

    def _keys(self) -> tuple[str, ...]:
        from kith.people.identity import key_of  # takes a moment to load, and most commands never need it

        keys = []
        for point in self.person.points:
            if point.kind == "email":
                keys.append(key_of("email", point.value))
            elif point.kind == "url" and _LINKEDIN.match(point.value):
                keys.append(key_of("linkedin", point.value))
            elif point.kind == "phone" and not SHARED.intersection(point.label.lower().split()):
                keys.append(_phone_key(point.value, self.region))
        return tuple(dict.fromkeys(filter(None, keys)))

    def _last_touch(self) -> list[Record]:
        found = table_days.day(self.last_contact, self.order) if self.last_contact else None
        whole = found.iso if found and found.year and found.month and found.day else ""
        if not whole:
            return []
        person = self.person
        who = person.keys[0] if person.keys else fold(person.full_name)
        touch = InteractionRecord(
            person.file,
            person.line,
            "other",
            date.fromisoformat(whole),
            people=[PersonRef(person.full_name, person.keys)],
            direction="mutual",
            summary="Last contact",
            source_key=f"table:last:{who}:{whole}",
        )
        return [touch]

    def _add_address(self, address: _Address, group: str) -> None:
        parts = tuple("\n".join(address.parts.get(part, ())) for part in _ADDRESS_ORDER)
        box, extended, street, city, region, postcode, country = parts
        town = " ".join(filter(None, (city, region, postcode)))
        text = address.formatted or "\n".join(filter(None, (box, street, extended, town, country)))
        if text:
            self.add_point("address", text, address.label or group, parts if any(parts) else ())

    def _add_birth(self) -> None:
        day, month, year = (self.birth.get(part, "") for part in ("birth_day", "birth_month", "birth_year"))
        numbers = [text for text in (year, month, day) if text]
        text = f"{year or '-'}-{month:0>2}-{day:0>2}" if month and day else ""
        if not all(number.isdigit() for number in numbers) or not text or not self.add_day("birthday", text):
            for part, value in self.birth.items():
                self.keep(part.replace("_", " "), value)

    # How each field takes a cell; False where the cell does not fit it.

    def _name(self, column: Column, value: str) -> bool:
        attribute = "full_name" if column.field == "full" else column.field
        if attribute == "prefix" and self.person.prefix not in ("", value):
            value = f"{self.person.prefix} {value}"  # Frau, in one column, and Dr., in another
            self.person.prefix = ""
        if getattr(self.person, attribute):
            return bool(getattr(self.person, attribute) == value)
        setattr(self.person, attribute, " ".join(value.split()))
        return True

    def _email(self, column: Column, value: str) -> bool:
        found = _WITHIN_ANGLES.fullmatch(value)
        parts = [found[1]] if found else [part.strip("<>") for part in _SEVERAL_EMAILS.split(value) if part]
        parts = [part.removeprefix("mailto:").removeprefix("MAILTO:") for part in parts]
        if not all("@" in part.strip("@") for part in parts):
            return False
        return all(self.add_point("email", part, column.label) for part in parts)

    def _phone(self, column: Column, value: str) -> bool:
        parts = [part for part in _SEVERAL_PHONES.split(value) if part]
        return all(self.add_point("phone", part, column.label) for part in parts)

    def _url(self, column: Column, value: str) -> bool:
        parts = value.split() if all("." in part or "://" in part for part in value.split()) else [value]
        return all(self.add_point("url", part, column.label) for part in parts)

    def _linkedin(self, _column: Column, value: str) -> bool:
        if _LINKEDIN.match(value):
            address = value if "://" in value else f"https://{value}"
        elif _SLUG.fullmatch(value.strip("/").removeprefix("in/")):
            address = f"https://www.linkedin.com/in/{value.strip('/').removeprefix('in/')}"
        else:
            return False
        return self.add_point("url", address, "LinkedIn")

    def _handle(self, column: Column, value: str) -> bool:
        is_number = column.label == "whatsapp" and _NUMBER.fullmatch(value)
        kind = "url" if _WEB.fullmatch(value) else "phone" if is_number else "handle"
        return self.add_point(kind, value, column.label)

    def _part_of_address(self, column: Column, value: str) -> bool:
        address = self.addresses.setdefault(column.group, _Address(column.label))
        if column.field == "address":
            if address.formatted:
                return False
            address.formatted = value
        else:
            address.parts.setdefault(column.field, []).append(value)
        return True

    def _position(self, column: Column, value: str) -> bool:
        position = self.positions.setdefault(column.group, PositionRecord())
        attribute = {"job_title": "title"}.get(column.field, column.field)
        if getattr(position, attribute):
            return bool(getattr(position, attribute) == value)
        setattr(position, attribute, value)
        return True

    def _day(self, column: Column, value: str) -> bool:
        return self.add_day(column.field, value)

    def _part_of_birthday(self, column: Column, value: str) -> bool:
        self.birth[column.field] = value
        return True

    def _text(self, column: Column, value: str) -> bool:
        before = getattr(self.person, column.field)
        setattr(self.person, column.field, f"{before}\n\n{value}" if before else value)
        return True

    def _words(self, column: Column, value: str) -> bool:
        said: list[str] = getattr(self.person, column.field)
        said += [word for word in _SEVERAL_WORDS.split(value) if word and word not in said]
        return True

    def _relation(self, _column: Column, value: str) -> bool:
        relation = _RELATIONS.get(fold(value), "") or _RELATIONS.get(fold(value).replace(" ", "-"), "")
        self.person.relation = self.person.relation or relation
        return bool(relation)

    def _met_on(self, _column: Column, value: str) -> bool:
        found = table_days.day(value, self.order)
        if found is None or not found.year:
            return False
        self.person.met_on = found.iso
        return True

    def _met_through(self, _column: Column, value: str) -> bool:
        self.person.met_through = self.person.met_through or PersonRef(value)
        self.person.related.append(RelatedRecord("referred_by", value))
        return True

    def _related(self, column: Column, value: str) -> bool:
        return self.add_related(column.field, value)

    def _last(self, _column: Column, value: str) -> bool:
        found = table_days.day(value, self.order)
        self.last_contact = value
        return found is not None and bool(found.year and found.month and found.day)

    def _kept(self, _column: Column, _value: str) -> bool:
        return False

    def _left(self, _column: Column, _value: str) -> bool:
        return True


def _phone_key(value: str, region: str) -> str:
    from kith.people.identity import key_of

    digits = _NO_DIGIT.sub("", value)
    if len(digits) < _FEWEST_DIGITS:
        return ""
    # Most numbers are plain, and taking them apart would be half the time of reading a table.
    return f"phone:+{digits}" if _PLAIN_NUMBER.fullmatch(value) else key_of("phone", value, region)


Taker = Callable[[Draft, Column, str], bool]
_TAKERS: dict[str, Taker] = {
    **dict.fromkeys(("full", "given", "family", "additional", "prefix", "suffix", "nickname"), Draft._name),
    **dict.fromkeys(("organisation", "job_title", "department"), Draft._position),
    **dict.fromkeys((*ADDRESS_PARTS, "address"), Draft._part_of_address),
    **dict.fromkeys(("birthday", "anniversary"), Draft._day),
    **dict.fromkeys(("birth_year", "birth_month", "birth_day"), Draft._part_of_birthday),
    **dict.fromkeys(("notes", "met_at", "headline", "met_notes"), Draft._text),
    **dict.fromkeys(("labels", "interests"), Draft._words),
    **dict.fromkeys(RELATED, Draft._related),
    "email": Draft._email,
    "phone": Draft._phone,
    "url": Draft._url,
    "linkedin": Draft._linkedin,
    "handle": Draft._handle,
    "relation": Draft._relation,
    "met_on": Draft._met_on,
    "met_through": Draft._met_through,
    "last_contact": Draft._last,
    "keep": Draft._kept,
    "leave": Draft._left,
}
FIELDS = frozenset(_TAKERS)
