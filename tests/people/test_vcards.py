"""vCards: what is read of them, in all versions and with the habits of programs; and that nothing makes it fail."""

from __future__ import annotations

import base64
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kith.people.vcards import (
    Card,
    CardError,
    Entry,
    PartialDate,
    Photo,
    Related,
    partialdates,
    read_cards,
    write_card,
)
from tests.patience import within

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
PNG_TEXT = base64.b64encode(PNG).decode()


def one(*lines: str, version: str = "3.0", encoding: str = "utf-8", end: str = "\r\n") -> Card:
    """The card made of these lines."""
    text = end.join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])
    [card] = cards(text.encode(encoding))
    return card


def cards(data: bytes) -> list[Card]:
    """The cards of a file that has nothing wrong."""
    read = list(read_cards(data))
    assert all(isinstance(card, Card) for card in read)
    return [card for card in read if isinstance(card, Card)]


# Lines


def test_a_folded_line_is_one_line_even_where_the_fold_is_inside_a_letter():
    data = "BEGIN:VCARD\r\nFN:Käthe\r\nEND:VCARD\r\n".encode().replace(b"\xa4", b"\r\n \xa4")

    [card] = cards(data)

    assert card.fn == "Käthe"


def test_a_quoted_printable_line_goes_on_after_its_soft_break_without_a_space():
    card = one("NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:M=C3=BC=", "nster=0D=0Azwei", version="2.1")

    assert card.notes == ["Münster\nzwei"]


def test_a_soft_break_at_the_end_of_a_value_does_not_swallow_the_end_of_the_card():
    card = one("ORG;ENCODING=QUOTED-PRINTABLE:Acme=", version="2.1")

    assert card.orgs == [("Acme",)]


def test_a_base64_body_is_read_without_the_folding_space_and_up_to_its_blank_line():
    card = one("PHOTO;ENCODING=BASE64;PNG:", *[PNG_TEXT[i : i + 70] for i in range(0, 400, 70)], "", "FN:Ana")

    assert card.photo == Photo(PNG, "image/png")
    assert card.fn == "Ana"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_files_in_usual_encodings_are_read(encoding):
    assert one("FN:Zoë Müller", encoding=encoding).fn == "Zoë Müller"


def test_a_declared_character_set_is_heeded():
    assert one("FN;CHARSET=ISO-8859-2:Łódź", version="2.1", encoding="iso-8859-2").fn == "Łódź"
    assert one("FN;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=93=FA=96=7B", version="2.1").fn == "日本"


def test_a_character_set_that_only_python_knows_is_not_taken():
    assert one("FN;CHARSET=unicode_escape:\\x41", version="2.1").fn == "\\x41"


def test_a_letter_cut_in_half_does_not_spoil_the_others():
    note = "NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=BC=C3=BC=C3=BC=C3"

    assert one(note, version="2.1").notes == ["üüü\ufffd"]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_any_line_end_will_do(end):
    assert one("FN:Ana", "NOTE:a", " b", end=end).notes == ["ab"]


def test_escapes_are_undone():
    assert one(r"NOTE:a\,b\;c\nd\Ne\\f\:g\"h\z").notes == ['a,b;c\nd\ne\\f:g"h\\z']


def test_a_part_with_an_escaped_semicolon_is_one_part():
    assert one(r"N:Ruiz\; Mora;Ana\\;x").n == ("Ruiz; Mora", "Ana\\", "x", "", "")


def test_parameters_may_be_nameless_quoted_or_several():
    card = one(
        "TEL;WORK;VOICE;PREF:1", 'TEL;TYPE="cell,text":2', "TEL;type=HOME;type=pref:3", 'ADR;LABEL="a:b;c^nd^^e^\'":;;S'
    )

    assert card.tels == [
        Entry("1", ("work", "voice"), "", True),
        Entry("2", ("cell", "text")),
        Entry("3", ("home",), "", True),
    ]
    assert card.adrs[0].formatted == 'a:b;c\nd^e"'


def test_a_card_in_small_letters_is_read():
    [card] = cards(b"begin:vcard\nn:Geiser;Ian\nemail;internet:ian@x.example\nend:vcard\n")

    assert (card.n, card.emails, card.version) == (("Geiser", "Ian", "", "", ""), [Entry("ian@x.example")], "2.1")


def test_unknown_and_broken_lines_are_kept_as_they_stand():
    assert one("X-Foo;a=b:c\\,d", "this is no line", "FN:Ana").extra == ["this is no line", "X-Foo;a=b:c\\,d"]


def test_an_unbalanced_quote_does_not_hide_the_value():
    assert one('TEL;TYPE="work:123').tels[0].value == "123"


# What a card says


def test_apple_labels_are_taken_from_their_group_and_cleaned():
    card = one(
        "item1.URL:a.example",
        "item1.X-ABLabel:_$!<HomePage>!$_",
        "item2.EMAIL:a@b.example",
        "item2.X-ABLABEL:Chess club",
        "item3.ADR:;;S;;;;",
        "item3.X-ABADR:de",
        "item4.X-ABRELATEDNAMES:Jenny",
        "item4.X-ABLabel:_$!<Spouse>!$_",
    )

    assert card.urls[0].label == "homepage"
    assert card.emails[0].label == "Chess club"
    assert card.adrs[0].country_code == "de"
    assert card.related == [Related("Jenny", "spouse")]
    assert not card.extra


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1985-04-12", PartialDate(1985, 4, 12)),
        ("19850412", PartialDate(1985, 4, 12)),
        ("--0214", PartialDate(None, 2, 14)),
        ("--02-29", PartialDate(None, 2, 29)),
        ("1604-02-29", PartialDate(None, 2, 29)),
        ("1985-04", PartialDate(1985, 4)),
        ("1985", PartialDate(1985)),
        ("--04", PartialDate(None, 4)),
        ("---12", PartialDate(None, None, 12)),
        ("1953-10-15T23:10:00Z", PartialDate(1953, 10, 15)),
        ("19531015T231000-0500", PartialDate(1953, 10, 15)),
        ("12 April 1985", PartialDate(1985, 4, 12)),
        ("Apr 12th, 1985", PartialDate(1985, 4, 12)),
        ("April 12", PartialDate(None, 4, 12)),
        ("24.12.1980", PartialDate(1980, 12, 24)),
        ("12/25/1980", PartialDate(1980, 12, 25)),
        ("25/12/1980", PartialDate(1980, 12, 25)),
        ("4/5/1980", PartialDate(text="4/5/1980")),
        ("1985-02-29", PartialDate(text="1985-02-29")),
        ("1985-00-10", PartialDate(text="1985-00-10")),
        ("circa 1800", PartialDate(text="circa 1800")),
        (" ", None),
    ],
)
def test_days_are_as_exact_as_they_are_known(text, expected):
    assert partialdates.parse(text) == expected


def test_the_year_that_apple_says_to_omit_is_omitted():
    assert one("BDAY;X-APPLE-OMIT-YEAR=1700:1700-01-22").birthday == PartialDate(None, 1, 22)


def test_an_anniversary_written_twice_is_one():
    card = one("X-ANNIVERSARY:2008-12-11", "item1.X-ABDATE;type=pref:2008-12-11", "item1.X-ABLabel:_$!<Anniversary>!$_")

    assert card.anniversary == PartialDate(2008, 12, 11)
    assert not card.dates


def test_ties_are_read_in_the_ways_of_each_program():
    card = one("X-SPOUSE:Jo", "X-MS-MANAGER:Kim", "X-EVOLUTION-ASSISTANT:Lee", "RELATED;TYPE=friend:urn:uuid:2")

    assert card.related == [
        Related("Jo", "spouse"),
        Related("Kim", "manager"),
        Related("Lee", "assistant"),
        Related("urn:uuid:2", "friend"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        f"PHOTO;ENCODING=b;TYPE=PNG:{PNG_TEXT}",
        f"PHOTO;ENCODING=BASE64;PNG:{PNG_TEXT}",
        f"PHOTO:data:image/png;base64,{PNG_TEXT}",
        f"PHOTO;ENCODING=B;TYPE=PNG;VALUE=URI:data:image/png;base64\\,{PNG_TEXT}",
        f"PHOTO;BASE64:{PNG_TEXT.rstrip('=')}",
    ],
)
def test_photos_are_read_in_every_form(line):
    assert one(line).photo == Photo(PNG, "image/png")


def test_the_address_of_a_photo_is_only_kept():
    assert one("PHOTO;VALUE=uri:https://pictures.example/a.jpg").photo == Photo(uri="https://pictures.example/a.jpg")


def test_numbers_and_messengers_lose_their_scheme_or_gain_one():
    card = one("TEL;VALUE=uri:tel:+44-555;ext=1", "X-SKYPE:ana.ruiz", "IMPP:xmpp:ana@x.example")

    assert card.tels == [Entry("+44-555;ext=1")]
    assert [handle.value for handle in card.handles] == ["skype:ana.ruiz", "xmpp:ana@x.example"]


def test_a_department_without_organisation_stays_a_department():
    assert one("ORG:;Lab").orgs == [("", "Lab")]


def test_a_group_names_its_members():
    card = one("FN:Choir", "X-ADDRESSBOOKSERVER-KIND:group", "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:1")

    assert card.is_group
    assert card.members == ["urn:uuid:1"]


# Files with something wrong


def reasons(data: bytes) -> list[tuple[int, str]]:
    return [(error.line, error.reason) for error in read_cards(data) if isinstance(error, CardError)]


def names(data: bytes) -> list[str]:
    return [card.fn for card in read_cards(data) if isinstance(card, Card)]


def between_two(lines: bytes) -> bytes:
    """A card of these lines between two good ones."""
    good = b"BEGIN:VCARD\nFN:%s\nEND:VCARD\n"
    return good % b"first" + b"BEGIN:VCARD\n" + lines + b"\nEND:VCARD\n" + good % b"last"


def test_a_card_knows_its_place_and_its_text():
    first, second = cards(b"\n\nBEGIN:VCARD\nFN:a\nEND:VCARD\n\nBEGIN:VCARD\nFN:b\nEND:VCARD\n")

    assert (first.line, first.index, first.raw) == (3, 0, "BEGIN:VCARD\nFN:a\nEND:VCARD")
    assert (second.line, second.index) == (7, 1)


@pytest.mark.parametrize(
    ("lines", "line", "reason"),
    [
        (b"FN:x\nNOTE:" + b"n" * 70_000, 6, "too long"),
        (b"FN:x\nNOTE:" + b"n\n " * 70_000, 6, "too long"),
        (b"FN:x\nPHOTO;ENCODING=b:" + b"QUFB" * 2_000_000, 6, "too long"),
        (b"TEL:1\n" * 201, 4, "more than 200"),
        (b"", 4, "empty"),
        (b"FN:x\nAGENT:\nBEGIN:VCARD\nAGENT:\nBEGIN:VCARD\nEND:VCARD\nEND:VCARD", 9, "only one level"),
    ],
    ids=["line", "folded", "photo", "entries", "empty", "depth"],
)
def test_a_card_past_the_limits_is_refused_with_its_line_and_the_others_are_read(lines, line, reason):
    data = between_two(lines)

    assert names(data) == ["first", "last"]
    assert reasons(data)[0][0] == line
    assert reason in reasons(data)[0][1]


def test_a_photo_larger_than_a_text_may_be_is_read():
    card = one("PHOTO;ENCODING=b:" + base64.b64encode(PNG * 1000).decode())

    assert card.photo is not None
    assert len(card.photo.data) == len(PNG) * 1000


def test_a_group_may_have_many_members():
    assert len(one(*["MEMBER:urn:uuid:1"] * 500).members) == 500


def test_a_card_whose_end_is_lost_is_read_and_so_is_the_next():
    assert names(b"BEGIN:VCARD\nFN:a\nBEGIN:VCARD\nFN:b\nEND:VCARD\nBEGIN:VCARD\nFN:c\nE") == ["a", "b", "c"]


def test_an_end_without_beginning_is_told():
    assert reasons(b"--BEGIN:VCARD\nFN:a\nEND:VCARD\n") == [
        (3, "A card ends here, but its beginning was not found."),
    ]


def test_the_card_of_an_agent_is_kept_raw_and_not_taken_for_a_person():
    [card] = cards(b"BEGIN:VCARD\nFN:a\nAGENT:\nBEGIN:VCARD\nFN:b\nEND:VCARD\nTEL:1\nEND:VCARD\n")

    assert (card.fn, card.tels) == ("a", [Entry("1")])
    assert card.extra[-1] == "BEGIN:VCARD\nFN:b\nEND:VCARD"


@pytest.mark.parametrize(
    ("data", "reason"), [(b"", "This file is empty."), (b"hello", "There is no vCard in this file.")]
)
def test_a_file_without_cards_says_so(data, reason):
    assert reasons(data) == [(1, reason)]


def test_three_thousand_beginnings_in_a_row_are_one_card():
    assert names(b"BEGIN:VCARD\n" * 3000 + b"FN:a\n" + b"END:VCARD\n" * 3000) == ["a"]


def test_very_many_cards_are_read_in_time():
    data = b"BEGIN:VCARD\nFN:a\nTEL;TYPE=work:1\nNOTE:b\nEND:VCARD\n" * 15_000

    with within():
        assert sum(1 for _card in read_cards(data)) == 15_000


# Anything at all


def check_never_raises(data: bytes) -> None:
    with within():
        read = list(read_cards(data))
    assert read
    for card in read:
        assert isinstance(card, Card) or (card.reason and card.line > 0)
        if isinstance(card, Card):
            write_card(card, "3.0")
            write_card(card, "4.0").encode()


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300), st.booleans())
def test_no_bytes_make_reading_fail(data, framed):
    check_never_raises(b"BEGIN:VCARD\n" + data + b"\nEND:VCARD\n" if framed else data)


LINES = [
    b"BEGIN:VCARD",
    b"END:VCARD",
    b"FN:a",
    b"AGENT:",
    b"PHOTO;ENCODING=b:",
    b"QUFB",
    b" x",
    b"NOTE;QUOTED-PRINTABLE:a=",
]
PARTS = [
    b"BDAY",
    b"ADR",
    b"item1.",
    b"X-ABLABEL",
    b"X-MESSAGING/A-ALL",
    b";",
    b":",
    b"=",
    b'"',
    b"\\",
    b"TYPE=",
    b"^",
    b"\xff",
]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.one_of(st.sampled_from(LINES), st.lists(st.sampled_from(PARTS), max_size=8).map(b"".join)), max_size=15)
)
def test_no_order_of_known_pieces_makes_reading_fail(lines):
    check_never_raises(b"\n".join(lines))


def test_mutated_cards_of_the_corpus_never_make_reading_fail(shared: Path):
    dice = random.Random(7)
    files = [path for path in sorted((shared / "vcard").rglob("*.vcf")) if path.stat().st_size < 4000]
    for _ in range(200):
        data = bytearray(dice.choice(files).read_bytes())
        for _ in range(dice.randint(1, 12)):
            place = dice.randrange(len(data))
            data[place : place + dice.choice((0, 1, 1, 5, 40))] = dice.randbytes(dice.choice((0, 1, 1, 3)))
        check_never_raises(bytes(data) or b"x")
