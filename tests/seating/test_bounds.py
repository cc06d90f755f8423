"""What is proven impossible, held against what is found."""

import pytest

from kith.seating import bounds, everyone_meets, plan_rounds


def test_rounds_without_a_repeat_are_bounded_by_counting_and_by_what_does_not_exist():
    known = {(4, 3): 4, (4, 4): 5, (5, 4): 5, (6, 6): 3, (8, 4): 10, (7, 8): 1, (10, 10): 10, (3, 1): 10_000}

    assert {cell: bounds.most_rounds(*cell) for cell in known} == known


def test_thirty_people_in_sixes_need_seven_rounds():
    assert bounds.fewest_rounds(30, 6) == 7
    assert bounds.fewest_rounds(36, 6) == 9 - 1
    assert bounds.fewest_rounds(5, 6) == 1
    with pytest.raises(ValueError, match="tables for one"):
        bounds.fewest_rounds(5, 1)


@pytest.mark.parametrize(
    ("people", "size"), [(5, 2), (7, 3), (8, 3), (9, 3), (10, 4), (11, 5), (12, 5), (15, 5), (16, 4)]
)
def test_no_plan_needs_fewer_rounds_than_the_bound(people, size):
    plan = everyone_meets(people, size, seconds=0.3)

    assert plan.fewest is not None
    assert plan.fewest <= len(plan.rounds)


@pytest.mark.parametrize(
    ("people", "asks", "least"),
    [
        (8, {"size": 4, "rounds": 3}, 8),  # four spread over two tables: two pairs again
        (6, {"size": 6, "rounds": 4}, 45),
        (12, {"size": 3, "rounds": 6}, 6),
        (36, {"size": 6, "rounds": 4}, 1),
        (6, {"size": 3, "rounds": 3, "together": [(0, 1)]}, 4),
    ],
)
def test_the_least_repeats_are_those_that_can_be_proven(people, asks, least):
    plan = plan_rounds(people, **asks, seconds=0.3)

    assert plan.bound is not None
    assert least <= plan.bound <= plan.repeats
