"""A text and the occupations that its words lead to: "my tap drips" has a word with the titles of plumbers in common."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from functools import lru_cache
from math import log, sqrt
from typing import TypeAlias

from kith.matching.words import terms
from kith.occupations.table import table

_OWN = 10  # so many titles an occupation's own title counts for
_SAYS_LITTLE = 1.0  # ln(occupations / those that have the word): below it a word leads nowhere
_LED_TO, _LEAST = 5, 0.3  # occupations a text leads to at most, and at least this of the best one's weight
_TITLE = 0.5  # what a word of an occupation's title counts beside one that was written

_Postings: TypeAlias = dict[str, dict[int, float]]


def expanded(text: str, *, without: frozenset[str] = frozenset()) -> dict[str, float]:
    """Return the terms of a text with how often they count: its own words, occupations as "#place", words of their titles.

    without: titles not to know of, for measuring.
    """
    counts: dict[str, float] = defaultdict(float)
    for term in terms(text):
        counts[term] += 1
    for place, _ in leads(text, without=without):
        counts[f"#{place}"] += 1
        for term in terms(table().entries[place].title):
            counts[term] += _TITLE
    return counts


def leads(text: str, *, without: frozenset[str] = frozenset()) -> list[tuple[int, float]]:
    """Return the places in the table of the occupations that the words lead to, with weights > 0, the likest first."""
    postings = _postings(without)
    weights: dict[int, float] = defaultdict(float)
    for term in sorted(set(terms(text))):
        for place, weight in postings.get(term, {}).items():
            weights[place] += weight
    best = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:_LED_TO]
    return [(place, weight) for place, weight in best if weight >= _LEAST * best[0][1]]


@lru_cache(maxsize=2)
def _postings(without: frozenset[str]) -> _Postings:
    """For each term the occupations that have it in titles, weighted by how rare it is and how much of the titles has it."""
    having: dict[str, Counter[int]] = defaultdict(Counter)
    sizes: Counter[int] = Counter()
    for title, place, count in _titles(without):
        sizes[place] += 1
        for term in set(terms(title)):
            having[term][place] += count
    return {term: _weighted(places, sizes) for term, places in having.items() if _rarity(places) >= _SAYS_LITTLE}


def _titles(without: frozenset[str]) -> list[tuple[str, int, int]]:
    known = table()
    lines = known.titles.decode("latin-1").splitlines()
    alternate = [
        (title, int(place), 1) for title, place in zip(lines, known.owners, strict=True) if title not in without
    ]
    return alternate + [(entry.title, place, _OWN) for place, entry in enumerate(known.entries)]


def _weighted(places: Counter[int], sizes: Counter[int]) -> dict[int, float]:
    rarity = _rarity(places)
    return {place: rarity * count / (count + 0.3 * sqrt(sizes[place]) + 1) for place, count in places.items()}


def _rarity(places: Collection[int]) -> float:
    return log(len(table().entries) / len(places))
