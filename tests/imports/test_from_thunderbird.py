"""Thunderbird's address books as CSV and tabbed text."""

from pathlib import Path

import pytest

from kith.imports.records import OccasionRecord, PositionRecord
from tests.imports.tables_given import labelled, people, person, upload, values

ENGLISH = (
    "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Screen Name,Work Phone,Home Phone,Fax Number,"
    "Pager Number,Mobile Number,Home Address,Home Address 2,Home City,Home State,Home ZipCode,Home Country,Work Address,"
    "Work Address 2,Work City,Work State,Work ZipCode,Work Country,Job Title,Department,Organization,Web Page 1,Web Page 2,"
    "Birth Year,Birth Month,Birth Day,Custom 1,Custom 2,Custom 3,Custom 4,Notes"
)
GERMAN = (
    "Vorname,Nachname,Anzeigename,Spitzname,Primäre E-Mail-Adresse,Sekundäre E-Mail-Adresse,Messenger-Name,Tel. dienstlich,"
    "Tel. privat,Fax-Nummer,Pager-Nummer,Mobil-Tel.-Nr.,Privat: Adresse,Privat: Adresse 2,Privat: Ort,Privat: Bundesland,"
    "Privat: PLZ,Privat: Land,Dienstlich: Adresse,Dienstlich: Adresse 2,Dienstlich: Ort,Dienstlich: Bundesland,"
    "Dienstlich: PLZ,Dienstlich: Land,Arbeitstitel,Abteilung,Organisation,Webseite 1,Webseite 2,Geburtsjahr,Geburtsmonat,"
    "Geburtstag,Benutzerdef. 1,Benutzerdef. 2,Benutzerdef. 3,Benutzerdef. 4,Notizen"
)
ANA = (
    "Ana,Ruiz,Ana Ruiz,Ani,ana@acme.example,ana@home.example,anar,+49 30 1,+49 30 2,,,+49 151 12345678,Weg 3,Hof,Berlin,,10115,"
    "Germany,Road 1,,Lyon,,69001,France,CTO,R&D,Acme,https://acme.example,,1980,6,20,blue,,,,Tea"
)
BO = ",,,,bo@acme.example" + "," * 32


def is_ana(found) -> bool:
    assert (found.full_name, found.given, found.family, found.nickname) == ("Ana Ruiz", "Ana", "Ruiz", "Ani")
    assert values(found, "email") == ["ana@acme.example", "ana@home.example"]
    assert labelled(found, "phone") == [("work", "+49 30 1"), ("home", "+49 30 2"), ("mobile", "+49 151 12345678")]
    assert labelled(found, "handle") == [("aim", "anar")]
    addresses = {point.label: point.parts for point in found.points if point.kind == "address"}
    assert addresses["home"] == ("", "Hof", "Weg 3", "Berlin", "", "10115", "Germany")
    assert addresses["work"] == ("", "", "Road 1", "Lyon", "", "69001", "France")
    assert found.positions == [PositionRecord("Acme", "CTO", "R&D")]
    assert found.occasions == [OccasionRecord("birthday", 6, 20, 1980)]
    assert found.extra == {"Custom 1": "blue"}
    return bool(found.notes == "Tea")


@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_the_english_form_is_read(tmp_path: Path, separator: str):
    content = f"{ENGLISH}\n{ANA}\n".replace(",", separator)

    assert is_ana(person(upload(tmp_path / "book.txt", content), "thunderbird"))


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-16"])
def test_other_languages_are_read_by_the_order_of_their_columns(tmp_path: Path, encoding: str):
    found = people(upload(tmp_path / "book.csv", f"{GERMAN}\n{ANA}\n{BO}\n".encode(encoding)), "thunderbird")

    assert is_ana(found[0])
    assert found[1].full_name == "bo@acme.example"


def test_a_book_without_the_names_of_its_columns_is_read_by_their_order(tmp_path: Path):
    found = people(upload(tmp_path / "book.csv", f"{ANA}\n{BO}\n"), "thunderbird")

    assert len(found) == 2
    assert is_ana(found[0])


def test_japanese_of_windows_is_read(tmp_path: Path):
    content = f"{ENGLISH}\n権兵衛,名無し,名無しの権兵衛,,nanashi@host.example{',' * 32}\n".encode("cp932")

    found = person(upload(tmp_path / "book.csv", content), "thunderbird")

    assert (found.full_name, found.given, found.family) == ("名無しの権兵衛", "権兵衛", "名無し")


def test_half_a_birthday_is_kept_as_it_is(tmp_path: Path):
    header = "First Name,Display Name,Primary Email,Birth Year,Birth Month,Birth Day"

    found = person(upload(tmp_path / "book.csv", f"{header}\nAna,Ana,ana@x.example,1980,,\n"), "thunderbird")

    assert found.occasions == []
    assert found.extra == {"birth year": "1980"}
