"""Address books in vCard files: who is understood to be in them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kith.imports import from_vcard
from kith.imports.records import (
    LeftRecord,
    OccasionRecord,
    OrganisationRecord,
    PersonRecord,
    PersonRef,
    Point,
    PositionRecord,
    Record,
    Refusal,
)
from kith.imports.uploads import Upload


@pytest.fixture
def upload(tmp_path: Path):
    """Return an upload of the text or bytes given."""

    def write(content: str | bytes, name: str = "book.vcf") -> Upload:
        path = tmp_path / "upload"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return Upload(name, path)

    return write


@pytest.fixture
def records(upload):
    """Return the records of a file with one card of these lines."""

    def read(*lines: str) -> list[Record]:
        return list(from_vcard.read(upload("\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""]))))

    return read


@pytest.fixture
def person(records):
    """Return the one person of a card of these lines."""

    def read(*lines: str) -> PersonRecord:
        [record] = records(*lines)
        assert isinstance(record, PersonRecord)
        return record

    return read


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        ("BEGIN:VCARD\nEND:VCARD", "contacts", True),
        ("\ufeff\n begin:vcard\nend:vcard", "contacts.txt", True),
        ("BEGIN:VCARD\nEND:VCARD".encode("utf-16"), "contacts.txt", True),
        ("--BEGIN", "contacts.VCF", True),
        ("First Name,Last Name\n", "contacts.csv", False),
        ("BEGIN:VCALENDAR\n", "calendar.ics", False),
        ("From ana Mon Jan 1\n\nBEGIN:VCARD\n", "mail.mbox", False),
        ("", "empty", False),
    ],
)
def test_a_vcard_file_is_recognised_by_its_beginning_or_its_name(upload, content, name, expected):
    assert from_vcard.recognises(upload(content, name)) is expected


def test_a_person_is_read_with_name_points_position_and_days(person):
    ana = person(
        "FN:Dr. Ana Ruiz",
        "N:Ruiz;Ana;María;Dr.;",
        "NICKNAME:Ani",
        "ORG:Acme;Packaging;East",
        "TITLE:Buyer",
        "EMAIL;type=WORK;type=pref:Ana@Acme.example",
        "TEL;type=CELL:+49 151 12345678",
        "item1.URL:www.ana.example",
        "item1.X-ABLabel:_$!<HomePage>!$_",
        "ADR;type=HOME:;;Weg 1;Köln;;50667;Germany",
        "BDAY:--0214",
        "ANNIVERSARY:2014-03-10",
        "item2.X-ABDATE:2001-05-06",
        "item2.X-ABLabel:First day",
        "CATEGORIES:Fair,myContacts",
        "NOTE:One\\nTwo",
        "NOTE:Three",
    )

    assert (ana.full_name, ana.given, ana.family, ana.additional) == ("Dr. Ana Ruiz", "Ana", "Ruiz", "María")
    assert (ana.prefix, ana.nickname, ana.file, ana.line) == ("Dr.", "Ani", "book.vcf", 1)
    assert ana.points == [
        Point("email", "Ana@Acme.example", "work", True),
        Point("phone", "+49 151 12345678", "mobile"),
        Point("url", "www.ana.example", "homepage"),
        Point(
            "address", "Weg 1\nKöln 50667\nGermany", "home", False, ("", "", "Weg 1", "Köln", "", "50667", "Germany")
        ),
    ]
    assert ana.positions == [PositionRecord("Acme", "Buyer", "Packaging, East")]
    assert ana.occasions == [
        OccasionRecord("birthday", 2, 14),
        OccasionRecord("anniversary", 3, 10, 2014),
        OccasionRecord("other", 5, 6, 2001, "First day"),
    ]
    assert (ana.labels, ana.notes) == (["Fair"], "One\nTwo\n\nThree")


def test_keys_are_what_tells_people_apart(person):
    ana = person(
        "FN:Ana Ruiz",
        "UID:abc",
        "URL:https://de.linkedin.com/in/Ana-Ruiz?trk=1",
        "X-SOCIALPROFILE;type=linkedin:http://www.linkedin.com/in/ana-ruiz/",
        "EMAIL:Ana@Acme.example",
        "TEL:+49 (151) 123-45678",
        "TEL;VALUE=uri:tel:+1-418-656-9254;ext=102",
        "TEL:0221 1234567",
        "TEL:\u202d666 555 444\u202c",
    )

    assert ana.keys == (
        "uid:abc",
        "linkedin:ana-ruiz",
        "email:ana@acme.example",
        "phone:+4915112345678",
        "phone:+14186569254",
        "phone:02211234567",
        "phone:666555444",
    )


def test_numbers_that_many_share_are_no_keys(person):
    ana = person(
        "FN:Ana", "TEL;type=WORK,FAX:+49 221 1234567", "TEL;type=MAIN:+49 221 1234560", "TEL:112", "TEL:ask Jo"
    )

    assert ana.keys == ()
    assert [point.label for point in ana.points] == ["work fax", "main", "", ""]


def test_a_number_is_shown_as_people_write_it(person):
    assert person("FN:Ana", "TEL:+1-418-656-9254;ext=102").points[0].value == "+1-418-656-9254 ext. 102"


def test_handles_name_their_service(person):
    ana = person(
        "FN:Ana",
        "item1.IMPP;X-SERVICE-TYPE=Telegram:x-apple:ana%3Aruiz",
        "IMPP:xmpp:ana@x.example",
        "X-SKYPE:ana.ruiz",
        "X-SOCIALPROFILE;type=twitter:http://twitter.example/ana",
        "X-SOCIALPROFILE;type=linkedin:http://www.linkedin.com/in/ana-ruiz",
    )

    assert ana.points == [
        Point("handle", "ana:ruiz", "Telegram"),
        Point("handle", "ana@x.example", "xmpp"),
        Point("handle", "ana.ruiz", "skype"),
        Point("handle", "http://twitter.example/ana", "twitter"),
        Point("url", "http://www.linkedin.com/in/ana-ruiz", "linkedin"),
    ]


def test_ties_and_what_has_no_field_are_kept_by_name(person):
    ana = person(
        "FN:Ana",
        "X-SPOUSE:Jo",
        "RELATED;TYPE=friend;VALUE=text:Kim",
        "RELATED;TYPE=friend;VALUE=text:Lee",
        "BDAY:1985",
        "TITLE:Buyer",
        "ROLE:Buying",
        "GENDER:F",
        "PHOTO;VALUE=uri:https://pictures.example/a.jpg",
        "X-FAVOURITE:blue",
    )

    assert ana.extra == {
        "birthday": "1985",
        "role": "Buying",
        "gender": "F",
        "photo": "https://pictures.example/a.jpg",
        "vcard": "X-FAVOURITE:blue",
    }
    assert [(each.kind, each.name) for each in ana.related] == [("spouse", "Jo"), ("friend", "Kim"), ("friend", "Lee")]
    assert ana.occasions == []
    assert ana.photo is None


def test_another_cards_address_names_nobody_and_is_kept(person):
    ana = person("FN:Ana", "RELATED;TYPE=friend:urn:uuid:00000000-0000-4000-8000-000000000003")

    assert ana.related == []
    assert ana.extra == {"friend": "urn:uuid:00000000-0000-4000-8000-000000000003"}


def test_whom_one_met_them_through_comes_back_from_our_own_cards(person):
    ana = person("FN:Ana", "RELATED;TYPE=met;VALUE=text:Bo Li")

    assert ana.met_through == PersonRef("Bo Li")
    assert ana.related == []


def test_several_organisations_go_with_their_titles(person):
    ana = person("FN:Ana", "ORG:Acme", "ORG:Bolt;Lab", "TITLE:Buyer", "TITLE:Adviser", "TITLE:Judge")

    assert ana.positions == [
        PositionRecord("Acme", "Buyer"),
        PositionRecord("Bolt", "Adviser", "Lab"),
        PositionRecord("", "Judge"),
    ]


def test_a_photo_is_taken_from_the_card(person):
    assert person("FN:Ana", "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AA=").photo == b"\xff\xd8\xff\xe0\x00"


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["N:Ruiz;Ana;;;"], "Ana Ruiz"),
        (["NICKNAME:Ani", "EMAIL:a@b.example"], "Ani"),
        (["EMAIL:a@b.example"], "a@b.example"),
        (["TEL:12345"], "12345"),
        (["N:Kawado;Saeko;;;", "FN:Snow Leopard", "ORG:Snow Leopard", "X-ABShowAs:COMPANY"], "Saeko Kawado"),
    ],
)
def test_a_person_without_a_name_of_their_own_is_called_by_what_there_is(person, lines, name):
    assert person(*lines).full_name == name


@pytest.mark.parametrize(
    "lines",
    [
        ["FN:Acme", "N:;;;;", "ORG:Acme;", "X-ABShowAs:COMPANY"],
        ["N:", "ORG:Acme"],
        ["FN:Acme", "ORG:Acme"],
        ["FN:Acme", "N:Acme;;;;", "KIND:org"],
    ],
)
def test_a_card_of_a_company_is_an_organisation_with_its_numbers_in_the_notes(records, lines):
    [record] = records(*lines, "TEL;TYPE=work:12345", "NOTE:Closed on Mondays")

    assert isinstance(record, OrganisationRecord)
    assert (record.name, record.notes) == ("Acme", "Closed on Mondays\nwork: 12345")


def test_a_group_becomes_a_label_of_its_members(upload):
    text = (
        "BEGIN:VCARD\nFN:Ana\nUID:A1\nEND:VCARD\n"
        "BEGIN:VCARD\nFN:Choir\nX-ADDRESSBOOKSERVER-KIND:group\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:a1\nEND:VCARD\n"
        "BEGIN:VCARD\nFN:Nobody\nKIND:group\nEND:VCARD\n"
    )

    ana, choir, nobody = from_vcard.read(upload(text))

    assert isinstance(ana, PersonRecord)
    assert ana.labels == ["Choir"]
    assert choir == LeftRecord(
        "book.vcf", 5, "“Choir” is a group, not a person: its name becomes a label of its members."
    )
    assert nobody == LeftRecord("book.vcf", 10, "“Nobody” is a group, not a person: it has no members.")


def test_a_place_is_left_out_with_the_reason(records):
    assert records("FN:Harbour", "KIND:location") == [
        LeftRecord("book.vcf", 1, "“Harbour” is a location, not a person.")
    ]


def test_a_bad_card_is_refused_with_its_line_and_the_others_are_read(upload):
    text = "BEGIN:VCARD\nPHOTO:https://x.example/\nEND:VCARD\nEND:VCARD\nBEGIN:VCARD\nEND:VCARD\nBEGIN:VCARD\nFN:a\n"

    nobody, empty, ana = from_vcard.read(upload(text))

    assert isinstance(nobody, Refusal)
    assert (nobody.line, nobody.reason) == (
        1,
        "This card has no name, and no organisation, e-mail address or phone number to go by.",
    )
    assert isinstance(empty, Refusal)
    assert (empty.file, empty.line, empty.reason) == ("book.vcf", 5, "This card is empty.")
    assert isinstance(ana, PersonRecord)


def test_cards_as_json_have_exactly_the_promised_keys(upload):
    text = (
        "BEGIN:VCARD\nVERSION:3.0\nFN:Ana\nORG:;Lab\nTITLE:\nTEL:1\nEMAIL:a@b.example\nADR:;;S;T\nURL:u\nNOTE:n\n"
        "BDAY:--0214\nUID:1\nCATEGORIES:a,b\nPHOTO;ENCODING=b:/9j/4AA=\nEND:VCARD\nBEGIN:VCARD\nTEL:2\nEND:VCARD\n"
        "BEGIN:VCARD\nEND:VCARD\n"
    )

    first, second, refused = from_vcard.read_as_json(upload(text))

    assert first == {
        "file": "book.vcf",
        "index": 0,
        "version": "3.0",
        "fn": "Ana",
        "n": None,
        "org": [["Lab"]],
        "title": [""],
        "email": ["a@b.example"],
        "tel": ["1"],
        "adr": [["", "", "S", "T", "", "", ""]],
        "url": ["u"],
        "note": ["n"],
        "nickname": None,
        "bday": "--02-14",
        "anniversary": None,
        "related": [],
        "relation": [],
        "uid": "1",
        "categories": ["a", "b"],
        "photo": {"media_type": "image/jpeg", "bytes": 5},
    }
    assert (second["index"], second["fn"], second["uid"], second["photo"]) == (1, None, None, None)
    assert refused == {"kind": "refused", "file": "book.vcf", "line": 19, "reason": "This card is empty."}


def test_a_person_read_from_a_card_is_told_as_the_card(upload):
    [ana] = from_vcard.read(upload("BEGIN:VCARD\nFN;CHARSET=ISO-8859-1:Zoë\nTEL:\nEND:VCARD\n".encode("latin-1")))
    assert isinstance(ana, PersonRecord)

    told = from_vcard.as_json(ana, "book.vcf", 3)

    assert (told["index"], told["fn"], told["tel"], told["version"]) == (3, "Zoë", [""], "2.1")


def test_a_person_read_from_another_format_is_told_in_the_same_shape(upload):
    [card] = from_vcard.read_as_json(upload("BEGIN:VCARD\nFN:Ana\nEND:VCARD\n"))
    record = PersonRecord(
        "c.csv",
        4,
        "Ana Ruiz",
        "Ana",
        "Ruiz",
        points=[Point("email", "a@b.example"), Point("address", "Weg 1")],
        positions=[PositionRecord("Acme", "Buyer"), PositionRecord("School", kind="education")],
        occasions=[OccasionRecord("birthday", 2, 14)],
        keys=("uid:7",),
    )

    told = from_vcard.as_json(record, "c.csv", 2)

    assert told.keys() == card.keys()
    assert (told["n"], told["org"], told["title"]) == (["Ruiz", "Ana", "", "", ""], [["Acme"]], ["Buyer"])
    assert (told["bday"], told["uid"], told["adr"]) == ("--02-14", "7", [["", "", "Weg 1", "", "", "", ""]])


def test_the_corpus_is_read_as_two_other_parsers_read_it(shared: Path):
    def normal(value):
        return " ".join(value.split()) if isinstance(value, str) else value and [normal(part) for part in value]

    folder = shared / "vcard"
    rows = [json.loads(line) for line in (folder / "expected.jsonl").read_text().splitlines()]
    differing = []
    for row in rows:
        told = [card for card in from_vcard.read_as_json(Upload(row["file"], folder / row["file"])) if "fn" in card]
        for card, expected in zip(told, row["expect"], strict=False):
            fields = expected.keys() - {"disputed"}
            if any(normal(card[name]) != normal(expected[name]) for name in fields):
                differing.append((row["file"], card["index"]))
        if row["expect"] and len(told) != len(row["expect"]):
            differing.append((row["file"], len(told)))

    assert len(rows) > 100
    assert differing == []
