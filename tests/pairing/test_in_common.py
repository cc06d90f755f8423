"""Pairs with somebody in common, beside what the words say, on small groups of chance."""

import random
from itertools import combinations

from kith.pairing import in_common


def test_two_who_were_together_with_the_same_third_and_not_with_each_other_are_found():
    for seed in range(200):
        dice = random.Random(seed)
        people = dice.randint(1, 8)
        companies = [dice.sample(range(people + 3), dice.randint(1, 4)) for _ in range(dice.randint(0, 6))]
        together = {frozenset(pair) for company in companies for pair in combinations(company, 2)}

        found = in_common(people, companies)

        assert found == {
            pair
            for pair in combinations(range(people), 2)
            if frozenset(pair) not in together
            and any({frozenset((one, third)) for one in pair} <= together for third in range(people + 3))
        }


def test_of_somebody_who_knows_everybody_those_met_last_are_paired():
    companies = [(one, 9) for one in range(9)]  # 9 meets all the others, one after the other

    assert in_common(9, companies, each=3) == {(6, 7), (6, 8), (7, 8)}
    assert in_common(9, [*companies, (0, 9)], each=2) == {(0, 8)}


def test_nobody_has_anybody_in_common_where_nobody_was_together():
    assert in_common(5, []) == set()
    assert in_common(5, [(0, 1, 2, 3, 4)]) == set()
