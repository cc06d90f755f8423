"""Coffee: pairs and one trio of people who have not met, and the truth where that cannot be."""

import random
from itertools import combinations

import networkx
import pytest

from kith.pairing import checking, pair_for_coffee, warming


def evenings(number):
    """Small groups of chance in which up to all pairs have met."""
    for seed in range(number):
        dice = random.Random(seed)
        people = dice.randint(2, 15)
        pairs = list(combinations(range(people), 2))
        met = dice.sample(pairs, int(len(pairs) * dice.random()))
        yield people, met, dice.sample(pairs, len(pairs) // 4)


def most_pairs(people, pairs):
    graph = networkx.Graph()
    graph.add_nodes_from(range(people))
    graph.add_edges_from(pairs)
    return len(networkx.max_weight_matching(graph, maxcardinality=True))


def test_everybody_sits_once_and_repeats_are_told():
    for people, met, preferred in evenings(120):
        found = pair_for_coffee(people, met=met, preferred=preferred, seconds=0)

        assert checking.faults_of_coffee(found.tables, people, met) == [f"{pair} met before" for pair in found.repeats]


def test_no_even_number_repeats_more_than_it_must():
    for people, met, preferred in evenings(120):
        if people % 2 == 0:
            found = pair_for_coffee(people, met=met, preferred=preferred, seconds=0)

            new = set(combinations(range(people), 2)) - set(met)
            assert len(found.repeats) == people // 2 - most_pairs(people, new)


def test_as_many_pairs_are_preferred_as_the_best_matching_has():
    for people, met, preferred in evenings(60):
        found = pair_for_coffee(people, met=met, preferred=preferred, seconds=0)

        assert found.most == most_pairs(people, set(preferred) - set(met))
    found = pair_for_coffee(200, preferred=[(one, one + 1) for one in range(0, 198, 2)])
    assert (found.preferred, found.most) == (99, 99)


def test_somebody_who_has_met_everybody_meets_the_earliest_again():
    found = pair_for_coffee(2, met=[(0, 1)])
    assert (found.tables, found.repeats) == ([[0, 1]], [(0, 1)])

    for seed in range(5):
        again = pair_for_coffee(4, met=[(0, 3), (1, 2), (0, 2), (1, 3), (1, 0), (2, 3)], seed=seed)
        assert sorted(again.repeats) == [(0, 3), (1, 2)]


def test_an_odd_one_sits_where_they_know_nobody():
    for seed in range(10):
        found = pair_for_coffee(7, met=[(0, one) for one in range(1, 5)], seed=seed)

        assert not found.repeats
        assert checking.faults_of_coffee(found.tables, 7, []) == []


def test_two_thousand_people_have_half_a_year_of_coffee_without_a_repeat_in_three_months():
    rounds: list[list[list[int]]] = []
    for week in range(26):
        met = [pair for tables in rounds[-13:] for table in tables for pair in combinations(table, 2)]
        found = pair_for_coffee(2001, met=met, seed=week)

        assert not checking.faults_of_coffee(found.tables, 2001, met)
        rounds.append(found.tables)


def test_the_same_seed_pairs_the_same_and_another_others():
    one, same, other = (pair_for_coffee(40, seed=seed).tables for seed in (1, 1, 2))

    assert one == same != other


def test_a_search_that_is_not_compiled_yet_gives_the_same_answer(monkeypatch):
    asked = list(evenings(12))
    fast = [pair_for_coffee(people, met=met, preferred=liked) for people, met, liked in asked]
    monkeypatch.setattr(warming, "_ready", {})

    with warming._lock:
        slow = [pair_for_coffee(people, met=met, preferred=liked) for people, met, liked in asked]

    assert slow == fast


def test_few_people():
    assert pair_for_coffee(0).tables == []
    assert pair_for_coffee(1).alone == [0]
    assert [sorted(table) for table in pair_for_coffee(3).tables] == [[0, 1, 2]]


@pytest.mark.parametrize("pair", [(0, 4), (-1, 2), (1, 1)])
def test_a_pair_of_somebody_who_is_not_there_is_refused(pair):
    with pytest.raises(ValueError, match="pair"):
        pair_for_coffee(4, met=[pair])


def test_the_checker_finds_who_is_missing_and_who_sits_in_fours():
    assert checking.faults_of_coffee([[0, 1, 2, 3]], 5, [(0, 1)]) == [
        "not everybody sits once",
        "not pairs and one trio",
        "(0, 1) met before",
    ]
