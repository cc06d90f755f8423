"""How common each value is: two people called Smith say less than two called Wojciehowski (Winkler 1989, Splink)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kith.linkage import identifiers
from kith.linkage.columns import NONE, Codes, Column, Texts, distinct
from kith.linkage.frequencies import family_names, given_names
from kith.linkage.tables import Table

Share = NDArray[np.float32]
RARE_GIVEN, RARE_FAMILY = 1e-3, 3e-4  # a name that is not among the commonest
_BOOK = 5000  # records that a book must have for its own count of names to weigh as much as the usual shares
_FEW = 1000
_UNIQUE = 1e-6  # of an address, a number, a page: nobody else's, but for slips
_LEAST = 1e-7


@dataclass(frozen=True, slots=True)
class Shares:
    """(v,) each, in (0, 1], beside the values of its column; 1 for an office's e-mail address.

    days: (v, 3) year, month, day of each birthday. is_profile: (v,) whether a page is a LinkedIn profile.
    """

    given: Share
    family: Share
    email: Share
    phone: Share
    page: Share
    uid: Share
    number: Share
    birthday: Share
    street: Share
    town: Share
    code: Share
    organisation: Share
    days: NDArray[np.int32]
    is_profile: NDArray[np.bool_]


def share_all(table: Table) -> Shares:
    """Count all values of the table. O(total)."""
    letters = _first_letters(table)
    size = table.size
    email = _of_identifier(table.email, letters, size)
    email[[identifiers.is_role(address) for address in table.email.values]] = 1
    return Shares(
        _of_names(table.words.values, table.given[:, 0], size, given_names(), RARE_GIVEN),
        _of_names(table.words.values, table.family, size, family_names(), RARE_FAMILY),
        email,
        _of_identifier(table.phone, letters, size),
        _of_identifier(table.page, letters, size),
        _of_identifier(table.uid, letters, size),
        _of_identifier(table.number, letters, size),
        _drawn(table.birthday.counts(), size, 1 / 20_000, _FEW),
        _drawn(table.street.counts(), size, 1e-4, _FEW),
        _drawn(table.town.counts(), size, 5e-3, _FEW),
        _drawn(table.code.counts(), size, 1e-3, _FEW),
        _drawn(table.organisation.counts(), size, 2e-3, _FEW),
        np.array([(int(day[:4]), int(day[4:6]), int(day[6:])) for day in table.birthday.values], np.int32).reshape(
            -1, 3
        ),
        np.array([page.startswith("linkedin:") for page in table.page.values], np.bool_),
    )


def _drawn(counts: NDArray[np.intp], size: int, usual: NDArray[np.float64] | float, weight: float) -> Share:
    """The share among `size` records, drawn towards the usual one as if that had been seen in `weight` records."""
    found: Share = np.minimum(1, (counts + weight * np.asarray(usual)) / (size + weight)).astype(np.float32)
    return found


def _of_names(values: Texts, codes: Codes, size: int, common: dict[str, float], rare: float) -> Share:
    counts = np.bincount(codes[codes != NONE], minlength=len(values))
    usual = np.array([common.get(value, rare) for value in values])
    return _drawn(counts, size, usual, _BOOK)


def _first_letters(table: Table) -> Codes:
    """(n,) the first letter of each given name, or of the family name where there is none; -1 without a name."""
    first = np.where(table.given[:, 0] != NONE, table.given[:, 0], table.family)
    letters: Codes = np.full(table.size, NONE, np.int32)
    named = first != NONE
    letters[named] = table.words.letter[first[named]]
    return letters


def _of_identifier(column: Column, letters: Codes, size: int) -> Share:
    """A value that people of more than two different initials have is an office's or a family's, not a person's."""
    rows, places = np.nonzero(column.codes != NONE)
    codes = column.codes[rows, places].astype(np.int64)
    owners = distinct(codes << 32 | (letters[rows] + 1))
    people = np.bincount(owners >> 32, minlength=len(column.values))
    return np.maximum(_drawn(np.maximum(people - 2, 0), size, _UNIQUE, _FEW), np.float32(_LEAST))
