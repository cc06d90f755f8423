"""Tier, phase and cadence layer by rules that can be said aloud."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.strength import DEFAULT, Phase, Tier, depth, layers, phase, rating_units, tier, warmth

scores = st.floats(0, 100)
ties = st.lists(st.tuples(scores, scores), max_size=300)


def columns(pairs):
    warm, deep = zip(*pairs, strict=True) if pairs else ((), ())
    return np.array(warm, np.float64), np.array(deep, np.float64)


@pytest.mark.parametrize(
    ("warm", "deep", "expected"),
    [
        (50, 50, Tier.CLOSE),
        (49.9, 50, Tier.WARM),
        (90, 49.9, Tier.WARM),
        (25, 20, Tier.WARM),
        (24.9, 20, Tier.KNOWN),
        (90, 19.9, Tier.KNOWN),
        (10, 40, Tier.WARM),
        (9.9, 100, Tier.KNOWN),
        (0, 1e-9, Tier.KNOWN),
        (0, 0, Tier.INFERRED),
    ],
)
def test_the_first_rule_that_holds_sets_the_tier(warm, deep, expected):
    assert tier([warm], [deep]).tolist() == [expected]


def test_somebody_rated_is_known_even_at_0():
    assert tier([0, 0], [0, 0], [0, -1]).tolist() == [Tier.KNOWN, Tier.INFERRED]


@pytest.mark.parametrize(
    ("rating", "expected"),
    [(0, Tier.KNOWN), (1, Tier.KNOWN), (2, Tier.KNOWN), (3, Tier.WARM), (4, Tier.WARM), (5, Tier.CLOSE)],
)
def test_a_rating_alone_gives_a_tier_on_day_0(rating, expected):
    units = rating_units([rating])

    assert tier(warmth(units), depth(units), [rating]).tolist() == [expected]


def test_a_rating_of_5_alone_fades_from_close_to_warm_within_a_year():
    units = rating_units([5])
    warm, deep = warmth(units * 2 ** (-365 / 180)), depth(units * 2 ** (-365 / 1460))

    assert tier(warm, deep).tolist() == [Tier.WARM]


@given(scores, scores, st.floats(0, 20))
def test_a_warmer_or_deeper_tie_is_never_in_a_lower_tier(warm, deep, more):
    before = tier([warm, warm], [deep, deep])

    assert (tier([warm + more, warm], [deep, deep + more]) >= before).all()


@pytest.mark.parametrize(
    ("warm", "deep", "expected"),
    [
        (80, 90, Phase.ACTIVE),
        (25, 40, Phase.ACTIVE),
        (60, 90, Phase.FADING),
        (24.9, 40, Phase.FADING),
        (10, 40, Phase.FADING),
        (9.9, 40, Phase.DORMANT),
        (25, 39.9, Phase.NEW),
        (24.9, 39.9, Phase.ACQUAINTANCE),
        (0, 0, Phase.ACQUAINTANCE),
    ],
)
def test_the_phase_follows_from_warm_or_cold_and_deep_or_shallow(warm, deep, expected):
    assert phase([warm], [deep]).tolist() == [expected]


@pytest.mark.parametrize(
    ("silence", "expected"),
    [(0, Phase.ACTIVE), (180, Phase.ACTIVE), (240, Phase.FADING), (730, Phase.FADING), (900, Phase.DORMANT)],
)
def test_three_years_of_monthly_talks_fade_after_seven_months_and_sleep_after_two_years(silence, expected):
    ages = np.arange(0, 1080, 30) + silence
    raw = [float((3 * 2.0 ** (-ages / half_life)).sum()) for half_life in DEFAULT.half_lives]

    assert phase(warmth(raw[:1]), depth(raw[1:])).tolist() == [expected]


def test_close_ties_fill_the_two_inner_layers_and_overflow_to_the_third():
    placed = layers([Tier.CLOSE] * 20, np.linspace(50, 90, 20), np.full(20, 60.0))

    assert placed.tolist() == [2] * 5 + [1] * 10 + [0] * 5


def test_warm_ties_start_in_the_third_layer_however_much_room_is_within():
    assert layers([Tier.WARM] * 60, np.full(60, 30.0), np.full(60, 30.0)).tolist() == [2] * 50 + [3] * 10


def test_known_ties_need_some_exchange_for_the_fourth_layer():
    placed = layers([Tier.KNOWN, Tier.KNOWN, Tier.INFERRED], [0.0, 0.0, 0.0], [3.0, 2.9, 0.0])

    assert placed.tolist() == [3, 4, 4]


def test_within_a_tier_warmth_and_depth_together_decide():
    placed = layers([Tier.CLOSE] * 6, [90.0, 99, 99, 99, 99, 95], [60.0, 60, 60, 60, 60, 54])

    assert placed.tolist() == [0, 0, 0, 0, 0, 1]


def in_order(pairs):
    """The rule of layers, person by person: the first layer from one's own on that has room."""
    warm, deep = columns(pairs)
    codes = tier(warm, deep)
    own = [{3: 0, 2: 2, 0: 4}.get(code, 3 if deep[i] >= 3 else 4) for i, code in enumerate(codes.tolist())]
    placed = [4] * len(pairs)
    done: list[int] = []
    for i in sorted(range(len(pairs)), key=lambda i: (own[i], -(warm[i] + deep[i]) / 2)):
        placed[i] = next((at for at in range(own[i], 4) if sum(j <= at for j in done) < DEFAULT.layer_caps[at]), 4)
        done.append(placed[i])
    return placed


@given(ties)
def test_layers_equal_placing_people_one_by_one(pairs):
    warm, deep = columns(pairs)

    assert layers(tier(warm, deep), warm, deep).tolist() == in_order(pairs)


@given(ties)
def test_no_layer_holds_more_than_its_cap(pairs):
    warm, deep = columns(pairs)
    placed = layers(tier(warm, deep), warm, deep)

    assert all((placed <= layer).sum() <= cap for layer, cap in enumerate(DEFAULT.layer_caps))


@given(st.lists(st.tuples(scores, scores), max_size=60, unique_by=lambda pair: pair[0] + pair[1]), st.randoms())
def test_the_order_in_which_people_are_given_does_not_matter(pairs, random):
    shuffled = random.sample(pairs, len(pairs))
    first, second = (dict(zip(people, _placed(people), strict=True)) for people in (pairs, shuffled))

    assert first == second


def _placed(pairs):
    warm, deep = columns(pairs)
    return layers(tier(warm, deep), warm, deep).tolist()


def test_nobody_is_fine():
    assert tier([], [], []).shape == phase([], []).shape == layers([], [], []).shape == (0,)


@pytest.mark.parametrize(
    ("warm", "deep", "rating"),
    [
        ([math.nan], [1.0], None),
        ([1.0], [-1.0], None),
        ([1.0], [1.0, 2.0], None),
        ([1.0], [1.0], [6]),
        ([1.0], [1.0], [-2]),
        ([1.0], [1.0], [1, 2]),
    ],
)
def test_a_tier_of_what_cannot_be_meant_is_refused(warm, deep, rating):
    with pytest.raises(ValueError):
        tier(warm, deep, rating)


@pytest.mark.parametrize(("codes", "warm"), [([4], [1.0]), ([1, 1], [1.0]), ([1], [math.nan])])
def test_layers_of_what_cannot_be_meant_are_refused(codes, warm):
    with pytest.raises(ValueError):
        layers(codes, warm, [1.0])


def test_a_phase_of_nan_is_refused():
    with pytest.raises(ValueError):
        phase([1.0], [math.nan])


@pytest.mark.parametrize(
    ("warm", "deep", "days", "expected"),
    [
        (95, 98, 179, Phase.ACTIVE),
        (95, 98, 180, Phase.FADING),
        (95, 98, 1094, Phase.FADING),
        (95, 98, 1095, Phase.DORMANT),
        (40, 10, 179, Phase.NEW),
        (40, 10, 180, Phase.ACQUAINTANCE),
    ],
)
def test_silence_makes_a_tie_fade_however_warm_it_was(warm, deep, days, expected):
    assert phase([warm], [deep], [days]).tolist() == [expected]


def test_a_negative_silence_is_refused():
    with pytest.raises(ValueError, match="silence"):
        phase([1.0], [1.0], [-1.0])
