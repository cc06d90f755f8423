"""How likely somebody would introduce a person whom they are known to know, by where that is known from: one table.

These are starting points, not measurements: no public data tells how often an acquaintance of each kind leads to an
introduction. They are ordered as the sources are to be trusted, and what is worked out never outweighs what was said to
be known well. What introductions came to is learnt on the first step of a path, between the user and who is asked.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MOST = 255  # strengths are kept as k/255

SAID: Final = {1: 0.20, 2: 0.45, 3: 0.70}  # by how well: vaguely, they know each other, well
WRITTEN: Final = {
    "meeting": 0.30,
    "employer": 0.25,
    "school": 0.20,
    "book": 0.50,
    "inferred": 0.08,
}  # rows kept as such

MEETING_MOST, MEETING_HALF_LIFE = 0.45, 4 * 365.25  # days, as for the depth of a tie
COLLEAGUES, CLASSMATES = 0.30, 0.25  # two in the book, for years, until now
WHILE_HALF_LIFE = 12.0  # months together until half of it is reached
SINCE_HALF_LIFE = 96.0  # months since, until half of it is left
BOTH_NOW, PERHAPS, SAME_DOMAIN = 0.12, 0.06, 0.10  # where no dates say that their times overlap

_KNOWN_FROM, _WELL_FROM = 0.10, 0.35


def of_meetings(weights: Floats) -> Floats:
    """Probability from meetings that both were at; weights: sums of `weight_of_meeting`, ≥ 0."""
    return MEETING_MOST * (1 - np.exp2(-weights))


def weight_of_meeting(people: Floats, age: Floats) -> Floats:
    """What one meeting counts: one shared by n people is divided among the n - 1 others; people ≥ 2, age in days ≥ 0.

    Newman (2001), Scientific collaboration networks II, eq. 2; less the longer ago.
    """
    return np.exp2(-age / MEETING_HALF_LIFE) / (people - 1)


def of_shared_time(most: Floats, months: Floats, since: Floats, people: Floats) -> Floats:
    """Probability from months at the same place; since: months since it ended; people: how many of the book were there."""
    together = 1 - np.exp2(-months / WHILE_HALF_LIFE)
    found: Floats = most * together * np.exp2(-since / SINCE_HALF_LIFE) * share(people)
    return found


def share(people: Floats) -> Floats:
    """How much less likely two know one another where more are: √(2/n), as the book holds few of a small firm and many
    of a large one. people ≥ 2."""
    found: Floats = np.sqrt(2 / np.maximum(people, 2))
    return found


def as_bytes(probability: Floats) -> NDArray[np.uint8]:
    """Probabilities as k of k/255, at least 1."""
    return np.clip(np.rint(probability * MOST), 1, MOST).astype(np.uint8)


def sureness_of(probability: Floats) -> NDArray[np.uint8]:
    """How well, where nobody said so: 1 vaguely, 2 they know each other, 3 well."""
    return (1 + (probability >= _KNOWN_FROM).astype(np.uint8) + (probability >= _WELL_FROM)).astype(np.uint8)
