"""kith.network.distances: through whom everybody is reached best."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.network.crowd import Crowd
from kith.network.distances import distances

N = 7


def crowd_of(chances: list[int], ties: dict[tuple[int, int], int]) -> Crowd:
    """Of N people besides the user: the chance of each as k of 255 (0: no tie), and the ties between them."""
    pairs = sorted(ties)
    tier = np.array([-1] + [1 if chance else -1 for chance in chances], np.int8)
    return Crowd(
        np.arange(N + 1),
        tier,
        np.full(N + 1, 3, np.int8),
        np.zeros(N + 1, np.int16),
        np.array([0, *chances], np.float32) / np.float32(255),
        np.zeros(N + 1, np.int32),
        np.array([pair[0] for pair in pairs], np.int32),
        np.array([pair[1] for pair in pairs], np.int32),
        np.array([ties[pair] for pair in pairs], np.uint8),
    )


def by_hand(chances: list[int], ties: dict[tuple[int, int], int], goal: int, *, most: int = 3) -> float:
    """The best path of two or three ties to somebody, through anybody else."""
    both = ties | {(b, a): k for (a, b), k in ties.items()}
    best = 0.0
    for first in range(1, N + 1):
        if first == goal or not chances[first - 1]:
            continue
        best = max(best, chances[first - 1] * both.get((first, goal), 0) / 255**2)
        for second in set(range(1, N + 1)) - {first, goal} if most == 3 else ():
            best = max(best, chances[first - 1] * both.get((first, second), 0) * both.get((second, goal), 0) / 255**3)
    return best


pairs = st.tuples(st.integers(1, N), st.integers(1, N)).filter(lambda pair: pair[0] < pair[1])


@settings(max_examples=300)
@given(st.lists(st.integers(0, 255), min_size=N, max_size=N), st.dictionaries(pairs, st.integers(1, 255), max_size=14))
def test_the_way_found_is_one_there_is_and_no_worse_than_the_best_of_two_ties(chances, ties):
    found = distances(crowd_of(chances, ties))

    for goal in range(1, N + 1):
        best = by_hand(chances, ties, goal)
        assert found.chance[goal] <= best * (1 + 1e-5) + 1e-9
        assert (found.chance[goal] > 0) == (found.via[goal] > 0) == (found.steps[goal] in (2, 3))
        assert found.chance[goal] >= by_hand(chances, ties, goal, most=2) * (1 - 1e-5)
        assert found.via[goal] != goal


def test_a_longer_way_is_taken_where_it_is_likelier():
    found = distances(crowd_of([255, 200, 0, 0, 0, 0, 0], {(1, 2): 250, (2, 3): 255, (1, 3): 2}))

    assert (found.via[3], found.steps[3]) == (1, 3)


def test_whoever_nobody_knows_is_not_reached():
    found = distances(crowd_of([255] * N, {}))

    assert not found.via.any()
    assert not found.steps.any()
