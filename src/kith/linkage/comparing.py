"""Pairs of records compared, field by field: each comparison gives a level, and how common the value is that they share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from kith.linkage.columns import NONE, Codes, Column, Texts
from kith.linkage.comparing_names import compare_names, rarer
from kith.linkage.shares import Shares
from kith.linkage.standard import COMPARISONS
from kith.linkage.tables import Table

WORKERS = 2
_DIGITS = re.compile("[0-9]")
Rows = NDArray[np.int64]
Levels = NDArray[np.uint8]
Commonness = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Compared:
    """levels: (c, p) of c comparisons and p pairs. common: (c, p) the share of records with the value that both have,
    0 where the level's own chance stands."""

    levels: NDArray[np.uint8]
    common: NDArray[np.float32]


def compare(table: Table, shares: Shares, one: Rows, other: Rows) -> Compared:
    """Compare record one[k] with record other[k]. one, other: (p,) in [0, n). O(p · length of a text)."""
    given, family, rest = compare_names(table, shares, one, other)
    email = _email(table, shares, one, other)
    columns = {
        "given": given,
        "family": family,
        "rest of name": rest,
        "email": email,
        "phone": _exact_or_close(table.phone, shares.phone, one, other, _slips(1)),
        "page": _page(table, shares, one, other),
        "uid": _exact_or_close(table.uid, shares.uid, one, other, _slips(1)),
        "number": _exact_or_close(table.number, shares.number, one, other, _slips(1)),
        "birthday": _birthday(table, shares, one, other),
        "street": _street(table, shares, one, other),
        "place": _place(table, shares, one, other),
        "organisation": _organisation(table, shares, one, other, email[0] == 1),
    }
    found = [columns[comparison.name] for comparison in COMPARISONS]
    return Compared(np.stack([levels for levels, _ in found]), np.stack([common for _, common in found]))


Closeness = Callable[[Texts, Texts], NDArray[np.bool_]]


def _slips(most: int) -> Closeness:
    """Whether two texts differ by at most so many letters added, left out, changed or swapped with their neighbour."""

    def is_close(left: Texts, right: Texts) -> NDArray[np.bool_]:
        return cpdist(left, right, OSA.distance, most) <= most

    return is_close


def cpdist(left: Texts, right: Texts, scorer: Callable[..., float], cutoff: float | None = None) -> NDArray[np.uint8]:
    """Each text of left with its own of right: (p,) distance, or similarity in per cent where the scorer is one."""
    is_share = scorer is JaroWinkler.similarity
    scale = 100 if is_share else 1
    found: NDArray[np.uint8] = process.cpdist(
        left, right, scorer=scorer, score_cutoff=cutoff, dtype=np.uint8, score_multiplier=scale, workers=WORKERS
    )
    return found


def _exact_or_close(
    column: Column, share: NDArray[np.float32], one: Rows, other: Rows, is_close: Closeness
) -> tuple[Levels, Commonness]:
    """1 where both have a value in common, 2 where two are close, 3 where all differ, 0 where one has none."""
    best = np.full(len(one), 9, np.uint8)
    common = np.zeros(len(one), np.float32)
    for mine, theirs in _combinations(column.codes[one], column.codes[other]):
        same = (mine == theirs) & (mine != NONE)
        best[same], common[same] = 1, rarer(common[same], share[mine[same]])
        rest = np.flatnonzero((mine != theirs) & (mine != NONE) & (theirs != NONE) & (best > 2))
        close = is_close(column.values[mine[rest]], column.values[theirs[rest]])
        best[rest] = np.where(close, 2, np.minimum(best[rest], 3))
    return np.where(best == 9, 0, best).astype(np.uint8), common


def _combinations(mine: Codes, theirs: Codes) -> list[tuple[Codes, Codes]]:
    """Each column of the one beside each of the other, without those that are empty throughout."""
    full = [[table[:, k] for k in range(table.shape[1]) if (table[:, k] != NONE).any()] for table in (mine, theirs)]
    return [(left, right) for left in full[0] for right in full[1]]


def _email(table: Table, shares: Shares, one: Rows, other: Rows) -> tuple[Levels, Commonness]:
    """Addresses of offices are left out; one that stands for the name at another firm says no more than the name."""
    levels, common = _exact_or_close(table.email, shares.email, one, other, _alike_addresses)
    levels = np.where(levels > 1, levels + 1, levels).astype(np.uint8)
    for mine, theirs in _combinations(table.local[one], table.local[other]):
        levels[(mine == theirs) & (mine != NONE) & (levels > 1)] = 2
    levels[(levels == 1) & (common >= 1)] = 0
    return levels, common


def _alike_addresses(left: Texts, right: Texts) -> NDArray[np.bool_]:
    """Up to two slips, one in shorter addresses, none in short ones or in their numbers: those are what tells apart
    people of one name."""
    slips = cpdist(left, right, OSA.distance, 2)
    close = slips <= 2
    rows = np.flatnonzero(close)
    alike = [
        min(len(one), len(other)) >= 8 + 4 * most and _DIGITS.findall(one) == _DIGITS.findall(other)
        for one, other, most in zip(left[rows], right[rows], slips[rows].tolist(), strict=True)
    ]
    close[rows] = np.array(alike, np.bool_)
    return close


def _page(table: Table, shares: Shares, one: Rows, other: Rows) -> tuple[Levels, Commonness]:
    """Other pages say nothing, but somebody has one LinkedIn profile only."""
    levels = np.zeros(len(one), np.uint8)
    common = np.zeros(len(one), np.float32)
    for mine, theirs in _combinations(table.page.codes[one], table.page.codes[other]):
        both = (mine != NONE) & (theirs != NONE)
        rows = np.flatnonzero(both & (mine != theirs) & (levels == 0))
        levels[rows[shares.is_profile[mine[rows]] & shares.is_profile[theirs[rows]]]] = 2
        same = both & (mine == theirs)
        levels[same], common[same] = 1, rarer(common[same], shares.page[mine[same]])
    return levels, common


def _birthday(table: Table, shares: Shares, one: Rows, other: Rows) -> tuple[Levels, Commonness]:
    mine, theirs = table.birthday.first[one], table.birthday.first[other]
    rows = np.flatnonzero((mine != NONE) & (theirs != NONE))
    levels = np.zeros(len(one), np.uint8)
    common = np.zeros(len(one), np.float32)
    levels[rows] = _days_apart(table.birthday.values, shares.days, mine[rows], theirs[rows])
    same = levels == 1
    common[same] = shares.birthday[mine[same]]
    return levels, common


def _days_apart(values: Texts, days: Codes, mine: Codes, theirs: Codes) -> Levels:
    """1 same, 2 same but for a year that is not known, 3 a slip, or day and month swapped, 4 two parts same, 5 else."""
    left, right = days[mine], days[theirs]
    equal = left == right
    levels = np.where(equal.sum(axis=1) == 2, 4, 5).astype(np.uint8)
    levels[(left == right[:, [0, 2, 1]]).all(axis=1)] = 3
    levels[cpdist(values[mine], values[theirs], OSA.distance, 1) <= 1] = 3
    yearless = (left[:, 0] == 0) | (right[:, 0] == 0)
    levels[yearless] = np.where(equal[yearless, 1:].all(axis=1), 2, 5)
    levels[(mine == theirs) & ~yearless] = 1
    return levels


def _street(table: Table, shares: Shares, one: Rows, other: Rows) -> tuple[Levels, Commonness]:
    return _by_likeness(table.street, shares.street, one, other, (88, 75))


def _by_likeness(
    column: Column, share: NDArray[np.float32], one: Rows, other: Rows, bars: tuple[int, int]
) -> tuple[Levels, Commonness]:
    """1 same, 2 and 3 at least as alike as the bars in per cent of Jaro–Winkler, 4 less alike; 0 where one has none."""
    best = np.full(len(one), 9, np.uint8)
    common = np.zeros(len(one), np.float32)
    for mine, theirs in _combinations(column.codes[one], column.codes[other]):
        same = (mine == theirs) & (mine != NONE)
        best[same], common[same] = 1, rarer(common[same], share[mine[same]])
        rest = np.flatnonzero((mine != theirs) & (mine != NONE) & (theirs != NONE) & (best > 1))
        likeness = cpdist(column.values[mine[rest]], column.values[theirs[rest]], JaroWinkler.similarity)
        level = np.where(likeness >= bars[0], 2, np.where(likeness >= bars[1], 3, 4))
        best[rest] = np.minimum(best[rest], level)
    return np.where(best == 9, 0, best).astype(np.uint8), common


def _place(table: Table, shares: Shares, one: Rows, other: Rows) -> tuple[Levels, Commonness]:
    """Town and postal code together, as the one follows from the other."""
    town, town_share = _by_likeness(table.town, shares.town, one, other, (90, 75))
    code, code_share = _exact_or_close(table.code, shares.code, one, other, _slips(1))
    same_town, other_town = (town == 1) | (town == 2), town >= 3
    levels = np.where((town > 0) | (code > 0), 5, 0).astype(np.uint8)
    levels[same_town & (code == 3)] = 4
    levels[same_town & (code != 3)] = 3
    levels[(code == 1) & ~same_town] = 2
    levels[(code == 1) & same_town] = 1
    common = np.where(code == 1, code_share, np.where((levels == 3) & (code == 0), town_share, 0))
    levels[(levels == 2) & other_town & (town == 4)] = 2
    return levels, common.astype(np.float32)


def _organisation(
    table: Table, shares: Shares, one: Rows, other: Rows, same_address: NDArray[np.bool_]
) -> tuple[Levels, Commonness]:
    """The domain of an e-mail address stands for an organisation, unless the address is the same and has counted."""
    found, common = _by_likeness(table.organisation, shares.organisation, one, other, (93, 93))
    levels = np.where(found == 4, 4, np.minimum(found, 2)).astype(np.uint8)
    same_firm = np.zeros(len(one), np.bool_)
    for mine, theirs in _combinations(table.firms[one], table.firms[other]):
        same_firm |= (mine == theirs) & (mine != NONE)
    levels[same_firm & ~same_address & ((levels == 4) | (levels == 0))] = 3
    return levels, common
