"""What occupations a text's words lead to, and BM25 over that."""

from __future__ import annotations

from math import log

import pytest

from kith.matching.bm25 import Postings
from kith.matching.expansion import expanded, leads
from kith.occupations.table import table


def test_a_text_leads_to_the_occupation_whose_titles_have_its_words():
    titles = [table().entries[place].title for place, _ in leads("someone for our bookkeeping")]

    assert any("Bookkeeping" in title for title in titles)


def test_a_text_of_words_that_say_nothing_leads_nowhere():
    assert leads("I am looking for somebody") == []


def test_titles_that_are_not_to_be_known_lead_nowhere():
    title = "Kubernetes Engineer"
    without = frozenset(line for line in table().titles.decode("latin-1").splitlines() if "harpist" in line.lower())

    assert leads("a harpist") != []
    assert leads("a harpist", without=without) == []
    assert title not in without


def test_an_expanded_text_has_its_own_words_first():
    counts = expanded("bookkeeping bookkeeping")

    assert counts["bookke"] >= 2
    assert any(term.startswith("#") for term in counts)


def test_bm25_is_the_published_formula():
    texts = [{"a": 1.0}, {"a": 2.0, "b": 1.0}, {"b": 1.0}, {"c": 1.0}]
    average = 6 / 4
    rarity = log((4 - 2 + 0.5) / (2 + 0.5) + 1)

    scores = Postings(texts).scores({"a": 1.0})

    assert scores[0] == pytest.approx(rarity * 2.2 / (1 + 1.2 * (0.5 + 0.5 / average)))
    assert scores[1] == pytest.approx(rarity * 2 * 2.2 / (2 + 1.2 * (0.5 + 0.5 * 3 / average)))
    assert scores[2] == scores[3] == 0


def test_a_word_that_no_text_has_scores_nothing():
    assert Postings([{"a": 1.0}]).scores({"z": 1.0}).tolist() == [0.0]
    assert Postings([]).scores({"z": 1.0}).tolist() == []
