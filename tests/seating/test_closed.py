"""Closed forms and the fields beneath them, held against their laws and the checker."""

import numpy as np
import pytest

from kith.seating import checking, closed, fields

POWERS = [2, 3, 4, 5, 7, 8, 9, 11, 13, 16]


@pytest.mark.parametrize("q", [*POWERS, 25, 27])
def test_a_field_s_elements_but_zero_are_a_group_that_distributes_over_sums(q):
    add, times = fields.field(q)
    everything = np.arange(q)

    assert (np.sort(add, axis=1) == everything).all()
    assert (np.sort(times[1:, 1:], axis=1) == everything[1:]).all()
    assert (times == times.T).all()
    a, b, c = (array.ravel() for array in np.meshgrid(everything, everything, everything))
    assert (times[a, add[b, c]] == add[times[a, b], times[a, c]]).all()
    assert (times[times[a, b], c] == times[a, times[b, c]]).all()


def test_there_is_no_field_of_six():
    with pytest.raises(ValueError, match="no field of 6"):
        fields.field(6)
    assert fields.prime_power(1) is None


@pytest.mark.parametrize("q", POWERS)
def test_the_closed_form_is_exact_for_every_prime_power(q):
    for size in range(2, q + 1):
        rounds = closed.rounds(q, size)
        plan = closed.schedule(q, size, rounds)

        assert rounds >= q + (q == size)
        assert not checking.faults(q * size, plan, tables=q, size=size)
        assert checking.count(q * size, plan).repeats == 0


def test_products_and_residues_serve_where_there_is_no_field():
    for tables in (6, 10, 12, 15, 20, 36):
        for size in range(2, tables + 2):
            plan = closed.schedule(tables, size, closed.rounds(tables, size))

            assert not checking.faults(tables * size, plan, tables=tables, size=size)
            assert checking.count(tables * size, plan).repeats == 0
    with pytest.raises(ValueError, match="no closed form"):
        closed.schedule(6, 6, 5)


def test_people_of_one_column_meet_among_themselves_in_further_rounds():
    assert (closed.rounds(9, 3), closed.rounds(16, 4), closed.rounds(27, 3)) == (13, 21, 40)
