"""Mentors for mentees: as many as possible, the worst match first, then the sum, then an even load."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kith.pairing.assigning import assign
from kith.pairing.candidates import Pairs, fits_of, rows_of
from kith.pairing.covering import most
from kith.pairing.spreading import spread


@dataclass(frozen=True)
class Matching:
    """Who mentors whom.

    mentor: (mentees,) number of each one's mentor, −1 for nobody. fit: (mentees,) of each with theirs, nan for nobody.
    load: (mentors,) mentees of each. worst, total: the least fit of a matched pair and the sum of all, 0 where nobody is
    matched. without: the mentees left without, in order.
    """

    mentor: NDArray[np.int64]
    fit: NDArray[np.float64]
    load: NDArray[np.int64]
    worst: float
    total: float
    without: list[int]


def match_mentors(fit: ArrayLike | Pairs, capacity: ArrayLike, *, worst_first: bool = True) -> Matching:
    """Match a whole group at once.

    fit: (mentees, mentors) array, higher is better, nan or −inf where these two may not be matched; or `Pairs`, only those that
    may be. capacity: (mentors,) how many mentees each can take, ≥ 0.

    In this order: as few mentees as possible are left without a mentor; the worst match is as good as possible (unless
    worst_first is False); the sum is as large as possible; Σ load² is as small as possible; earlier mentors are preferred, so
    put those first who mentored before. Fits are compared to nine digits of the largest. The same question has the same answer.

    5,000 mentees and 1,700 mentors take a second or two, also where all want the same mentors.
    Raises ValueError on shapes that do not go together, an infinite fit and a capacity below 0.
    """
    room = np.asarray(capacity, np.int64)
    if room.ndim != 1 or (room < 0).any():
        raise ValueError("capacity needs one number from 0 up for each mentor")
    rows = rows_of(fit, len(room))
    matched, worst = most(rows, room)
    least = worst if worst_first else 0
    held, price, profit = assign(rows, room, least, matched)
    spread(rows, least, held, price, profit)
    mentor = np.full(len(held.held), -1, np.int64)
    mentees = np.flatnonzero(held.held >= 0)
    mentor[mentees] = rows.cols[held.held[mentees]]
    each = np.full(len(mentor), np.nan)
    each[mentees] = fits = fits_of(fit, len(room), mentees, mentor[mentees])
    lowest = float(fits.min()) if len(fits) else 0.0
    return Matching(mentor, each, held.load, lowest, float(fits.sum()), np.flatnonzero(held.held < 0).tolist())
