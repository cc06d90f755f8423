"""Stable matching: no two who would both rather have each other."""

import random

import pytest

from kith.pairing import checking, stable


def group(seed, mentees, mentors, share):
    dice = random.Random(seed)
    wish = [dice.sample(range(mentors), dice.randint(0, int(mentors * share))) for _ in range(mentees)]
    take = [dice.sample(range(mentees), dice.randint(0, int(mentees * share))) for _ in range(mentors)]
    return wish, take, [dice.randint(0, 3) for _ in range(mentors)]


def test_no_two_would_both_rather_have_each_other():
    for seed in range(200):
        wish, take, capacity = group(seed, 20, 9, 1)
        found = stable(wish, take, capacity)

        both = [(mentee, mentor) for mentee, names in enumerate(wish) for mentor in names if mentee in take[mentor]]
        assert not checking.faults_of_mentors(found, capacity, both)
        assert not list(checking.blocking_pairs(found, wish, take, capacity))


def test_the_checker_finds_two_who_would_both_rather_have_each_other():
    assert list(checking.blocking_pairs([1, 0], [[0, 1], [0, 1]], [[0, 1], [0, 1]], [1, 1])) == [(0, 0)]


def test_the_checker_finds_too_many_and_those_who_may_not():
    assert len(checking.faults_of_mentors([0, 0, -1], [1], [(0, 0)])) == 2


def test_of_stable_matchings_the_mentees_have_their_best():
    assert stable([[0, 1], [1, 0]], [[1, 0], [0, 1]], [1, 1]) == [0, 1]


def test_a_mentor_without_a_number_is_refused():
    with pytest.raises(ValueError, match="capacity"):
        stable([[0]], [[0]], [])
