"""Ties that come, change and go without a rebuild."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kith.reach import Network
from tests.reach import oracle
from tests.reach.test_network import answers, network_of

CHANGE = st.tuples(
    st.sampled_from(["add", "add", "set", "remove"]),
    st.integers(0, 11),
    st.integers(0, 11),
    st.integers(1, 255),
    st.sampled_from([0, 1, 7]),
)


def changed(ties, what, a, b, strength, kind):
    """The change made to a dictionary of ties."""
    if a == b:
        return
    old = ties.get((a, b))
    if what == "remove":
        new = None
    elif what == "set" or old is None or (-strength, kind) < (-old[0], old[1]):
        new = (strength, kind)
    else:
        new = old
    for pair in ((a, b), (b, a)):
        ties.pop(pair, None)
        if new:
            ties[pair] = new


@settings(max_examples=150, deadline=None)
@given(oracle.worlds(), st.lists(CHANGE, max_size=12), st.booleans())
def test_changed_ties_answer_as_a_rebuilt_network_does(world, changes, through_a_file):
    network, ties = network_of(world), oracle.kept(world)

    for what, a, b, strength, kind in changes:
        a, b = a % world.people, b % world.people
        changed(ties, what, a, b, strength, kind)
        if what == "remove":
            network.remove_tie(a, b)
        else:
            {"add": network.add_tie, "set": network.set_tie}[what](a, b, strength, kind)

    assert network.ties == len(ties) // 2
    for visible in (None, [0], [1, 7]):
        everybody = range(world.people)
        for target in everybody:
            assert answers(network, 0, [target], 10, 3, visible) == oracle.best_paths(ties, 0, [target], 10, 3, visible)


def test_a_row_may_grow_beyond_the_room_that_was_made():
    network = Network.from_ties(120, [0], [1], [7])

    for person in range(2, 120):
        for other in range(2, person, 2):
            network.add_tie(person, other, 9)

    assert network.best_paths(119, [2], hops=1)[0].people == (119, 2)
    assert network.ties == 1 + sum(len(range(2, person, 2)) for person in range(2, 120))


def test_memory_grows_with_the_ties_that_are_added_not_with_the_rows_that_change():
    network = Network.from_ties(3000, range(1, 2000), [0] * 1999, [5] * 1999)

    for person in range(2000, 3000):
        network.add_tie(0, person, 9)
    for turn in range(500):
        network.set_tie(0, 7, 1 + turn % 255)

    assert network.nbytes < 120_000
    assert len(network.best_paths(0, range(3000), 3000)) == 2999


def test_more_than_sixteen_classes_are_told_apart():
    network = Network.from_ties(30, [], [], [])

    for person in range(1, 30):
        network.add_tie(0, person, 5, visibility=person * 8)

    for person in range(1, 30):
        assert [path.people for path in network.best_paths(0, range(30), 30, visible=[person * 8])] == [(0, person)]
