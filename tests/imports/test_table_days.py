"""Days as tables of contacts write them."""

import pytest

from kith.imports import table_days
from kith.imports.table_days import DAY_FIRST, MONTH_FIRST


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1980-06-20", "1980-06-20"),
        ("1980-06-20T00:00:00Z", "1980-06-20"),
        ("6/20/1980", "1980-06-20"),
        ("20/06/1980 0:00", "1980-06-20"),
        ("20.6.1980", "1980-06-20"),
        ("20.06.", "--06-20"),
        ("6/20/80", "1980-06-20"),
        ("6/20/05", "2005-06-20"),
        ("--06-20", "--06-20"),
        ("1604-06-20", "--06-20"),
        ("June 20, 1980", "1980-06-20"),
        ("20. Juni 1980", "1980-06-20"),
        ("1er août 1980", "1980-08-01"),
        ("3 de mayo de 1980", "1980-05-03"),
        ("29/02/1980", "1980-02-29"),
    ],
)
def test_a_day_is_read(text: str, iso: str):
    found = table_days.day(text, DAY_FIRST)

    assert found is not None
    assert found.iso == iso


@pytest.mark.parametrize(
    "text", ["", "0/0/00", "00.00.0000", "0000-00-00", "31/02/1980", "soon", "+49 30 1234567", "12/2020/3"]
)
def test_what_is_no_day_is_none(text: str):
    assert table_days.day(text, MONTH_FIRST) is None


def test_an_unclear_day_is_read_in_the_order_of_the_table():
    assert table_days.day("3/4/1980", DAY_FIRST).month == 4
    assert table_days.day("3/4/1980", MONTH_FIRST).month == 3


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["3/4/1980", "20/1/1980"], DAY_FIRST),
        (["3/4/1980", "1/20/1980"], MONTH_FIRST),
        (["3.4.1980"], DAY_FIRST),
        (["3/4/1980", "", "soon"], "as before"),
    ],
)
def test_a_clear_day_tells_the_order(texts: list[str], order: str):
    assert table_days.order_of(texts, "as before") == order
