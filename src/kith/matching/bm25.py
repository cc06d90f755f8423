"""Okapi BM25 over weighted terms: what texts have in common, rare words counting most. Robertson & Zaragoza (2009)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import log
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

_Posting: TypeAlias = tuple[NDArray[np.intp], NDArray[np.float64]]
_K1, _B = 1.2, 0.5
_NOTHING: _Posting = (np.empty(0, dtype=np.intp), np.empty(0))


class Postings:
    """For each term the texts that have it. texts: n counts of terms. O(terms) to make."""

    def __init__(self, texts: Sequence[Mapping[str, float]]) -> None:
        self._size = len(texts)
        lengths = np.array([sum(text.values()) for text in texts], dtype=np.float64)
        norms = _K1 * (1 - _B + _B * lengths / max(lengths.mean() if len(texts) else 1.0, 1e-9))
        having: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, text in enumerate(texts):
            for term, count in text.items():
                having[term].append((place, count))
        self._postings = {term: self._scored(places, norms) for term, places in having.items()}

    def scores(self, text: Mapping[str, float]) -> NDArray[np.float64]:
        """Return for each text how much of this one it has: (n,) ≥ 0, 0 where nothing is shared. A term counts once at most."""
        total = np.zeros(self._size)
        for term, count in text.items():
            places, scores = self._postings.get(term, _NOTHING)
            total[places] += min(count, 1.0) * scores
        return total

    def _scored(self, places: list[tuple[int, float]], norms: NDArray[np.float64]) -> _Posting:
        where = np.array([place for place, _ in places], dtype=np.intp)
        counts = np.array([count for _, count in places])
        rarity = log((self._size - len(places) + 0.5) / (len(places) + 0.5) + 1)
        return where, rarity * counts * (_K1 + 1) / (counts + norms[where])
