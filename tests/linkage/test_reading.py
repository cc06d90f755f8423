"""How names, identifiers and records are made comparable."""

from __future__ import annotations

import pytest

from kith.linkage import identifiers, names
from kith.linkage.tables import read
from kith.linkage.texts import fold, skeleton, sound, words
from tests.linkage.people import HOME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mueller", "muller"),
        ("philipp", "filip"),
        ("sergej", "sergey"),
        ("ivanoff", "ivanov"),
        ("marc", "mark"),
        ("szymanski", "schimanski"),
    ],
)
def test_spellings_of_one_name_sound_alike(one, other):
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("mario", "maria"), ("jan", "jon"), ("charles", "karl"), ("anna", "hanna")])
def test_different_names_sound_different(one, other):
    assert sound(one) != sound(other)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łukasz", "lukasz"),
        ("ИВАНОВ", "ivanov"),
        ("Χρήστος", "christos"),
        ("Weiß", "weiss"),
        ("李伟", "李伟"),
        ("Zoë", "zoe"),
    ],
)
def test_letters_are_folded_to_plain_ones(text, folded):
    assert fold(text) == folded


def test_words_and_bones():
    assert words("Jean-Luc O’Neill") == ["jean", "luc", "oneill"]
    assert skeleton("muler") == "mlr"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dr. Ana María Ruiz", names.Name("ana", "ruiz", "maria")),
        ("van der Berg, Jan", names.Name("jan", "van der berg")),
        ("Jan van der Berg", names.Name("jan", "van der berg")),
        ("Jim Fox Jr.", names.Name("jim", "fox", "", "2")),
        ("Jim Fox III", names.Name("jim", "fox", "", "3")),
        ("Ana Ruiz, PhD", names.Name("ana", "ruiz")),
        ("Fox, Jim Jr.", names.Name("jim", "fox", "", "2")),
        ("Müller", names.Name("muller")),
        ("", names.Name()),
    ],
)
def test_a_name_in_one_piece_is_taken_apart(text, name):
    assert names.from_whole(text) == name


@pytest.mark.parametrize(
    ("make", "text", "made"),
    [
        (identifiers.email, "Ana <Ana.Ruiz@Acme.com>", "ana.ruiz@acme.com"),
        (identifiers.email, "a.na+x@googlemail.com", "ana@gmail.com"),
        (identifiers.email, "nobody", ""),
        (identifiers.phone, "+49 (0) 30 1234567 ext. 12", "301234567x12"),
        (identifiers.phone, "tel:+1-206-555-0100", "065550100"),
        (identifiers.phone, "112", ""),
        (identifiers.page, "https://de.linkedin.com/in/ana-ruiz?x=1", "linkedin:ana-ruiz"),
        (identifiers.page, "linkedin:ana-ruiz", "linkedin:ana-ruiz"),
        (identifiers.page, "https://www.acme.com/", ""),
        (identifiers.page, "http://github.com/ana/", "github.com/ana"),
        (identifiers.birthday, "1980-05-01T00:00:00Z", "19800501"),
        (identifiers.birthday, "--05-01", "00000501"),
        (identifiers.birthday, "1 May 1980", ""),
        (identifiers.street, "12 Elm St.", "12 elm street"),
        (identifiers.organisation, "The ACME Co., Inc.", "acme"),
        (identifiers.organisation, "AG", "ag"),
        (identifiers.company_label, "a@gmail.com", ""),
        (identifiers.company_label, "a@mail.acme.co.uk", "acme"),
        (identifiers.code, "AB1 2CD", "ab12cd"),
    ],
)
def test_identifiers_are_written_in_one_way(make, text, made):
    assert make(text) == made


@pytest.mark.parametrize(
    "adr",
    [[HOME], HOME, [tuple(HOME)], {"parts": HOME}, [{"parts": tuple(HOME)}], [[*HOME[:6]]], [[*HOME[:6], None]]],
)
def test_addresses_are_understood_however_they_are_written(adr):
    table = read([{"adr": adr}, {}])

    assert [list(column.values) for column in (table.street, table.town, table.code)] == [
        ["12 elm street"],
        ["springfield"],
        ["62701"],
    ]


def test_an_address_in_one_piece_is_a_street():
    assert list(read([{"adr": ["12 Elm St", {"value": "1 Oak Rd"}]}, {}]).street.values) == [
        "12 elm street",
        "1 oak road",
    ]


def test_values_may_be_texts_lists_or_numbers():
    table = read(
        [{"tel": 2065550100, "ids": [["7204974"]], "email": [{"value": "a@b.org"}], "org": "Acme", "uid": None}]
    )

    assert [list(column.values) for column in (table.phone, table.number, table.email, table.organisation)] == [
        ["065550100"],
        ["7204974"],
        ["a@b.org"],
        ["acme"],
    ]


def test_an_organisation_may_be_written_in_many_ways():
    table = read([{"org": [{"value": "Acme"}]}, {"org": [["Acme", "Sales"], "Nord"]}, {"org": "Luz"}, {"org": [None]}])

    assert list(table.organisation.values) == ["acme", "nord", "luz"]


def test_names_with_parts_left_out_and_endless_ones_are_read():
    table = read([{"n": ["Ruiz"]}, {"n": ["", "Ana"]}, {"n": [None, None], "fn": "Otto Hahn"}, {"fn": "a" * 10**6}])

    assert [len(name) for name in table.words.values if name.startswith("a")] == [3, 300]
    assert {"ruiz", "ana", "otto", "hahn"} <= set(table.words.values)


def test_what_an_address_is_made_of_besides_the_name_is_kept_apart():
    records = [
        {"fn": "Ana Ruiz", "email": ["ana.ruiz@a.org", "skyfall99@a.org", "info@a.org", "ana12345@a.org", "x@a.org"]},
    ]

    assert (read(records).local >= 0).tolist() == [[False, True, False, True]]
