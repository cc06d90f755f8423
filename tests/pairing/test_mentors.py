"""Mentors for mentees: equal to an exact solver, evenly spread, and honest about who is left."""

import numpy as np
import pytest

from kith.pairing import Pairs, checking, match_mentors, warming
from tests.pairing import oracle


def groups(number, levels=None):
    """Groups of chance: some with too few mentors, some with pairs that must not be."""
    for seed in range(number):
        dice = np.random.default_rng(seed)
        mentees, mentors = dice.integers(1, 30), dice.integers(1, 12)
        fit = dice.random((mentees, mentors)) if levels is None else dice.integers(0, levels, (mentees, mentors)) / 10
        fit[dice.random(fit.shape) < dice.choice([0, 0.2, 0.8])] = -np.inf
        yield fit, dice.integers(0, 5, mentors)


def test_the_matching_is_as_good_as_an_exact_solver_s_in_two_hundred_groups():
    for fit, capacity in groups(200):
        found = match_mentors(fit, capacity)

        matched, worst, total = oracle.best(fit, capacity)
        assert len(found.without) == len(fit) - matched
        assert found.worst == pytest.approx(worst, abs=1e-8)
        assert found.total == pytest.approx(total, abs=1e-6)
        assert not checking.faults_of_mentors(
            found.mentor.tolist(), capacity, zip(*np.nonzero(np.isfinite(fit)), strict=True)
        )


def test_the_sum_alone_is_as_good_as_an_exact_solver_s():
    for fit, capacity in groups(60):
        found = match_mentors(fit, capacity, worst_first=False)

        assert found.total == pytest.approx(oracle.plain_sum(fit, capacity), abs=1e-6)


def test_of_matchings_as_good_the_one_that_burdens_mentors_evenly_and_prefers_the_earlier():
    for seed in range(60):
        dice = np.random.default_rng(seed)
        fit = dice.integers(0, 3, (5, 3)) / 10
        fit[dice.random(fit.shape) < 0.1] = np.nan
        capacity = dice.integers(1, 4, 3)
        found = match_mentors(fit, capacity)

        matched = [mentor for mentor in found.mentor if mentor >= 0]
        figures = (-len(matched), -found.worst, -found.total, (found.load**2).sum(), sum(matched))
        assert figures == pytest.approx(oracle.evenest(fit, capacity))


def test_where_all_fit_all_each_mentor_has_as_many():
    found = match_mentors(np.ones((12, 5)), [12, 12, 12, 12, 12])

    assert found.load.tolist() == [3, 3, 2, 2, 2]
    assert (found.total, found.worst) == (12, 1)


def test_pairs_give_the_same_as_an_array_without_the_others():
    for fit, capacity in groups(30, levels=6):
        mentee, mentor = np.nonzero(np.isfinite(fit))
        mixed = np.random.default_rng(0).permutation(len(mentee))
        pairs = Pairs(len(fit), mentee[mixed], mentor[mixed], fit[mentee, mentor][mixed])

        found, again = match_mentors(fit, capacity), match_mentors(pairs, capacity)

        assert found.mentor.tolist() == again.mentor.tolist()
        assert (found.worst, found.total, found.without) == (again.worst, again.total, again.without)


def test_a_better_fit_for_somebody_never_makes_the_sum_smaller():
    for fit, capacity in groups(30):
        better = fit.copy()
        better[0] += 0.1

        more = match_mentors(better, capacity, worst_first=False)
        assert more.total >= match_mentors(fit, capacity, worst_first=False).total - 1e-7


def test_fits_below_zero_and_of_any_size_are_matched():
    fit = np.array([[-3e6, -1e6], [-2e6, -5e6]])

    found = match_mentors(fit, [1, 1])

    assert found.mentor.tolist() == [1, 0]
    assert (found.total, found.worst) == (-3e6, -2e6)


@pytest.mark.parametrize(
    ("fit", "capacity"), [(np.zeros((0, 3)), [1, 1, 1]), (np.zeros((3, 0)), []), (np.full((3, 2), np.nan), [1, 1])]
)
def test_nobody_is_matched_where_nobody_can_be(fit, capacity):
    found = match_mentors(fit, capacity)

    assert found.without == list(range(len(fit)))
    assert (found.total, found.worst) == (0, 0)


@pytest.mark.parametrize(
    ("fit", "capacity"),
    [
        (np.zeros((2, 3)), [1, 1]),
        (np.zeros(2), [1, 1]),
        (np.zeros((2, 2)), [1, -1]),
        (np.full((2, 2), np.inf), [1, 1]),
        (Pairs(2, [0, 2], [0, 0], [1, 1]), [1, 1]),
        (Pairs(2, [0, 1], [0, -1], [1, 1]), [1, 1]),
        (Pairs(2, [0, 0], [1, 1], [1, 1]), [1, 1]),
        (Pairs(2, [0, 1], [1], [1, 1]), [1, 1]),
    ],
)
def test_what_does_not_go_together_is_refused(fit, capacity):
    with pytest.raises(ValueError, match=r"fit|capacity|pair"):
        match_mentors(fit, capacity)


def test_a_search_that_is_not_compiled_yet_gives_the_same_answer(monkeypatch):
    asked = list(groups(12, levels=4))
    fast = [match_mentors(fit, capacity).mentor.tolist() for fit, capacity in asked]
    monkeypatch.setattr(warming, "_ready", {})

    with warming._lock:
        slow = [match_mentors(fit, capacity).mentor.tolist() for fit, capacity in asked]

    assert slow == fast
