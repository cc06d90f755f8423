"""What tells of somebody in the words of others."""

from __future__ import annotations

import pytest

from kith.people.traces import Finder, Traces, traces_of
from tests import make


def finder(*words: str, names: tuple[str, ...] = ("Zebulon Quirk",), loosely: bool = False) -> Finder:
    return Finder.of(Traces(frozenset(), frozenset(names), frozenset(), frozenset({*words, *names})), loosely=loosely)


@pytest.mark.parametrize(
    "text",
    [
        "FN:Zebulon Quirk",
        "Zebulon,Quirk,Acme",
        "QUIRK, Zebulon",
        "zebulon-quirk.vcf",
        "lunch with zébulon quirk today",
        '{"name": "Zebulon\nQuirk"}',
        "zeb@quirk.example",
        "<mailto:ZEB@quirk.example>",
        "Tel +34600123456",
    ],
)
def test_names_and_identifiers_are_found_however_they_are_written(text):
    assert finder("zeb@quirk.example", "+34600123456").finds(text)


@pytest.mark.parametrize(
    "text", ["Zebulon Quirky", "Zebulons Quirk", "Quirk met Zebulon", "ozeb@quirk.example.org", "+346001234567", ""]
)
def test_parts_of_other_words_are_nobody(text):
    assert not finder("zeb@quirk.example", "+34600123456").finds(text)


@pytest.mark.parametrize("text", ["Ann", "FN:Ann\nORG:Acme", "Bo,Ann,x", '{"name": "Ann", "x": 1}', "Spouse: Ann "])
def test_a_name_of_one_word_is_found_where_it_stands_by_itself(text):
    assert finder(names=("Ann",)).finds(text)


@pytest.mark.parametrize("text", ["Ann Miller", "FN:Joanna\nNOTE:annual", "Met Ann at lunch", "Mary Ann", "Ann's"])
def test_and_not_in_the_names_and_words_of_others(text):
    assert not finder(names=("Ann",)).finds(text)


def test_for_showing_it_may_stand_among_others():
    assert finder(names=("Ann",), loosely=True).finds("Met Ann at lunch")
    assert not finder(names=("Ann",), loosely=True).finds("Annual meeting")


def test_a_database_looks_for_a_few_words_by_pieces_that_are_in_all_their_spellings():
    assert finder(names=("Zoë Müller",)).pieces == ["ller"]
    assert finder(names=("李伟",)).pieces is None
    assert finder(*(f"ana{n}@acme.example" for n in range(50))).pieces is None


@pytest.mark.django_db
def test_what_others_have_as_well_tells_of_nobody(ada):
    shared = [{"kind": "phone", "value": "+34600123456"}, {"kind": "url", "value": "https://acme.example/team"}]
    own = [make.email("ana@acme.example"), {"kind": "url", "value": "https://acme.example"}]
    ana = make.person(ada, "Ana Ruiz", points=[*shared, *own])
    make.person(ada, "Bo Li", points=shared)

    assert traces_of(ada, [ana.pk]).words == {"Ana Ruiz", "ana@acme.example"}
    assert "phone:+34600123456" in traces_of(ada, [ana.pk]).keys
