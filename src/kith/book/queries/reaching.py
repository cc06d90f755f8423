"""Ways to reach a person: what a phone or a browser can open, and what can only be read and copied."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from kith import sql
from kith.people.models import ContactPoint, Person

_SAFE_IN_MAIL = "@+"
_POINTS = "SELECT c.* FROM people_contactpoint c WHERE c.person_id = %(person)s ORDER BY c.is_preferred DESC, c.id"
_ICONS = {
    ContactPoint.Kind.EMAIL: "mail",
    ContactPoint.Kind.PHONE: "phone",
    ContactPoint.Kind.URL: "link",
    ContactPoint.Kind.HANDLE: "message",
    ContactPoint.Kind.ADDRESS: "place",
}


@dataclass(frozen=True, slots=True)
class Way:
    """A contact point. `url` opens it, "" where nothing does; `sms` writes a short message to a number."""

    pk: int
    kind: str
    icon: str
    text: str
    label: str
    url: str
    sms: str
    is_preferred: bool


def ways_to_reach(person: Person) -> list[Way]:
    """All ways to reach a person: mail, phone, then the rest; of each kind the preferred one first. One query."""
    order = list(ContactPoint.Kind.values)
    points = sql.objects(ContactPoint, _POINTS, person=person.pk)
    return [_way(point) for point in sorted(points, key=lambda point: order.index(point.kind))]


def web_address(value: str) -> str:
    """An address that a browser may be sent to, "" for anything else: javascript: and data: never become links."""
    bare = value.strip()
    address = bare if "://" in bare else f"https://{bare}"
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    is_web = parts.scheme in {"http", "https"} and "." in parts.netloc and not set(bare) & set(' "<>\\')
    return address if is_web else ""


def _way(point: ContactPoint) -> Way:
    return Way(
        point.pk,
        point.kind,
        _ICONS[ContactPoint.Kind(point.kind)],
        point.value,
        point.label,
        _url(point),
        f"sms:{_digits(point.value)}" if point.kind == ContactPoint.Kind.PHONE else "",
        point.is_preferred,
    )


def _url(point: ContactPoint) -> str:
    if point.kind == ContactPoint.Kind.EMAIL:
        return f"mailto:{quote(point.value, safe=_SAFE_IN_MAIL)}"
    elif point.kind == ContactPoint.Kind.PHONE:
        return f"tel:{_digits(point.value)}"
    elif point.kind == ContactPoint.Kind.URL:
        return web_address(point.value)
    else:
        return ""


def _digits(number: str) -> str:
    """The number as a telephone dials it. A country's trunk zero in brackets, +44 (0)20, is not dialled."""
    bare = number.replace("(0)", "") if number.lstrip().startswith("+") else number
    return "".join(letter for letter in bare if letter.isascii() and (letter.isdigit() or letter in "+*#"))
