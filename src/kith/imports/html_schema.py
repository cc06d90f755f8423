"""schema.org's Person on a web page, in the three ways it is written there: JSON-LD, microdata, RDFa."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, TypeAlias

from bs4 import BeautifulSoup, Tag

from kith.imports.html_people import ADDRESS, Found

Thing: TypeAlias = "dict[str, Any]"

_MAX_DEPTH = 50
_SMALL = 50  # nodes of something whose text is its name
_ORGANISATIONS = {"worksFor": "worksFor", "affiliation": "worksFor", "memberOf": "", "alumniOf": "alumniOf"}
_PLACES = frozenset({"address", "homeLocation", "workLocation"})
# Of a thing that stands where words should: what says best what it is.
_NAMING = ("name", "@value", "url", "contentUrl", "@text", "@id")
_PICTURED = ("contentUrl", "url", "@value", "@id")
_ROLE = ("roleName", "jobTitle", "namedPosition")
# What the vocabularies FOAF and vCard call the same.
_ALSO = {
    "firstName": "givenName",
    "lastName": "familyName",
    "family_name": "familyName",
    "surname": "familyName",
    "mbox": "email",
    "phone": "telephone",
    "homepage": "url",
    "nick": "alternateName",
    "fn": "name",
}
_PREFIX = re.compile(r"^.*[:/#]")
_OF_TAG = {
    "a": "href",
    "link": "href",
    "area": "href",
    "img": "src",
    "time": "datetime",
    "data": "value",
    "meta": "content",
}


def people(page: BeautifulSoup) -> Iterator[Found]:
    """Everybody whom the page calls a Person and names."""
    things = things_on(page)
    known = by_id(things)
    for thing in things:
        if _is_person(thing):
            found = _found(thing, known)
            if found.name:
                yield found


def things_on(page: BeautifulSoup) -> list[Thing]:
    """Everything that the page tells of, in all three ways; property names without their vocabulary."""
    return [*_json_things(page), *_marked_up(page, "itemtype", "itemprop"), *_marked_up(page, "typeof", "property")]


def kinds_of(thing: Thing) -> set[str]:
    """What a thing is said to be: Person, Organization, Event."""
    return {_PREFIX.sub("", kind) for kind in texts_of(thing.get("@type"), {})}


def _json_things(page: BeautifulSoup) -> list[Thing]:
    things: list[Thing] = []
    for script in page.find_all("script", type="application/ld+json"):
        try:
            things += _walk(json.loads(script.string or ""), _MAX_DEPTH)
        except (ValueError, RecursionError):
            continue  # a page with a slip in one script still has the others
    return things


def _walk(value: Any, depth: int) -> Iterator[Thing]:
    if not depth:
        return
    if isinstance(value, dict):
        yield {_plain(name) if not name.startswith("@") else name: each for name, each in value.items()}
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _walk(each, depth - 1)


def by_id(things: list[Thing]) -> dict[str, Thing]:
    """Things that others point at; of several that tell of one, whichever tells most."""
    known: dict[str, Thing] = {}
    for thing in things:
        name = thing.get("@id")
        if isinstance(name, str) and len(thing) > max(1, len(known.get(name, ()))):
            known[name] = thing
    return known


def _marked_up(page: BeautifulSoup, type_mark: str, property_mark: str) -> list[Thing]:
    """Each thing with what the tags inside say of it; what is said of a thing inside it belongs to that."""
    things = {id(tag): _thing(tag, type_mark) for tag in page.find_all(lambda tag: tag.has_attr(type_mark))}
    elsewhere = _referred(page, type_mark) if things else {}
    owners: dict[int, int | None] = {}
    for tag in page.find_all(True) if things else ():
        above = owners.get(id(tag.parent)) or elsewhere.get(str(tag.get("id")))
        if tag.has_attr(property_mark) and above in things:
            value = things[id(tag)] if id(tag) in things else _value(tag)
            for name in str(tag[property_mark]).split():
                things[above].setdefault(_plain(name), []).append(value)
        owners[id(tag)] = id(tag) if id(tag) in things else above
    return list(things.values())


def _thing(tag: Tag, type_mark: str) -> Thing:
    thing: Thing = {"@type": str(tag.get(type_mark)).split()}
    if name := tag.get("itemid") or tag.get("resource") or tag.get("about"):
        thing["@id"] = str(name)
    if len(list(islice(tag.descendants, _SMALL))) < _SMALL and (text := tag.get_text(" ", strip=True)):
        thing["@text"] = text
    return thing


def _referred(page: BeautifulSoup, type_mark: str) -> dict[str, int]:
    """By the id of an element that stands elsewhere: the thing that it tells of (HTML, 5.2.2, itemref)."""
    tags = page.find_all(lambda tag: tag.has_attr(type_mark) and tag.has_attr("itemref"))
    return {name: id(tag) for tag in tags for name in str(tag["itemref"]).split()}


def _value(tag: Tag) -> str:
    own = _OF_TAG.get(tag.name, "")
    marks = ("content", own) if own else ("content",)
    return next((str(tag[mark]) for mark in marks if tag.get(mark)), "") or tag.get_text(" ", strip=True)


def _plain(name: str) -> str:
    """A property without the vocabulary that it is from: "schema:name" is name, and so is foaf's."""
    plain = _PREFIX.sub("", name)
    return _ALSO.get(plain, plain)


def _is_person(thing: Thing) -> bool:
    return "Person" in kinds_of(thing)


def _found(thing: Thing, known: Mapping[str, Thing]) -> Found:
    found = Found()
    for name, value in thing.items():
        if name in _PLACES:
            found.addresses += [address for each in several(value) if (address := address_parts(each, known))]
        elif name in _ORGANISATIONS:
            _put_organisations(found, name, value, known)
        elif name == "contactPoint":
            _put_points(found, value, known)
        elif not name.startswith("@"):
            for text in texts_of(value, known, _PICTURED if name == "image" else _NAMING):
                found.put(name, text)
    if "jobTitle" not in found.values and "hasOccupation" in found.values:
        found.values["jobTitle"] = found.values["hasOccupation"]
    return found


def _put_organisations(found: Found, name: str, value: Any, known: Mapping[str, Thing]) -> None:
    """Also where a role stands between the person and the organisation."""
    for each in several(value):
        role = resolved(each, known)
        if isinstance(role, dict) and name in role:
            each = role[name]
            for title in texts_of(next((role[key] for key in _ROLE if role.get(key)), ""), known):
                found.put("jobTitle", title)
        for text in texts_of(each, known) if _ORGANISATIONS[name] else ():
            found.put(_ORGANISATIONS[name], text)


def _put_points(found: Found, value: Any, known: Mapping[str, Thing]) -> None:
    for each in (resolved(point, known) for point in several(value)):
        for name in ("email", "telephone", "faxNumber", "url") if isinstance(each, dict) else ():
            for text in texts_of(each.get(name, ""), known):
                found.put(name, text)


def several(value: Any) -> list[Any]:
    if isinstance(value, dict) and isinstance(inner := value.get("@list", value.get("@set")), list):
        return inner
    return value if isinstance(value, list) else [value]


def resolved(value: Any, known: Mapping[str, Thing]) -> Any:
    """The thing itself, where it is only pointed at; its properties without prefixes."""
    if not isinstance(value, dict):
        return value
    name = value.get("@id")
    if len(value) == 1 and isinstance(name, str):
        return known.get(name, value)
    return {each if each.startswith("@") else _plain(each): inner for each, inner in value.items()}


def texts_of(value: Any, known: Mapping[str, Thing], naming: tuple[str, ...] = _NAMING) -> list[str]:
    """The value in words: of a thing, its name or address."""
    texts: list[str] = []
    for each in several(value):
        for _ in range(3):  # a name may be a text with its language, in a list
            thing = resolved(each, known)
            each = next((thing[key] for key in naming if thing.get(key)), "") if isinstance(thing, dict) else thing
            each = next(iter(several(each)), "") if isinstance(thing, dict) else each
        if isinstance(each, (str, int, float)) and not isinstance(each, bool):
            texts.append(str(each))
    return texts


def address_parts(value: Any, known: Mapping[str, Thing]) -> tuple[str, ...]:
    """An address in its parts, or in words; of a place, its address, or else its name."""
    place = resolved(value, known)
    if isinstance(place, dict):
        inner = place.get("address")
        place = resolved(next(iter(several(inner)), place), known) if inner else place
    if isinstance(place, dict):
        found = tuple(" ".join(texts_of(place.get(part, ""), known)) for part in (*ADDRESS, "addressCountry"))
        if any(found):
            return found
        place = next(iter(texts_of(place, known, ("name", "@value", "@text"))), "")
    return (" ".join(place.split()),) if isinstance(place, str) and place.strip() else ()
