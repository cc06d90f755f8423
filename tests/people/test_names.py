"""Names: taken apart, sorted, shortened."""

from __future__ import annotations

import pytest

from kith.people import names
from kith.people.names import NameParts


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Dr. Ana María Ruiz López", NameParts("Dr.", "Ana María", "", "Ruiz López")),
        ("Bo Li", NameParts(given="Bo", family="Li")),
        ("Madonna", NameParts(given="Madonna")),
        ("", NameParts()),
        ("Dr. Smith", NameParts(prefix="Dr.", family="Smith")),
        ("Dr.", NameParts(given="Dr.")),
        ("Prof. Dr. med. Otto von der Heide", NameParts("Prof. Dr. med.", "Otto", "", "von der Heide")),
        ("Ludwig van Beethoven", NameParts(given="Ludwig", family="van Beethoven")),
        ("Charles de Gaulle", NameParts(given="Charles", family="de Gaulle")),
        ("John Ronald Reuel Tolkien", NameParts("", "John", "Ronald Reuel", "Tolkien")),
        ("Gabriel García Márquez", NameParts(given="Gabriel", family="García Márquez")),
        ("José Ortega y Gasset", NameParts(given="José", family="Ortega y Gasset")),
        ("Luis Puig y Ferrer", NameParts(given="Luis", family="Puig y Ferrer")),
        ("María José Pérez", NameParts(given="María José", family="Pérez")),
        ("Sr. Pablo Gómez", NameParts(prefix="Sr.", given="Pablo", family="Gómez")),
        ("John Smith Jr.", NameParts(given="John", family="Smith", suffix="Jr.")),
        ("Sammy Davis, Jr.", NameParts(given="Sammy", family="Davis", suffix="Jr.")),
        ("Jane Doe, MBA, PMP", NameParts(given="Jane", family="Doe", suffix="MBA PMP")),
        ("Jack Ma", NameParts(given="Jack", family="Ma")),
        ("Ruiz López, Ana María", NameParts(given="Ana María", family="Ruiz López")),
        ("Ruiz, Dr. Ana, PhD", NameParts("Dr.", "Ana", "", "Ruiz", "PhD")),
        ("山田太郎", NameParts()),
        ("김 민준", NameParts()),
        (", ,", NameParts()),
    ],
)
def test_a_name_is_taken_apart(name, parts):
    assert names.split_name(name) == parts


def test_a_list_is_sorted_by_the_family_name_folded():
    assert names.sort_name("Dr. Ana María Ruiz López", "Ana María", "Ruiz López") == "ruiz lopez, ana maria"
    assert names.sort_name("Madonna", "Madonna") == "madonna"
    assert names.sort_name("Dr. Smith", "", "Smith") == "smith"
    assert names.sort_name("山田太郎") == "山田太郎"


def test_a_sort_name_is_never_blank_nor_too_long():
    assert names.sort_name("\u0301") == "\u0301"
    assert len(names.sort_name("ﷺ" * 300)) == 300


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Dr. Ana Ruiz", "AR"), ("Madonna", "M"), ("山田太郎", "山"), ("😀", "?"), ("(Bo) Li", "BL"), ("straße ß", "SS")],
)
def test_initials_are_one_or_two_letters(name, letters):
    assert names.initials(name) == letters


def test_a_name_is_put_together():
    assert names.full_name("Ana", "Ruiz", prefix="Dr.", suffix="PhD") == "Dr. Ana Ruiz PhD"
