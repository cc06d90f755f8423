"""E-mail addresses are found, and mended where the recognition has hurt them."""

from __future__ import annotations

import pytest

from kith.cardreading import emails


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ana.ruiz@acme.es", "ana.ruiz@acme.es"),
        ("E-Mail: Ana.Ruiz@Acme.ES", "ana.ruiz@acme.es"),
        ("E ana_ruiz@acme-sur.co.uk", "ana_ruiz@acme-sur.co.uk"),
        ("ana. ruiz@acme .es", "ana.ruiz@acme.es"),
        ("ana.ruiz@acme,es", "ana.ruiz@acme.es"),
        ("ana.ruiz (at) acme.es", "ana.ruiz@acme.es"),
        ("ana.ruiz[at]acme[dot]es", "ana.ruiz@acme.es"),
        ("ana.ruiz@acmecom", "ana.ruiz@acme.com"),
        ("ana@soluciones altamira com", "ana@soluciones-altamira.com"),
        ("E-mailana@acme.es", "ana@acme.es"),
        ("Mail.ana@acme.es", "ana@acme.es"),
        ("ana ©acme.es", "ana@acme.es"),
        ("o'neill+cards@acme.ie", "o'neill+cards@acme.ie"),
    ],
)
def test_an_address_is_read(text, wanted):
    found, rest = emails.take(text, 1.0)

    assert [field.value for field in found] == [wanted]
    assert rest == ""


def test_what_stands_beside_it_stays():
    found, rest = emails.take("Tel 089 123 45 67 E-Mail ana@acme.de", 1.0)

    assert [field.value for field in found] == ["ana@acme.de"]
    assert rest == "Tel 089 123 45 67"


def test_a_mended_address_is_trusted_less():
    whole, mended = (emails.take(text, 1.0)[0][0].confidence for text in ("ana@acme.com", "ana@acmecom"))

    assert mended < 0.6 < whole
