"""Networks kept in files: what comes back, and what is refused."""

import numpy as np
import pytest
from hypothesis import given, settings

from kith.reach import Damaged, Network, Newer, files
from tests.reach import oracle
from tests.reach.test_network import answers, network_of


@pytest.fixture
def saved(tmp_path):
    random = np.random.default_rng(1)
    a, b = random.integers(0, 2000, (2, 20_000))
    network = Network.from_ties(2000, a, b, random.integers(1, 256, 20_000), random.integers(0, 3, 20_000))
    network.save(tmp_path / "network")
    return network, tmp_path / "network"


def test_a_network_that_is_opened_answers_as_the_one_that_was_saved(saved):
    network, path = saved
    again = Network.open(path)

    assert (again.people, again.ties, again.nbytes) == (network.people, network.ties, network.nbytes)
    for person in range(0, 2000, 97):
        asked = (person, [1, 5, 1999], 10, 3, [0, 2])
        assert answers(again, *asked) == answers(network, *asked)


@settings(max_examples=100, deadline=None)
@given(world=oracle.worlds())
def test_small_networks_come_back_whole(world, tmp_path_factory):
    path = tmp_path_factory.getbasetemp() / "small"
    network = network_of(world)
    network.save(path)

    again = Network.open(path)

    for target in range(world.people):
        assert answers(again, 0, [target]) == answers(network, 0, [target])


def test_what_is_added_to_an_opened_network_is_not_in_the_file_until_it_is_saved(saved):
    _, path = saved
    network = Network.open(path)
    ties = network.ties

    network.set_tie(3, 4, 255, 9)
    assert network.best_paths(3, [4])[0].strength == 1.0
    assert Network.open(path).best_paths(3, [4], visible=[9]) == []
    network.save(path)

    again = Network.open(path)
    assert again.best_paths(3, [4], visible=[9])[0].people == (3, 4)
    assert again.ties - ties in (0, 1)
    assert again.nbytes <= network.nbytes


def test_whoever_has_the_old_file_open_keeps_it(saved):
    network, path = saved
    before = Network.open(path)
    asked = (7, [8, 9], 10)
    expected = answers(network, *asked)

    Network.from_ties(2, [0], [1], [1]).save(path)

    assert answers(before, *asked) == expected
    assert Network.open(path).people == 2
    assert [entry.name for entry in path.parent.iterdir()] == ["network"]


def test_a_damaged_byte_is_noticed_wherever_it_is(saved):
    _, path = saved
    content = path.read_bytes()
    about = files._described(path)
    places = [3, 20, 30, 100, *(part["place"] + part["used"] // 2 for part in about["arrays"].values())]

    for place in places:
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        with pytest.raises(Damaged):
            Network.open(path)
        with pytest.raises(Damaged):
            files.check(path)


def test_a_file_that_was_cut_short_is_refused(saved):
    _, path = saved
    content = path.read_bytes()

    for length in (0, 5, 20, 200, len(content) // 2, len(content) - 1):
        path.write_bytes(content[:length])
        with pytest.raises(Damaged):
            Network.open(path)


def test_a_file_of_a_later_version_is_refused_by_name(saved):
    _, path = saved
    content = path.read_bytes()
    start = len(files.MAGIC)
    path.write_bytes(content[:start] + b"%08d" % (files.VERSION + 1) + content[start + 8 :])

    with pytest.raises(Newer, match="version 2"):
        Network.open(path)


def test_a_file_that_is_not_there_is_an_ordinary_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        Network.open(tmp_path / "nothing")


def test_a_file_that_cannot_be_written_leaves_nothing_behind(saved):
    network, path = saved
    (path.parent / "folder").mkdir()

    with pytest.raises(OSError):
        network.save(path.parent / "folder")

    assert sorted(entry.name for entry in path.parent.iterdir()) == ["folder", "network"]
