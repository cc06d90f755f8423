"""Everybody whom a web page tells of, each once, with what all its ways of writing say of them."""

from __future__ import annotations

from bs4 import BeautifulSoup

from kith.imports import html_cards, html_schema
from kith.imports.html_cards import TooEntangled
from kith.imports.html_people import Found
from kith.people.folding import fold

__all__ = ["MAX_DEPTH", "TooDeep", "TooEntangled", "parsed", "people"]

MAX_DEPTH = 200
_LEFT_OPEN = frozenset({"dd", "dt", "li", "option", "p", "td", "th", "tr"})  # these need no end
_THOROUGHLY = 300_000  # signs that are read so within two seconds


class TooDeep(Exception):
    """The page is nested deeper than MAX_DEPTH: what walks it goes down once a level, and would fall off the stack."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def people(text: str) -> list[Found]:
    """In the order in which they stand. Raises TooDeep, TooEntangled."""
    page = parsed(text)
    once: dict[str, Found] = {}
    for found in (*html_schema.people(page), *html_cards.people(page)):
        known = once.setdefault(fold(found.name), found)
        if known is not found:
            known.add(found)
    return list(once.values())


def parsed(text: str) -> BeautifulSoup:
    """The page, read the quick way; where items of lists are left open, which that nests, the thorough way. Raises TooDeep."""
    page = BeautifulSoup(text, "html.parser")
    line = _too_deep(page)
    if line is not None and len(text) <= _THOROUGHLY and _too_deep(page, but=_LEFT_OPEN) is None:
        page = BeautifulSoup(text, "html5lib")
        line = _too_deep(page)
    if line is not None:
        raise TooDeep(line)
    return page


def _too_deep(page: BeautifulSoup, but: frozenset[str] = frozenset()) -> int | None:
    """The line in which it is nested too deep, some kinds of tags not counted."""
    depths: dict[int, int] = {}
    for tag in page.find_all(True):
        depth = depths[id(tag)] = depths.get(id(tag.parent), 0) + (tag.name not in but)
        if depth > MAX_DEPTH:
            return tag.sourceline or 0
    return None
