"""Which candidates answer a query, by meaning and by words."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from kith.matching import Index, meaning, rank

PAIRS = Path(__file__).parents[2] / "bench" / "exchange_pairs.tsv"
OFFERS = [
    "Plumber, small repairs at home",
    "Steuerberaterin mit Zeit im Mai",
    "Professeur de guitare",
    "Tandem in Japanese",
]


def test_an_offer_is_found_whatever_the_language_and_the_words():
    asks = [
        "Water is leaking from a pipe",
        "Who understands letters about taxes",
        "Je voudrais apprendre un instrument de musique",
    ]

    assert [found[0][0] for found in rank(asks, OFFERS, top=1)] == [0, 1, 2]


def test_at_most_as_many_are_given_as_were_asked_for_best_first():
    (found,) = rank(["music"], OFFERS, top=3)

    assert len(found) == 3
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


@pytest.mark.parametrize("by_meaning", [True, False])
def test_nothing_is_found_among_nothing_nor_for_nothing(by_meaning):
    assert Index([], by_meaning=by_meaning).search(["a tap"]) == [[]]
    assert Index(OFFERS, by_meaning=by_meaning).search([]) == []
    assert Index(OFFERS, by_meaning=by_meaning).search(["", "  "]) == [[], []]
    assert Index(OFFERS, by_meaning=by_meaning).search(["a plumber"], top=0) == [[]]


@pytest.mark.parametrize("by_meaning", [True, False])
def test_a_name_decides_between_offers_that_are_alike_otherwise(by_meaning):
    offers = ["Payroll specialist, Poland", "Payroll specialist, France", "Payroll specialist, Spain"]

    (found,) = Index(offers, by_meaning=by_meaning).search(["Someone who knows payroll in France"])

    assert found[0][0] == 1


def test_by_words_what_has_nothing_in_common_is_left_out():
    (found,) = Index(["Zither lessons", "Plumber"], by_meaning=False).search(["plumbers"])

    assert [place for place, _ in found] == [1]


def test_stored_vectors_find_the_same_as_texts_that_are_read():
    stored = meaning.packed(meaning.directions(OFFERS))
    asked = ["My tap drips", "music"]

    plain = Index(OFFERS).search(asked)
    quick = Index(OFFERS, vectors=stored).search(asked, vectors=meaning.packed(meaning.directions(asked)))

    assert [[place for place, _ in one] for one in plain] == [[place for place, _ in one] for one in quick]
    assert np.allclose([score for _, score in plain[0]], [score for _, score in quick[0]], atol=0.02)


def test_bytes_that_are_no_vector_are_refused():
    with pytest.raises(ValueError):
        meaning.unpacked([b"short"])


def test_the_order_of_candidates_does_not_matter():
    (forth,) = rank(["My tap drips"], OFFERS)
    (back,) = rank(["My tap drips"], OFFERS[::-1])

    assert [OFFERS[place] for place, _ in forth] == [OFFERS[::-1][place] for place, _ in back]


def test_a_very_long_text_is_read_no_further_than_its_beginning():
    assert np.allclose(meaning.directions(["tap " * 300]), meaning.directions(["tap " * 100_000]))


def test_most_asks_of_three_languages_find_their_offer_among_the_first_five():
    with PAIRS.open(encoding="utf-8", newline="") as file:
        pairs = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    offers = [pair["offer"] for pair in pairs]

    found = rank([pair["ask"] for pair in pairs], offers)

    topics = [pair["topic"] or pair["offer"] for pair in pairs]
    hits = [topics[place] in {topics[at] for at, _ in ranked} for place, ranked in enumerate(found)]
    assert len(pairs) >= 100
    assert sum(hits) / len(pairs) >= 0.8


def test_ten_thousand_offers_with_stored_vectors_are_searched_at_once():
    directions = np.random.default_rng(0).normal(size=(10_000, meaning.SIZE)).astype(np.float32)
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    stored = meaning.packed(directions)

    found = Index(["offer"] * 10_000, vectors=stored).search(["", "x"], vectors=[stored[0], stored[9_999]])

    assert [ranked[0][0] for ranked in found] == [0, 9_999]


def test_a_score_says_whether_a_match_is_likely():
    by_meaning, by_words = Index(OFFERS), Index(OFFERS, by_meaning=False)

    assert by_meaning.search(["I need a plumber"])[0][0][1] >= by_meaning.likely
    assert by_meaning.search(["A rocket to the moon"])[0][0][1] < by_meaning.likely
    assert by_words.search(["A plumber for small repairs"])[0][0][1] >= by_words.likely


def test_without_the_model_words_decide(monkeypatch):
    monkeypatch.setattr(meaning, "_PACKAGE", "a_package_that_is_not_installed")

    (found,) = rank(["plumbers"], ["Zither lessons", "Plumber"])

    assert not Index([]).by_meaning
    assert [place for place, _ in found] == [1]


@pytest.mark.parametrize(("queries", "candidates"), [("a painter", ["painter"]), (["a painter"], "painter")])
def test_one_text_instead_of_a_list_is_refused_in_words(queries, candidates):
    with pytest.raises(ValueError, match="lists of texts"):
        rank(queries, candidates)


def test_nothing_asked_nothing_offered_and_nothing_wanted_give_nothing():
    assert rank([], ["painter"]) == []
    assert rank(["a painter", ""], []) == [[], []]
    assert rank(["a painter"], ["painter"], top=0) == [[]]
