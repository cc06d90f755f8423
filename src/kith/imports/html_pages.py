"""Everybody whom a web page tells of, each once, with what all its ways of writing say of them."""

from __future__ import annotations

from bs4 import BeautifulSoup

from kith.imports import html_cards, html_schema
from kith.imports.html_cards import TooEntangled
from kith.imports.html_people import Found
from kith.people.folding import fold

__all__ = ["TooEntangled", "people"]


def people(text: str) -> list[Found]:
    """In the order in which they stand. Raises TooEntangled."""
    page = BeautifulSoup(text, "html.parser")
    once: dict[str, Found] = {}
    for found in (*html_schema.people(page), *html_cards.people(page)):
        known = once.setdefault(fold(found.name), found)
        if known is not found:
            known.add(found)
    return list(once.values())
