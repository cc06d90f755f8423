"""schema.org's Person on a web page, in the three ways it is written there: JSON-LD, microdata, RDFa."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag

from kith.imports.html_people import ADDRESS, Found

_MAX_DEPTH = 50
_ORGANISATIONS = {"worksFor": "worksFor", "affiliation": "worksFor", "memberOf": "", "alumniOf": "alumniOf"}
_PLACES = frozenset({"address", "homeLocation", "workLocation"})
_WRITTEN_IN = ("content", "href", "src", "datetime", "data", "value")
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
    things = [*_json_things(page), *_marked_up(page, "itemtype", "itemprop"), *_marked_up(page, "typeof", "property")]
    for thing in things:
        if _is_a(thing, "Person"):
            found = _found(thing)
            if found.name:
                yield found


def _json_things(page: BeautifulSoup) -> Iterator[dict[str, Any]]:
    for script in page.find_all("script", type="application/ld+json"):
        try:
            yield from _walk(json.loads(script.string or ""), _MAX_DEPTH)
        except (ValueError, RecursionError):
            continue  # a page with a slip in one script still has the others


def _walk(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if not depth:
        return
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _walk(each, depth - 1)


def _marked_up(page: BeautifulSoup, type_mark: str, property_mark: str) -> Iterator[dict[str, Any]]:
    for tag in page.find_all(lambda tag: tag.has_attr(type_mark)):
        yield _thing(tag, type_mark, property_mark)


def _thing(tag: Tag, type_mark: str, property_mark: str) -> dict[str, Any]:
    """What the tags inside say of this one; those of a thing inside it belong to that."""
    thing: dict[str, Any] = {"@type": str(tag.get(type_mark)).split()}
    for inner in tag.find_all(lambda each: each.has_attr(property_mark)):
        if _owner(inner, type_mark) is not tag:
            continue
        value = _thing(inner, type_mark, property_mark) if inner.has_attr(type_mark) else _value(inner)
        for name in str(inner[property_mark]).split():
            thing.setdefault(name.rpartition(":")[2].rpartition("/")[2], []).append(value)
    if tag.get_text(strip=True):
        thing.setdefault("@text", tag.get_text(" ", strip=True))
    return thing


def _owner(tag: Tag, type_mark: str) -> Tag | None:
    return next((each for each in tag.parents if isinstance(each, Tag) and each.has_attr(type_mark)), None)


def _value(tag: Tag) -> str:
    own = _OF_TAG.get(tag.name, "")
    marks = ("content", own) if own else ("content",)
    return next((str(tag[mark]) for mark in marks if tag.get(mark)), tag.get_text(" ", strip=True))


def _is_a(thing: dict[str, Any], name: str) -> bool:
    return any(kind.rpartition("/")[2].rpartition(":")[2] == name for kind in _texts(thing.get("@type")))


def _found(thing: dict[str, Any]) -> Found:
    found = Found()
    for name, value in thing.items():
        if name in _PLACES:
            found.addresses += [address for each in _several(value) if (address := _address(each))]
        elif name in _ORGANISATIONS:
            for text in _texts(value):
                found.put(_ORGANISATIONS[name], text) if _ORGANISATIONS[name] else None
        elif not name.startswith("@"):
            for text in _texts(value):
                found.put(name, text)
    return found


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _texts(value: Any) -> list[str]:
    """The value in words: of a thing, its name or address."""
    texts: list[str] = []
    for each in _several(value):
        if isinstance(each, dict):
            each = next((each[key] for key in ("name", "@value", "url", "@text", "@id") if each.get(key)), "")
            each = each[0] if isinstance(each, list) and each else each
        if isinstance(each, (str, int, float)) and not isinstance(each, bool):
            texts.append(str(each))
    return texts


def _address(value: Any) -> tuple[str, ...]:
    if isinstance(value, dict):
        parts = (*ADDRESS, "addressCountry")
        found = tuple(" ".join(_texts(value.get(part, ""))) for part in parts)
        return found if any(found) else ()
    return (" ".join(str(value).split()),) if isinstance(value, str) and value.strip() else ()
