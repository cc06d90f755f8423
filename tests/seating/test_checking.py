"""The checker, on plans made by hand."""

from kith.seating import checking


def test_repeats_and_pairs_that_never_met_are_counted():
    rounds = [[[0, 1], [2, 3]], [[1, 0], [3, 2]]]

    assert checking.count(4, rounds) == checking.Counted(repeats=2, broken=0, unmet=4)
    assert checking.count(4, rounds[:1], met=[(1, 0), (0, 2, 3), (1, 3, 0)]) == checking.Counted(3, 0, 3)


def test_constraints_that_are_not_kept_are_counted_in_each_round():
    rounds = [[[0, 1], [2, 3]], [[0, 2], [1]]]

    broken = checking.count(
        4, rounds, apart=[(0, 1, 2)], together=[(2, 3)], locked=[(0, 1), (1, 1, 1), (2, 0, 1)]
    ).broken

    assert broken == 2 + 0 + 2


def test_people_who_are_missing_doubled_or_too_many_at_a_table_are_named():
    assert not checking.faults(3, [[[0, 1], [2]]], tables=2, size=2)
    assert checking.faults(3, [[[0, 1], [1]]]) == ["Round 0 does not seat everybody who is there once."]
    assert checking.faults(3, [[[0, 1, 2]]], tables=2, size=2) == [
        "Round 0 has a table of more than 2.",
        "Round 0 has 1 tables, not 2.",
    ]
    assert checking.faults(3, [[[0, 1], []]], tables=[1, 1], absent=[(2, 0)]) == ["Round 0 does not fit the tables."]
