"""People on saved web pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kith.imports import from_html, readers
from kith.imports.records import OccasionRecord, PersonRecord
from kith.imports.uploads import BadFile, Upload
from tests.patience import within

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


LINKED = """
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
{"@type": "schema:Person", "@id": "#zoe", "schema:name": {"@value": "Zoë Müller", "@language": "de"},
 "worksFor": {"@id": "#bolt"}, "address": {"@id": "#place"}, "image": {"@type": "ImageObject", "name": "A portrait",
 "contentUrl": "https://bolt.example/zoe.jpg"},
 "contactPoint": [{"@type": "ContactPoint", "telephone": "+49 30 123456", "email": "zoe@bolt.example"}]},
{"@type": "Organization", "@id": "#bolt", "name": "Bolt"},
{"@type": "Place", "@id": "#place", "address": {"@type": "PostalAddress", "addressLocality": "Köln"}},
{"@type": "ProfilePage", "mainEntity": {"@id": "#zoe"}}]}</script>
"""


def test_what_is_pointed_at_is_looked_up(upload):
    [zoe] = people(upload(LINKED))
    assert (zoe.full_name, [each.organisation for each in zoe.positions]) == ("Zoë Müller", ["Bolt"])
    assert [(each.kind, each.value) for each in zoe.points] == [
        ("email", "zoe@bolt.example"),
        ("phone", "+49 30 123456"),
        ("address", "Köln"),
    ]
    assert zoe.extra == {"photo": "https://bolt.example/zoe.jpg"}


def test_a_role_may_stand_between_somebody_and_their_organisation(upload):
    body = (
        '<script type="application/ld+json">{"@type": ["Person", "Thing"], "name": "Ana Ruiz", "hasOccupation": {"name": "x"},'
        ' "worksFor": [{"@type": "EmployeeRole", "roleName": "CTO", "worksFor": {"@type": "Organization", "name": "Acme"}}]}'
        "</script>"
    )
    [ana] = people(upload(body))
    assert [(each.organisation, each.title) for each in ana.positions] == [("Acme", "CTO")]


def test_parts_of_a_person_may_stand_elsewhere_on_the_page(upload):
    [ana] = people(
        upload(
            '<p id="a"><b itemprop="jobTitle">CTO</b></p><span itemprop="nothing">x</span>'
            '<div itemscope itemtype="http://schema.org/Person" itemref="a b"><b itemprop="name">Ana Ruiz</b></div>'
            '<div id="b"><i itemprop="worksFor" itemscope itemtype="http://schema.org/Organization">Acme</i></div>'
        )
    )
    assert [(each.organisation, each.title) for each in ana.positions] == [("Acme", "CTO")]


def test_other_vocabularies_of_people_are_understood(upload):
    body = (
        '<div prefix="foaf: http://xmlns.com/foaf/0.1/" typeof="schema:Person foaf:Person" resource="#me">'
        '<b property="foaf:firstName">Ana</b> <b property="http://xmlns.com/foaf/0.1/lastName">Ruiz</b>'
        '<a property="foaf:mbox" href="mailto:ana@acme.example">write</a></div>'
    )
    [ana] = people(upload(body))
    assert (ana.full_name, ana.keys) == ("Ana Ruiz", ("email:ana@acme.example",))


def test_lists_whose_items_are_left_open_are_no_depth(upload):
    [ana] = people(upload("<ul>" + "<li>one<p>two" * 400 + "</ul>" + MICRODATA))
    assert ana.full_name == "Ana Ruiz"


@pytest.mark.parametrize("slip", ["<a ", "<a href='", "<p>x</p><!--", "<b>x</b><![if ", "<div title='<'>"])
def test_tags_without_end_are_refused_at_once(upload, slip):
    with within(), pytest.raises(BadFile) as caught:
        people(upload(b"<!doctype html>\n" + slip.encode() * 30_000))
    assert caught.value.line == 2


def test_a_page_that_begins_with_many_comments_is_looked_at_once(upload):
    with within():
        assert not from_html.recognises(upload(b"<!---->" * 9_000 + b"x"))
        assert from_html.recognises(upload(b"<!-- a -->\n<?xml version='1.0'?>" * 100 + b"<HTML>"))


@pytest.mark.parametrize("wrong", [None, 3, 1.5, [], [[]], {}, {"@id": 3}, {"@list": 3}, True, ""])
def test_what_is_of_another_kind_than_it_should_be_harms_nobody(upload, wrong):
    whole = json.loads(JSON_LD.split(">", 1)[1].rsplit("<", 1)[0])
    person = whole["@graph"][0]["mainEntity"]
    for key in (*person, "@id", "contactPoint", "image", "hasOccupation", "homeLocation"):
        body = json.dumps([{**person, key: wrong}, {"@type": "Person", "name": "Bo Li"}])
        found = people(upload(f'<script type="application/ld+json">{body}</script>'))
        assert "Bo Li" in [each.full_name for each in found]
