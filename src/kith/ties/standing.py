"""What sums of touches and the user's own word come to on a day: tier, phase, warmth, depth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from kith import strength
from kith.people import models
from kith.ties.touches import Touches, day_number, day_of

_NEVER = -(1 << 40)  # the day of a touch that never was
_PHASES = np.array([models.Phase[code.name].value for code in strength.Phase])

# tier, phase, warmth, depth, touches, first touch, last touch
Standing = tuple[int | None, str, int, int, int, date | None, date | None]


@dataclass(frozen=True, slots=True)
class Sums:
    """What all touches with each person add up to; warmth and depth as kith.strength.clocks keeps them, day by day."""

    warmth: NDArray[np.float64]
    depth: NDArray[np.float64]
    touches: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Words:
    """What the user said of each person: a rating from 0 to 5 with its day, a tier; -1 where nothing was said."""

    rating: NDArray[np.int64]
    rated: NDArray[np.int64]
    tier: NDArray[np.int64]

    @classmethod
    def none(cls, people: int) -> Words:
        """Nothing was said of any of so many people."""
        nothing = np.full(people, -1, np.int64)
        return cls(nothing, np.zeros(people, np.int64), nothing)


def add_up(touches: Touches, words: Words) -> Sums:
    """Return the sums of touches, with the user's ratings counted as touches on the day they were given."""
    people, clocks = len(words.rating), strength.DEFAULT
    contact = touches.person[touches.is_touch]
    return Sums(
        _sum(touches, words, clocks.warmth_half_life),
        _sum(touches, words, clocks.depth_half_life),
        np.bincount(contact, weights=touches.rows[touches.is_touch], minlength=people).astype(np.int64),
        -_latest(contact, -touches.day[touches.is_touch], people),
        _latest(contact, touches.day[touches.is_touch], people),
    )


def kept_sums(
    pairs: Iterable[tuple[float | None, float | None] | None], contact: Iterable[tuple[int, date | None, date | None]]
) -> Sums:
    """Return sums as they were stored: the pair of each person's tie, and the number, first and last of touches."""
    filled = [tuple(-np.inf if value is None else value for value in pair or (None, None)) for pair in pairs]
    warmth, depth = np.array(filled, np.float64).reshape(-1, 2).T
    days = [(count, *(_NEVER if day is None else day_number(day) for day in ends)) for count, *ends in contact]
    count, first, last = np.array(days, np.int64).reshape(-1, 3).T
    return Sums(warmth, depth, count, first, last)


def _sum(touches: Touches, words: Words, half_life: float) -> NDArray[np.float64]:
    happened = strength.decayed_log2(touches.person, touches.day, touches.units, len(words.rating), half_life)
    units = strength.rating_units(np.maximum(words.rating, 0))
    return strength.add_log2(happened, strength.touch_log2(units, words.rated, half_life))


def _latest(person: NDArray[np.int64], day: NDArray[np.int64], people: int) -> NDArray[np.int64]:
    latest = np.full(people, _NEVER, np.int64)
    np.maximum.at(latest, person, day)
    return latest


def no_day(days: NDArray[np.int64]) -> list[date | None]:
    """Return dates, None for the day of a touch that never was."""
    return [None if abs(day) == -_NEVER else day_of(day) for day in days.tolist()]


def standings(sums: Sums, words: Words, on: date) -> Iterator[Standing]:
    """Yield each person's standing on a day. Without any touch there is no phase; without any sign at all, no tier."""
    today, clocks = day_number(on), strength.DEFAULT
    warmth = strength.warmth(strength.level_at(sums.warmth, today, clocks.warmth_half_life))
    depth = strength.depth(strength.level_at(sums.depth, today, clocks.depth_half_life))
    met = sums.touches > 0
    silence = np.where(met, np.maximum(today - sums.last, 0), 0).astype(np.float64)
    # Whoever the user was in touch with is known, though the touch be of a kind that weighs nothing.
    worked_out = strength.tier(warmth, depth, np.where(met, np.maximum(words.rating, 0), words.rating))
    tier = np.where(words.tier >= 0, words.tier, np.where(worked_out > 0, worked_out, -1))
    phase = np.where(met, _PHASES[strength.phase(warmth, depth, silence)], models.Phase.NONE.value)
    return zip(
        [None if code < 0 else code for code in tier.tolist()],
        phase.tolist(),
        np.rint(warmth).astype(int).tolist(),
        np.rint(depth).astype(int).tolist(),
        sums.touches.tolist(),
        no_day(sums.first),
        no_day(sums.last),
        strict=True,
    )
