"""What can be asked about ties: why somebody stands where they stand, and how the tie went over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from kith import sql, strength
from kith.interactions.models import Kind
from kith.interactions.queries import NOT_TOUCHES
from kith.people.models import Person, Tier
from kith.ties import words
from kith.ties.models import Tie
from kith.ties.touches import day_number, day_of, load_touches

_YEAR = timedelta(days=365)
_EVIDENCE = 5


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a person stands where they stand, in words. `about` is tier, rating or phase; `interactions` is the evidence,
    the latest five at most, to be found on the person's timeline."""

    about: str
    text: str
    interactions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Course:
    """Warmth and depth week by week up to a day, oldest first; (k,) each, in 0 to 100."""

    days: tuple[date, ...]
    warmth: NDArray[np.float64]
    depth: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Happened:
    """As much of an interaction as its counting needs."""

    pk: int
    kind: str
    on: date
    sent: int
    received: int

    @property
    def count(self) -> int:
        """How many messages these were, or one of anything else."""
        written = self.kind in (Kind.MESSAGE, Kind.EMAIL)
        return max(self.sent + self.received, 1) if written else 1


def level(person: Person) -> int:
    """1: the user knows them well (close or warm). 2: vaguely (known). 3: not yet."""
    if person.tier is None or person.tier == Tier.INFERRED:
        return 3
    return 2 if person.tier == Tier.KNOWN else 1


def reasons(person: Person, on: date, tie: Tie | None = None) -> list[Reason]:
    """Say why the person has this tier and phase, and what the user said themself. Two queries, one where the tie is given."""
    tie = tie or Tie.objects.filter(person=person).first()
    happened = _happened(person, on)
    found = [_why_tier(person, tie, happened, on)]
    if tie is not None and tie.rating is not None and tie.rated_on is not None:
        found.append(Reason("rating", words.own_rating(tie.rating, tie.rated_on)))
    if phase := words.phase(person, on):
        found.append(Reason("phase", phase, _evidence(_touches(happened))))
    return found


def history(person: Person, on: date, months: int = 24) -> Course:
    """Return how warmth and depth went, for a plot: one point a week, the last one on the day itself."""
    touches = load_touches(person.owner, np.array([person.pk]), on=on)
    days, units = touches.day.astype(np.float64), touches.units
    tie = Tie.objects.filter(person=person).first()
    if tie is not None and tie.rating is not None and tie.rated_on is not None:
        days = np.append(days, day_number(tie.rated_on))
        units = np.append(units, strength.rating_units(tie.rating))
    weeks = round(months * 365.2425 / 12 / 7)
    at = day_number(on) - 7.0 * np.arange(weeks, -1, -1)
    warm_half_life, deep_half_life = strength.DEFAULT.half_lives
    return Course(
        tuple(day_of(number) for number in at),
        strength.warmth(strength.course(days, units, at, warm_half_life)),
        strength.depth(strength.course(days, units, at, deep_half_life)),
    )


def _happened(person: Person, on: date) -> list[_Happened]:
    """All that happened with a person up to a day, latest first."""
    return [_Happened(*row) for row in sql.rows(_HAPPENED, person=person.pk, today=on)]


def _touches(happened: Sequence[_Happened]) -> list[_Happened]:
    return [one for one in happened if one.kind not in NOT_TOUCHES]


def _evidence(happened: Sequence[_Happened]) -> tuple[int, ...]:
    return tuple(one.pk for one in happened[:_EVIDENCE])


def _why_tier(person: Person, tie: Tie | None, happened: Sequence[_Happened], on: date) -> Reason:
    touches = _touches(happened)
    lately = [touch for touch in touches if touch.on > on - _YEAR]
    if tie is not None and tie.own_tier is not None and tie.own_tier_on is not None:
        return Reason("tier", words.own_word(tie.own_tier, tie.own_tier_on))
    elif person.tier is None or not touches:
        connected = [one for one in happened if one.kind == Kind.CONNECTED][-1:]
        return Reason(
            "tier", words.never_in_touch(person.tier, connected[0].on if connected else None), _evidence(connected)
        )
    elif lately:
        return Reason("tier", words.in_the_last_year(person.tier, _counts(lately), lately[0].on, on), _evidence(lately))
    else:
        return Reason("tier", words.in_all(person.tier, _counts(touches), touches[0].on, on), _evidence(touches))


def _counts(touches: Sequence[_Happened]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for touch in touches:
        counts[touch.kind] += touch.count
    return counts


_HAPPENED = """
    SELECT i.id, i.kind, i."on", i.sent, i.received
    FROM interactions_participation t JOIN interactions_interaction i ON i.id = t.interaction_id
    WHERE t.person_id = %(person)s AND i."on" <= %(today)s AND i.binned_at IS NULL
    ORDER BY i."on" DESC, i.id DESC
"""
