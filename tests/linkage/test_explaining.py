"""Evidence in words, and what needs no question."""

from __future__ import annotations

import pytest

from kith.linkage import certain_pairs, explain, is_certain
from tests.linkage.people import HOME, person

BOB = person("Bob Li", email="bob@li.org", tel="206-555-0100")
ROBERT = person("Robert Li", email="bob@li.org", tel="+1 206 555 0100", org="Acme")


def test_the_strongest_evidence_comes_first_and_short_forms_are_named():
    assert explain(BOB, ROBERT)[:2] == ["same phone", "same e-mail"]
    assert "Bob is short for Robert" in explain(BOB, ROBERT)


def test_what_speaks_against_stands_last_and_begins_with_but():
    one = person("Anna Gruber", bday="1990-01-02", adr=HOME)
    other = person("Clara Gruber", bday="1992-05-06", adr=HOME)

    said = explain(one, other)

    assert said[-2:] == ["but different first names", "but different birthdays"]
    assert {"same last name", "same street address"} <= set(said[:-2])


@pytest.mark.parametrize(
    ("one", "other", "saying"),
    [
        (person("Ana Ruiz", org="Acme"), person("Ana Ruiz", org="ACME, Inc."), "both at Acme"),
        (person("Ana Ruiz"), person("Ana Ruiz", org="Acme"), "same name"),
        (person("Robert Fay"), person("Bob Fay"), "Bob is short for Robert"),
        (person("Rob Fay"), person("Bob Fay"), "Rob and Bob are short for one name"),
        (person("Сергей Фёдоров"), person("Sergey Fedorov"), "Сергей and Sergey are spellings of one name"),
        (person("Philipp Zander"), person("Filip Zander"), "Philipp and Filip are spellings of one name"),
        (person("Jon Zander"), person("Joni Zander"), "Jon and Joni are spelled alike"),
        (person("Ana Ruiz Lopez"), person("Ana Ruiz"), "Lopez"),
        (person("Ana", bday="1980-05-01"), person("Ana", bday="1980-05-01"), "born on the same day"),
        (person("Ana", bday="1980-05-01"), person("Ana", bday="--05-01"), "same birthday"),
        (person("Ana", bday="1980-05-01"), person("Ana", bday="1980-01-05"), "birthdays differ by a slip"),
        (person("Ana", bday="1980-05-01"), person("Ana", bday="1984-05-01"), "birthdays differ by a slip"),
        (person("Ana", ids=["7204974"]), person("Ana", ids=["7204973"]), "personal numbers differ by one digit"),
        (
            person("Ana", url="linkedin.com/in/ana"),
            person("Ana", url="linkedin.com/in/bea"),
            "but different LinkedIn profiles",
        ),
        (person("Jim Fox Jr."), person("Jim Fox Sr."), "but one is Junior, the other Senior"),
        (person("Ana", uid="1"), person("Ana", uid="1"), "the same card"),
        (person("Ana", adr="12 Elm Street"), person("Ana", adr="12 Elm St."), "same street address"),
    ],
)
def test_each_agreement_has_its_words(one, other, saying):
    assert any(saying in said for said in explain(one, other))


def test_nothing_in_common_says_nothing_for_it():
    assert explain({}, {}) == []
    assert all(said.startswith("but ") for said in explain(person("Ana Ruiz"), person("Otto Hahn")))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (BOB, ROBERT),
        (person("Ana Ruiz", url="linkedin.com/in/ana"), person("Ana Ruiz", url="https://www.linkedin.com/in/ana/")),
        (person("Ana Ruiz", uid="7"), person("Ana Ruiz", uid="7")),
        (person("Ana Ruiz", tel="0151 1234567", org="Acme"), person("Ana Ruiz", tel="0151/1234567", org="Acme Ltd")),
        (person("Jürgen Weiß", email="j@w.de"), person("Juergen Weiss", email="J@W.de")),
        (person("Ana", email="ana@ruiz.org"), person("Ana Ruiz", email="ana@ruiz.org")),
    ],
)
def test_an_exact_identifier_and_agreeing_names_are_certain(one, other):
    assert is_certain(one, other)
    assert is_certain(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Ana Ruiz"), person("Ana Ruiz")),
        (person("Ana Ruiz", email="info@acme.com"), person("Ana Ruiz", email="info@acme.com")),
        (person("Ana Ruiz", tel="030 1234567"), person("Ana Ruiz", tel="030 1234567")),
        (person("Ana Vogt", email="ana@mail.org"), person("Ana Petersen", email="ana@mail.org")),
        (person("Peter Ruiz", email="home@ruiz.org"), person("Ana Ruiz", email="home@ruiz.org")),
        (person("Mario Ruiz", email="home@ruiz.org"), person("Maria Ruiz", email="home@ruiz.org")),
        (person("Alex Ivanov", email="home@i.ru"), person("Alexandra Ivanov", email="home@i.ru")),
        (person("J. Ruiz", email="home@ruiz.org"), person("Jana Ruiz", email="home@ruiz.org")),
        (person("Jim Fox Jr.", email="jim@fox.org"), person("Jim Fox", email="jim@fox.org")),
        (person("Jim A. Fox", email="jim@fox.org"), person("Jim B. Fox", email="jim@fox.org")),
        (
            person("Ana Ruiz", email="ana@ruiz.org", bday="1980-05-01"),
            person("Ana Ruiz", email="ana@ruiz.org", bday="1981-05-01"),
        ),
        (
            person("Ana Ruiz", email="ana@ruiz.org", url="linkedin.com/in/ana"),
            person("Ana Ruiz", email="ana@ruiz.org", url="linkedin.com/in/ana-2"),
        ),
        (person("Ana Ruiz", uid="7", ids=["1234567"]), person("Ana Ruiz", uid="7", ids=["7654321"])),
        (person(email="ana@ruiz.org"), person(email="ana@ruiz.org")),
        ({}, {}),
    ],
)
def test_whatever_contradicts_or_is_shared_by_many_is_not_certain(one, other):
    assert not is_certain(one, other)


def test_of_many_pairs_the_certain_ones_are_told():
    records = [BOB, person("Otto Hahn"), ROBERT]

    assert certain_pairs(records, [(0, 1), (0, 2)]) == [(0, 2)]
    assert certain_pairs(records, []) == []
