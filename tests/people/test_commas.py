"""Names in one line."""

from __future__ import annotations

import pytest

from kith.people import commas


@pytest.mark.parametrize(
    ("names", "line"),
    [
        ([], ""),
        (["climbing"], "climbing"),
        (["climbing", "tea"], "climbing, tea"),
        (["Paris, Texas", "tea"], '"Paris, Texas", tea'),
        (['say "x"', "a"], '"say ""x""", a'),
    ],
)
def test_names_are_written_and_read_back(names, line):
    assert commas.join(names) == line
    assert commas.split(line) == names


def test_blanks_between_commas_are_no_names():
    assert commas.split(" a ,, b ,") == ["a", "b"]
    assert commas.split('"never closed, a') == ["never closed, a"]
