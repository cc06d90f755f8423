"""Which records tell of the same person: in small books by sense, in public sets by their truth, and by properties."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.linkage import FLOOR, find_pairs
from tests.linkage.people import HOME, OFFICE, book, chance, person

LINKEDIN = "https://www.linkedin.com/in/ana-ruiz"

ONE = {
    "a short form with the same e-mail": (person("Bob Li", email="b@li.org"), person("Robert Li", email="b@li.org")),
    "a short form with the same number": (
        person("Bob Zellweger", tel="+1 206 555 0100"),
        person("Robert Zellweger", tel="206-555-0100"),
    ),
    "a nickname that stands in the other record": (
        person("William Zellweger", nickname="Buddy", tel="206-555-0100"),
        person("Buddy Zellweger", tel="206-555-0100"),
    ),
    "a common name at one employer": (person("Maria Garcia", org="Acme"), person("Maria Garcia", org="Acme Inc.")),
    "a rare name at two employers": (
        person("Thaddeus Wojciehowski", org="Acme"),
        person("Thaddeus Wojciehowski", org="Siemens"),
    ),
    "an umlaut written out": (person("Jürgen Müllerschön"), person("Juergen Muellerschoen", tel="123456789")),
    "letters without their strokes": (
        person("Łukasz Wiśniewolski", org="Acme"),
        person("Lukasz Wisniewolski", org="Acme"),
    ),
    "Cyrillic and Latin": (person("Сергей Иванов", email="si@x.ru"), person("Sergey Ivanov", email="si@x.ru")),
    "family name first": (person("Li Wei", org="Huaxin"), person("Wei Li", org="Huaxin")),
    "parts of the name swapped": (
        person(n=["Haruto", "Nakagawara", "", "", ""]),
        person(n=["Nakagawara", "Haruto", "", "", ""], org="Sora"),
    ),
    "a new family name with the same e-mail": (
        person("Sandra Vogt", email="sandra@mail.org"),
        person("Sandra Petersen", email="sandra@mail.org"),
    ),
    "an initial with the same e-mail": (
        person("J. Sandoval", email="jsandoval9@mail.org"),
        person("Joaquin Sandoval", email="jsandoval9@mail.org"),
    ),
    "one of two family names": (
        person("Maria Inés Quirosa Villalobos", org="Acme"),
        person("Maria Quirosa", org="Acme"),
    ),
    "one profile and a new job": (
        person("Ana Ruiz", org="A", url=LINKEDIN),
        person("Ana Ruiz", org="B", url="linkedin.com/in/ana-ruiz/"),
    ),
    "two cards with UIDs of their own": (
        person("Ana Pellegrini", uid="a", email="a@p.it"),
        person("Ana Pellegrini", uid="b", email="a@p.it"),
    ),
    "slips in name and e-mail": (
        person("Petra Zwickel", email="pzwickel77@a.org"),
        person("Petra Zwickl", email="pzwikel77@a.org"),
    ),
    "an e-mail without a name": (person(email="karl.xaver@a.org"), person("Karl Xaver", email="karl.xaver@a.org")),
}
TWO = {
    "one first name at one employer": (person("Anna Klein", org="Acme"), person("Anna Sommer", org="Acme")),
    "one first name, employer and switchboard": (
        person("Anna Klein", org="Acme", tel="+49 30 123456"),
        person("Anna Sommer", org="Acme", tel="+49 30 123456"),
    ),
    "a common name at two employers": (person("Thomas Müller", org="Acme"), person("Thomas Müller", org="Siemens")),
    "a common name and nothing else": (person("John Smith"), person("John Smith")),
    "common names the other way round": (person("Li Wei"), person("Wei Li")),
    "a couple with one phone, e-mail and home": (
        person("Peter Hansen", tel="+45 1234 5678", email="fam@hansen.dk", adr=HOME),
        person("Karin Hansen", tel="+45 1234 5678", email="fam@hansen.dk", adr=HOME),
    ),
    "a couple with one e-mail": (
        person("Peter Hansen", email="hansens@x.dk"),
        person("Karin Hansen", email="hansens@x.dk"),
    ),
    "Junior and Senior": (
        person("John Kowalczyk Jr.", email="j@k.com", adr=HOME, tel="555 123 4567"),
        person("John Kowalczyk Sr.", email="j@k.com", adr=HOME, tel="555 123 4567"),
    ),
    "father and son by their birthdays": (
        person("John Kowalczyk", adr=HOME, bday="1950-02-03"),
        person("John Kowalczyk", adr=HOME, bday="1980-11-23"),
    ),
    "sisters": (
        person("Anna Gruber", bday="1990-01-02", adr=HOME),
        person("Clara Gruber", bday="1992-05-06", adr=HOME),
    ),
    "twins": (
        person("Anna Gruber", bday="1990-01-02", adr=HOME),
        person("Clara Gruber", bday="1990-01-02", adr=HOME),
    ),
    "the address of an office": (
        person("Peter Voss", email="info@firm.example"),
        person("Lena Berg", email="info@firm.example"),
    ),
    "colleagues with one family name": (
        person("Anna Schmidt", org="Acme", tel="030 555000", adr=OFFICE),
        person("Bernd Schmidt", org="Acme", tel="030 555000", adr=OFFICE),
    ),
    "one name and two profiles": (
        person("Ana Ruiz", url=LINKEDIN),
        person("Ana Ruiz", url="linkedin.com/in/ana-ruiz-2/"),
    ),
    "e-mails a letter apart and no name": (person(email="x1@a.org"), person(email="y2@a.org")),
    "nothing at all": (person(), person()),
}


@pytest.mark.parametrize("case", ONE)
def test_they_are_taken_for_one(case):
    assert chance(*ONE[case]) >= 0.6


@pytest.mark.parametrize("case", TWO)
def test_they_are_not_taken_for_one(case):
    assert chance(*TWO[case]) < FLOOR


def test_a_book_without_doubles_has_none():
    assert find_pairs(book()) == []


@pytest.mark.parametrize("records", [[], [person("Ada Byron")], [{}, {}], [{"fn": None}, {"adr": None, "x": 1}]])
def test_too_little_to_compare_gives_no_pairs(records):
    assert find_pairs(records) == []


def test_other_keys_and_plain_texts_are_understood():
    one = {"full_name": "Ana Pellegrini", "emails": ["ana@p.it"], "phones": "0123456789", "birthday": "19800501"}
    other = {"given": "Ana", "family": "Pellegrini", "email": "ana@p.it", "bday": "1980-05-01", "adr": "12 Elm Street"}

    assert [pair[:2] for pair in find_pairs([one, other])] == [(0, 1)]


def test_the_surest_come_first():
    records = [*[record for pair in ONE.values() for record in pair], *book()]

    pairs = find_pairs(records)

    assert pairs == sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1]))


def test_it_ends_in_time_and_keeps_what_it_found():
    records = [person(f"Given{k // 2 % 900} Family{k // 2}", email=f"mail{k // 2}@x.example") for k in range(4000)]

    assert len(find_pairs(records, seconds=0.0)) > 0


parts = st.sampled_from(["Ana", "Bob", "Robert", "Müller", "Mueller", "Li", "Wei", "Garcia", "J", "Ivanov", ""])
mails = st.lists(st.sampled_from(["a@b.example", "ana.ruiz@c.example", "info@c.example", "x"]), max_size=2)
days = st.sampled_from(["1980-05-01", "1980-01-05", "--05-01", "1980-05-02", "nonsense", None])
some_records = st.fixed_dictionaries(
    {
        "n": st.tuples(parts, parts, parts, st.just(""), st.sampled_from(["", "Jr.", "III"])).map(list),
        "email": mails,
        "tel": st.lists(st.sampled_from(["030 1234567", "+49 30 1234567", "112"]), max_size=2),
        "bday": days,
        "org": st.lists(st.just(["Acme", "Sales"]), max_size=1),
        "adr": st.lists(st.sampled_from([HOME, OFFICE]), max_size=1),
    }
)
books = st.lists(some_records, max_size=12)


@given(books)
@settings(max_examples=25, deadline=None)
def test_pairs_are_of_two_and_named_once(records):
    pairs = find_pairs(records)

    assert all(0 <= i < j < len(records) and FLOOR <= p <= 1 for i, j, p in pairs)
    assert len({(i, j) for i, j, _ in pairs}) == len(pairs)


@given(books)
@settings(max_examples=15, deadline=None)
def test_the_same_records_give_the_same_pairs(records):
    assert find_pairs(records) == find_pairs(records)


@given(books, st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_the_records_does_not_matter(records, shuffler: random.Random):
    order = list(range(len(records)))
    shuffler.shuffle(order)

    found = find_pairs([records[k] for k in order])

    assert as_table((min(order[i], order[j]), max(order[i], order[j]), p) for i, j, p in found) == as_table(
        find_pairs(records)
    )


@given(books)
@settings(max_examples=25, deadline=None)
def test_case_does_not_matter(records):
    assert as_table(find_pairs([in_capitals(record) for record in records])) == as_table(find_pairs(records))


def as_table(pairs: Any) -> Any:
    return {(i, j): round(p, 6) for i, j, p in pairs}


def in_capitals(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: in_capitals(part) for key, part in value.items()}
    return [in_capitals(part) for part in value] if isinstance(value, list) else value.upper() if value else value


@pytest.mark.parametrize(("files", "bar"), [(["dataset1.csv"], 0.99), (["dataset3.csv"], 0.994)])
def test_public_sets_are_linked_without_a_label(shared: Path, files: list[str], bar: float):
    records, people = febrl(*[shared / "er" / "febrl" / name for name in files])

    found = {(i, j) for i, j, _ in find_pairs(records)}

    true = pairs_of(people)
    assert 2 * len(found & true) / (len(found) + len(true)) >= bar
    assert len(found & true) / len(found) >= 0.99


def febrl(*files: Path) -> tuple[list[dict[str, Any]], list[str]]:
    rows = [row for path in files for row in csv.DictReader(path.open(encoding="utf-8"), skipinitialspace=True)]
    records = [
        {
            "n": [row["surname"], row["given_name"], "", "", ""],
            "bday": row["date_of_birth"],
            "adr": [
                [
                    "",
                    row["address_2"],
                    f"{row['street_number']} {row['address_1']}",
                    row["suburb"],
                    "",
                    row["postcode"],
                    "",
                ]
            ],
            "ids": [row["soc_sec_id"]],
        }
        for row in rows
    ]
    return records, [row["rec_id"].split("-")[1] for row in rows]


def pairs_of(people: list[str]) -> set[tuple[int, int]]:
    """The pairs of places at which the same person stands."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, who in enumerate(people):
        places[who].append(place)
    return {pair for listed in places.values() for pair in combinations(listed, 2)}
