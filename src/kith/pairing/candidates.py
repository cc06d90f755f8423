"""Who may be matched with whom, and how well they fit: each mentee's mentors in one row, the best first."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

DIGITS = 9
"""Fits are compared to so many digits of the largest, so that sums of decimal fractions can be equal."""

_NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Pairs:
    """The pairs that may be matched, of so many mentees: mentee, mentor and fit of one length, each pair once."""

    mentees: int
    mentee: ArrayLike
    mentor: ArrayLike
    fit: ArrayLike


@dataclass(frozen=True)
class Rows:
    """start: (n + 1,) where each mentee's row begins. cols, fits: mentors and whole fits ≥ 0, the best first in each row."""

    start: NDArray[np.int64]
    cols: NDArray[np.int32]
    fits: NDArray[np.int32]


def rows_of(fit: ArrayLike | Pairs, mentors: int) -> Rows:
    """Rows of a (mentees, mentors) array, in which nan and −inf mean "not these two", or of pairs. O(pairs · log).

    Raises ValueError for an array of another shape, for +inf, for pairs named twice or that name somebody who is not there.
    """
    if isinstance(fit, Pairs):
        return _of_pairs(fit, mentors)
    dense = np.asarray(fit, np.float64)
    if dense.ndim != 2 or dense.shape[1] != mentors:
        raise ValueError(f"fit needs a row for each mentee and {mentors} columns, one for each mentor")
    whole = _whole(dense)
    keys = np.where(np.isfinite(dense), _key(whole, np.arange(mentors)), _NEVER)
    keys.sort(axis=1)
    kept = keys < _NEVER
    cols, fits = _from_key(keys[kept])
    return Rows(_start(kept.sum(axis=1)), cols, fits)


def fits_of(
    fit: ArrayLike | Pairs, mentors: int, mentee: NDArray[np.int64], mentor: NDArray[np.int64]
) -> NDArray[np.float64]:
    """The fits as they were given of pairs that may be matched."""
    if not isinstance(fit, Pairs):
        return np.asarray(fit, np.float64)[mentee, mentor]
    codes = np.asarray(fit.mentee, np.int64) * mentors + np.asarray(fit.mentor, np.int64)
    order = np.argsort(codes)
    places = order[np.searchsorted(codes, mentee * mentors + mentor, sorter=order)]
    return np.asarray(np.asarray(fit.fit, np.float64)[places])


def _of_pairs(pairs: Pairs, mentors: int) -> Rows:
    mentee, mentor = np.asarray(pairs.mentee, np.int64), np.asarray(pairs.mentor, np.int64)
    fit = np.asarray(pairs.fit, np.float64)
    if not mentee.shape == mentor.shape == fit.shape:
        raise ValueError("mentee, mentor and fit need the same length")
    for who, there in ((mentee, pairs.mentees), (mentor, mentors)):
        if ((who < 0) | (who >= there)).any():
            raise ValueError("a pair names somebody who is not there")
    if len(np.unique(mentee * mentors + mentor)) < len(fit):
        raise ValueError("a pair is named twice")
    whole = _whole(fit)
    may = np.isfinite(fit)
    mentee, key = mentee[may], _key(whole, mentor)[may]
    cols, fits = _from_key(key[np.lexsort((key, mentee))])
    return Rows(_start(np.bincount(mentee, minlength=pairs.mentees)), cols, fits)


def _whole(fit: NDArray[np.float64]) -> NDArray[np.int64]:
    """Fits as whole numbers from 0 to 2·10⁹; nonsense where a fit is not finite."""
    if np.isposinf(fit).any():
        raise ValueError("a fit must not be infinite")
    largest = float(np.abs(fit, where=np.isfinite(fit), out=np.zeros_like(fit)).max(initial=0.0))
    unit = 10.0 ** (math.floor(math.log10(largest)) + 1 - DIGITS) if largest else 1.0
    whole = np.rint(np.where(np.isfinite(fit), fit, largest) / unit).astype(np.int64)
    return np.asarray(whole - whole.min()) if whole.size else whole


def _key(whole: NDArray[np.int64], mentor: NDArray[np.int64]) -> NDArray[np.int64]:
    """Numbers that sort by fit, the best first, then by mentor."""
    return ((1 << 31) - 1 - whole << 32) | mentor


def _from_key(key: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    return (key & 0xFFFFFFFF).astype(np.int32), ((1 << 31) - 1 - (key >> 32)).astype(np.int32)


def _start(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
