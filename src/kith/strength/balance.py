"""One-way touches count in full only as far as they are answered; what goes unanswered counts by its logarithm."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kith.strength import checks


def damp_one_way(person: ArrayLike, direction: ArrayLike, units: ArrayLike, people: int) -> NDArray[np.float64]:
    """Units of each touch after bulk senders, and writing to someone who never answers, are damped.

    person: (m,) int32 in [0, people). direction: (m,) int8, 1 only from the user, -1 only to the user, 0 both or
    in person. units: (m,) float64 ≥ 0. Returns (m,) float64, never above units.

    Of one person's touches let b be both ways, o outgoing, i incoming. Of the larger of o and i, b + the smaller count
    as answered, perhaps days later; the excess e counts as log2(1+e) touches, spread evenly over that side's touches.
    So a newsletter every day for a year, never answered, weighs as 8.5 unanswered messages. All touches that are to
    be summed for a person must be given at once, as the excess is the person's, not the day's.
    Raises ValueError on unequal lengths, NaN, negative units, unknown people or directions. O(m + people).
    """
    who, value = checks.indices("person", person, people), checks.not_negative("units", units)
    way = checks.indices("direction + 1", np.asarray(direction) + 1, 3)
    checks.same_length(person=who, direction=way, units=value)
    incoming, both, outgoing = (np.bincount(who[way == code], minlength=people) for code in range(3))
    answered = np.minimum(incoming, outgoing) + both
    factors = np.stack([_factor(incoming, answered), np.ones(people), _factor(outgoing, answered)])
    damped: NDArray[np.float64] = value * factors[way, who]
    return damped


def _factor(touches: NDArray[np.intp], answered: NDArray[np.intp]) -> NDArray[np.float64]:
    excess = np.maximum(touches - answered, 0)
    counted = touches - excess + np.log2(1.0 + excess)
    factor: NDArray[np.float64] = counted / np.maximum(touches, 1)
    return factor
