"""The dates of LinkedIn's files."""

from datetime import UTC, date, datetime

import pytest

from kith.imports import linkedin_dates as dates


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-29 14:37:00 UTC",
        "2026/01/29 14:37:00 UTC",
        "2026-01-29T14:37:00Z",
        "Thu Jan 29 14:37:00 UTC 2026",
    ],
)
def test_a_time_with_its_zone_is_a_moment(text: str):
    assert dates.moment(text) == dates.Moment(date(2026, 1, 29), datetime(2026, 1, 29, 14, 37, tzinfo=UTC))


@pytest.mark.parametrize(
    "text",
    [
        "29 Jan 2026",
        "29-Jan-26",
        "2026-01-29",
        "1/29/26, 2:37 PM",
        "01/29/26, 02:37 PM",
        "01/29/26 02:37 PM",
        "1/29/2026",
        "Jan 29, 2026 07:00 AM",
        " 29 January 2026 ",
    ],
)
def test_a_time_without_a_zone_is_only_a_day(text: str):
    assert dates.moment(text) == dates.Moment(date(2026, 1, 29), None)


@pytest.mark.parametrize(
    "text", ["", "soon", "29/01/2026", "2026-02-30", "Mon Jun 01", "29 Foo 2026", "2026-01-29 25:00 UTC"]
)
def test_what_is_no_date_is_never_guessed(text: str):
    assert dates.moment(text) is None


@pytest.mark.parametrize(
    ("text", "hour"), [("1/2/26, 12:05 AM UTC", 0), ("1/2/26, 12:05 PM UTC", 12), ("1/2/26, 1:05 PM UTC", 13)]
)
def test_noon_and_midnight_are_told_apart(text: str, hour: int):
    found = dates.moment(text)

    assert found is not None
    assert found.at == datetime(2026, 1, 2, hour, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Mar 2020", "2020-03"),
        ("2020", "2020"),
        ("2020-03", "2020-03"),
        ("5 Mar 2020", "2020-03-05"),
        ("", ""),
        ("Foo 2020", ""),
    ],
)
def test_a_partial_date_says_as_much_as_the_text(text: str, told: str):
    assert dates.partial(text) == told


def test_the_start_of_a_span_is_its_first_day():
    assert dates.start_of("Apr 08, 2024 07:00 AM - Apr 09, 2024 05:00 PM") == date(2024, 4, 8)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Jan 29", (1, 29, None)),
        ("Feb 29", (2, 29, None)),
        ("Jan 29, 1990", (1, 29, 1990)),
        ("Feb 29, 1990", None),
        ("x", None),
    ],
)
def test_a_birthday_may_have_no_year(text: str, told: tuple[int, int, int | None] | None):
    assert dates.birthday(text) == told
