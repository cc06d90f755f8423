"""hCard and h-card on a web page, by the microformats parser, under the names of schema.org's Person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import mf2py
from bs4 import BeautifulSoup

from kith.imports.html_people import Found

_MAX_DEPTH = 30
_MOST_COPIED = 3_000  # some four hundred cards, and two seconds
_CLASSIC = (
    ".vcard, .adr, .geo, .hentry, .hfeed, .hnews, .hproduct, .hrecipe, .hresume, .hreview, .hreview-aggregate, .vevent"
)
_NAMES = {
    "name": "name",
    "given-name": "givenName",
    "family-name": "familyName",
    "additional-name": "additionalName",
    "honorific-prefix": "honorificPrefix",
    "honorific-suffix": "honorificSuffix",
    "nickname": "alternateName",
    "email": "email",
    "tel": "telephone",
    "url": "url",
    "org": "worksFor",
    "organization": "worksFor",
    "job-title": "jobTitle",
    "title": "jobTitle",
    "role": "jobTitle",
    "bday": "birthDate",
    "note": "description",
    "category": "knowsAbout",
    "photo": "image",
}
_ADDRESS = (
    "post-office-box",
    "extended-address",
    "street-address",
    "locality",
    "region",
    "postal-code",
    "country-name",
)


class TooEntangled(Exception):
    """The elements of cards stand so deep within one another that going through them would take minutes."""


def people(page: BeautifulSoup) -> Iterator[Found]:
    """Everybody with a card on the page that names them; a card of an organisation is none of a person.

    Raises TooEntangled.
    """
    if _is_entangled(page):
        raise TooEntangled
    classic = _classic_addresses(page)  # before the parser, which changes the page
    parsed = mf2py.Parser(doc=page).to_dict()
    for card in _cards(parsed.get("items", []), _MAX_DEPTH):
        found = _found(card.get("properties", {}))
        found.addresses = [classic.get(each[0], each) if len(each) == 1 else each for each in found.addresses]
        if found.name and found.name not in found.values.get("worksFor", ()):
            yield found


def _is_entangled(page: BeautifulSoup) -> bool:
    """The parser copies each element of a classic format with all that is in it, and does so for each rule."""
    copied = 0
    for root in page.select(_CLASSIC):
        for part in root.find_all(True):
            copied += next(depth for depth, parent in enumerate(part.parents) if parent is root)
            if copied > _MOST_COPIED:
                return True
    return False


def _cards(items: list[Any], depth: int) -> Iterator[dict[str, Any]]:
    """Cards wherever they stand: alone, inside an entry, as its author; not a card's own organisation."""
    for item in items if depth else ():
        if not isinstance(item, dict):
            continue
        is_card = "h-card" in item.get("type", ())
        if is_card:
            yield item
        inner = [
            each
            for name, values in item.get("properties", {}).items()
            if not is_card or name not in _NAMES
            for each in values
        ]
        yield from _cards([*inner, *item.get("children", [])], depth - 1)


def _found(properties: dict[str, list[Any]]) -> Found:
    found = Found()
    for name, values in properties.items():
        for value in values:
            if name == "adr":
                found.addresses.append(_address(value))
            elif name in _NAMES:
                found.put(_NAMES[name], _text(value))
    loose = tuple(_text(next(iter(properties.get(part, [])), "")) for part in _ADDRESS)
    if any(loose) and not found.addresses:
        found.addresses.append(loose)
    found.addresses = [each for each in found.addresses if any(each)]
    return found


def _classic_addresses(page: BeautifulSoup) -> dict[str, tuple[str, ...]]:
    """The parts of hCard's addresses by their whole text, which is all that the parser gives of them."""
    found = {}
    for tag in page.select(".adr"):
        inner = (tag.select_one(f".{part}") for part in _ADDRESS)
        parts = tuple(" ".join(each.get_text(" ").split()) if each else "" for each in inner)
        if any(parts):
            found[" ".join(tag.get_text(" ").split())] = parts
    return found


def _text(value: Any) -> str:
    if isinstance(value, dict):
        name = value.get("properties", {}).get("name")
        return str(name[0] if name else value.get("value", ""))
    return str(value)


def _address(value: Any) -> tuple[str, ...]:
    parts = value.get("properties", {}) if isinstance(value, dict) else {}
    found = tuple(_text(next(iter(parts.get(part, [])), "")) for part in _ADDRESS)
    return found if any(found) else (" ".join(_text(value).split()),)
