"""Telephone numbers are found, told apart, and kept as they stand there."""

from __future__ import annotations

import pytest

from kith.cardreading import phones

ALL = ("DE", "FR", "ES", "GB", "US")


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("Tel. 089 / 1234-567", "", "089 / 1234-567"),
        ("Mobil: 0171 123 45 67", "mobile", "0171 123 45 67"),
        ("Fax +49 (0) 89 1234567", "fax", "+49 89 1234567"),
        ("T +33 (0)1 44 55 66 77", "", "+33 1 44 55 66 77"),
        ("Port. 06.12.34.56.78", "mobile", "06.12.34.56.78"),
        ("Móvil (+34) 655 123 456", "mobile", "+34 655 12 34 56"),
        ("c: (917) 555-0171", "mobile", "(917) 555-0171"),
        ("Direct line 020 7946 0018", "", "020 7946 0018"),
        ("0049 89 1234567", "", "+49 89 1234567"),
        ("+49 171 1234567", "mobile", "+49 171 1234567"),
        ("Tel O89 l234567", "", "089 1234567"),
        ("006.08.87.87.99", "mobile", "06.08.87.87.99"),
        ("+1 212-555-0134 ext. 12", "", "+1 212-555-0134 ext. 12"),
    ],
)
def test_a_number_is_read(text, label, value):
    [found], _rest = phones.take(text, 1.0, ALL)

    assert (found.label, found.value) == (label, value)


def test_two_numbers_in_a_line_are_two():
    found, rest = phones.take("Tel 089 1234567 Fax 089 1234500", 1.0, ALL)

    assert [(field.label, field.value) for field in found] == [("", "089 1234567"), ("fax", "089 1234500")]
    assert rest == ""


@pytest.mark.parametrize(
    "text",
    ["80802 München", "HRB 123456 789", "SIRET 123 456 789 00012", "IBAN DE89 3704 0044 0532 0130 00", "12.03.2026", "1998 - 2026", "Suite 1200", "seit 1894"],
)  # fmt: skip
def test_other_numbers_are_none(text):
    assert phones.take(text, 1.0, ALL) == ([], text)


def test_a_number_that_no_country_has_is_trusted_less():
    good, bad = (phones.take(text, 1.0, ALL)[0][0].confidence for text in ("Tel +49 89 1234567", "Tel +49 000 000000"))

    assert bad < good
