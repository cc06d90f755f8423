"""The text of a code becomes fields."""

from __future__ import annotations

import pytest

from kith.cardreading import payloads
from tests.cardreading.given import by_kind


def test_a_mecard_is_read():
    found = payloads.fields_of(
        r"MECARD:N:Ruiz,Ana;ORG:Acme\; Sons;TEL:+34 655 123 456;EMAIL:Ana@Acme.es;URL:https\://acme.es;;"
    )

    assert by_kind(found) == {
        "name": ["Ana Ruiz"],
        "organisation": ["Acme; Sons"],
        "phone": ["+34 655 12 34 56"],
        "email": ["ana@acme.es"],
        "url": ["https://acme.es"],
    }
    assert found[0].parts[:2] == ("Ruiz", "Ana")


def test_a_bizcard_is_read():
    found = payloads.fields_of(
        "BIZCARD:N:Sean;X:Owen;T:Software Engineer;C:Google;A:76 9th Avenue, New York;B:+12125551212;E:srowen@google.com;;"
    )

    assert by_kind(found)["name"] == ["Sean Owen"]
    assert by_kind(found)["title"] == ["Software Engineer"]
    assert by_kind(found)["organisation"] == ["Google"]
    assert by_kind(found)["phone"] == ["+1 212-555-1212"]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("mailto:Ana@Acme.es?subject=Hola", "email", "ana@acme.es"),
        ("MATMSG:TO:ana@acme.es;SUB:x;BODY:y;;", "email", "ana@acme.es"),
        ("tel:+34655123456", "phone", "+34 655 12 34 56"),
        ("https://www.linkedin.com/in/ana-ruiz?utm_source=qr", "url", "https://www.linkedin.com/in/ana-ruiz"),
        ("https://github.com/anaruiz", "handle", "github.com/anaruiz"),
        ("acme.es", "url", "acme.es"),
        ("ana@acme.es", "email", "ana@acme.es"),
    ],
)
def test_an_address_in_a_code_is_a_field(text, kind, value):
    assert [(field.kind, field.value) for field in payloads.fields_of(text)] == [(kind, value)]


@pytest.mark.parametrize(
    "text", ["", "WIFI:S:guest;T:WPA;P:secret;;", "hello", "MECARD:", "BEGIN:VCARD\nEND:VCARD", "4006381333931"]
)
def test_what_tells_of_nobody_gives_nothing(text):
    assert payloads.fields_of(text) == []


def test_a_vcard_is_left_to_those_who_read_vcards():
    assert payloads.is_vcard("\ufeffbegin:vcard\r\nFN:Ana\r\nEND:VCARD")
    assert not payloads.is_vcard("MECARD:N:Ana;;")
