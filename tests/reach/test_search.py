"""The ways of searching agree with brute force, and with each other where brute force would take too long."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.reach import search
from tests.reach import engines, oracle
from tests.reach.test_network import QUESTION


def asked_of(world, question):
    source, targets, paths, hops, visible = question
    return source % world.people, [target % world.people for target in targets], paths, hops, visible


def exact(found):
    return [(people, score / 255**3) for score, people in found]


@pytest.mark.parametrize("few_ties", [0, 4096])
@settings(max_examples=200, deadline=None)
@given(world=oracle.worlds(), question=QUESTION)
def test_the_kernel_as_python_answers_as_brute_force(world, question, few_ties):
    rows, asked = engines.rows_of(world), asked_of(world, question)
    before, search.FEW_TIES = search.FEW_TIES, few_ties

    found = engines.by_kernel(rows, *asked)

    search.FEW_TIES = before
    assert exact(found) == oracle.best_paths(oracle.kept(world), *asked)


@settings(max_examples=2000, deadline=None)
@given(oracle.worlds(), st.lists(QUESTION, min_size=1, max_size=3))
def test_the_compiled_search_and_plain_numpy_answer_as_brute_force(world, questions):
    rows, ties = engines.rows_of(world), oracle.kept(world)

    for question in questions:
        asked = asked_of(world, question)
        expected = oracle.best_paths(ties, *asked)

        assert exact(engines.by_plain(rows, *asked)) == expected
        assert exact(engines.by_code(rows, *asked)) == expected


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from([3, 30, 255]), st.sampled_from([1, 10, 100]))
def test_in_a_town_with_hubs_the_compiled_search_answers_as_plain_numpy(seed, strengths, paths):
    random = np.random.default_rng(seed)
    rows = town(random, strengths)
    hubs, everybody = [0, 1, 2], np.arange(rows.people)
    aims = [[5], [0], everybody, random.integers(0, rows.people, 40), random.integers(0, rows.people, 300)]

    for source in [*hubs, *random.integers(0, rows.people, 3)]:
        for aim in aims:
            for visible in (None, [0, 2]):
                asked = (int(source), aim, paths, 3, visible)
                assert engines.by_code(rows, *asked) == engines.by_plain(rows, *asked)


def town(random, strengths, people=600, ties=9000):
    """600 people, three of whom know every third; few strengths make many paths equal."""
    a, b = random.integers(0, people, (2, ties))
    a[: ties // 15] = random.integers(0, 3, ties // 15)
    columns = [a, b, random.integers(1, strengths + 1, ties), random.integers(0, 3, ties)]
    return engines.rows_of(oracle.World(people, tuple(zip(*columns, strict=True))))


@pytest.mark.parametrize("by", [engines.by_plain, engines.by_code])
@settings(max_examples=150, deadline=None)
@given(world=oracle.worlds(), question=QUESTION)
def test_nothing_invisible_ever_appears(world, question, by):
    source, targets, paths, hops, _ = asked_of(world, question)
    ties = oracle.kept(world)

    for visible in ([], [1], [0, 3]):
        for _, people in by(engines.rows_of(world), source, targets, paths, hops, visible):
            assert all(ties[pair][1] in visible for pair in itertools.pairwise(people))


@pytest.mark.parametrize("visible", [[1], [0, 2]])
@settings(max_examples=100, deadline=None)
@given(world=oracle.worlds(), question=QUESTION)
def test_what_is_invisible_changes_no_answer(world, question, visible):
    source, targets, paths, hops, _ = asked_of(world, question)
    ties = oracle.kept(world)
    seen = tuple((a, b, *tie) for (a, b), tie in ties.items() if tie[1] in visible)

    with_all = engines.by_code(engines.rows_of(world), source, targets, paths, hops, visible)
    without = engines.by_code(engines.rows_of(oracle.World(world.people, seen)), source, targets, paths, hops, None)

    assert with_all == without


@pytest.mark.parametrize("build", engines.BUILDERS[1:])
@settings(max_examples=150, deadline=None)
@given(world=oracle.worlds())
def test_rows_are_the_same_however_they_are_built(world, build):
    one, other = engines.rows_of(world), engines.rows_of(world, build)

    assert (one.ties, one.used, one.known_classes) == (other.ties, other.used, other.known_classes)
    for name, size in (("start", None), ("length", None), ("neighbour", one.used), ("strength", one.used)):
        assert np.array_equal(getattr(one, name)[:size], getattr(other, name)[:size])
    places = np.arange(one.used)
    assert np.array_equal(one.classes[one.codes_at(places)], other.classes[other.codes_at(places)])


def test_a_tie_takes_at_most_twelve_bytes_with_visibility():
    rows = town(np.random.default_rng(4), 255)

    assert (rows.nbytes - 8 * rows.people - 256) / rows.ties == 11
