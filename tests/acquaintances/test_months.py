"""Times at a place, as exactly as they are known."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from kith.acquaintances import months

ON = date(2026, 11, 23)
NOW = ("2020-01", "", True)


@pytest.mark.parametrize(
    ("one", "other", "together", "may_be"),
    [
        (("2015-03", "2018-06", False), ("2018-01", "2020", False), 6, True),
        (("2015-03-31", "2018-06-01", False), ("2018-06-30", "2020", False), 1, True),  # in the same month
        (("2015-03", "2018-05", False), ("2018-06", "2020", False), 0, False),
        (("2015", "2018", False), ("2016", "2020", False), 14, True),  # December 2016 to January 2018
        (("2015", "2018", False), ("2018", "2020", False), 0, True),  # in 2018, or not
        (("2015", "2017", False), ("2018", "2020", False), 0, False),
        (("2026-09", "", True), NOW, 3, True),
        (("", "", True), NOW, 0, True),
        (("", "", False), ("", "", False), 0, True),
        (("", "2019", False), NOW, 0, False),
        (("", "2020", False), NOW, 0, True),
        (("2021-01", "2019-01", False), ("2019", "2020", False), 0, True),  # ended before it began: no dates
        (("soon", "2019-77", False), ("2019", "2020", False), 0, True),
        (("2025", "2026-03", True), NOW, 4, True),  # current, and said to have ended: what is said counts
    ],
)
def test_time_together(one, other, together, may_be):
    times = months.spans([one, other], ON)

    found = months.shared(times, np.array([0, 1]), np.array([1, 0]))

    assert found.months.tolist() == [together, together]
    assert found.may_be.tolist() == [may_be, may_be]


def test_no_times_are_no_trouble():
    times = months.spans([], ON)

    assert times.start.shape == (0,)
