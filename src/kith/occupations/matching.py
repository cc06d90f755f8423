"""The occupation behind a job title as somebody wrote it: "Senior Backend Engineer (Payments)" is a software developer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from math import prod, sqrt

from kith.occupations.folding import folded
from kith.occupations.table import Table, table
from kith.occupations.words import SENIORITY, stems, written_out

_VAGUE = 12  # a word that is a title of more occupations than that says nothing: engineer, professor
_OWN = 10  # so many titles an occupation's own title counts for
_STRAY, _PART = 0.8, 0.1  # how much less likely somebody is what they did not say
_LONGEST = 8  # words of a part of a title; what is longer is a sentence
_HEADS = {"head", "vp", "svp", "evp", "vice", "president", "chief", "director", "executive"}
_BRACKETS = re.compile(r"[(\[{].*?[)\]}]")
_PARTS = re.compile(r"\s+(?:at|@|for|with|bei|chez|w/)\s+|\s*[@|•·;:]\s*|\s+[-–—]\s+|,\s*|\s*/\s*|\s+(?:&|and)\s+")


@lru_cache(maxsize=20_000)
def matching(title: str) -> str:
    """Return the code of the occupation that a job title means, of O*NET where it has one, or nothing where that is unclear.

    Looks for the title itself, then without brackets, seniority, company, then for its last words, then for its first.
    Of titles as people word them and nobody had looked at before, 17 of 20 of its answers were right, and 8 of 10 titles
    were answered so: see tests/occupations/test_matching.py.
    O(words² log titles).
    """
    known = table()
    for wording in dict.fromkeys(_wordings(title)):
        if (place := _named(known, wording)) is not None:
            return known.entries[place].code
    return ""


def _wordings(title: str) -> Iterator[tuple[str, ...]]:
    """What is looked for, one after the other: the whole, then its parts, each with less and less of it."""
    bare = _BRACKETS.sub(" ", title)
    parts = [_words(part) for part in _PARTS.split(bare)]
    several = [part for part in parts if len(part) > 1]
    single = [part for part in parts if len(part) == 1 and part[0] not in SENIORITY | _HEADS]
    wholes = [words for words in (_words(bare), *several, *single) if 0 < len(words) <= _LONGEST]
    for words in wholes:
        yield tuple(written_out(words))
        yield tuple(words)
    for words in wholes:
        yield from _shorter(words)


def _words(text: str) -> list[str]:
    return folded(text).decode().split()


def _shorter(words: list[str]) -> Iterator[tuple[str, ...]]:
    for core in (_core(written_out(words)), _core(words)):
        yield tuple(core)
        yield from _turned(core)
        yield from (tuple(core[start:]) for start in range(1, len(core) - 1))
        yield from (tuple(core[:end]) for end in range(len(core) - 1, 1, -1))


def _core(words: list[str]) -> list[str]:
    """The words without those that say how senior somebody is."""
    return [word for word in words if word not in SENIORITY]


def _turned(words: list[str]) -> Iterator[tuple[str, ...]]:
    """Head of Marketing, VP Sales: the director of that, or its manager."""
    if words and words[0] in _HEADS:
        field = [word for word in words if word not in _HEADS and word not in ("of", "the", "officer")]
        if field:
            yield (*field, "director")
            yield (*field, "manager")


def _named(known: Table, words: tuple[str, ...]) -> int | None:
    """The place of the occupation that has just this title, or its plural; of several, the one that is called most like it."""
    for spelled in (words, (*words[:-1], f"{words[-1]}s"), (*words[:-1], words[-1].removesuffix("s"))) if words else ():
        lines = known.lines_called(" ".join(spelled).encode())
        if lines:
            return _clearest(known, sorted({int(known.owners[line]) for line in lines}), spelled)
    return _containing(words)


def _containing(words: Collection[str]) -> int | None:
    """O*NET's occupation that has all these words in its own title: an engineering manager is one of architecture too."""
    asked = set(stems(words))
    found = [place for place in _american() if asked <= _own_words(place)] if len(asked) > 1 else []
    return most_like(found, words) if found else None


@lru_cache(maxsize=1)
def _american() -> tuple[int, ...]:
    return tuple(place for place, entry in enumerate(table().entries) if entry.source == "O*NET")


def _clearest(known: Table, places: list[int], words: tuple[str, ...]) -> int | None:
    american = [place for place in places if known.entries[place].source == "O*NET"]
    if len(words) == 1 and len(american) > _VAGUE:
        return None
    elif american:
        return most_like(american, words)
    elif (found := _containing(words)) is not None:
        return found
    else:
        return american_for(most_like(places, words))


def most_like(places: Iterable[int], words: Iterable[str]) -> int:
    """Return that of several occupations whose titles have these words most: the first of equal ones."""
    asked = stems(words)
    return max(places, key=lambda place: (_likeness(place, asked), -place))


def american_for(place: int) -> int:
    """Return O*NET's occupation for one of ESCO, or itself where none is like it.

    It is the one that shares most titles with it; else, of those that stand for its neighbours in ISCO-08, the likest.
    """
    known = table()
    if known.entries[place].source == "O*NET":
        return place
    group = known.entries[place].group
    others = (other for other, entry in enumerate(known.entries) if entry.group == group)
    neighbours = {found for found in map(_sharing, others) if found is not None}
    own = _sharing(place)
    if own is not None or not neighbours:
        return place if own is None else own
    return most_like(sorted(neighbours), folded(known.entries[place].title).decode().split())


@lru_cache(maxsize=4096)
def _sharing(place: int) -> int | None:
    """O*NET's occupation that has most titles in common with one of ESCO."""
    known = table()
    votes: Counter[int] = Counter()
    for line in known.lines_of(place):
        owners = {int(known.owners[other]) for other in known.lines_called(known.key(line))}
        votes.update(owner for owner in owners if known.entries[owner].source == "O*NET")
    most = max(votes.values(), default=0)
    words = folded(known.entries[place].title).decode().split()
    return most_like(sorted(owner for owner in votes if votes[owner] == most), words) if votes else None


def _likeness(place: int, asked: Collection[str]) -> float:
    """The share of its titles that have the word, its own title counting for several; multiplied over the words.

    More for an occupation of many titles, as it is a common one; less for every word of its own title that nobody asked
    for, and for a part of another occupation.
    """
    count, having = _vocabulary(place)
    strays = len(_own_words(place) - set(asked))
    return (
        prod((having[word] + 0.1) / count for word in asked) * sqrt(count) * _STRAY**strays * _PART ** _is_part(place)
    )


def _is_part(place: int) -> bool:
    """Whether O*NET sees it as a part of another one: 11-9199.10 is one of 11-9199, which is mostly something else."""
    return not table().entries[place].code.endswith(".00")


@lru_cache(maxsize=1024)
def _own_words(place: int) -> frozenset[str]:
    own, _, _ = table().entries[place].title.partition(", Except")
    return frozenset(stems(folded(own).decode().split())) - {"and", "of"}


@lru_cache(maxsize=1024)
def _vocabulary(place: int) -> tuple[int, Counter[str]]:
    known = table()
    titles = [known.key(line).decode().split() for line in known.lines_of(place)]
    titles += [folded(known.entries[place].title).decode().split()] * _OWN
    return len(titles), Counter(word for words in titles for word in set(stems(words)))
