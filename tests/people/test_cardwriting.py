"""vCards as written: what the standards ask for, and that reading gives an equal card."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kith.people.vcards import (
    Address,
    Card,
    Entry,
    Handle,
    LabelledDate,
    PartialDate,
    Photo,
    Related,
    contentlines,
    read_cards,
    write_card,
)

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
VERSIONS = pytest.mark.parametrize("version", ["3.0", "4.0"])


def full_card() -> Card:
    return Card(
        fn="Dr. Ana Ruiz; “Anita”",
        n=("Ruiz, Mora", "Ana", "María", "Dr.", "PhD"),
        nicknames=["Ani", "A, B"],
        orgs=[("Acme; Söhne", "Packaging, East"), ("", "Lab")],
        titles=["Buyer\\Lead"],
        roles=["Buying"],
        emails=[Entry("ana@acme.example", ("work",), "", True), Entry("ana@home.example", (), "Summer house")],
        tels=[Entry("+4915112345678", ("cell", "voice"), "", True), Entry("12 34", ("work", "fax"))],
        adrs=[Address(("", "", "Weg 1\nHof 2", "Köln", "", "50667", "D"), ("home",), "", True, "Weg 1\nKöln", "de")],
        urls=[Entry("https://www.linkedin.com/in/ana-ruiz?a=1,2;b", (), "homepage")],
        handles=[Handle("xmpp:ana@jabber.example"), Handle("https://social.example/@ana", "mastodon", "ana", True)],
        birthday=PartialDate(None, 2, 29),
        anniversary=PartialDate(2014, 3, 10),
        dates=[LabelledDate(PartialDate(2001, 5, 6), "First day")],
        related=[Related("Jenny", "spouse"), Related("Mo", "mother"), Related("Boss", "Dance partner")],
        notes=["One\nTwo, three; four \\ five"],
        uid="urn:uuid:1",
        rev="2026-01-02T03:04:05Z",
        categories=["Fair, 2026", "Buyers"],
        interests=["Chess"],
        photo=Photo(PNG, "image/png"),
        kind="individual",
        gender="F",
        languages=["de", "es"],
        time_zone="Europe/Berlin",
        position="50.9,6.9",
        extra=["X-FAVOURITE-COLOUR:blue"],
    )


@VERSIONS
def test_what_is_written_reads_equal(version):
    card = full_card()

    assert list(read_cards(write_card(card, version).encode())) == [card]


@VERSIONS
def test_lines_are_folded_at_75_octets_and_never_inside_a_letter(version):
    text = write_card(Card(fn="ü" * 200, notes=["日本" * 100]), version)

    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.endswith("END:VCARD\r\n")


def test_the_newer_version_is_written_as_its_standard_says():
    text = write_card(full_card(), "4.0").replace("\r\n ", "")

    assert "VERSION:4.0\r\n" in text
    assert "BDAY:--0229\r\n" in text
    assert "EMAIL;TYPE=work;PREF=1:ana@acme.example\r\n" in text
    assert "RELATED;TYPE=spouse;VALUE=text:Jenny\r\n" in text
    assert "PHOTO:data:image/png;base64," in text


def test_the_older_version_is_written_as_apple_reads_it():
    text = write_card(full_card(), "3.0").replace("\r\n ", "")

    assert "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29\r\n" in text
    assert "item1.EMAIL:ana@home.example\r\nitem1.X-ABLabel:Summer house\r\n" in text
    assert ".X-ABLabel:_$!<Anniversary>!$_\r\n" in text
    assert "PHOTO;ENCODING=b;TYPE=PNG:" in text


def test_groups_of_unknown_lines_are_not_given_to_others():
    card = Card(fn="a", emails=[Entry("a@b.example", (), "Club")], extra=["item4.X-FOO:1", "item4.X-ABLABEL:Foo"])

    assert "item5.EMAIL" in write_card(card)
    assert list(read_cards(write_card(card).encode())) == [card]


def test_unknown_lines_of_an_old_card_are_written_the_newer_way():
    [card] = read_cards(b"BEGIN:VCARD\nLABEL;WORK;QUOTED-PRINTABLE;CHARSET=UTF-8:K=C3=B6ln=0AD\nEND:VCARD")
    assert isinstance(card, Card)

    assert "LABEL;TYPE=WORK:Köln\\nD\r\n" in write_card(card)


def test_a_card_without_fn_is_given_its_best_name():
    assert "FN:Acme\r\n" in write_card(Card(orgs=[("Acme",)]))
    assert "FN:Ana Ruiz\r\n" in write_card(Card(n=("Ruiz", "Ana", "", "", "")))


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40).map(str.strip)


@settings(max_examples=100, deadline=None)
@given(TEXTS.filter(bool), st.tuples(TEXTS, TEXTS, TEXTS, TEXTS, TEXTS), TEXTS, st.sampled_from(["3.0", "4.0"]))
@example("a\\", ("a;b", "\\,", "\\n", '"', "^n"), "a:b;c,^n", "4.0")
def test_any_text_survives_writing_and_reading(fn, name, text, version):
    card = Card(fn=fn, n=name, notes=[text], emails=[Entry(text, ("work",), "a " + text + " b")])

    [read] = read_cards(write_card(card, version).encode())

    assert read == card


def test_every_card_of_the_corpus_is_read_and_reads_equal_when_written(shared: Path):
    for path in sorted((shared / "vcard").rglob("*.vcf")):
        for card in read_cards(path.read_bytes()):
            if isinstance(card, Card):
                card.fn, card.n = card.fn or "x", card.n or ("", "", "", "", "")
                card.extra = []
                for text in (write_card(card, "3.0"), write_card(card, "4.0")):
                    assert list(read_cards(text.encode())) == [card], path


@pytest.mark.parametrize("text", ["short", "ä" * 100, "x" * 75, "x" * 76])
def test_a_folded_line_unfolds_to_itself(text):
    assert contentlines.fold(text).replace("\r\n ", "") == text + "\r\n"
