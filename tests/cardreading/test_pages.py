"""Web addresses and handles are found."""

from __future__ import annotations

import pytest

from kith.cardreading import pages


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("www.acme.es", "url", "www.acme.es"),
        ("W www.acme.co.uk", "url", "www.acme.co.uk"),
        ("Webwww.acme.com", "url", "www.acme.com"),
        ("Wwww.acme.com", "url", "www.acme.com"),
        ("wwwacme.de", "url", "www.acme.de"),
        ("Web: https://acme.es/equipo", "url", "https://acme.es/equipo"),
        ("https:/acme.es", "url", "https://acme.es"),
        ("acme-sur.eu", "url", "acme-sur.eu"),
        ("linkedin.com/in/ana-ruiz", "url", "https://www.linkedin.com/in/ana-ruiz"),
        ("LinkedIn: ana-ruiz", "url", "https://www.linkedin.com/in/ana-ruiz"),
        ("/in/ana-ruiz", "url", "https://www.linkedin.com/in/ana-ruiz"),
        ("twitter.com/anaruiz", "handle", "twitter.com/anaruiz"),
        ("github.com/anaruiz", "handle", "github.com/anaruiz"),
        ("Instagram: @ana.ruiz", "handle", "@ana.ruiz"),
        ("@anaruiz", "handle", "@anaruiz"),
        ("Skype ana.ruiz", "handle", "ana.ruiz"),
    ],
)
def test_an_address_is_read(text, kind, value):
    [found], _rest = pages.take(text, 1.0)

    assert (found.kind, found.value) == (kind, value)


@pytest.mark.parametrize("text", ["Marítima Sur S.L.", "Quellwerk e.V.", "Freiburg i.Br.", "Dipl.-Ing. Wiebke Kühnle", "St.Gallen", "GmbH & Co.KG", "10.30-12.00"])  # fmt: skip
def test_points_in_other_words_make_no_address(text):
    assert pages.take(text, 1.0) == ([], text)
