"""Plans for rounds of tables, each counted again by the checker, which knows nothing of the searches."""

import json
import re
from dataclasses import asdict
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.seating import Plan, checking, everyone_meets, plan_rounds
from kith.seating.asking import asked


def checked(people, asks, seconds=0.3, **more):
    """The plan, after the checker has agreed with all that it says of itself."""
    plan = plan_rounds(people, **asks, seconds=seconds, **more)
    assert not checking.faults(
        people, plan.rounds, tables=asks.get("tables"), size=asks.get("size"), absent=asks.get("absent", ())
    )
    constraints = {name: asks.get(name, ()) for name in ("locked", "apart", "together", "met")}
    counted = checking.count(people, plan.rounds, **constraints)
    assert (counted.repeats, counted.broken, counted.unmet) == (plan.repeats, plan.broken, plan.unmet)
    assert plan.bound is not None
    assert plan.bound <= plan.repeats
    return plan


@pytest.mark.parametrize(
    ("tables", "size", "rounds"),
    [
        (5, 3, 7),
        (6, 3, 8),
        (7, 3, 10),
        (7, 4, 9),
        (9, 4, 11),
        (10, 4, 13),
        (6, 4, 7),
        (6, 5, 6),
        (10, 6, 7),
        (10, 5, 9),
    ],
)
def test_hard_tables_reach_the_best_known_rounds(tables, size, rounds):
    plan = checked(tables * size, {"tables": tables, "rounds": rounds}, seconds=20)

    assert (len(plan.rounds), plan.repeats) == (rounds, 0)


ASKED = {"tables": None, "size": None, "rounds": None} | dict.fromkeys(
    ("absent", "locked", "apart", "together", "met"), ()
)
ASKED |= {"weights": None}


@st.composite
def evenings(draw):
    people, rounds = draw(st.integers(2, 14)), draw(st.integers(1, 4))
    person, row = st.integers(0, people - 1), st.integers(0, rounds - 1)
    pair = st.tuples(person, person).filter(lambda two: two[0] != two[1])
    size = draw(st.integers(2, 5))
    tables = -(-people // size)
    even = st.just({"size": size})
    asks = draw(st.one_of(even, st.just({"tables": tables}), st.just({"tables": [size] * tables + [1]})))
    asks |= {"rounds": rounds, "absent": draw(st.sets(st.tuples(person, row), max_size=4))}
    for name in ("apart", "together"):
        asks[name] = draw(st.lists(pair, max_size=2))
    asks["locked"] = draw(st.lists(st.tuples(person, st.integers(0, tables - 1)), max_size=2))
    asks["met"] = draw(
        st.lists(st.one_of(pair, pair.flatmap(lambda two: st.tuples(*map(st.just, two), row))), max_size=4)
    )
    if draw(st.booleans()):
        asks["weights"] = draw(st.dictionaries(pair.map(lambda two: tuple(sorted(two))), st.floats(-2, 2), max_size=3))
    return people, asks


@settings(max_examples=60, deadline=None)
@given(evenings(), st.integers(0, 3))
def test_whatever_is_asked_is_planned_as_the_checker_says_or_refused_in_words(evening, seed):
    people, asks = evening

    try:
        asked(people, *(asks.get(name, default) for name, default in ASKED.items()))
    except ValueError as refused:
        with pytest.raises(ValueError, match=re.escape(str(refused))):
            plan_rounds(people, **asks)
    else:
        checked(people, asks, seconds=0.02, seed=seed)


def test_hosts_feuds_couples_and_latecomers_are_kept():
    plan = checked(
        30,
        {
            "tables": 6,
            "rounds": 4,
            "locked": [(host, host) for host in range(6)],
            "apart": [(6, 7), (8, 9, 10)],
            "together": [(11, 12), (13, 14)],
            "absent": [(15, 0), (16, 0), (17, 3), (12, 1)],
        },
    )

    assert plan.broken == 0
    assert all(host in tables[host] for tables in plan.rounds for host in range(6))


def test_seats_are_shared_out_evenly_and_as_listed():
    sizes = [len(table) for table in checked(22, {"tables": [8, 8, 6], "rounds": 2, "absent": [(0, 1)]}).rounds[1]]
    even = [len(table) for table in checked(26, {"size": 5, "rounds": 3}).rounds[0]]

    assert sorted(sizes) == [6, 7, 8]
    assert sorted(even) == [4, 4, 4, 4, 5, 5]


def test_earlier_meetings_are_counted_and_avoided():
    first = checked(16, {"size": 4, "rounds": 2})
    met = [(a, b) for row in first.rounds for table in row for a in table for b in table if a < b]

    later = checked(16, {"size": 4, "rounds": 2, "met": met}, seconds=2)
    forced = checked(4, {"size": 4, "rounds": 2, "met": [(0, 1, 3)]})

    assert later.repeats == 0
    assert (forced.repeats, forced.bound) == (9, 9)


def test_wishes_bring_together_and_dislikes_keep_apart():
    weights = np.zeros((12, 12))
    weights[0, 1] = weights[1, 0] = -5
    weights[2, 3] = weights[3, 2] = 5

    plan = checked(12, {"size": 3, "rounds": 3, "weights": weights}, seconds=0.5)

    together = [{0, 1} <= set(table) for row in plan.rounds for table in row]
    assert sum(together) == 3
    assert not any({2, 3} <= set(table) for row in plan.rounds for table in row)


def test_the_same_seed_gives_the_same_plan_and_another_seed_another():
    asks = {"tables": 4, "rounds": 3, "absent": [(0, 0)], "apart": [(1, 2)]}

    one, again, other = (checked(17, asks, seconds=30, seed=seed) for seed in (5, 5, 6))

    assert one == again
    assert one.rounds != other.rounds


def test_uneven_tables_without_a_repeat_come_from_even_ones():
    plan = checked(47, {"tables": 7, "rounds": 7}, seconds=5)

    assert plan.repeats == 0
    assert {len(table) for row in plan.rounds for table in row} == {6, 7}


@pytest.mark.parametrize(
    ("people", "asks", "words"),
    [
        (0, {"size": 4}, "people must be from 1"),
        (True, {"size": 4}, "whole number"),
        (8, {}, "either"),
        (8, {"size": 4, "tables": 2}, "either"),
        (8, {"size": 0}, "size must be from 1"),
        (8, {"tables": [4, 3]}, "do not fit"),
        (8, {"size": 4, "rounds": 0}, "rounds must be"),
        (8, {"size": 4, "absent": [(8, 0)]}, "a person in absent"),
        (8, {"size": 4, "absent": [(1, 1)]}, "a round in absent"),
        (8, {"size": 4, "absent": [(1,)]}, "rows of 2"),
        (8, {"size": 4, "absent": [3]}, "rows of 2"),
        (8, {"size": 4, "locked": [(0, 2)]}, "tables are 0 to 1"),
        (8, {"size": 4, "locked": [(0, 0), (0, 1)]}, "two tables"),
        (8, {"size": 4, "locked": [(0, 0, 0)], "absent": [(0, 0)]}, "absent from it"),
        (8, {"size": 2, "locked": [(0, 0), (1, 0), (2, 0)]}, "has 2 seats"),
        (8, {"size": 4, "apart": [(1, 2)], "together": [(1, 2)]}, "both apart and together"),
        (8, {"size": 4, "apart": [(1, 3)], "together": [(1, 2), (2, 3)]}, "both apart and together"),
        (8, {"size": 4, "apart": [(0, 1)], "locked": [(0, 1), (1, 1)]}, "must be apart"),
        (8, {"size": 4, "together": [(0, 1)], "locked": [(0, 0), (1, 1)]}, "locked to two tables"),
        (8, {"size": 4, "together": [(0, 1, 2, 3, 4)]}, "no table in round 0"),
        (8, {"size": 4, "apart": [(1,)]}, "two people or more"),
        (8, {"size": 4, "apart": [1]}, "Sets of people"),
        (8, {"size": 4, "met": [(1, 1)]}, "met themselves"),
        (8, {"size": 4, "met": [(1, 2, -1)]}, "times met"),
        (8, {"size": 4, "met": [("a", 2)]}, "whole number"),
        (8, {"size": 4, "weights": np.ones((2, 2))}, "symmetric"),
        (8, {"size": 4, "weights": {(0, 1): float("nan")}}, "symmetric"),
        (8, {"size": 4, "weights": {(0, 1): 1.0, (1, 0): 2.0}}, "two different weights"),
        (8, {"size": 4, "weights": {(0, 1): 1e9}}, "from -1000"),
        (8, {"size": 4, "seconds": -1}, "seconds"),
        (8, {"size": 4, "seconds": "soon"}, "seconds"),
        (8, {"size": 4, "seed": 1.5}, "seed must be a whole number"),
        (8, {"size": 4, "seed": None}, "seed must be a whole number"),
        (1, {"tables": [], "absent": [(0, 0)]}, "one table at least"),
    ],
)
def test_what_contradicts_itself_or_does_not_fit_is_refused_in_words(people, asks, words):
    with pytest.raises(ValueError, match=words):
        plan_rounds(people, **({"rounds": 1} | asks))


def test_rows_that_can_be_read_only_once_and_numbers_of_numpy_are_taken_as_they_are():
    def once(*rows):
        return (iter(row) for row in rows)

    asks: Any = {"people": 4, "size": 2, "rounds": 2, "seed": 3}
    asks = {name: np.int64(number) for name, number in asks.items()}

    plan = plan_rounds(**asks, locked=once((0, 1)), met=np.array([[0, 1, 3]]), absent=once((2, 0)))

    assert plan == plan_rounds(4, size=2, rounds=2, seed=3, locked=[(0, 1)], met=[(0, 1, 3)], absent=[(2, 0)])
    assert all(0 in row[1] for row in plan.rounds)
    assert json.loads(json.dumps(asdict(plan))) == asdict(plan)


def test_everybody_meets_everybody_in_the_fewest_rounds_known():
    for people, size, rounds in ((1, 2, 1), (6, 6, 1), (10, 4, 4), (12, 3, 6), (16, 4, 5), (20, 5, 6), (24, 4, 8)):
        plan = everyone_meets(people, size, seconds=60)

        assert not checking.faults(people, plan.rounds, size=size)
        assert (len(plan.rounds), checking.count(people, plan.rounds).unmet) == (rounds, 0)
        assert plan.fewest is not None
        assert plan.fewest <= rounds


def test_everybody_meets_everybody_even_when_there_is_no_time():
    plan = everyone_meets(23, 4, seconds=0)

    assert checking.count(23, plan.rounds) == checking.Counted(plan.repeats, 0, 0)
    with pytest.raises(ValueError, match="tables for one"):
        everyone_meets(3, 1)


def test_a_question_is_plain_only_where_nothing_but_tables_is_asked():
    assert asked(8, None, 4, 2, (), (), (), (), (), None).is_plain
    assert not asked(8, None, 4, 2, [(0, 0)], (), (), (), (), None).is_plain
    assert isinstance(plan_rounds(1, size=1, rounds=2), Plan)
