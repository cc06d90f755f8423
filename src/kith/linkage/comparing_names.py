"""Names compared word by word: short forms, sounds, slips, initials, parts, and given and family name swapped."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, JaroWinkler

from kith.linkage.columns import NONE, Codes
from kith.linkage.names import MOST_ROOTS, Words
from kith.linkage.shares import Shares
from kith.linkage.tables import Table

SAME, SHORT, SOUND, PART, CLOSE, INITIAL, HALF, DIFFERENT = range(1, 9)
_CLOSE, _HALF = 88, 76  # per cent of Jaro–Winkler
_NOTHING = 9
Rows = NDArray[np.int64]
Found = tuple[NDArray[np.uint8], NDArray[np.float32]]


def compare_names(table: Table, shares: Shares, one: Rows, other: Rows) -> tuple[Found, Found, Found]:
    """Levels and commonness of given name, family name, and of what stands between and after. All (p,)."""
    words = table.words
    given, given_common = _best_given(table, shares, one, other)
    mine, theirs = table.family[one], table.family[other]
    family = levels_of(words, mine, theirs)
    family_common = np.zeros(len(one))
    family_common[family == SAME] = shares.family[mine[family == SAME]]
    _see_part(table, one, other, given, family)
    _see_swapped(table, shares, one, other, (given, given_common, family, family_common))
    return (
        (_present(given), given_common.astype(np.float32)),
        (_present(family), family_common.astype(np.float32)),
        _rest(table, one, other),
    )


def levels_of(words: Words, mine: Codes, theirs: Codes) -> NDArray[np.uint8]:
    """(p,) levels of names, given as codes in `words`; 9 where one is missing."""
    levels = np.where((mine == NONE) | (theirs == NONE), _NOTHING, DIFFERENT).astype(np.uint8)
    levels[(mine == theirs) & (mine != NONE)] = SAME
    rest = np.flatnonzero(levels == DIFFERENT)
    levels[rest] = _unequal(words, mine[rest], theirs[rest])
    return levels


def _unequal(words: Words, mine: Codes, theirs: Codes) -> NDArray[np.uint8]:
    likeness = process.cpdist(
        words.values[mine],
        words.values[theirs],
        scorer=JaroWinkler.similarity,
        score_multiplier=100,
        dtype=np.uint8,
        workers=2,
    )
    levels = np.where(likeness >= _CLOSE, CLOSE, np.where(likeness >= _HALF, HALF, DIFFERENT)).astype(np.uint8)
    half = np.flatnonzero(levels == HALF)
    slips = process.cpdist(words.values[mine[half]], words.values[theirs[half]], scorer=OSA.distance, dtype=np.uint8)
    levels[half[slips <= 1]] = CLOSE  # in short names one slip costs Jaro and Winkler much
    lettered = words.is_letter[mine] | words.is_letter[theirs]
    levels[lettered] = np.where(words.letter[mine] == words.letter[theirs], INITIAL, DIFFERENT)[lettered]
    parted = np.flatnonzero((words.has_parts[mine] | words.has_parts[theirs]) & ~lettered)
    levels[parted] = np.minimum(levels[parted], _parts(words, mine[parted], theirs[parted]))
    levels[(words.sound[mine] == words.sound[theirs]) & ~lettered] = SOUND
    levels[_share_a_root(words.roots, mine, theirs)] = SHORT
    return levels


def _parts(words: Words, mine: Codes, theirs: Codes) -> NDArray[np.uint8]:
    """Whether all words of the one name are among those of the other: Garcia and Garcia Lopez."""
    likeness = process.cpdist(
        words.values[mine], words.values[theirs], scorer=fuzz.token_set_ratio, dtype=np.uint8, workers=2
    )
    return np.where(likeness == 100, PART, DIFFERENT).astype(np.uint8)


def _share_a_root(roots: Codes, mine: Codes, theirs: Codes) -> NDArray[np.bool_]:
    """Whether two names may be short for the same one."""
    shared = np.zeros(len(mine), np.bool_)
    rows = np.flatnonzero((roots[mine, 0] != NONE) & (roots[theirs, 0] != NONE))
    left, right = roots[mine[rows]], roots[theirs[rows]]
    for k in range(MOST_ROOTS):
        shared[rows] |= ((left[:, k : k + 1] == right) & (right != NONE)).any(axis=1)
    return shared


def _best_given(table: Table, shares: Shares, one: Rows, other: Rows) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """The best of all pairs of given names and nicknames."""
    best = np.full(len(one), _NOTHING, np.uint8)
    common = np.zeros(len(one))
    for k in range(table.given.shape[1]):
        for m in range(table.given.shape[1]):
            mine, theirs = table.given[one, k], table.given[other, m]
            rows = np.flatnonzero((mine != NONE) & (theirs != NONE))
            levels = levels_of(table.words, mine[rows], theirs[rows])
            same = rows[levels == SAME]
            best[rows] = np.minimum(best[rows], levels)
            common[same] = rarer(common[same], shares.given[mine[same]])
    return best, common


def rarer(common: NDArray[Any], share: NDArray[Any]) -> NDArray[Any]:
    """The smaller of two shares, of which the first may be 0 for "none yet"."""
    return np.where(common == 0, share, np.minimum(common, share))


def _see_part(table: Table, one: Rows, other: Rows, given: NDArray[np.uint8], family: NDArray[np.uint8]) -> None:
    """Where a name in one piece was divided elsewhere (Ana Ruiz Lopez, Ana Ruiz), takes the family name as a part."""
    longer = (table.middle[one] != NONE) | (table.middle[other] != NONE)
    rows = np.flatnonzero(longer & (given <= CLOSE) & (family >= HALF) & (family != _NOTHING))
    whole = [_whole(table, records[rows]) for records in (one, other)]
    likeness = process.cpdist(whole[0], whole[1], scorer=fuzz.token_set_ratio, dtype=np.uint8, workers=2)
    family[rows[likeness == 100]] = PART


def _whole(table: Table, rows: Rows) -> list[str]:
    values = table.words.values
    codes = zip(table.given[rows, 0].tolist(), table.middle[rows].tolist(), table.family[rows].tolist(), strict=True)
    return [" ".join([values[code] for code in parts if code != NONE]) for parts in codes]


def _see_swapped(
    table: Table,
    shares: Shares,
    one: Rows,
    other: Rows,
    found: tuple[NDArray[np.uint8], NDArray[np.float64], NDArray[np.uint8], NDArray[np.float64]],
) -> None:
    """Where neither name agrees as it stands, and both do the other way round, takes them so (changes `found`)."""
    given, given_common, family, family_common = found
    rows = np.flatnonzero((given >= INITIAL) & (family >= INITIAL))
    forenames = table.given[one[rows], 0], table.given[other[rows], 0]
    surnames = table.family[one[rows]], table.family[other[rows]]
    across = levels_of(table.words, forenames[0], surnames[1]), levels_of(table.words, surnames[0], forenames[1])
    agree = [(levels <= CLOSE) for levels in across]
    swapped = (agree[0] & (agree[1] | (across[1] == _NOTHING))) | (agree[1] & (across[0] == _NOTHING))
    either = np.append(np.maximum(shares.given, shares.family), 0)
    common = [
        np.where(levels == SAME, either[codes], 0)
        for levels, codes in zip(across, (forenames[0], surnames[0]), strict=True)
    ]
    # The better agreement counts as that of the family name, whichever record came first.
    is_first = (across[0] < across[1]) | ((across[0] == across[1]) & (common[0] < common[1]))
    family[rows[swapped]] = np.where(is_first, across[0], across[1])[swapped]
    given[rows[swapped]] = np.where(is_first, across[1], across[0])[swapped]
    family_common[rows[swapped]] = np.where(is_first, common[0], common[1])[swapped]
    given_common[rows[swapped]] = np.where(is_first, common[1], common[0])[swapped]


def _rest(table: Table, one: Rows, other: Rows) -> Found:
    levels = np.zeros(len(one), np.uint8)
    mine, theirs = table.middle[one], table.middle[other]
    both = np.flatnonzero((mine != NONE) & (theirs != NONE))
    letter = table.words.letter
    levels[both] = np.where(letter[mine[both]] == letter[theirs[both]], 1, 2)
    born, born2 = table.generation[one], table.generation[other]
    levels[(born != born2)] = 3
    levels[(born != born2) & (born > 0) & (born2 > 0)] = 4
    return levels, np.zeros(len(one), np.float32)


def _present(levels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.where(levels == _NOTHING, 0, levels).astype(np.uint8)
