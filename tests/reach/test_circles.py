"""Circles, the people between them, and whom to meet."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.reach import Network, circles
from tests.reach import engines, oracle
from tests.reach.test_network import network_of


def cliques(count=4, size=8, bridge=3):
    """Circles in which all know each other well, each with a weak tie to the next from its first person."""
    ties = []
    for circle in range(count):
        people = range(circle * size, circle * size + size)
        ties += [(a, b, 200) for a in people for b in people if a < b]
        ties.append((circle * size, (circle + 1) % count * size, bridge))
    return Network.from_ties(count * size + 1, *zip(*ties, strict=True))


@pytest.mark.parametrize("door", [None, "circles"])
def test_circles_that_one_can_see_are_found(door):
    network = cliques()

    found = circles.circles(network._rows, 7, door and engines.door(door))

    assert found.tolist() == [*np.repeat(range(4), 8), -1]


@settings(max_examples=100, deadline=None)
@given(oracle.worlds(), st.integers(0, 3))
def test_compiled_circles_are_those_of_the_kernel_as_python(world, seed):
    rows = engines.rows_of(world)

    found = circles.circles(rows, seed)

    assert np.array_equal(found, circles.circles(rows, seed, engines.door("circles")))
    assert np.array_equal(found, circles.circles(rows, seed, engines.read_as_python("circles")))


@settings(max_examples=100, deadline=None)
@given(oracle.worlds())
def test_circles_are_connected_and_no_better_apart(world):
    rows = engines.rows_of(world)
    ties = oracle.kept(world)

    found = circles.circles(rows, 0).tolist()

    for circle in set(found) - {-1}:
        people = {person for person, own in enumerate(found) if own == circle}
        seen = {min(people)}
        for _ in people:
            seen |= {b for a, b in ties if a in seen and b in people}
        assert seen == people
    apart = np.where(np.array(found) < 0, -1, np.arange(world.people))
    assert circles.modularity(rows, np.array(found)) >= circles.modularity(rows, apart) - 1e-9


def test_modularity_is_newman_s_on_two_triangles_with_a_tie():
    network = Network.from_ties(6, [0, 0, 1, 3, 3, 4, 2], [1, 2, 2, 4, 5, 5, 3], [9] * 7)

    assert math.isclose(circles.modularity(network._rows, np.array([0, 0, 0, 1, 1, 1])), 6 / 7 - 2 * 0.25)
    assert network.circles().tolist() == [0, 0, 0, 1, 1, 1]


def test_circles_after_ties_were_added_are_those_of_a_rebuilt_network():
    network = cliques()
    network.add_tie(31, 32, 255)
    network.remove_tie(0, 8)

    assert network.circles().tolist() == [*np.repeat([1, 2, 3, 0], 8), 0]


def test_the_people_between_circles_are_bridges_and_share_the_connection():
    found = cliques(count=3).bridges()

    assert [(bridge.person, bridge.brokerage) for bridge in found] == [(0, 1.0), (8, 1.0), (16, 1.0)]
    assert found[0].circles == (1, 2)


def test_a_second_tie_between_two_circles_takes_its_share():
    network = cliques(count=2)
    network.add_tie(1, 9, 9)

    found = {bridge.person: bridge.brokerage for bridge in network.bridges()}

    assert found == pytest.approx({1: 9 / 24, 9: 9 / 24, 0: 3 / 24, 8: 3 / 24})
    assert len(network.bridges(most=1)) == 1


def test_nobody_is_a_bridge_where_there_are_no_circles():
    assert Network.from_ties(0, [], [], []).bridges() == []
    assert Network.from_ties(3, [0], [1], [5]).bridges() == []


def test_constraint_is_burt_s():
    network = Network.from_ties(6, [0, 0, 0, 1, 4], [1, 2, 3, 2, 3], [10, 10, 10, 10, 10])

    # With 1 and 2, who know each other, and 3, who knows 4: (1/3 + 1/3·1/2)² twice, and (1/3)².
    assert math.isclose(network.constraint(0), 2 * 0.25 + 1 / 9)
    assert network.constraint(4) == 1.0
    assert network.constraint(5) == 0.0


def meetings(world, person, visible=None):
    """Who to meet, by the words of Network.who_to_meet: {person: (worth, chance)}."""
    ties = {pair: tie[0] / 255 for pair, tie in oracle.kept(world).items() if visible is None or tie[1] in visible}
    known = {b for a, b in ties if a == person}

    def reach(other):
        two = [ties[person, v] * ties[v, other] for v in known if (v, other) in ties]
        return max([ties.get((person, other), 0.0), *two])

    found = {}
    for stranger in set(range(world.people)) - known - {person}:
        common = [v for v in known if (v, stranger) in ties]
        chance = 1 - math.prod(1 - ties[person, v] * ties[v, stranger] for v in common)
        gains = [max(0.0, k - reach(x)) for (w, x), k in ties.items() if w == stranger and x != person]
        if common:
            found[stranger] = (chance * sum(gains), chance)
    return found


@settings(max_examples=150, deadline=None)
@given(oracle.worlds(), st.sampled_from([None, [0, 1]]))
def test_who_to_meet_is_what_its_words_say(world, visible):
    expected = meetings(world, 0, visible)

    found = network_of(world).who_to_meet(0, 50, visible)

    assert {meeting.person: (meeting.worth, meeting.chance) for meeting in found} == {
        person: pytest.approx(pair, abs=1e-12) for person, pair in expected.items()
    }
    assert found == sorted(found, key=lambda meeting: (-meeting.worth, meeting.person))


def test_the_best_few_to_meet_are_the_first_of_all():
    random = np.random.default_rng(3)
    a, b = random.integers(0, 2000, (2, 12_000))
    network = Network.from_ties(2000, a, b, random.integers(1, 256, 12_000))

    everybody = network.who_to_meet(5, 2000)

    assert len(everybody) > 100
    assert network.who_to_meet(5, 7) == everybody[:7]
    assert network.who_to_meet(5, 0) == []
    assert all(network.best_paths(5, [found.person])[0].people[1] == found.through for found in everybody[:3])
