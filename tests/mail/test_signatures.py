"""What stands below letters."""

import pytest

from kith.mail.signatures import signature_in

ANA = ("Ana Ruiz", "ana.ruiz@acme.example")


def read(text: str, name: str = ANA[0], address: str = ANA[1], region: str = "") -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for each in signature_in(text, name, address, region):
        what = (each.title, each.organisation) if each.kind == "position" else (each.value, each.label)
        found.setdefault(each.kind, []).append(what)
    return found


def test_an_english_signature_after_the_delimiter():
    text = "See you there.\n\n-- \nAna Ruiz\nHead of Research, Acme Inc.\nT: +49 30 901820 | M: +49 1512 3456789\nwww.acme.example"

    assert read(text) == {
        "position": [("Head of Research", "Acme Inc.")],
        "phone": [("+49 30 901820", "work"), ("+49 1512 3456789", "mobile")],
        "url": [("www.acme.example", "")],
    }


@pytest.mark.parametrize(
    ("text", "title", "organisation"),
    [
        ("Bis bald\n\nMit freundlichen Grüßen\n\nDr. Ana Ruiz\nLeiterin Forschung\nNordwind GmbH & Co. KG\nHafenstr. 7", "Leiterin Forschung", "Nordwind GmbH & Co. KG"),
        ("À bientôt\n\nBien cordialement,\nAna RUIZ\nDirectrice commerciale\nBrise SARL", "Directrice commerciale", "Brise SARL"),
        ("Nos vemos\n\nUn saludo,\nAna Ruiz\nIngeniera en Sistemas | Viento S.L.", "Ingeniera en Sistemas", "Viento S.L."),
        ("Talk soon\n\nBest,\nAna Ruiz\nProduct Manager at Acme", "Product Manager", "Acme"),
        ("Talk soon\n\nKind regards\nAna Ruiz, PhD\nProfessor of Physics\nUniversity of Bern", "Professor of Physics", "University of Bern"),
        ("Talk soon\n\nCheers\nAna Ruiz\nLecturer at University of Bern", "Lecturer", "University of Bern"),
        ("Talk soon\n\nThanks!\nAna Ruiz\nDirector, Sales and Marketing", "Director, Sales and Marketing", ""),
    ],
)  # fmt: skip
def test_positions_in_four_languages(text, title, organisation):
    assert read(text)["position"] == [(title, organisation)]


@pytest.mark.parametrize(
    "text",
    [
        "See you there.\n\nBest,\nAna",
        "-- \nBen Okafor\nCEO, Acme Inc.\n+49 30 901820",
        "-- \nSent from my phone",
        "Ana Ruiz\nCEO, Acme Inc.",
        "Best,\nAna Ruiz\nsee you in Berlin on the 3rd",
        "Ana Ruiz said that +49 30 901820 is her number.\nBest,\nCy",
        f"-- \nAna Ruiz\n{'very ' * 16}Good Things Ltd",
        "-- \nAna Ruiz\nTel. +999 1234567",
        "-- \nAna Ruiz\nTel. +1 000 000 0000",
        "-- \nAna Ruiz\nLiving the dream\nOne day at a time",
        "",
    ],
)
def test_nothing_is_taken_from_what_is_no_clear_signature_of_the_writer(text):
    assert read(text) == {}


def test_the_line_is_kept_as_evidence():
    [detail] = signature_in("-- \nAna Ruiz\nCTO | Acme", *ANA)

    assert detail.line == "CTO | Acme"


def test_numbers_without_a_country_need_a_word_before_them_and_the_users_country():
    text = "-- \nAna Ruiz\nTel. 030 901820\nUSt-IdNr. 030 901829"

    assert read(text) == {}
    assert read(text, region="DE") == {"phone": [("+49 30 901820", "work")]}


def test_what_stands_twice_is_told_once():
    text = "-- \nAna Ruiz\nFon +49 30 901820\nPhone: +49 (0)30 901820\nFax: +49 30 901821"

    assert read(text)["phone"] == [("+49 30 901820", "work"), ("+49 30 901821", "fax")]


def test_a_name_of_one_word_is_not_enough_to_know_a_signature_by():
    assert read("-- \nAna\nCTO | Acme", name="Ana") == {}
