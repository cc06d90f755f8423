import random
import subprocess
import sys
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kith.challenges import circles
from kith.challenges.circles import LEAST, MOST, fits, form, nearest

figure = st.one_of(st.just(0.0), st.floats(0, 500), st.integers(0, 30).map(float))
everybody = st.lists(st.tuples(figure, st.one_of(st.none(), st.integers(1, 12))), max_size=60)


def lots(count):
    """As chance would draw them, the same each time."""
    return [f"{random.Random(number).random():.12f}" for number in range(count)]


def formed(people, drawn=None):
    return form([one[0] for one in people], [one[1] for one in people], drawn or lots(len(people)))


def together(numbers):
    return {pair for pair in combinations(range(len(numbers)), 2) if numbers[pair[0]] == numbers[pair[1]]}


@given(everybody)
@example([(0.0, None)] * 9)
@example([(5.0, 1)] * 3)
@settings(max_examples=150, deadline=None)
def test_everybody_is_in_one_circle_of_about_six(people):
    sizes = Counter(formed(people)).values()

    assert sum(sizes) == len(people)
    assert all(LEAST <= size <= MOST for size in sizes) or (len(people) < LEAST and len(sizes) <= 1)


@given(everybody, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_the_order_in_which_people_are_named_changes_nothing(people, chance):
    drawn, order = lots(len(people)), list(range(len(people)))
    chance.shuffle(order)

    first = formed(people, drawn)
    again = formed([people[each] for each in order], [drawn[each] for each in order])

    assert again == [first[each] for each in order]


@given(st.lists(figure, max_size=60))
@settings(max_examples=100, deadline=None)
def test_formed_again_with_the_same_figures_nobody_moves(figures):
    drawn = lots(len(figures))
    first = form(figures, [None] * len(figures), drawn)

    assert form(figures, first, drawn) == first


@given(everybody)
@settings(max_examples=100, deadline=None)
def test_whoever_did_clearly_more_is_in_no_lower_circle(people):
    numbers = formed(people)

    for one, other in combinations(range(len(people)), 2):
        if circles._band(people[one][0]) < circles._band(people[other][0]):
            assert numbers[one] <= numbers[other]


@given(st.lists(st.tuples(figure, st.one_of(st.none(), st.integers(1, 3))), min_size=9, max_size=13))
@settings(max_examples=60, deadline=None)
def test_no_other_cut_of_the_line_costs_less(people):
    places = sorted(circles._place(one[0]) for one in people)
    before = [one[1] for one in people]

    def cost(sizes):
        return sum(circles._cost(places[a:b], before[a:b]) for a, b in circles._stretches(sizes))

    assert cost(circles._sizes(places, before)) == pytest.approx(min(map(cost, cuts(len(places)))))


def cuts(count):
    """Every way to part so many people into circles."""
    if count == 0:
        return [[]]
    return [[size, *rest] for size in range(LEAST, min(MOST, count) + 1) for rest in cuts(count - size)]


def test_most_stay_together_when_figures_change_a_little():
    chance = random.Random(5)
    figures = [chance.lognormvariate(3, 1) for _ in range(120)]
    drawn = lots(120)
    first = form(figures, [None] * 120, drawn)

    changed = [one * chance.uniform(0.95, 1.05) for one in figures]
    kept = together(first) & together(form(changed, first, drawn))
    by_figures_alone = together(first) & together(form(changed, [None] * 120, drawn))

    assert len(kept) > 0.6 * len(together(first))
    assert len(kept) > 1.3 * len(by_figures_alone)


def test_a_newcomer_moves_few():
    chance = random.Random(6)
    figures = [chance.lognormvariate(3, 1) for _ in range(90)]
    drawn = lots(91)
    first = form(figures, [None] * 90, drawn[:90])

    after = form([*figures, 20.0], [*first, None], drawn)
    parted = {one for pair in together(first) - together(after) for one in pair}

    assert len(parted) <= 12


def test_people_in_a_circle_are_near_one_another():
    figures = [float(number) for number in range(1, 61)]
    numbers = form(figures, [None] * 60, lots(60))

    far = max(abs(figures[one] - figures[other]) / figures[other] for one, other in together(numbers) if other > 12)

    assert far < 0.6


def test_ten_thousand_people_are_placed_in_seconds():
    chance = random.Random(7)
    figures = [chance.expovariate(0.05) for _ in range(10_000)]

    numbers = form(figures, [None] * 10_000, lots(10_000))

    assert all(LEAST <= size <= MOST for size in Counter(numbers).values())


@pytest.mark.parametrize(
    ("figures", "before", "drawn"),
    [([1.0], [], ["a"]), ([-1.0], [None], ["a"]), ([1.0, 2.0], [None, None], ["a", "a"])],
)
def test_what_makes_no_sense_is_refused(figures, before, drawn):
    with pytest.raises(ValueError, match=r"people|below|lot"):
        form(figures, before, drawn)


def test_a_newcomer_goes_to_the_nearest_circle_with_room():
    assert nearest(10.0, [(1, 9.0, MOST), (2, 14.0, 6), (3, 40.0, 4)]) == 2
    assert nearest(10.0, [(1, 9.0, MOST)]) is None
    assert nearest(10.0, []) is None


def test_circles_that_grew_or_shrank_too_far_do_not_fit():
    assert fits([6, 7, 4])
    assert fits([2])
    assert fits([])
    assert not fits([6, 3])
    assert not fits([9])


def test_the_mathematics_of_circles_loads_no_django():
    code = "import sys, kith.challenges.circles; print(any(name.split('.')[0] == 'django' for name in sys.modules))"

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
