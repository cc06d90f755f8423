"""Whom it is worth getting to know: people two ties away, by what they would add."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kith.reach.plain import entries
from kith.reach.rows import Rows

_AT_ONCE = 64


class Meeting(NamedTuple):
    """Somebody to meet. worth: chance · what they would add. chance: that some common contact introduces. through: the
    contact with the strongest path to them, the lowest of equals."""

    person: int
    worth: float
    chance: float
    through: int


def who_to_meet(rows: Rows, person: int, most: int, visible: NDArray[np.bool_] | None) -> list[Meeting]:
    """See Network.who_to_meet. Candidates are weighed in the order of the most that they could be worth, until the rest
    cannot be worth more: O(ties of the neighbours + ties of those weighed)."""
    strangers = _Strangers(rows, person, visible)
    found: list[Meeting] = []
    for first in range(0, len(strangers.people), _AT_ONCE):
        if len(found) == most and (most == 0 or found[-1].worth > strangers.bound[first]):
            break
        found += strangers.weighed(slice(first, first + _AT_ONCE))
        found = sorted(found, key=lambda meeting: (-meeting.worth, meeting.person))[:most]
    return found


class _Strangers:
    """People at two ties, the most promising first, and how well everybody is reached already."""

    def __init__(self, rows: Rows, person: int, visible: NDArray[np.bool_] | None) -> None:
        self._rows, self._person, self._visible = rows, person, visible
        _, contact, strength = entries(rows, np.array([person]), visible)
        owner, other, further = entries(rows, contact, visible)
        chance = strength[owner] * further / 255**2
        self._reach = _reach(rows.people, np.r_[contact, other], np.r_[strength / 255, chance])
        known = np.zeros(rows.people, bool)
        known[contact] = known[person] = True
        new = ~known[other]
        self._set_out(contact[owner][new], other[new], chance[new])

    def _set_out(self, contact: NDArray[np.int64], other: NDArray[np.int64], chance: NDArray[np.float64]) -> None:
        order = np.lexsort((contact, -chance, other))
        people, first, place = np.unique(other[order], return_index=True, return_inverse=True)
        with np.errstate(divide="ignore"):
            nobody = np.bincount(place, np.log1p(-chance[order]), minlength=len(people))
        some = 1 - np.exp(nobody)
        bound = some * self._rows.length[people] * (self._rows.strength[self._rows.start[people]] / 255)
        by_bound = np.lexsort((people, -bound))
        self.people, self.bound = people[by_bound], bound[by_bound]
        self._chance, self._through = some[by_bound], contact[order][first][by_bound]

    def weighed(self, some: slice) -> list[Meeting]:
        """What each would add: the strength of their ties, as far as it is above what reaches those people now."""
        people, chance = self.people[some], self._chance[some]
        owner, other, strength = entries(self._rows, people, self._visible)
        gain = np.where(other == self._person, 0.0, np.maximum(strength / 255 - self._reach[other], 0))
        worth = chance * np.bincount(owner, gain, minlength=len(people))
        return [
            Meeting(*row)
            for row in zip(*(part.tolist() for part in (people, worth, chance, self._through[some])), strict=True)
        ]


def _reach(people: int, who: NDArray[np.int64], strength: NDArray[np.float64]) -> NDArray[np.float64]:
    """(people,) the strongest path of up to two ties to each person, 0 where there is none."""
    reach = np.zeros(people)
    order = np.argsort(strength, kind="stable")
    reach[who[order]] = strength[order]  # what is written last stays: the strongest
    return reach
