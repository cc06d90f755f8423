"""Cards as lines of text, as the recognition would give them: one below another, the name in larger letters."""

from __future__ import annotations

from kith.cardreading.fields import Field, Line
from kith.cardreading.understanding import understand

ROW = 40


def lines(*texts: str | tuple[str, float]) -> list[Line]:
    """Lines below one another; a text may come with its height, else it is 26 pixels high."""
    found = []
    for number, each in enumerate(texts):
        text, height = each if isinstance(each, tuple) else (each, 26.0)
        top = number * ROW
        found.append(Line(text, 0.99, 50.0, float(top), 50.0 + 12 * len(text), top + height))
    return found


def read(*texts: str | tuple[str, float]) -> dict[str, list[str]]:
    """What is understood of a card, by kind."""
    return by_kind(understand(lines(*texts)))


def by_kind(fields: list[Field]) -> dict[str, list[str]]:
    """The values of the fields by their kind."""
    found: dict[str, list[str]] = {}
    for field in fields:
        found.setdefault(field.kind, []).append(field.value)
    return found
