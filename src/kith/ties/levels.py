"""At which level somebody was on a day of the past: what had happened until the day before, and what the user had said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from kith.accounts.models import User
from kith.interactions.queries import NOT_TOUCHES
from kith.people.models import Tier
from kith.ties.models import Tie
from kith.ties.standing import Words, add_up, standings
from kith.ties.touches import Happening, day_number, gather, load_happenings

Moment = tuple[int, date]  # a person's id, and the day


@dataclass(frozen=True, slots=True)
class Stood:
    """level: 1, known well; 2, vaguely; 3, not yet. first_touch_on: the first touch ever, None where there was none."""

    level: int
    first_touch_on: date | None


def levels_before(owner: User, moments: Iterable[Moment]) -> dict[Moment, Stood]:
    """How somebody stood on the eve of each day, as kith.strength tells it from what had happened. Two queries.

    The user's own tier and rating count from the day on which they were given.
    """
    asked = list(dict.fromkeys(moments))
    people = sorted({person for person, _day in asked})
    if not people:
        return {}
    happened: dict[int, list[Happening]] = defaultdict(list)
    for each in load_happenings(people):
        happened[each[0]].append(each)
    ties = {tie.person_id: tie for tie in Tie.objects.filter(owner=owner, person__in=people)}
    return {moment: _stood(happened[moment[0]], ties.get(moment[0]), moment[1]) for moment in asked}


def _stood(happened: Sequence[Happening], tie: Tie | None, day: date) -> Stood:
    eve = day - timedelta(days=1)
    before = [(0, *each[1:]) for each in happened if each[1] < day]
    words = _words(tie, eve)
    [standing] = standings(add_up(gather(before, np.arange(1)), words), words, eve)
    touches = [on for _person, on, kind, *_rest in happened if kind not in NOT_TOUCHES]
    return Stood(_level(standing[0]), min(touches, default=None))


def _words(tie: Tie | None, eve: date) -> Words:
    words = Words.none(1)
    rating, tier = words.rating.copy(), words.tier.copy()
    if tie is not None and tie.rating is not None and tie.rated_on is not None and tie.rated_on <= eve:
        rating[0], words.rated[0] = tie.rating, day_number(tie.rated_on)
    if tie is not None and tie.own_tier is not None and tie.own_tier_on is not None and tie.own_tier_on <= eve:
        tier[0] = tie.own_tier
    return Words(rating, words.rated, tier)


def _level(tier: int | None) -> int:
    if tier is None or tier == Tier.INFERRED:
        return 3
    return 2 if tier == Tier.KNOWN else 1
