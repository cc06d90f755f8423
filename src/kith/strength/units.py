"""What one touch is worth, in touch units: 1 is a message answered the same day, 3 a talk between two."""

from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kith.strength import checks
from kith.strength.constants import DEFAULT, Clocks


class UnitKind(IntEnum):
    """How a touch is counted. Kith's kinds of interaction fall into these:
    IN_PERSON meeting, call, event; MESSAGES message, email; INTRODUCTION introduction;
    FAVOUR help_given, help_received; THANKS thank_you; LIGHT card, article, connected, endorsement;
    NONE invitation, application, other."""

    NONE = 0
    IN_PERSON = 1
    MESSAGES = 2
    INTRODUCTION = 3
    FAVOUR = 4
    THANKS = 5
    LIGHT = 6


def touch_units(
    kind: ArrayLike, people: ArrayLike, sent: ArrayLike, received: ArrayLike, clocks: Clocks = DEFAULT
) -> NDArray[np.float64]:
    """Touch units of each touch with one person.

    kind: (m,) int8, UnitKind codes. people: (m,) int32, how many took part, the user included; ≥ 2 where kind is
    IN_PERSON, not read elsewhere. sent, received: (m,) int32 ≥ 0, messages with that person on that day; read only
    where kind is MESSAGES, so roll messages up to one row per person and day. Returns (m,) float64 ≥ 0.

    IN_PERSON 3/√(people−1). MESSAGES log2(1+pairs) + 0.5·log2(1+rest), pairs = min(sent, received), rest = |sent −
    received|: one pair is 1, a day of 100 pairs 6.7; one unanswered message is half a pair, whoever wrote it.
    The others are constants. A row cannot see that nobody ever answers: kith.strength.damp_one_way does.

    Raises ValueError on an unknown kind, fewer than 2 people in person, negative counts, unequal lengths. O(m).
    Gilbert & Karahalios (2009) for reciprocity and intimacy over volume; the logarithm by bench/ties.py.
    """
    codes = checks.indices("kind", kind, len(UnitKind))
    heads, out, back = np.asarray(people), checks.not_negative("sent", sent), checks.not_negative("received", received)
    checks.same_length(kind=codes, people=heads, sent=out, received=back)
    if (heads[codes == UnitKind.IN_PERSON] < 2).any():
        raise ValueError("people counts the user too: a touch in person has at least 2")
    units = _constants(clocks)[codes]
    met, wrote = codes == UnitKind.IN_PERSON, codes == UnitKind.MESSAGES
    units[met] /= np.sqrt(heads[met] - 1)
    units[wrote] = _message_units(out[wrote], back[wrote], clocks)
    return units


def rating_units(rating: ArrayLike, clocks: Clocks = DEFAULT) -> NDArray[np.float64]:
    """Pseudo-touches for the user's own rating, to be counted on the day it was given, so that ties exist on day 0.

    rating: (m,) int8 in 0..5, or one number. Returns float64 of that shape: 0, 1, 3, 8, 14, 24 units. Fresh and
    alone, 3 and 4 make a tie warm and 5 makes it close, for about nine months. Raises ValueError outside 0..5. O(m).
    """
    return np.asarray(clocks.ratings, dtype=np.float64)[checks.indices("rating", rating, len(clocks.ratings))]


def _constants(clocks: Clocks) -> NDArray[np.float64]:
    table = np.zeros(len(UnitKind))
    table[UnitKind.IN_PERSON] = clocks.in_person
    table[UnitKind.INTRODUCTION] = clocks.introduction
    table[UnitKind.FAVOUR] = clocks.favour
    table[UnitKind.THANKS] = clocks.thanks
    table[UnitKind.LIGHT] = clocks.light
    return table


def _message_units(sent: NDArray[np.float64], received: NDArray[np.float64], clocks: Clocks) -> NDArray[np.float64]:
    pairs, rest = np.minimum(sent, received), np.abs(sent - received)
    units: NDArray[np.float64] = np.log2(1 + pairs) + clocks.unanswered * np.log2(1 + rest)
    return units
