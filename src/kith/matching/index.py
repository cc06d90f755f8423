"""Candidates made ready to be searched: by meaning where the model is installed, by words and occupations where it is not.

Words decide between equals: a place, a firm, a certificate or a language that both texts name counts on top of the meaning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kith.matching import meaning
from kith.matching.bm25 import Postings
from kith.matching.expansion import expanded
from kith.matching.words import names, terms

_NAMED = 0.2  # cosine: what it is worth that all names of the query stand in a candidate
_LIKELY = {True: 0.3, False: 8.0}  # by meaning, by words: docs/decisions/0023-matching.md has what that keeps and loses


class Index:
    """Texts to be searched.

    vectors: for each candidate what `meaning.packed` gave, where it was stored; then only queries have to be read.
    by_meaning: whether the model is to be used; where it is installed, if nothing is said.
    10,000 candidates take 9 s to read, or 0.1 s with vectors; a query then 3 ms.
    """

    def __init__(
        self, candidates: Sequence[str], *, vectors: Sequence[bytes] | None = None, by_meaning: bool | None = None
    ) -> None:
        _refuse_one_text(candidates)
        self.by_meaning = meaning.is_there() if by_meaning is None else by_meaning
        self._size = len(candidates)
        if self.by_meaning:
            self._directions = meaning.directions(candidates) if vectors is None else meaning.unpacked(vectors)
            self._having = _having(candidates)
        else:
            self._postings = Postings([expanded(candidate) for candidate in candidates])

    @property
    def likely(self) -> float:
        """The score from which a candidate is worth showing to somebody; below it, it is the best of a bad lot."""
        return _LIKELY[self.by_meaning]

    def search(
        self, queries: Sequence[str], top: int = 5, *, vectors: Sequence[bytes] | None = None
    ) -> list[list[tuple[int, float]]]:
        """Return for each query at most `top` candidates as (place, score), best first; of equal ones the first.

        By meaning a score is a cosine, and up to 0.2 more for shared names; by words it is BM25's, and those with nothing in
        common are left out. Scores of the two cannot be compared. O(queries x candidates).
        """
        _refuse_one_text(queries)
        scores = self._by_meaning(queries, vectors) if self.by_meaning else self._by_words(queries)
        return [self._best(row, top) for row in scores]

    def _by_meaning(self, queries: Sequence[str], vectors: Sequence[bytes] | None) -> list[NDArray[np.float64]]:
        asked = meaning.directions(queries) if vectors is None else meaning.unpacked(vectors)
        directions = self._directions.astype(np.float64)
        return [
            directions @ one + self._named(query) if one.any() else np.full(self._size, -np.inf)
            for query, one in zip(queries, asked.astype(np.float64), strict=True)
        ]

    def _named(self, query: str) -> NDArray[np.float64]:
        wanted = names(query)
        bonus = np.zeros(self._size)
        for name in wanted:
            bonus[self._having.get(name, [])] += _NAMED / len(wanted)
        return bonus

    def _by_words(self, queries: Sequence[str]) -> list[NDArray[np.float64]]:
        scores = [self._postings.scores(expanded(query)) for query in queries]
        return [np.where(row > 0, row, -np.inf) for row in scores]

    def _best(self, scores: NDArray[np.float64], top: int) -> list[tuple[int, float]]:
        order = np.argsort(-scores, kind="stable")[: max(top, 0)]
        return [(int(place), float(scores[place])) for place in order if np.isfinite(scores[place])]


def rank(queries: list[str], candidates: list[str], top: int = 5) -> list[list[tuple[int, float]]]:
    """Return for each query at most `top` candidates that answer it, as (place in candidates, score), best first.

    By meaning where the model is installed, else by words and the occupations that they lead to; see Index.search.
    """
    return Index(candidates).search(queries, top)


def _refuse_one_text(texts: Sequence[str]) -> None:
    """A text is a sequence of texts as well, each of one letter: nobody means that."""
    if isinstance(texts, str):
        raise ValueError("Queries and candidates are lists of texts, not one text.")


def _having(candidates: Sequence[str]) -> dict[str, list[int]]:
    """For each term the candidates that have it."""
    having: dict[str, list[int]] = defaultdict(list)
    for place, candidate in enumerate(candidates):
        for term in _terms(candidate):
            having[term].append(place)
    return having


@lru_cache(maxsize=8_192)
def _terms(text: str) -> frozenset[str]:
    """Its terms; the same candidates stand in the index of many users."""
    return frozenset(terms(text))
