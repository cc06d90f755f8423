"""Everybody of a book as arrays: how each is tied to the user, and who knows whom. The one place where rows become them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from kith import sql
from kith.accounts.models import User
from kith.acquaintances import evidence
from kith.introductions import queries as introductions
from kith.network import calibration
from kith.people.models import IN_BOOK, Tier

ME = 0  # the user's place among the people of a network


@dataclass(frozen=True, slots=True)
class Crowd:
    """Everybody of a book by their place in the network, (n + 1,) each; place 0 is the user.

    `ids` are in order, 0 for the user; `tier` is -1 where there is none; `level` is 1 for those
    who are known well, 2 for vaguely, 3 for not yet; `chance` is the probability that they help when
    asked, without their load; `mutual` how many of those whom they know the user knows as well.
    """

    ids: NDArray[np.int64]
    tier: NDArray[np.int8]
    level: NDArray[np.int8]
    warmth: NDArray[np.int16]
    chance: NDArray[np.float32]
    mutual: NDArray[np.int32]
    one: NDArray[np.int32]  # who knows whom, by place: (m,) each, one < other, each pair once
    other: NDArray[np.int32]
    strength: NDArray[np.uint8]


def gather(owner: User, on: date) -> Crowd:
    """Work out everybody of a book and who knows whom from its rows."""
    rows = sql.rows(_PEOPLE.format(in_book=IN_BOOK), owner=owner.pk)
    table = np.array([(0, -1, 0), *rows], np.int64)
    ids, tier, warmth = table[:, 0], table[:, 1].astype(np.int8), table[:, 2].astype(np.int16)
    one, other, strength = _pairs(owner, on, ids)
    chance = calibration.first_steps(tier, warmth, introductions.outcomes(owner))
    mutual = _mutual(one, other, tier)
    level = np.where(tier >= Tier.WARM, 1, np.where(tier == Tier.KNOWN, 2, 3)).astype(np.int8)
    return Crowd(ids, tier, level, warmth, chance.astype(np.float32), mutual, one, other, strength)


def _pairs(
    owner: User, on: date, ids: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint8]]:
    """Who knows whom by place, each pair once with the strongest of its sources."""
    known = evidence.load(owner, on)
    is_here = np.isin(known.one, ids) & np.isin(known.other, ids) & (known.one != known.other)
    one, other = (np.searchsorted(ids, side[is_here]) for side in (known.one, known.other))
    strength = known.strength[is_here]
    low, high = np.minimum(one, other), np.maximum(one, other)
    order = np.lexsort((-strength.astype(np.int16), high, low))
    low, high, strength = low[order], high[order], strength[order]
    first = np.ones(len(low), bool)
    first[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    return low[first].astype(np.int32), high[first].astype(np.int32), strength[first]


def _mutual(one: NDArray[np.int32], other: NDArray[np.int32], tier: NDArray[np.int8]) -> NDArray[np.int32]:
    """Of each person, how many of those whom they know are known to the user as well."""
    known = tier >= Tier.KNOWN
    count = np.bincount(one[known[other]], minlength=len(tier)) + np.bincount(other[known[one]], minlength=len(tier))
    return count.astype(np.int32)


_PEOPLE = """
    SELECT p.id, COALESCE(p.tier, -1), p.warmth FROM people_person p
    WHERE p.owner_id = %(owner)s AND {in_book} ORDER BY p.id
"""
