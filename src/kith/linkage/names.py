"""Names of people taken apart, and what each word of a name is like: its sound, first letter, and what it is short for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kith.linkage.columns import NONE, Codes, Texts, numbered
from kith.linkage.nicknames import roots
from kith.linkage.texts import listed, skeleton, sound, spelled
from kith.linkage.texts import words as split

MOST_ROOTS = 4
_TITLES = listed(
    "dr dra prof profa professor mr mrs ms mx miss sir dame lord lady rev herr frau hr fr mme mlle monsieur madame don "
    "dona sra srta dott dottssa mag dipl ing diplom hon rabbi capt col gen"
)
_GENERATIONS = {"jr": "2", "junior": "2", "sr": "1", "senior": "1", "i": "1", "ii": "2", "iii": "3", "iv": "4"}
_DEGREES = listed("phd md dds mba msc bsc ma ba jd llm esq cpa cfa pmp rn pe frsa obe mbe")
_PARTICLES = listed(
    "von van vom zu zum zur de del della der den des di da do dos du la le las los el al bin ibn ben bint ter ten te "
    "af av san st y"
)


@dataclass(frozen=True, slots=True)
class Name:
    """One name, folded: each part is words with a space between; `generation` is "1" for Senior, "2" for Junior, …"""

    given: str = ""
    family: str = ""
    middle: str = ""
    generation: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What is known of v distinct names, given and family names together; all arrays (v,) unless said otherwise."""

    values: Texts
    sound: Codes
    skeleton: Codes
    head: Codes  # the code of the skeleton of the first word
    letter: Codes
    is_letter: NDArray[np.bool_]
    has_parts: NDArray[np.bool_]
    roots: Codes  # (v, MOST_ROOTS), -1 where there are fewer


def plain(text: str) -> str:
    """A given name or nickname: its words, folded and spelled in one way."""
    return " ".join(words(text))


def family_name(text: str) -> str:
    """A family name without the Junior or the degree behind it."""
    return " ".join(_without_suffix(words(text)))


def generation_in_suffix(text: str) -> str:
    """ "2" for Jr. and II, "1" for Sr., "3" for III, …; "" where there is none."""
    return text if text.isdecimal() else _generation(words(text))


def generation_in_family(text: str) -> str:
    """The same, where it stands behind the family name."""
    return _generation(words(text)[1:])


def from_whole(text: str) -> Name:
    """A name in one piece, "Family, Given" too: a guess, first word given, last one and its particles family."""
    family, comma, given = text.partition(",")
    if comma and any(word not in _DEGREES and word not in _GENERATIONS for word in words(given)):
        return _reversed(family, given)
    parts = words(text)
    while len(parts) > 1 and parts[0] in _TITLES:
        parts = parts[1:]
    bare = _without_suffix(parts)
    start = _family_start(bare)
    return Name(" ".join(bare[:1]), " ".join(bare[start:]), " ".join(bare[1:start]), _generation(parts[1:]))


def describe(values: Texts) -> Words:
    """What the distinct names are like. values: (v,) as Name gives them. O(total length)."""
    sounds = [" ".join([sound(word) for word in value.split()]) for value in values]
    bones = [skeleton(heard.replace(" ", "")) for heard in sounds]
    heads = [skeleton(heard.partition(" ")[0]) for heard in sounds]
    ids: dict[str, int] = {}
    table = np.full((len(values), MOST_ROOTS), NONE, np.int32)
    known = roots()
    for row, value in enumerate(values):
        for place, root in enumerate(known.get(value, ())[:MOST_ROOTS]):
            table[row, place] = ids.setdefault(root, len(ids))
    both = numbered([*bones, *heads])
    return Words(
        values,
        numbered(sounds),
        both[: len(values)],
        both[len(values) :],
        np.array([ord(value[0]) for value in values], np.int32),
        np.array([len(value) == 1 for value in values], np.bool_),
        np.array([" " in value for value in values], np.bool_),
        table,
    )


def words(text: str) -> list[str]:
    """The words of a name, folded and `spelled`. O(length)."""
    return [spelled(word) for word in split(text)]


def _reversed(family: str, given: str) -> Name:
    first, *middle = [word for word in words(given) if word not in _DEGREES and word not in _GENERATIONS] or [""]
    return Name(first, family_name(family), " ".join(middle), _generation(words(given)))


def _family_start(parts: list[str]) -> int:
    if len(parts) < 2:
        return len(parts)
    start = len(parts) - 1
    while start > 1 and parts[start - 1] in _PARTICLES:
        start -= 1
    return start


def _without_suffix(parts: list[str]) -> list[str]:
    end = len(parts)
    while end > 1 and (parts[end - 1] in _DEGREES or (parts[end - 1] in _GENERATIONS and parts[end - 1] != "i")):
        end -= 1
    return parts[:end]


def _generation(parts: list[str]) -> str:
    return next((_GENERATIONS[word] for word in reversed(parts) if word in _GENERATIONS), "")
