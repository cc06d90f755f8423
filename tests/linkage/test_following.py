"""What follows from two pairs with a record in common."""

from __future__ import annotations

import numpy as np
import pytest

from kith.linkage.following import MOST_NEIGHBOURS, close_triangles

SIZE = 100


def closed(given: dict[tuple[int, int], float], ratio: float = 1.0) -> dict[tuple[int, int], float]:
    keys = sorted(given)
    pairs = np.array([i * SIZE + j for i, j in keys], np.int64)
    chances = np.array([given[key] for key in keys])
    found, raised = close_triangles(pairs, chances, SIZE, 0.5, lambda asked: np.full(len(asked), ratio))
    return {(k // SIZE, k % SIZE): float(chance) for k, chance in zip(found.tolist(), raised, strict=True)}


def test_two_pairs_imply_the_third_by_their_product():
    assert closed({(1, 2): 0.9, (2, 3): 0.8})[1, 3] == pytest.approx(0.72)


def test_a_third_that_speaks_against_it_is_not_implied():
    assert closed({(1, 2): 0.9, (2, 3): 0.9}, ratio=0.001)[1, 3] < 0.01


def test_what_is_surer_by_itself_stays():
    assert closed({(1, 2): 0.9, (2, 3): 0.9, (1, 3): 0.95})[1, 3] == 0.95


def test_a_chain_is_followed_to_its_end():
    assert closed({(1, 2): 0.99, (2, 3): 0.99, (3, 4): 0.99})[1, 4] == pytest.approx(0.99**3)


def test_after_three_rounds_it_is_enough():
    chain = {(k, k + 1): 0.999 for k in range(20)}

    assert max(j - i for i, j in closed(chain)) == 2**3


def test_unsure_pairs_prove_nothing():
    assert (1, 3) not in closed({(1, 2): 0.9, (2, 3): 0.4})


def test_who_seems_to_be_everybody_proves_nothing():
    star = {(0, k): 0.99 for k in range(1, MOST_NEIGHBOURS + 2)}

    assert closed(star) == star


def test_no_pairs_stay_none():
    assert closed({}) == {}
