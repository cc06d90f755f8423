"""Records as `kith read --json` prints them, and a small book around the two that a test is about."""

from __future__ import annotations

from typing import Any

from kith.linkage import find_pairs

Record = dict[str, Any]
HOME = ["", "", "12 Elm Street", "Springfield", "IL", "62701", "USA"]
OFFICE = ["", "", "1 Main Plaza", "Springfield", "IL", "62701", "USA"]
_NAMES = (
    "Jane Doe, Urs Calanda, Vreni Tobler, Omar Haddad, Yuki Mori, Ines Prado, Tom Becker, Sven Dahl, Rita Lopez, Ada Byron, "
    "Alan Turing, Grace Hopper, Emil Nolde, Paula Modersohn, Ida Noddack, Max Born, Lise Meitner, Otto Hahn, Marie Curie, "
    "Nils Bohr, Ernst Mach, Erwin Katz, Emmy Noether, David Hilbert, Sofia Kovalev, Tariq Aziz, Mei Tan, Kofi Boateng"
)
_FIRMS = ("Acme", "Nord", "Luz", "Sora", "Verlag")


def person(name: str = "", **fields: Any) -> Record:
    """A record; org="Acme" stands for [["Acme"]], email="a@b.c" for ["a@b.c"]."""
    record: Record = {"fn": name or None, "n": None}
    for key, value in fields.items():
        listed = [value] if key in ("email", "tel", "url", "title") and isinstance(value, str) else value
        record[key] = [[value]] if key == "org" else [value] if key == "adr" else listed
    return record


def book() -> list[Record]:
    """28 people, none of whom is another."""
    names = _NAMES.split(", ")
    return [
        person(name, org=_FIRMS[k % 5], email=f"{name.lower().replace(' ', '.')}@{_FIRMS[k % 5].lower()}.example")
        for k, name in enumerate(names)
    ]


def chance(one: Record, other: Record) -> float:
    """The probability that two are one, in a book of thirty people; 0 where the pair is not returned."""
    others = book()
    pairs = {(i, j): p for i, j, p in find_pairs([*others, one, other])}
    return pairs.get((len(others), len(others) + 1), 0.0)
