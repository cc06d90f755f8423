"""Why two texts match, in words: what both say, the occupation that both lead to, or which part of one means a part of the other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kith.matching import meaning
from kith.matching.expansion import leads
from kith.matching.words import STOP, spoken, term
from kith.occupations.folding import folded
from kith.occupations.table import table

_LONGEST = 3  # words of a phrase
_MOST = 30  # phrases of a text that are looked at
_ALIKE = 0.4  # cosine that two phrases must have where there is another reason


class Kind(StrEnum):
    """What sort of a reason it is."""

    WORDS = "words"
    OCCUPATION = "occupation"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason: the shared words as they were written, the titles of shared occupations, or a phrase of each of the two."""

    kind: Kind
    texts: tuple[str, ...]

    def __str__(self) -> str:
        quoted = [f"“{text}”" for text in self.texts]
        if self.kind is Kind.WORDS:
            return f"both say {', '.join(quoted)}"
        elif self.kind is Kind.OCCUPATION:
            return f"both lead to {', '.join(self.texts)}"
        else:
            return f"{quoted[0]} means something like {quoted[1]}"


def why(query: str, candidate: str) -> list[Reason]:
    """Return the reasons why a candidate may answer a query, the plainest first; nothing where none can be named.

    Shared words come first, then the closest phrases, then occupations. Some 20 ms where the model is installed.
    """
    shared = _shared_words(query, candidate)
    occupations = _shared_occupations(query, candidate)
    closest = (
        _closest(query, candidate, least=_ALIKE if shared or occupations else -1.0) if meaning.is_there() else None
    )
    reasons = [
        Reason(Kind.WORDS, shared) if shared else None,
        Reason(Kind.MEANING, closest) if closest else None,
        Reason(Kind.OCCUPATION, occupations) if occupations else None,
    ]
    return [reason for reason in reasons if reason]


def _shared_words(query: str, candidate: str) -> tuple[str, ...]:
    """The words of the candidate, as they stand there, that the query has too."""
    asked = {term(word) for word in spoken(query)}
    written = [word.strip(".,;:!?()[]«»“”\"'") for word in candidate.split()]
    shared = [word for word in written if asked & {term(part) for part in spoken(word)}]
    return tuple(dict.fromkeys(shared))[:5]


def _shared_occupations(query: str, candidate: str) -> tuple[str, ...]:
    offered = {place for place, _ in leads(candidate)}
    shared = [place for place, _ in leads(query) if place in offered]
    return tuple(table().entries[place].title for place in shared[:2])


def _closest(query: str, candidate: str, *, least: float) -> tuple[str, str] | None:
    """The phrase of each that mean most alike, and most like the whole of the other; of words that only one of them has."""
    both = _terms(query) & _terms(candidate)
    (asked, ours, whole), (offered, theirs, other_whole) = _said_in(query, both), _said_in(candidate, both)
    if not asked or not offered:
        return None
    alike = ours @ theirs.T
    fitting = alike + (ours @ other_whole)[:, None] + (theirs @ whole)[None, :]
    for flat in np.argsort(-fitting, axis=None, kind="stable").tolist():
        one, other = divmod(flat, len(offered))
        if alike[one, other] >= least:
            return asked[one], offered[other]
    return None


def _said_in(text: str, without: set[str]) -> tuple[list[str], NDArray[np.float32], NDArray[np.float32]]:
    """The phrases that have none of these terms, what they mean, and what the whole text means."""
    phrases, found = _read(text)
    kept = [place for place, phrase in enumerate(phrases) if not _terms(phrase) & without]
    return [phrases[place] for place in kept], found[1:][kept], found[0]


@lru_cache(maxsize=1_024)
def _read(text: str) -> tuple[list[str], NDArray[np.float32]]:
    """The phrases of a text, and the directions of the text and of each: a text fits several others, and is read once."""
    phrases = _phrases(text)
    return phrases, meaning.directions([text, *phrases])


def _phrases(text: str) -> list[str]:
    """One to three words that stand together, beginning and ending with one that says something."""
    written = [word.strip(".,;:!?()[]«»“”\"'") for word in text.split()]
    spans = [written[at : at + size] for size in range(1, _LONGEST + 1) for at in range(len(written) - size + 1)]
    return [" ".join(span) for span in spans if _says(span[0]) and _says(span[-1])][:_MOST]


def _says(word: str) -> bool:
    bare = folded(word).decode().split()
    return bool(bare) and any(len(part) > 2 and part not in STOP for part in bare)


def _terms(phrase: str) -> set[str]:
    return {term(word) for word in spoken(phrase)}
