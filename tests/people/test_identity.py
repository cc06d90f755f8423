"""Which values identify somebody, and how they are written."""

from __future__ import annotations

import json

import pytest

from kith.people.identity import key_of


@pytest.mark.parametrize(
    ("kind", "value", "key"),
    [
        ("email", " Ana@Acme.Example ", "email:ana@acme.example"),
        ("email", "mailto:ana@acme.example?subject=x", "email:ana@acme.example"),
        ("email", "ana", ""),
        ("email", "@", ""),
        ("phone", "+49 151 12345678", "phone:+4915112345678"),
        ("phone", "0049 151 12345678", "phone:+4915112345678"),
        ("phone", "tel:+49-151-12345678", "phone:+4915112345678"),
        ("phone", "+49 30 123456 ext. 12", "phone:+4930123456;ext=12"),
        ("phone", "0151 12345678", "phone:015112345678"),
        ("phone", "123", "phone:123"),
        ("phone", "none", ""),
        ("url", "https://www.LinkedIn.com/in/Ana-Ruiz/?trk=x", "linkedin:ana-ruiz"),
        ("url", "de.linkedin.com/in/Jos%C3%A9/", "linkedin:josé"),
        ("url", "https://www.linkedin.com/company/acme/", ""),
        ("url", "https://linkedin.com/pub/ana/1/2", "url:linkedin.com/pub/ana/1/2"),
        ("url", "HTTPS://Acme.example/People/Ana/", "url:acme.example/people/ana"),
        ("url", "https://social.example/profile.php?id=12", "url:social.example/profile.php?id=12"),
        ("url", "https://acme.example/", ""),
        ("url", "acme.example", ""),
        ("url", "http://[broken/ana", ""),
        ("url", "/people/ana", ""),
        ("handle", "https://social.example/@Ana", "url:social.example/@ana"),
        ("handle", "linkedin:Ana-Ruiz", "linkedin:ana-ruiz"),
        ("handle", "@ana", ""),
        ("linkedin", "Ana-Ruiz", "linkedin:ana-ruiz"),
        ("linkedin", "https://linkedin.com/in/ana-ruiz", "linkedin:ana-ruiz"),
        ("linkedin", "%20", ""),
        ("uid", "urn:uuid:4F", "uid:urn:uuid:4F"),
        ("address", "1 Main Street", ""),
        ("email", "  ", ""),
        ("email", "a" * 300 + "@x.example", ""),
    ],
)
def test_a_value_becomes_a_key(kind, value, key):
    assert key_of(kind, value) == key


def test_a_number_is_read_in_the_region_given():
    assert key_of("phone", "0151 12345678", "de") == "phone:+4915112345678"


def test_numbers_of_all_countries_have_one_key_however_they_are_written(shared):
    lines = (shared / "torture/phone_examples.jsonl").read_text().splitlines()
    examples = [json.loads(line) for line in lines]

    wrong = [
        (example, way)
        for example in examples
        for way in ("national", "international", "rfc3966")
        if key_of("phone", example[way], example["region"]) != f"phone:{example['e164']}"
    ]

    assert len(examples) > 1000
    assert wrong == []
