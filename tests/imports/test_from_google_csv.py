"""Google Contacts' CSV of all three generations."""

from pathlib import Path

import pytest

from kith.imports.records import OccasionRecord, PositionRecord, RelatedRecord
from tests.imports.tables_given import labelled, people, person, read, refusals, upload, values

OLD = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Additional Name Yomi,Family Name Yomi,"
    "Name Prefix,Name Suffix,Initials,Nickname,Short Name,Maiden Name,Birthday,Gender,Location,Billing Information,"
    "Directory Server,Mileage,Occupation,Hobby,Sensitivity,Priority,Subject,Notes,{}Group Membership,E-mail 1 - Type,"
    "E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Type,Organization 1 - Name,"
    "Organization 1 - Yomi Name,Organization 1 - Title,Organization 1 - Department,Relation 1 - Type,Relation 1 - Value"
)
NEW = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,Name Suffix,"
    "Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,"
    "E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,"
    "Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - PO Box,Address 1 - Region,"
    "Address 1 - Postal Code,Address 1 - Country,Address 1 - Extended Address,Relation 1 - Label,Relation 1 - Value,"
    "Website 1 - Label,Website 1 - Value,Event 1 - Label,Event 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value"
)


def table(header: str, *rows: dict[str, str]) -> str:
    names = header.split(",")
    lines = [",".join(f'"{cells.get(name, "")}"' for name in names) for cells in rows]
    return "\ufeff" + "\r\n".join([header, *lines]) + "\r\n"


@pytest.mark.parametrize("between", ["", "Language,Photo,"])
def test_the_older_generations_are_read_by_the_names_of_their_columns(tmp_path: Path, between: str):
    cells = {
        "Name": "Ana Ruiz",
        "Given Name": "Ana",
        "Family Name": "Ruiz",
        "Birthday": "--06-20",
        "Group Membership": "* myContacts ::: Climbers ::: * Other Contacts",
        "E-mail 1 - Type": "* Work",
        "E-mail 1 - Value": "ana@acme.example ::: a.ruiz@acme.example",
        "Organization 1 - Name": "Acme",
        "Organization 1 - Title": "CTO",
        "Organization 1 - Department": "R&D",
        "Relation 1 - Type": "Spouse",
        "Relation 1 - Value": "Bo Li",
    }

    found = person(upload(tmp_path / "google.csv", table(OLD.format(between), cells)), "google")

    assert (found.full_name, found.given, found.family) == ("Ana Ruiz", "Ana", "Ruiz")
    assert labelled(found, "email") == [("work", "ana@acme.example"), ("work", "a.ruiz@acme.example")]
    assert found.labels == ["Climbers"]
    assert found.occasions == [OccasionRecord("birthday", 6, 20)]
    assert found.positions == [PositionRecord("Acme", "CTO", "R&D")]
    assert found.related == [RelatedRecord("spouse", "Bo Li")]


def test_the_current_generation_is_read(tmp_path: Path):
    cells = {
        "First Name": "Zoé",
        "Last Name": "Kaya",
        "Phonetic First Name": "zoh-eh",
        "Organization Name": "Kaya & Co",
        "Organization Title": "Owner",
        "Birthday": "1980-02-29",
        "Notes": "Likes tea\nand boats",
        "Labels": "Friends ::: * myContacts",
        "E-mail 1 - Label": "* ",
        "E-mail 1 - Value": "zoe@kaya.example",
        "E-mail 2 - Label": "Old one",
        "E-mail 2 - Value": "zoe@old.example",
        "Phone 1 - Label": "Mobile",
        "Phone 1 - Value": "+49 151 12345678 ::: +49 30 1234567",
        "Address 1 - Label": "Home",
        "Address 1 - Formatted": "Weg 3\n10115 Berlin",
        "Address 1 - Street": "Weg 3",
        "Address 1 - City": "Berlin",
        "Address 1 - Postal Code": "10115",
        "Relation 1 - Label": "Assistant",
        "Relation 1 - Value": "Cy",
        "Website 1 - Label": "Profile",
        "Website 1 - Value": "https://www.linkedin.com/in/zoe-kaya",
        "Event 1 - Label": "Anniversary",
        "Event 1 - Value": "2010-05-06",
        "Custom Field 1 - Label": "Badge",
        "Custom Field 1 - Value": "17",
    }

    found = person(upload(tmp_path / "contacts.csv", table(NEW, cells)), "google")

    assert found.full_name == "Zoé Kaya"
    assert labelled(found, "email") == [("", "zoe@kaya.example"), ("Old one", "zoe@old.example")]
    assert [point.preferred for point in found.points if point.kind == "email"] == [True, False]
    assert values(found, "phone") == ["+49 151 12345678", "+49 30 1234567"]
    [address] = [point for point in found.points if point.kind == "address"]
    assert (address.label, address.value) == ("home", "Weg 3\n10115 Berlin")
    assert address.parts == ("", "", "Weg 3", "Berlin", "", "10115", "")
    assert found.occasions == [OccasionRecord("birthday", 2, 29, 1980), OccasionRecord("anniversary", 5, 6, 2010)]
    assert found.related == [RelatedRecord("assistant", "Cy")]
    assert found.extra == {"Phonetic First Name": "zoh-eh", "Badge": "17"}
    assert set(found.keys) >= {"email:zoe@kaya.example", "phone:+4915112345678", "linkedin:zoe-kaya"}


def test_rows_with_only_a_phone_or_only_an_address_are_somebody(tmp_path: Path):
    rows = [{"Phone 1 - Value": "+49 30 1234567"}, {"E-mail 1 - Value": "who@acme.example"}]

    found = people(upload(tmp_path / "contacts.csv", table(NEW, *rows)))

    assert [each.full_name for each in found] == ["+49 30 1234567", "who@acme.example"]


def test_a_row_with_nobody_in_it_is_refused_with_its_line(tmp_path: Path):
    records = read(upload(tmp_path / "contacts.csv", table(NEW, {"First Name": "Ana"}, {"Notes": "Who was this"})))

    assert refusals(records)[0][0] == 3


def test_a_cell_too_many_does_not_push_the_address_out_of_its_column(tmp_path: Path):
    header = (
        "Name,Given Name,Nickname,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Website 1 - Type,Website 1 - Value"
    )
    content = f"{header}\nJane,Jane,,,*,,jane@example.com,,\n"

    found = person(upload(tmp_path / "google.csv", content))

    assert values(found, "email") == ["jane@example.com"]
