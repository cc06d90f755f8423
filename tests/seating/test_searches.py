"""The searches by themselves: the same answers compiled and plain, and the end when time is up."""

import os

import pytest

from kith.seating import annealing, checking, matrices, orbits, perfect, plan_rounds, tabu, warming
from kith.seating.chance import dice, draw
from kith.seating.warming import Clock


@pytest.fixture
def plain(monkeypatch):
    """Nothing is compiled yet, and somebody else is compiling."""
    monkeypatch.setattr(warming, "_ready", {})
    with warming._lock:
        yield


def searches():
    clock = Clock(60)
    return [
        orbits.search(5, 3, 7, clock, 1),
        orbits.search(7, 4, 9, clock, 1),
        matrices.search(6, 4, 3, clock, 1),
        tabu.search(5, 3, 4, clock, 1),
    ]


def small():
    found = [
        orbits.search(4, 3, 3, Clock(60), 3),
        matrices.search(6, 3, 3, Clock(60), 3),
        tabu.search(4, 3, 3, Clock(60), 3),
    ]
    return [*found, plan_rounds(8, tables=3, rounds=2, locked=[(0, 1)], together=[(3, 4), (5, 6)], seconds=60).rounds]


def test_a_search_that_is_not_compiled_yet_gives_the_same_answer(plain):
    slow = small()
    warming._lock.release()
    try:
        fast = small()
        assert warming.ready(tabu.walk) is not tabu.walk
    finally:
        warming._lock.acquire()

    assert slow == fast
    assert None not in fast


def test_every_search_finds_rounds_without_a_repeat():
    for found in searches():
        people = sum(map(len, found[0]))

        assert not checking.faults(people, found, size=len(found[0][0]))
        assert checking.count(people, found).repeats == 0


def test_a_search_ends_when_there_is_no_time_or_no_schedule():
    assert perfect.schedule(6, 6, 4, Clock(60), 0) is None
    assert perfect.schedule(5, 4, 6, Clock(60), 0) is None
    assert perfect.schedule(8, 4, 10, Clock(0), 0) is None
    assert tabu.search(6, 4, 9, Clock(0.05), 0) is None


def test_throws_are_even_and_follow_from_the_seed():
    state, again = dice(5), dice(5)
    throws = [int(draw(state, 6)) for _ in range(6000)]

    assert throws == [int(draw(again, 6)) for _ in range(6000)]
    assert all(850 < throws.count(side) < 1150 for side in range(6))


def test_warming_up_makes_every_search_ready():
    warming.warm_up()

    assert all(
        warming.ready(kernel) is not kernel for kernel in (annealing.walk, matrices.walk, orbits.walk, tabu.walk)
    )
    assert warming.is_warm()


def test_code_of_an_older_source_does_not_count(tmp_path):
    source, index = tmp_path / "tabu.py", tmp_path / "__pycache__" / "tabu.walk-12.py311.nbi"
    index.parent.mkdir()
    source.touch()
    assert not warming._is_kept(source)
    index.touch()
    os.utime(source, (1, 1))
    assert warming._is_kept(source)

    os.utime(index, (0, 0))

    assert not warming._is_kept(source)
