"""Address books in LDIF."""

import base64
from pathlib import Path

import pytest

from kith.imports.records import LeftRecord, OccasionRecord, PersonRecord, PositionRecord, RelatedRecord
from kith.imports.uploads import BadFile
from tests.imports.tables_given import labelled, people, person, read, refusals, upload, values

ANA = """dn: cn=Ana Ruiz,mail=ana@acme.example
objectclass: top
objectclass: person
objectclass: mozillaAbPersonAlpha
cn: Ana Ruiz
givenName: Ana
sn: Ruiz
mozillaNickname: Ani
mail: ana@acme.example
mozillaSecondEmail: ana@home.example
telephoneNumber: +49 30 1
mobile: +49 151 12345678
fax: +49 30 3
mozillaHomeStreet: Weg 3
mozillaHomeStreet2: Hof
mozillaHomeLocalityName: Berlin
street: Road 1
l: Lyon
title: CTO
ou: R&D
o: Acme
mozillaWorkUrl: https://acme.example
nsAIMid: anar
birthyear: 1980
birthmonth: 6
birthday: 20
mozillaCustom1: blue
manager: cn=Eli Fox,ou=people,o=Acme
description: A long note that was fo
 lded in the middle
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_person_is_read_with_any_line_ends(tmp_path: Path, newline: str):
    found = person(upload(tmp_path / "book.ldif", f"version: 1\n\n{ANA}".replace("\n", newline)), "ldif")

    assert (found.full_name, found.given, found.family, found.nickname) == ("Ana Ruiz", "Ana", "Ruiz", "Ani")
    assert values(found, "email") == ["ana@acme.example", "ana@home.example"]
    assert labelled(found, "phone") == [("work", "+49 30 1"), ("mobile", "+49 151 12345678"), ("fax", "+49 30 3")]
    assert found.positions == [PositionRecord("Acme", "CTO", "R&D")]
    assert found.occasions == [OccasionRecord("birthday", 6, 20, 1980)]
    assert found.notes == "A long note that was folded in the middle"
    assert found.related == [RelatedRecord("manager", "Eli Fox")]
    assert found.extra == {"Custom 1": "blue"}
    addresses = {point.label: point.parts for point in found.points if point.kind == "address"}
    assert addresses["home"][1:4] == ("Hof", "Weg 3", "Berlin")
    assert addresses["work"][2:4] == ("Road 1", "Lyon")


def test_base64_values_and_photos_are_read(tmp_path: Path):
    note, photo = base64.b64encode("Zoé\nKöln".encode()).decode(), base64.b64encode(b"\xff\xd8picture").decode()
    content = f"dn: cn=Zoe\nobjectclass: person\ncn: Zoe\ndescription:: {note}\njpegPhoto:: {photo[:8]}\n {photo[8:]}\n"

    found = person(upload(tmp_path / "book.ldif", content))

    assert found.notes == "Zoé\nKöln"
    assert found.photo == b"\xff\xd8picture"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_usual_encoding_is_read(tmp_path: Path, encoding: str):
    content = "dn: cn=Zoé\nobjectclass: person\ncn: Zoé Müller\nmail: zoe@x.example\n".encode(encoding)

    assert person(upload(tmp_path / "book.ldif", content)).full_name == "Zoé Müller"


def test_comments_and_options_of_attributes_are_passed_over(tmp_path: Path):
    content = (
        "# of a directory\n # folded\ndn: cn=Ana\nobjectclass: person\n# more\ncn;lang-fr: Ana\nmail: ana@x.example\n"
    )

    assert person(upload(tmp_path / "book.ldif", content)).full_name == "Ana"


def test_the_name_of_a_group_becomes_a_label_of_its_members(tmp_path: Path):
    group = "dn: cn=Climbers\nobjectclass: groupOfNames\ncn: Climbers\nmember: cn=Ana Ruiz, mail=ana@acme.example\n"

    records = read(upload(tmp_path / "book.ldif", f"{group}\n{ANA}"))

    assert [type(record) for record in records] == [LeftRecord, PersonRecord]
    assert "“Climbers” is a group" in records[0].reason
    assert records[1].labels == ["Climbers"]


def test_parts_of_a_directory_are_left_out_with_a_reason(tmp_path: Path):
    [left] = read(upload(tmp_path / "book.ldif", "dn: ou=people,o=Acme\nobjectclass: organizationalUnit\nou: people\n"))

    assert isinstance(left, LeftRecord)
    assert "not a person" in left.reason


def test_entries_are_parted_also_where_the_empty_line_is_missing(tmp_path: Path):
    content = "dn: cn=Ana\nobjectclass: person\ncn: Ana\ndn: cn=Bo\nobjectclass: person\ncn: Bo\n"

    assert [each.full_name for each in people(upload(tmp_path / "book.ldif", content))] == ["Ana", "Bo"]


def test_what_cannot_be_read_is_refused_with_its_line_and_the_rest_is_read(tmp_path: Path):
    content = "dn: cn=Ana\nobjectclass: person\ncn: Ana\nnonsense\ndescription:: §§§\njpegPhoto:< file:///etc/passwd\n"

    records = read(upload(tmp_path / "book.ldif", content))

    assert [line for line, _ in refusals(records)] == [4, 5, 6]
    assert "another file" in refusals(records)[2][1]
    assert [each.full_name for each in records if isinstance(each, PersonRecord)] == ["Ana"]


def test_an_entry_without_end_is_refused(tmp_path: Path):
    content = "dn: cn=Ana\nobjectclass: person\n" + "".join(f"mail: a{number}@x.example\n" for number in range(5_000))

    with pytest.raises(BadFile, match="longer than any that people write"):
        read(upload(tmp_path / "book.ldif", content))
