"""Tables of people whose making nobody knows."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from kith.imports import from_spreadsheet
from kith.imports.records import InteractionRecord, LeftRecord, OccasionRecord, PersonRecord, PersonRef, PositionRecord
from kith.imports.uploads import BadFile
from tests.imports.tables_given import labelled, ods, people, person, read, refusals, upload, values, xlsx

HEADERS = [
    "Name,Job title,Company,Mail,Mobile,LinkedIn,Town,Date of birth,Tags,Met at,Met through,Last contact,Shoe size",
    "Name,Position,Firma,E-Mail,Handy,LinkedIn,Ort,Geburtsdatum,Schlagworte,Kennengelernt bei,Empfohlen von,Letzter Kontakt,Shoe size",
    "Nom,Fonction,Société,Courriel,Portable,LinkedIn,Ville,Date de naissance,Étiquettes,Lieu de rencontre,Recommandé par,Dernier contact,Shoe size",
    "Nombre,Puesto,Empresa,Correo electrónico,Móvil,LinkedIn,Ciudad,Fecha de nacimiento,Etiquetas,Lugar de encuentro,Recomendado por,Último contacto,Shoe size",
]
ROW = (
    "Ana Ruiz,CTO,Acme,ana@acme.example,+49 151 12345678,https://linkedin.com/in/ana-ruiz,Lyon,20/06/1980,"
    "climbers;board,PyCon,Bo Li,24/12/2025,38"
)


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_columns_are_known_by_their_names_in_four_languages(tmp_path: Path, header: str, separator: str):
    text = ROW.replace("climbers;board", "climbers") if separator == ";" else ROW
    content = f"{header}\n{text}\n".replace(",", separator)

    ana, touch = read(upload(tmp_path / "people.csv", content), "spreadsheet")

    assert isinstance(ana, PersonRecord)
    assert ana.full_name == "Ana Ruiz"
    assert ana.positions == [PositionRecord("Acme", "CTO")]
    assert values(ana, "email") == ["ana@acme.example"]
    assert labelled(ana, "phone") == [("mobile", "+49 151 12345678")]
    assert ana.labels[0] == "climbers"
    assert (ana.met_at, ana.met_through) == ("PyCon", PersonRef("Bo Li"))
    assert ana.extra == {"Shoe size": "38"}
    assert set(ana.keys) == {"email:ana@acme.example", "phone:+4915112345678", "linkedin:ana-ruiz"}
    assert isinstance(touch, InteractionRecord)
    assert (touch.on, touch.people) == (date(2025, 12, 24), [PersonRef("Ana Ruiz", ana.keys)])


def test_columns_of_unknown_names_are_known_by_what_stands_in_them(tmp_path: Path):
    content = (
        "Who,Where to write,Digits,Cake,What for\nAna Ruiz,ana@x.example,+49 30 1234567,20.06.1980,tea\n"
        "Bo Li,bo@x.example,030 765 4321,,boats\n"
    )

    ana, _ = people(upload(tmp_path / "people.csv", content))

    assert values(ana, "email") == ["ana@x.example"]
    assert values(ana, "phone") == ["+49 30 1234567"]
    assert (ana.full_name, ana.occasions) == ("Ana Ruiz", [OccasionRecord("birthday", 6, 20, 1980)])
    assert ana.extra == {"What for": "tea"}


def test_a_table_without_the_names_of_its_columns_is_read(tmp_path: Path):
    content = "Ana Ruiz,Ana,Ruiz,ana@x.example\nBo Li,Bo,Li,bo@x.example\n"

    ana, bo = people(upload(tmp_path / "people.csv", content))

    assert (ana.full_name, ana.given, ana.family) == ("Ana Ruiz", "Ana", "Ruiz")
    assert bo.keys == ("email:bo@x.example",)


def test_rows_with_another_separator_than_the_others_are_read(tmp_path: Path):
    content = "Ana,Ruiz,ana@x.example,,\nBo\tLi\tbo@x.example\t\t\n"

    assert [each.full_name for each in people(upload(tmp_path / "people.csv", content))] == ["Ana Ruiz", "Bo Li"]


def test_words_before_the_names_of_the_columns_are_passed_over(tmp_path: Path):
    content = "My contacts\n\nName,E-mail\nAna Ruiz,ana@x.example\n"

    assert person(upload(tmp_path / "people.csv", content)).full_name == "Ana Ruiz"


def test_what_excel_says_of_the_separator_is_believed(tmp_path: Path):
    assert (
        person(upload(tmp_path / "people.csv", 'sep=;\r\nName;E-mail\r\n"Ruiz, Ana";a@x.example\r\n')).full_name
        == "Ruiz, Ana"
    )


def test_several_addresses_in_several_columns_or_one_cell_are_all_kept(tmp_path: Path):
    content = 'Name,Email,Work email,Phone\nAna,"a@x.example; b@x.example",Ana <c@x.example>,"+49 30 1 / +49 30 2"\n'

    ana = person(upload(tmp_path / "people.csv", content))

    assert labelled(ana, "email") == [("", "a@x.example"), ("", "b@x.example"), ("work", "c@x.example")]
    assert values(ana, "phone") == ["+49 30 1", "+49 30 2"]


def test_nothing_is_lost_that_does_not_fit_its_column(tmp_path: Path):
    content = "Name,Email,Birthday,Relation\nAna,none yet,in spring,sailing\n"

    assert person(upload(tmp_path / "people.csv", content)).extra == {
        "Email": "none yet",
        "Birthday": "in spring",
        "Relation": "sailing",
    }


def test_rows_too_short_or_too_long_are_read_and_the_rest_is_kept(tmp_path: Path):
    ana, bo = people(upload(tmp_path / "people.csv", "Name,Email,Town\nAna\nBo,bo@x.example,Rome,what,more\n"))

    assert ana.full_name == "Ana"
    assert bo.extra == {"Column 4": "what", "Column 5": "more"}


def test_a_row_about_nobody_is_refused_with_its_line(tmp_path: Path):
    records = read(upload(tmp_path / "people.csv", "Name,Email,Notes\nAna,,\n,,Who was it\n"))

    assert refusals(records)[0][0] == 3
    assert "no name here" in refusals(records)[0][1]


@pytest.mark.parametrize(
    "content", ["Quarter,Turnover\nQ1,17\nQ2,18\n", "Tea,From\nGreen Leaf,New Delhi\n", "Ana\nBo\n"]
)
def test_a_table_that_tells_of_nobody_is_asked_about(tmp_path: Path, content: str):
    with pytest.raises(BadFile, match="which of these columns"):
        read(upload(tmp_path / "sales.csv", content))


def test_what_the_user_said_of_the_columns_counts(tmp_path: Path):
    content = "Who,Town,Day\nAna Ruiz,Lyon,03/04/1980\n"
    mapping = {"fields": ["full", "keep", "birthday"], "dates": "mdy"}

    ana = person(upload(tmp_path / "people.csv", content, mapping=mapping))

    assert ana.full_name == "Ana Ruiz"
    assert (ana.occasions[0].month, ana.extra) == (3, {"Town": "Lyon"})


def test_columns_can_be_said_by_name_and_left_out(tmp_path: Path):
    mapping = {"named": {"Who": "full", "town": "leave"}}

    ana = person(upload(tmp_path / "people.csv", "Who,Town\nAna Ruiz,Lyon\n", mapping=mapping))

    assert (ana.full_name, ana.extra) == ("Ana Ruiz", {})


def test_a_first_row_can_be_said_to_be_somebody(tmp_path: Path):
    mapping = {"header": False, "fields": ["full", "organisation"]}

    found = people(upload(tmp_path / "people.csv", "Name,Company\nAna Ruiz,Acme\n", mapping=mapping))

    assert [each.full_name for each in found] == ["Name", "Ana Ruiz"]


def test_what_was_said_of_the_same_columns_before_is_used_again(tmp_path: Path):
    first = upload(tmp_path / "people.csv", "Who,Stadt\nAna Ruiz,Lyon\n")
    [sheet] = from_spreadsheet.overview(first)

    again = upload(
        tmp_path / "more.csv", "Who,Stadt\nBo Li,Rome\n", mappings={sheet["digest"]: {"fields": ["full", "notes"]}}
    )

    assert (person(again).full_name, person(again).notes) == ("Bo Li", "Rome")


def test_excel_sheets_are_read_with_their_numbers_and_days(tmp_path: Path):
    rows: list[list[object]] = [["Name", "Phone", "Birthday"], ["Ana Ruiz", 4915112345678, date(1980, 6, 20)]]

    ana = person(xlsx(tmp_path / "people.xlsx", rows), "spreadsheet")

    assert values(ana, "phone") == ["4915112345678"]
    assert (ana.occasions[0].month, ana.occasions[0].day, ana.occasions[0].year) == (6, 20, 1980)


def test_each_sheet_is_read_that_tells_of_people(tmp_path: Path):
    records = read(
        xlsx(tmp_path / "people.xlsx", [["Name"], ["Ana Ruiz"]], [["Quarter"], ["Q1"]], [["E-mail"], ["b@x.example"]])
    )

    assert [getattr(each, "full_name", "") for each in records] == ["Ana Ruiz", "", "b@x.example"]
    assert isinstance(records[1], LeftRecord)
    assert records[1].file == "people.xlsx (Sheet2)"


def test_opendocument_sheets_are_read(tmp_path: Path):
    assert person(ods(tmp_path / "people.ods", [["Name", "E-mail"], ["Zoé Li", "zoe@x.example"]])).full_name == "Zoé Li"


def test_a_workbook_whose_cells_reach_too_far_is_refused_before_it_is_opened(tmp_path: Path):
    given = xlsx(tmp_path / "people.xlsx", [["Name"], ["Ana"]])
    far = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    with zipfile.ZipFile(given.path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(given.path, "w") as archive:
        for name, content in {**members, "xl/worksheets/sheet1.xml": far.encode()}.items():
            archive.writestr(name, content)

    with pytest.raises(BadFile, match="more cells than Kith reads"):
        read(given)


def test_a_damaged_workbook_is_refused_in_words(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "people.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")

    with pytest.raises(BadFile, match="damaged"):
        read(upload(tmp_path / "people.xlsx", (tmp_path / "people.xlsx").read_bytes()))


def test_pictures_and_programs_named_csv_are_not_tables(tmp_path: Path):
    assert not from_spreadsheet.recognises(upload(tmp_path / "x.csv", bytes(range(256)) * 100))


def test_a_quotation_mark_that_is_never_closed_is_a_refusal_with_its_row(tmp_path: Path):
    content = 'Name,Email\nAna,a@x.example\nBo,"b@x.example\n' + "Cy,c@x.example\n" * 20_000

    records = read(upload(tmp_path / "people.csv", content))

    assert refusals(records)[0][0] == 3
    assert len(records) > 5_000


def test_what_one_column_is_may_be_told_by_the_others(tmp_path: Path):
    content = "Anrede,Titel,Name,Vorname,Position,Adresse,PLZ,Ort\nFrau,Dr.,Ruiz,Ana,CTO,Weg 3,50667,Köln\n"

    ana = person(upload(tmp_path / "people.csv", content))

    assert (ana.prefix, ana.given, ana.family, ana.full_name) == ("Frau Dr.", "Ana", "Ruiz", "Ana Ruiz")
    assert ana.points[0].parts == ("", "", "Weg 3", "Köln", "", "50667", "")
