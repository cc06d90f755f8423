"""An occupation by its code: what it is called, what is like it, what the other classification calls it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from kith.occupations.folding import folded
from kith.occupations.matching import american_for, matching
from kith.occupations.searching import Occupation, occupation
from kith.occupations.table import table
from kith.occupations.words import LONG

_OF_ESCO = " (ESCO)"  # behind a title of ESCO's, as many of them are titles of O*NET's as well


def get(code: str) -> Occupation | None:
    """Return the occupation of a code ("15-1252.00", "esco:2512.4"), or none where no such code is known."""
    known = table()
    place = known.places.get(code)
    return None if place is None else occupation(known, place, known.entries[place].title)


def exactly(text: str) -> str:
    """Return the code of the occupation that has just this code, or this title, as `written` gives it.

    Else of a title that people use and whose meaning is clear, such as nurse; never by parts of one: "" then.
    """
    words = " ".join(text.split())
    if words in table().places:
        return words
    title = words.removesuffix(_OF_ESCO)
    source = "O*NET" if title == words else "ESCO"
    key = folded(title)
    return _own_titles().get((source, key)) or (matching(title) if table().lines_called(key) else "")


def written(code: str) -> str:
    """Return the title of an occupation so that `exactly` finds its code again; an unknown code as it is."""
    found = get(code)
    if found is None:
        return code
    return found.title if found.source == "O*NET" else f"{found.title}{_OF_ESCO}"


@cache
def _own_titles() -> dict[tuple[str, bytes], str]:
    return {(entry.source, folded(entry.title)): entry.code for entry in table().entries}


def titles(code: str) -> list[str]:
    """Return all that people call an occupation, its own title first, then by the alphabet. Nothing for an unknown code."""
    known = table()
    place = known.places.get(code)
    if place is None:
        return []
    own = known.entries[place].title
    return [own, *(title for line in known.lines_of(place) if (title := known.title(int(line))) != own)]


def related(code: str) -> list[Occupation]:
    """Return what is like an occupation, likest first: by O*NET's experts, or the same unit group of ISCO-08 for ESCO's."""
    known = table()
    place = known.places.get(code)
    if place is None:
        return []
    entry = known.entries[place]
    alike = entry.related or tuple(_neighbours(place, entry.group))
    return [occupation(known, other, known.entries[other].title) for other in alike]


def same_as(code: str) -> frozenset[str]:
    """Return the codes that mean this occupation: its own, and O*NET's where it is one of ESCO."""
    known = table()
    place = known.places.get(code)
    return frozenset() if place is None else frozenset({code, known.entries[american_for(place)].code})


def _neighbours(place: int, group: str) -> list[int]:
    entries = table().entries
    return [other for other, entry in enumerate(entries) if entry.group == group != "" and other != place]


def with_short_forms(words: Iterable[str]) -> set[str]:
    """Return the words, and the short forms that people write for some of them: engineer → eng, swe, sre."""
    known = set(words)
    return known | {short for short, long in LONG.items() if known & set(long.split())}
