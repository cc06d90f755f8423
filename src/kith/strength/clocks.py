"""Exponentially decayed sums of touch units, kept as a base-2 logarithm that does not change as time passes.

The level on day T is Σ units·2^((day−T)/half_life) = 2^(S − T/half_life), with S = log2 Σ units·2^(day/half_life).
S is stored; a new touch is one addition; only reading the level needs today's date. Forward decay: Cormode,
Shkapenyuk, Srivastava, Xu (2009), "Forward decay: a practical time decay model for streaming systems".
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kith.strength import checks


def decayed_log2(
    person: ArrayLike, day: ArrayLike, units: ArrayLike, people: int, half_life: float
) -> NDArray[np.float64]:
    """S of each person: log2 Σ units·2^(day/half_life).

    person: (m,) int32 in [0, people). day: (m,) float64, days since 1970-01-01, fractions allowed. units: (m,)
    float64 ≥ 0. half_life: days > 0. Returns (people,) float64, -inf where a person has no units.
    Touches that are still to come would count more than their units: leave planned ones out.
    Raises ValueError on unequal lengths, NaN, infinity, negative units, unknown people. O(m + people), stable for
    any dates, since each sum is taken relative to its largest term.
    """
    who = checks.indices("person", person, people)
    when, value = checks.finite("day", day), checks.not_negative("units", checks.finite("units", units))
    checks.same_length(person=who, day=when, units=value)
    terms = touch_log2(value, when, half_life)
    largest = np.full(people, -np.inf)
    np.maximum.at(largest, who, terms)
    anchor = np.where(np.isfinite(largest), largest, 0.0)
    sums = np.bincount(who, weights=np.exp2(terms - anchor[who]), minlength=people).astype(np.float64)
    return _log2(sums) + anchor


def touch_log2(units: ArrayLike, day: ArrayLike, half_life: float) -> NDArray[np.float64]:
    """S of a touch by itself, to be added to a stored sum with add_log2.

    units: float64 ≥ 0. day: days since 1970-01-01. half_life: days > 0. Returns float64 of their common shape, -inf for
    0 units. Raises ValueError on NaN, negative units, half_life ≤ 0. O(m).
    """
    when = checks.finite("day", day)
    return _log2(checks.not_negative("units", units)) + when / checks.positive("half_life", half_life)


def add_log2(a: ArrayLike, b: ArrayLike) -> NDArray[np.float64]:
    """S of two sums together: log2(2^a + 2^b), element by element. -inf is the empty sum. Raises ValueError on NaN or
    +inf. O(m)."""
    first, second = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    if not ((first < np.inf).all() and (second < np.inf).all()):
        raise ValueError("sums must be finite or -inf")
    return np.asarray(np.logaddexp2(first, second))


def level_at(log2_sum: ArrayLike, today: ArrayLike, half_life: float) -> NDArray[np.float64]:
    """The decayed sum itself on a day, in touch units.

    log2_sum: float64, from decayed_log2; today: days since 1970-01-01, of a shape that broadcasts with it;
    half_life: the one that the sum was made with. Returns float64 ≥ 0, 0 for -inf. Raises ValueError on NaN,
    half_life ≤ 0. O(m).
    """
    stored, now = np.asarray(log2_sum, dtype=np.float64), checks.finite("today", today)
    if np.isnan(stored).any():
        raise ValueError("log2_sum must not be NaN")
    return np.asarray(np.exp2(stored - now / checks.positive("half_life", half_life)))


def course(day: ArrayLike, units: ArrayLike, at: ArrayLike, half_life: float) -> NDArray[np.float64]:
    """One person's level as it stood on each of several days, for a plot: only touches up to that day count.

    day, units: (m,) float64 as in decayed_log2, in any order; at: (k,) float64, days since 1970-01-01, in any order.
    Returns (k,) float64 ≥ 0. Raises ValueError as decayed_log2 does. O((m + k)·log m).
    """
    when, value, moments = checks.finite("day", day), checks.finite("units", units), checks.finite("at", at)
    checks.same_length(day=when, units=value)
    order = np.argsort(when, kind="stable")
    running = np.logaddexp2.accumulate(touch_log2(value[order], when[order], half_life))
    so_far = np.concatenate([[-np.inf], running])[np.searchsorted(when[order], moments, side="right")]
    return level_at(so_far, moments, half_life)


def _log2(values: NDArray[np.float64]) -> NDArray[np.float64]:
    with np.errstate(divide="ignore"):
        return np.asarray(np.log2(values))
