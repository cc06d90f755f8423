"""Tests of where places are, by the names that people write."""

from __future__ import annotations

import pytest

from kith.directory.places import Point, find, kilometres


@pytest.mark.parametrize(
    ("written", "latitude"),
    [
        ("Leipzig", 51.34),
        ("Hauptstr. 5, 04109 Leipzig, Germany", 51.34),
        ("München", 48.14),
        ("munich", 48.14),
        ("Cambridge, UK", 52.2),
        ("Paris", 48.85),
        ("Paris, US", 33.66),
        ("San Francisco, CA", 37.77),
        ("Paris, Texas", 33.66),
        ("Paris, TX 75460, USA", 33.66),
        ("Portland, Maine, USA", 43.66),
        ("Springfield, IL", 39.8),
        ("Athens, Georgia", 33.96),
        ("Tbilisi, Georgia", 41.69),
        ("Casablanca, MA", 33.59),
        ("New York", 40.71),
        ("New York, New York", 40.71),
        ("Washington", 38.9),
    ],
)
def test_a_place_is_found_as_people_write_it(written, latitude):
    found = find(written)

    assert found is not None
    assert found.latitude == pytest.approx(latitude, abs=0.02)


@pytest.mark.parametrize("written", ["", "online", "Nowhereville", "12", "🏠"])
def test_what_is_no_city_is_nowhere(written):
    assert find(written) is None


def test_distances_are_those_of_the_globe():
    berlin, leipzig = find("Berlin"), find("Leipzig")

    assert berlin is not None
    assert leipzig is not None
    assert kilometres(berlin, leipzig) == pytest.approx(149, abs=3)
    assert kilometres(leipzig, berlin) == kilometres(berlin, leipzig)
    assert kilometres(Point(0, 0), Point(0, 180)) == pytest.approx(20015, abs=5)
    assert kilometres(berlin, berlin) == 0
