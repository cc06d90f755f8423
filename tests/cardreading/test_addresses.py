"""Postal addresses are found, with their parts where these are easy to tell."""

from __future__ import annotations

import pytest

from kith.cardreading import addresses
from tests.cardreading.given import lines


@pytest.mark.parametrize(
    ("texts", "street", "town", "code", "country"),
    [
        (("Leopoldstraße 12", "80802 München"), "Leopoldstraße 12", "München", "80802", ""),
        (
            ("Torgasse 84, D-65929 Frankfurt am Main, Deutschland",),
            "Torgasse 84",
            "Frankfurt am Main",
            "65929",
            "Deutschland",
        ),
        (("14, rue Saint-Honoré", "75008 Paris", "France"), "14, rue Saint-Honoré", "Paris", "75008", "France"),
        (("Calle Mayor, 45", "33003Oviedo"), "Calle Mayor, 45", "Oviedo", "33003", ""),
        (("32 Castle Square", "Manchester, M1 4BT"), "32 Castle Square", "Manchester", "M1 4BT", ""),
        (("68 Victoria Embankment", "San Francisco, CA 94107"), "68 Victoria Embankment", "San Francisco", "94107", ""),
        (("Bahnhofstrasse 3", "8001 Zürich", "Schweiz"), "Bahnhofstrasse 3", "Zürich", "8001", "Schweiz"),
        (("Keizersgracht 12", "1015 CN Amsterdam"), "Keizersgracht 12", "Amsterdam", "1015 CN", ""),
    ],
)
def test_an_address_is_read_with_its_parts(texts, street, town, code, country):
    from kith.cardreading.lines import pieces

    [found], rest, _lands = addresses.take(pieces(lines(*texts)))

    _box, _extended, told_street, told_town, _region, told_code, told_country = found.parts
    assert (told_street, told_town, told_code, told_country) == (street, town, code, country)
    assert rest == []


def test_a_floor_and_a_box_belong_to_it():
    [found], _rest, _lands = addresses.take(lines("Suite 300", "350 Fifth Avenue", "New York, NY 10118"))

    assert found.parts[1:3] == ("Suite 300", "350 Fifth Avenue")


def test_a_street_alone_is_trusted_less():
    [found], _rest, _lands = addresses.take(lines("Gran Vía 27"))

    assert found.confidence < 0.7


def test_names_years_and_firms_are_no_address():
    given = lines("Ana Ruiz", "Seit 1894 Berlin", "Acme Consulting GmbH")

    assert addresses.take(given) == ([], given, [])


def test_a_country_says_where_numbers_are_from():
    assert addresses.take(lines("España"))[2] == ["ES"]
