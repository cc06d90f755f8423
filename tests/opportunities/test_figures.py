"""Shares, their intervals, and three claims: exact on data made by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.opportunities import figures
from kith.opportunities.figures import Case, Share, Verdict

TODAY = date(2026, 11, 23)
LONG_AGO = TODAY - timedelta(days=400)


def case(*reached: str, stage: str = "lost", on: date = LONG_AGO, **more) -> Case:
    return Case(on, stage, frozenset({*reached, stage}), **more)


def offer(**more) -> Case:
    return case("applied", "interview", "offer", stage="won", **more)


def rejection(**more) -> Case:
    return case("applied", **more)


# Intervals


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, Statistics in Medicine 17:857, table I, method 3
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_of_a_share_is_that_of_the_paper(k, n, low, high):
    assert figures.wilson(k, n) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),  # Newcombe 1998, Statistics in Medicine 17:873, table II, method 10
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((10, 10), (0, 10), 0.6075, 1.0000),
    ],
)
def test_the_interval_of_a_difference_is_that_of_the_paper(one, other, low, high):
    assert figures.newcombe(Share(*one), Share(*other)) == pytest.approx((low, high), abs=5e-5)


def test_of_nothing_any_share_is_possible():
    assert figures.wilson(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(("k", "n"), [(2, 1), (-1, 3)])
def test_more_than_there_are_is_refused(k, n):
    with pytest.raises(ValueError):
        figures.wilson(k, n)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_share_lies_in_its_interval_and_the_mirror_image_has_the_mirrored_one(pair):
    k, n = pair
    low, high = figures.wilson(k, n)
    assert 0 <= low <= k / n <= high <= 1
    assert figures.wilson(n - k, n) == pytest.approx((1 - high, 1 - low))


@given(*[st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))] * 2)
def test_a_difference_the_other_way_round_is_the_same_with_the_other_sign(one, other):
    low, high = figures.newcombe(Share(*one), Share(*other))
    assert figures.newcombe(Share(*other), Share(*one)) == pytest.approx((-high, -low))


# Months


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), 0),
        (date(2026, 1, 15), date(2026, 7, 14), 5),
        (date(2026, 1, 15), date(2026, 7, 15), 6),
        (date(2025, 12, 31), date(2026, 1, 1), 0),
        (date(2024, 2, 29), date(2026, 2, 28), 23),
        (date(2026, 3, 1), date(2026, 2, 1), 0),
    ],
)
def test_full_months_between_two_days(first, last, months):
    assert figures.full_months(first, last) == months


# What counts


def test_open_ones_count_from_ninety_days_on():
    young, old = (case(stage="applied", on=TODAY - timedelta(days=days)) for days in (89, 90))
    assert figures.counted([young, old], TODAY) == [old]
    assert figures.waiting([young, old], TODAY) == 1


def test_closed_ones_count_at_once():
    closed = [case("applied", stage=stage, on=TODAY) for stage in ("won", "lost", "set_aside")]
    assert figures.counted(closed, TODAY) == closed


def test_what_was_set_aside_before_it_was_tried_is_left_out():
    untried, tried = case("heard", "talking", stage="set_aside"), case("applied", stage="set_aside")
    assert figures.counted([untried, tried], TODAY) == [tried]
    assert figures.waiting([untried], TODAY) == 0


# Rates


def test_rates_are_counted_by_kind_in_the_order_given_and_empty_kinds_are_left_out():
    cases = [
        offer(source="person"),
        case("interview", source="person"),
        rejection(source="application"),
        rejection(source="application"),
        rejection(source="other"),
    ]

    found = figures.rates(cases, lambda each: each.source, ("person", "group"))

    assert [(rate.key, rate.n, rate.interviews.k, rate.offers.k) for rate in found] == [
        ("person", 2, 2, 1),
        ("application", 2, 0, 0),
        ("other", 1, 0, 0),
    ]


def test_what_came_true_counts_as_interview_and_offer_though_neither_was_noted():
    [rate] = figures.rates([case("heard", stage="won")], lambda _case: "all")
    assert (rate.interviews, rate.offers) == (Share(1, 1), Share(1, 1))


def test_an_offer_that_the_user_did_not_take_is_an_offer():
    assert case("applied", "offer", stage="set_aside").has_offer


# The three claims


def test_nothing_is_said_of_nine_offers_and_something_of_ten():
    nine = [offer(levels=frozenset({1})) for _each in range(9)]
    assert figures.close_circle_helps(nine).verdict is Verdict.TOO_FEW
    assert figures.close_circle_helps([*nine, offer(levels=frozenset({1}))]).verdict is Verdict.HOLDS


@pytest.mark.parametrize(
    ("close", "others", "verdict"), [(10, 2, Verdict.HOLDS), (8, 4, Verdict.UNDECIDED), (2, 10, Verdict.FAILS)]
)
def test_the_close_circle_helps_where_more_than_half_of_the_offers_have_it_in_their_chain(close, others, verdict):
    offers = [offer(levels=frozenset({1, 3}))] * close + [offer(levels=frozenset({2}))] * (others - 1) + [offer()]
    found = figures.close_circle_helps([*offers, *[rejection(levels=frozenset({1}))] * 30])
    assert (found.share, found.verdict) == (Share(close, close + others), verdict)


def test_somebody_met_within_six_months_is_less_than_six_full_months():
    told = [offer(level=3, months=5)] * 10 + [offer(level=1, months=6)]
    found = figures.through_somebody_new(told)
    assert (found.share, found.verdict) == (Share(10, 11), Verdict.HOLDS)


def test_through_nobody_is_not_through_somebody_new_and_through_somebody_unknown_since_when_is_left_out():
    told = [offer()] * 10 + [offer(level=2, months=None)] * 5
    found = figures.through_somebody_new(told)
    assert (found.share, found.verdict) == (Share(0, 10), Verdict.FAILS)


def test_level_three_is_best_where_the_difference_is_more_than_chance():
    strangers = [offer(level=3)] * 9 + [rejection(level=3)]
    known = [offer(level=1)] * 3 + [rejection(level=2)] * 7
    found = figures.strangers_are_best([*strangers, *known, *[rejection()] * 40])
    assert (found.share, found.other, found.verdict) == (Share(9, 10), Share(3, 10), Verdict.HOLDS)


def test_level_three_is_not_best_where_the_others_do_better():
    told = [rejection(level=3)] * 10 + [offer(level=1)] * 9 + [rejection(level=1)]
    assert figures.strangers_are_best(told).verdict is Verdict.FAILS


def test_a_difference_within_chance_leaves_it_open():
    told = [offer(level=3)] * 5 + [rejection(level=3)] * 5 + [offer(level=2)] * 4 + [rejection(level=2)] * 6
    assert figures.strangers_are_best(told).verdict is Verdict.UNDECIDED


def test_level_three_needs_ten_of_either_side():
    told = [offer(level=3)] * 9 + [rejection(level=2)] * 20
    assert figures.strangers_are_best(told).verdict is Verdict.TOO_FEW
