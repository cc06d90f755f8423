"""Which tier, phase and cadence layer a tie is in, by rules on warmth and depth that can be said aloud."""

from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kith.strength import checks, scale
from kith.strength.constants import DEFAULT, Clocks


class Tier(IntEnum):
    """How well the user knows somebody. CLOSE and WARM are level 1, KNOWN is level 2, INFERRED is level 3."""

    INFERRED = 0
    KNOWN = 1
    WARM = 2
    CLOSE = 3


class Phase(IntEnum):
    """Where a tie stands in its life: ACTIVE warm and deep, NEW warm and shallow, FADING deep and cooling,
    DORMANT deep and cold, ACQUAINTANCE neither warm nor deep."""

    ACQUAINTANCE = 0
    NEW = 1
    DORMANT = 2
    FADING = 3
    ACTIVE = 4


def tier(
    warmth: ArrayLike, depth: ArrayLike, rating: ArrayLike | None = None, clocks: Clocks = DEFAULT
) -> NDArray[np.int8]:
    """Tier codes of each tie, by the first rule that holds.

    CLOSE: warmth ≥ 50 and depth ≥ 50. WARM: warmth ≥ 25 and depth ≥ 20; or depth ≥ 40 and not cold (warmth ≥ 10), as
    a tie built over years outlasts a silence. KNOWN: any touch (depth above 0), or rated. INFERRED: the rest.
    warmth, depth: (m,) float64 in [0, 100], with rating_units already in their sums. rating: (m,) int8 in 0..5, -1 for
    none: somebody whom the user has rated, even 0, is never merely inferred. Returns (m,) int8.
    The user's own word for a tier stands above this and is the caller's to keep.
    Raises ValueError on NaN, negative numbers, unequal lengths, ratings outside -1..5. O(m).
    """
    warm, deep = _checked(warmth, depth)
    known = (deep > 0) | _rated(rating, deep)
    lasting = (deep >= clocks.deep) & (warm >= clocks.cold)
    rules = [
        (warm >= clocks.close_warmth) & (deep >= clocks.close_depth),
        (warm >= clocks.warm_warmth) & (deep >= clocks.warm_depth) | lasting,
        known,
    ]
    return np.select(rules, [Tier.CLOSE, Tier.WARM, Tier.KNOWN], Tier.INFERRED).astype(np.int8)


def phase(
    warmth: ArrayLike, depth: ArrayLike, silence: ArrayLike | None = None, clocks: Clocks = DEFAULT
) -> NDArray[np.int8]:
    """Phase codes of each tie.

    Deep is depth ≥ 40. A deep tie is DORMANT below warmth 10 or after three years of silence; ACTIVE at warmth ≥ 25,
    less than 30 below its depth, and with a touch in the last 180 days; FADING in between. A shallow one is NEW at
    warmth ≥ 25 and with a touch in the last 180 days, else an ACQUAINTANCE. Silence is looked at beside warmth because
    weekly talks of years leave so much of it that ten months without a word would not show.
    warmth, depth: (m,) float64 in [0, 100]. silence: (m,) days since the last touch, ≥ 0; none where left out.
    Returns (m,) int8. Raises ValueError on NaN, negative numbers, unequal lengths. O(m).
    Levin, Walter, Murnighan (2011) for dormant ties.
    """
    warm, deep = _checked(warmth, depth)
    quiet = np.zeros(deep.shape) if silence is None else checks.not_negative("silence", silence)
    checks.same_length(silence=quiet, depth=deep)
    is_deep, is_warm = deep >= clocks.deep, (warm >= clocks.warm_warmth) & (quiet < clocks.fading_silence)
    rules = [
        is_deep & ((warm < clocks.cold) | (quiet >= clocks.dormant_silence)),
        is_deep & is_warm & (deep - warm < clocks.fading_gap),
        is_deep,
        is_warm,
    ]
    return np.select(rules, [Phase.DORMANT, Phase.ACTIVE, Phase.FADING, Phase.NEW], Phase.ACQUAINTANCE).astype(np.int8)


def layers(tier: ArrayLike, warmth: ArrayLike, depth: ArrayLike, clocks: Clocks = DEFAULT) -> NDArray[np.int8]:
    """Cadence layer of each tie of one user, 0 (weekly) to 4 (yearly), with at most 5 people in layer 0, 15 in 0-1,
    50 in 0-2 and 150 in 0-3.

    Close ties start at layer 0, warm ones at 2, known ones with some real exchange (depth ≥ 3) at 3, the rest at 4;
    in the order of tier, then of strength, each goes to the first layer from there on that has room. Equal ties keep
    the order in which they are given. tier: (m,) int8; warmth, depth: (m,) float64 in [0, 100]. Returns (m,) int8.
    Raises ValueError on NaN, negative numbers, unequal lengths, unknown tiers. O(m log m). Dunbar (1992, 1998).
    """
    warm, deep = _checked(warmth, depth)
    codes = checks.indices("tier", tier, len(Tier))
    checks.same_length(tier=codes, warmth=warm, depth=deep)
    start = np.array([4, 3, 2, 0])[codes]
    start[(codes == Tier.KNOWN) & (deep < clocks.exchange)] = 4
    order = np.lexsort((-scale.strength(warm, deep), start))
    by_room = np.searchsorted(clocks.layer_caps, np.arange(len(order)), side="right")
    layer = np.empty(len(order), np.int8)
    layer[order] = np.maximum(start[order], by_room)
    return layer


def _checked(warmth: ArrayLike, depth: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    warm, deep = checks.not_negative("warmth", warmth), checks.not_negative("depth", depth)
    checks.same_length(warmth=warm, depth=deep)
    return warm, deep


def _rated(rating: ArrayLike | None, like: NDArray[np.float64]) -> NDArray[np.bool_]:
    if rating is None:
        rated = np.zeros(like.shape, np.bool_)
    else:
        codes = checks.indices("rating + 1", np.asarray(rating) + 1, 7)
        checks.same_length(rating=codes, depth=like)
        rated = codes > 0
    return rated
