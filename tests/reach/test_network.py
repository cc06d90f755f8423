"""Networks of ties and the paths in them, held against brute force."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.reach import Network
from tests.reach import oracle


def network_of(world):
    a, b, strength, visibility = world.columns()
    return Network.from_ties(world.people, a, b, strength, visibility)


def answers(network, *asked):
    return [(path.people, path.strength) for path in network.best_paths(*asked)]


QUESTION = st.tuples(
    st.integers(0, 11),
    st.lists(st.integers(0, 11), max_size=6),
    st.sampled_from([0, 1, 2, 10]),
    st.sampled_from([1, 2, 3, 3]),
    st.one_of(st.none(), st.sets(st.integers(0, 3))),
)


@settings(max_examples=150, deadline=None)
@given(oracle.worlds(), st.lists(QUESTION, min_size=1, max_size=3))
def test_paths_are_those_that_brute_force_finds(world, questions):
    network, ties = network_of(world), oracle.kept(world)

    for source, targets, paths, hops, visible in questions:
        asked = (source % world.people, [target % world.people for target in targets], paths, hops, visible)

        assert answers(network, *asked) == oracle.best_paths(ties, *asked)


def test_the_issue_s_words_hold_on_a_network_that_one_can_draw():
    network = Network.from_ties(5, [0, 0, 1, 2, 3], [1, 2, 3, 3, 4], [255, 128, 100, 255, 255])

    assert answers(network, 0, [3]) == [((0, 2, 3), 128 / 255), ((0, 1, 3), 100 / 255)]
    assert answers(network, 0, [4, 2], 1, 3) == [((0, 2), 128 / 255)]
    assert answers(network, 0, [0]) == []


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Network.from_ties(2, [0], [2], [1]),
        lambda: Network.from_ties(2, [0], [1], [0]),
        lambda: Network.from_ties(2, [0], [1], [256]),
        lambda: Network.from_ties(2, [0, 1], [1], [1]),
        lambda: Network.from_ties(2, [0], [1], [1.5]),
        lambda: Network.from_ties(2, [0], [1], [1], [300]),
        lambda: Network.from_ties(-1, [], [], []),
        lambda: Network.from_ties(2, [0], [1], [1]).best_paths(2, [0]),
        lambda: Network.from_ties(2, [0], [1], [1]).best_paths(0, [-1]),
        lambda: Network.from_ties(2, [0], [1], [1]).best_paths(0, [1], paths=-1),
        lambda: Network.from_ties(2, [0], [1], [1]).best_paths(0, [1], hops=4),
        lambda: Network.from_ties(2, [0], [1], [1]).best_paths(0, [1], visible=[256]),
        lambda: Network.from_ties(2, [0], [1], [1]).best_paths(0, [1], visible=np.ones(3, bool)),
        lambda: Network.from_ties(2, [0], [1], [1]).add_tie(0, 1, 0),
    ],
)
def test_what_cannot_be_meant_is_refused(wrong):
    with pytest.raises(ValueError):
        wrong()
