"""Outlook's CSV, in the languages in which it is written."""

from pathlib import Path

import pytest

from kith.imports.records import OccasionRecord, PersonRef, PositionRecord, RelatedRecord
from tests.imports.tables_given import labelled, people, person, row, upload

ENGLISH = (
    "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business Street 2,"
    "Business City,Business State,Business Postal Code,Business Country/Region,Home Street,Home City,Other City,"
    "Assistant's Phone,Business Fax,Business Phone,Business Phone 2,Car Phone,Home Phone,Mobile Phone,Pager,Anniversary,"
    "Assistant's Name,Birthday,Categories,Children,E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,"
    "Gender,Hobby,Manager's Name,Notes,Priority,Private,Referred By,Sensitivity,Spouse,User 1,Web Page"
)
FULL = [
    *(
        "Dr.",
        "Ana",
        "María",
        "Ruiz",
        "PhD",
        "Acme",
        "R&D",
        "CTO",
        "Road 1",
        "Door 2",
        "Lyon",
        "Rhône",
        "69001",
        "France",
    ),
    *("Weg 3", "Berlin", "Rome", "111 111 1111", "222 222 2222", "333 333 3333", "444 444 4444", "555 555 5555"),
    *(
        "666 666 6666",
        "777 777 7777",
        "888 888 8888",
        "0/0/00",
        "Cy",
        "6/20/1980",
        "Climbers;Board",
        "Bo and Di",
        "ana@acme.example",
    ),
    *(
        "SMTP",
        "Ana Ruiz (ana@acme.example)",
        "ana@home.example",
        "Unspecified",
        "Chess;Tea",
        "Eli",
        "Met in May",
        "Normal",
    ),
    *("False", "Flo Fox", "Normal", "Gus", "blue", "https://acme.example"),
]


def one(header: str, cells: list[str]) -> str:
    return header + "\r\n" + ",".join(f'"{cell}"' for cell in cells) + "\r\n"


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
def test_the_full_form_is_read_in_any_encoding(tmp_path: Path, encoding: str):
    found = person(upload(tmp_path / "outlook.csv", one(ENGLISH, FULL).encode(encoding)), "outlook")

    assert (found.prefix, found.given, found.additional, found.family, found.suffix) == (
        *("Dr.", "Ana", "María", "Ruiz", "PhD"),
    )
    assert found.positions == [PositionRecord("Acme", "CTO", "R&D")]
    assert found.labels == ["Climbers", "Board"]
    assert found.interests == ["Chess", "Tea"]
    assert found.occasions == [OccasionRecord("birthday", 6, 20, 1980)]
    assert found.notes == "Met in May"


def test_relations_are_kept_and_who_referred_them_is_whom_they_were_met_through(tmp_path: Path):
    found = person(upload(tmp_path / "outlook.csv", one(ENGLISH, FULL)))

    assert found.met_through == PersonRef("Flo Fox")
    assert sorted((each.kind, each.name) for each in found.related) == [
        ("assistant", "Cy"),
        ("child", "Bo"),
        ("child", "Di"),
        ("manager", "Eli"),
        ("referred_by", "Flo Fox"),
        ("spouse", "Gus"),
    ]
    assert RelatedRecord("spouse", "Gus") in found.related


def test_all_phones_and_addresses_are_kept_with_their_labels(tmp_path: Path):
    found = person(upload(tmp_path / "outlook.csv", one(ENGLISH, FULL)))

    labels = [label for label, _ in labelled(found, "phone")]
    assert labels == ["assistant", "work fax", "work", "work", "car", "home", "mobile", "pager"]
    addresses = {point.label: point.parts for point in found.points if point.kind == "address"}
    assert addresses["work"] == ("", "", "Road 1\nDoor 2", "Lyon", "Rhône", "69001", "France")
    assert addresses["home"] == ("", "", "Weg 3", "Berlin", "", "", "")
    assert addresses["other"] == ("", "", "", "Rome", "", "", "")


def test_numbers_that_many_share_identify_nobody(tmp_path: Path):
    found = person(upload(tmp_path / "outlook.csv", one(ENGLISH, FULL)))

    assert not {"phone:1111111111", "phone:2222222222", "phone:8888888888"} & set(found.keys)
    assert "phone:3333333333" in found.keys


def test_what_outlook_writes_where_nothing_was_said_is_no_fact(tmp_path: Path):
    found = person(upload(tmp_path / "outlook.csv", one(ENGLISH, FULL)))

    assert found.extra == {"E-mail Display Name": "Ana Ruiz (ana@acme.example)", "User 1": "blue"}


def test_one_clear_date_tells_how_all_of_them_are_written(tmp_path: Path):
    header = "First Name,Last Name,E-mail Address,Business Phone 2,Business Fax,Birthday"
    content = f"{header}\nAna,Ruiz,a@x.example,,,03/04/1980\nBo,Li,b@x.example,,,20/01/1991\n"

    found = people(upload(tmp_path / "outlook.csv", content), "outlook")

    assert [each.occasions[0].month for each in found] == [4, 1]


@pytest.mark.parametrize(("region", "month"), [("", 3), ("US", 3), ("GB", 4)])
def test_where_no_date_is_clear_the_country_decides(tmp_path: Path, region: str, month: int):
    header = "First Name,Last Name,E-mail Address,Business Phone 2,Business Fax,Birthday"

    found = person(upload(tmp_path / "o.csv", f"{header}\nAna,Ruiz,a@x.example,,,03/04/1980\n", region=region))

    assert found.occasions[0].month == month


def test_a_table_of_addresses_alone_is_read(tmp_path: Path):
    found = person(upload(tmp_path / "o.csv", "E-mail Address,E-mail 2 Address\na@x.example,b@x.example\n"), "outlook")

    assert found.full_name == "a@x.example"
    assert found.keys == ("email:a@x.example", "email:b@x.example")


GERMAN = (
    "Anrede,Vorname,Weitere Vornamen,Nachname,Firma,Abteilung,Position,Straße geschäftlich,Ort geschäftlich,"
    "Postleitzahl geschäftlich,Land/Region geschäftlich,Fax geschäftlich,Telefon geschäftlich,Telefon privat,Mobiltelefon,"
    "E-Mail-Adresse,Empfohlen von,Geburtstag,Kategorien,Name des/der Vorgesetzten,Name Assistent,Ort,Webseite"
)
FRENCH = (
    "Titre,Prénom,Deuxième prénom,Nom,Société,Service,Titre,Rue (bureau),Ville (bureau),Code postal (bureau),"
    "Pays/Région (bureau),Télécopie (bureau),Téléphone (bureau),Téléphone (domicile),Tél. mobile,Adresse de messagerie,"
    "Recommandé par,Anniversaire,Catégories,Responsable,Nom de l'assistant(e),Lieu,Page Web"
)
SPANISH = (
    "Título,Nombre,Segundo nombre,Apellidos,Organización,Departamento,Puesto,Calle del trabajo,Ciudad de trabajo,"
    "Código postal de trabajo,País o región de trabajo,Fax del trabajo,Teléfono del trabajo,Particular,Teléfono móvil,"
    "Dirección de correo electrónico,Recomendado por,Cumpleaños,Categorías,Nombre del jefe,Nombre del ayudante,Ubicación,"
    "Página Web"
)
LOCAL = [
    *("Dr.", "Ana", "María", "Ruiz", "Acme", "R&D", "CTO", "Road 1", "Köln", "69001", "France", "222 222 2222"),
    *(
        "333 333 3333",
        "666 666 6666",
        "777 777 7777",
        "ana@acme.example",
        "Flo Fox",
        "03.04.1980",
        "Climbers",
        "Eli",
        "Cy",
    ),
    *("Kontakte", "https://acme.example"),
]


@pytest.mark.parametrize("header", [GERMAN, FRENCH, SPANISH])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_the_headers_of_other_languages_are_known(tmp_path: Path, header: str, encoding: str):
    content = one(header, LOCAL).replace(",", ";") if header is GERMAN else one(header, LOCAL)

    found = person(upload(tmp_path / "kontakte.csv", content.encode(encoding)), "outlook")

    assert (found.prefix, found.full_name) == ("Dr.", "Ana María Ruiz")
    assert found.positions == [PositionRecord("Acme", "CTO", "R&D")]
    assert [label for label, _ in labelled(found, "phone")] == ["work fax", "work", "home", "mobile"]
    assert found.occasions == [OccasionRecord("birthday", 4, 3, 1980)]
    assert found.met_through == PersonRef("Flo Fox")
    assert {(each.kind, each.name) for each in found.related} >= {("manager", "Eli"), ("assistant", "Cy")}
    assert [point.parts[3] for point in found.points if point.kind == "address"] == ["Köln"]


def test_the_short_form_is_known_too(tmp_path: Path):
    header = "First Name,Middle Name,Last Name,Title,Suffix,Web Page,E-mail Address,Managers Name,Assistants Name,Business Country,Job Title"

    found = person(
        upload(tmp_path / "o.csv", row(header, c0="Ana", c2="Ruiz", c3="Dr.", c9="France", c10="CTO")), "outlook"
    )

    assert (found.prefix, found.positions[0].title) == ("Dr.", "CTO")
    assert found.points[0].parts[6] == "France"
