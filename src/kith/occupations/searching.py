"""Occupations found by what people call them: any alternate title, its words in any order, begun or misspelt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from kith.occupations.folding import folded
from kith.occupations.table import Table, table
from kith.occupations.words import stem, stems, written_out

_LOOKED_AT = 1000  # of the titles that fit, the shortest
_LIKE = 80  # of 100: how alike a misspelt word must be
_RARE = 3  # a word of so few titles may be misspelt there as well


@dataclass(frozen=True, slots=True)
class Occupation:
    """An occupation, and the title of it that was asked for. `source` is "O*NET" or "ESCO"."""

    code: str
    title: str
    matched: str
    source: str


def search(text: str, limit: int = 10) -> list[Occupation]:
    """Return the occupations one of whose titles has all these words or words that begin so, best first, each once.

    Of several titles the best stands in `matched`. Where nothing has the words, those most like them are taken instead.
    Nothing is found for less than two letters. O(bytes of the table) at most.
    """
    words = folded(text).decode().split()
    if len("".join(words)) < 2 or limit < 1:
        return []
    return list(_found(tuple(words), limit))


@lru_cache(maxsize=512)
def _found(words: tuple[str, ...], limit: int) -> tuple[Occupation, ...]:
    """With short forms written out, unless they are a title of their own; as they are; else as they may have been meant."""
    long = tuple(written_out(words))
    wordings = [words] if table().lines_called(" ".join(words).encode()) else []
    found = [one for wording in dict.fromkeys([*wordings, long, words]) for one in _called(wording, limit)]
    found = found or _called([_meant(table(), word) for word in long], limit)
    first = {one.code: one for one in reversed(found)}
    return tuple(sorted(first.values(), key=found.index)[:limit])


def _called(words: Sequence[str], limit: int) -> list[Occupation]:
    lines = _lines(table(), words)
    return list(_best(table(), lines, words, limit))


def _meant(known: Table, word: str) -> str:
    if len(word) < 4 or len(known.lines_with(stem(word).encode())) > _RARE:
        return word
    like = process.extract(word, known.words, scorer=fuzz.ratio, score_cutoff=_LIKE, limit=2)
    return next((found for found, _, _ in like if found != word), word)


def _lines(known: Table, words: Sequence[str]) -> NDArray[np.intp]:
    """The lines that have all the words, or words that begin so, in any order."""
    each = [known.lines_with(stem(word).encode()) for word in sorted(words, key=len, reverse=True)]
    return reduce(lambda one, other: np.intersect1d(one, other, assume_unique=True), each)


def _best(known: Table, lines: NDArray[np.intp], words: Sequence[str], limit: int) -> Iterable[Occupation]:
    lengths = known.starts[lines + 1] - known.starts[lines]
    shortest = lines[np.argsort(lengths, kind="stable")[:_LOOKED_AT]].tolist()
    taken: set[int] = set()
    for line in sorted(shortest, key=lambda line: _rank(known, line, words)):
        place = int(known.owners[line])
        if place not in taken:
            taken.add(place)
            yield occupation(known, place, known.title(line))
        if len(taken) == limit:
            break


def _rank(known: Table, line: int, words: Sequence[str]) -> tuple[object, ...]:
    """Best first: the very words in their order, titles that begin so, whole words; then what the occupation is called."""
    title = known.key(line).decode().split()
    asked, has = stems(words), stems(title)
    place = int(known.owners[line])
    begins = has[: len(asked)] == asked
    strays = [word for word in asked if word not in has]
    return (
        has != asked,
        sorted(has) != sorted(asked),
        len(strays),
        not begins,
        -shared(known.entries[place].title, title),
        len(has),
        known.entries[place].source == "ESCO",
        line,
    )


def shared(title: str, words: Sequence[str]) -> int:
    """Return how many of the words stand in an occupation's own title as well."""
    return len(set(stems(folded(title).decode().split())) & set(stems(words)))


def occupation(known: Table, place: int, matched: str) -> Occupation:
    entry = known.entries[place]
    return Occupation(entry.code, entry.title, matched, entry.source)
