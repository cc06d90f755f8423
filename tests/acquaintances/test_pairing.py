"""Pairs within groups: all of small ones, a bounded number of large ones."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kith.acquaintances import pairing

SMALL = st.lists(st.tuples(st.integers(-1, 4), st.integers(0, 9)), max_size=30)


def found_in(rows) -> set[tuple[int, int]]:
    group, person = (np.array([row[column] for row in rows], np.int64) for column in (0, 1))
    found = pairing.pairs(group, person)
    return {tuple(sorted(pair)) for pair in zip(found.one.tolist(), found.other.tolist(), strict=True)}


@given(SMALL)
def test_small_groups_give_all_pairs_of_different_people(rows):
    all_pairs = combinations(range(len(rows)), 2)

    wanted = {(a, b) for a, b in all_pairs if rows[a][0] == rows[b][0] >= 0 and rows[a][1] != rows[b][1]}

    assert found_in(rows) == wanted


@given(SMALL)
def test_each_pair_says_how_many_people_its_group_has(rows):
    group, person = (np.array([row[column] for row in rows], np.int64) for column in (0, 1))
    found = pairing.pairs(group, person)

    counts = [len({who for of, who in rows if of == rows[one][0]}) for one in found.one.tolist()]

    assert found.people.tolist() == counts


def test_a_group_of_forty_gives_all_pairs_and_one_of_forty_one_only_neighbours():
    forty = [(0, person) for person in range(40)]
    more = [(0, person) for person in range(41)]

    assert len(found_in(forty)) == 780
    assert found_in(more) == {(a, b) for a, b in combinations(range(41), 2) if b - a <= pairing.NEIGHBOURS}


def test_neighbours_in_a_large_group_are_those_next_in_order():
    count = 100
    order = np.random.default_rng(3).permutation(count).astype(np.int64)

    found = pairing.pairs(np.zeros(count, np.int64), np.arange(count), order)

    assert (np.abs(order[found.one] - order[found.other]) <= pairing.NEIGHBOURS).all()
    assert len(found.one) == pairing.NEIGHBOURS * count - pairing.NEIGHBOURS * (pairing.NEIGHBOURS + 1) // 2


def test_texts_get_numbers_and_no_text_gets_none():
    assert pairing.numbered(["a", "", "b", "a"]).tolist() == [1, -1, 2, 1]


def test_numbers_joined_differ_where_either_differs():
    one, other = np.array([0, 0, 1, 1, -1]), np.array([0, 1, 0, -1, 0])

    joined = pairing.both(one, other).tolist()

    assert len(set(joined[:3])) == 3
    assert joined[3:] == [-1, -1]
