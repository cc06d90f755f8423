"""When there is no doubt that two records tell of one person: what may be merged without asking."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from kith.linkage.columns import NONE
from kith.linkage.comparing import compare
from kith.linkage.comparing_names import PART, SAME, SHORT, SOUND
from kith.linkage.fields import Record
from kith.linkage.shares import share_all
from kith.linkage.standard import COMPARISONS
from kith.linkage.tables import Table, read

_BOTH_SAME, _SAME_DAY = 1, 2


def is_certain(one: Record, other: Record) -> bool:
    """Whether an identifier that is one person's alone is the same in both, and nothing contradicts.

    An e-mail address that is not an office's, a profile, a card's UID, a personal number; a phone number only with the
    whole name, and the birthday or the employer, as families share numbers. Names have to agree, up to spelling and a
    short form that stands for one name only; birthdays, middle names, Junior and Senior, profiles and personal numbers
    must not differ.
    """
    return certain_pairs([one, other], [(0, 1)]) == [(0, 1)]


def certain_pairs(records: Sequence[Record], pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of the pairs (i, j) of records that are certain as in is_certain. O(length of the records + pairs)."""
    listed = np.array(list(pairs), np.int64).reshape(-1, 2)
    table = read(records)
    levels = compare(table, share_all(table), listed[:, 0], listed[:, 1]).levels
    by_name = dict(zip((comparison.name for comparison in COMPARISONS), levels, strict=True))
    sure = _have_an_identifier(by_name) & _names_agree(by_name, table, listed) & ~_contradict(by_name)
    return [(int(one), int(other)) for one, other in listed[sure]]


Levels = dict[str, NDArray[np.uint8]]
Flags = NDArray[np.bool_]


def _have_an_identifier(levels: Levels) -> Flags:
    own: Flags = np.any([levels[name] == _BOTH_SAME for name in ("email", "page", "uid", "number")], axis=0)
    same_name = (levels["given"] == SAME) & (levels["family"] == SAME)
    same_life = (levels["birthday"] == _BOTH_SAME) | (levels["organisation"] == _BOTH_SAME)
    by_phone: Flags = (levels["phone"] == _BOTH_SAME) & same_name & same_life
    return own | by_phone


def _names_agree(levels: Levels, table: Table, pairs: NDArray[np.int64]) -> Flags:
    short = (levels["given"] == SHORT) & _stand_for_one_name(table, pairs)
    given = np.isin(levels["given"], (SAME, SOUND)) | short
    agree: Flags = given & np.isin(levels["family"], (0, SAME, SOUND, PART))
    return agree


def _stand_for_one_name(table: Table, pairs: NDArray[np.int64]) -> Flags:
    """Whether both given names have one root only: Bob is Robert, but Alex is many."""
    unambiguous = np.append(table.words.roots[:, 1] == NONE, False)
    both: Flags = unambiguous[table.given[pairs, 0]].all(axis=1)
    return both


def _contradict(levels: Levels) -> Flags:
    differ: Flags = (
        (levels["rest of name"] > _BOTH_SAME)
        | (levels["page"] > _BOTH_SAME)
        | (levels["number"] > _BOTH_SAME)
        | (levels["birthday"] > _SAME_DAY)
    )
    return differ
