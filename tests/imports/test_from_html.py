"""People on saved web pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from kith.imports import from_html, readers
from kith.imports.records import OccasionRecord, PersonRecord
from kith.imports.uploads import BadFile, Upload

HCARD = """
<div class="vcard"><span class="fn n"><span class="given-name">Ana</span> <span class="family-name">Ruiz</span></span>
<span class="title">CTO</span> <span class="org">Acme</span> <a class="email" href="mailto:ana@acme.example">mail</a>
<span class="tel">+34 600 123 456</span> <a class="url" href="https://ana.example/about">page</a>
<p class="adr"><span class="street-address">Calle 1</span> <span class="postal-code">28001</span>
<span class="locality">Madrid</span></p></div>
"""
H_CARD = '<article class="h-entry"><p class="p-author h-card"><a class="p-name u-url" href="https://bo.example/x">Bo Li</a></p></article>'
JSON_LD = """
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "ProfilePage", "mainEntity":
{"@type": "Person", "name": "Zoë Müller", "jobTitle": "Editor", "worksFor": {"@type": "Organization", "name": "Bolt"},
"email": "zoe@bolt.example", "birthDate": "1990-02-14", "sameAs": ["https://www.linkedin.com/in/zoe-m/"],
"address": {"@type": "PostalAddress", "addressLocality": "Köln", "addressCountry": "DE"}, "spouse": "Jo"}}]}</script>
"""
MICRODATA = """
<div itemscope itemtype="https://schema.org/Person"><h1 itemprop="name">Ana Ruiz</h1>
<div itemprop="worksFor" itemscope itemtype="https://schema.org/Organization"><b itemprop="name">Acme</b></div>
<a itemprop="email" href="mailto:ana@acme.example">write</a> <span itemprop="jobTitle">CTO</span></div>
"""
RDFA = """
<div vocab="https://schema.org/" typeof="Person"><span property="name">Ana Ruiz</span>
<span property="telephone">+34 600 123 456</span></div>
"""


@pytest.fixture
def upload(tmp_path: Path):
    def write(body: str | bytes) -> Upload:
        path = tmp_path / "page.html"
        content = body if isinstance(body, bytes) else f"<!DOCTYPE html><html><body>{body}</body></html>".encode()
        path.write_bytes(content)
        return Upload("page.html", path)

    return write


def people(upload: Upload) -> list[PersonRecord]:
    return [each for each in from_html.read(upload) if isinstance(each, PersonRecord)]


def test_a_page_is_known_as_one(upload):
    assert readers.reader_for(upload(HCARD)).NAME == "html"


def test_an_hcard_names_everything(upload):
    [ana] = people(upload(HCARD))

    assert (ana.full_name, ana.given, ana.family) == ("Ana Ruiz", "Ana", "Ruiz")
    assert [(each.organisation, each.title) for each in ana.positions] == [("Acme", "CTO")]
    assert [(each.kind, each.value) for each in ana.points] == [
        ("email", "ana@acme.example"),
        ("phone", "+34 600 123 456"),
        ("url", "https://ana.example/about"),
        ("address", "Calle 1\n28001 Madrid"),
    ]
    assert ana.keys == ("email:ana@acme.example", "phone:+34600123456", "url:ana.example/about")


def test_the_author_of_an_entry_is_somebody(upload):
    assert [each.full_name for each in people(upload(H_CARD))] == ["Bo Li"]


def test_json_ld_is_found_wherever_it_is_nested(upload):
    [zoe] = people(upload(JSON_LD))

    assert (zoe.full_name, [(p.organisation, p.title) for p in zoe.positions]) == ("Zoë Müller", [("Bolt", "Editor")])
    assert zoe.occasions == [OccasionRecord("birthday", 2, 14, 1990)]
    assert zoe.keys == ("email:zoe@bolt.example", "linkedin:zoe-m")
    assert [each.value for each in zoe.points if each.kind == "address"] == ["Köln\nDE"]
    assert [(each.kind, each.name) for each in zoe.related] == [("spouse", "Jo")]


@pytest.mark.parametrize("body", [MICRODATA, RDFA])
def test_marks_in_the_page_itself_are_read(upload, body):
    assert [each.full_name for each in people(upload(body))] == ["Ana Ruiz"]


def test_an_organisation_inside_a_person_stays_theirs(upload):
    [ana] = people(upload(MICRODATA))
    assert [(each.organisation, each.title) for each in ana.positions] == [("Acme", "CTO")]


def test_somebody_told_of_twice_is_one_person(upload):
    [ana] = people(upload(MICRODATA + RDFA + HCARD))
    assert [each.value for each in ana.points if each.kind == "phone"] == ["+34 600 123 456"]
    assert [each.value for each in ana.points if each.kind == "email"] == ["ana@acme.example"]


def test_a_page_of_nobody_is_refused_in_words(upload):
    with pytest.raises(BadFile, match="names nobody"):
        people(upload("<p>Hello</p>"))


def test_a_page_nested_without_end_is_refused_with_its_line(upload):
    with pytest.raises(BadFile, match="nested deeper") as caught:
        people(upload("\n" + "<div>" * 40_000))
    assert caught.value.line == 2


def test_a_slip_in_a_script_does_not_hide_the_rest(upload):
    body = '<script type="application/ld+json">{"@type": </script>' + MICRODATA
    assert [each.full_name for each in people(upload(body))] == ["Ana Ruiz"]


def test_letters_of_windows_are_read(upload):
    page = "<html><body>" + MICRODATA.replace("Ana", "Zoë") + "</body></html>"
    assert [each.full_name for each in people(upload(page.encode("cp1252")))] == ["Zoë Ruiz"]
