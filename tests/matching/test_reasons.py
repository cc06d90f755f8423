"""Why two texts match, in words."""

from __future__ import annotations

from kith.matching import meaning, why
from kith.matching.reasons import Kind, Reason


def test_words_that_both_say_are_named_as_the_candidate_writes_them():
    first = why("Someone who knows payroll in France", "Payroll specialist, France")[0]

    assert first == Reason(Kind.WORDS, ("Payroll", "France"))
    assert str(first) == "both say “Payroll”, “France”"


def test_the_closest_phrases_are_named_where_no_word_is_shared():
    (reason,) = [
        one
        for one in why("Comment recruter mon premier salarié", "Human resources, advice on hiring")
        if one.kind is Kind.MEANING
    ]

    assert reason.texts == ("recruter", "hiring")
    assert str(reason) == "“recruter” means something like “hiring”"


def test_an_occupation_that_both_lead_to_is_named():
    reasons = why("Someone for our ledgers and bookkeeping", "Bookkeepers wanted a challenge")

    assert any(one.kind is Kind.OCCUPATION and "ookkeeping" in str(one) for one in reasons)
    assert any(str(one).startswith("both lead to") for one in reasons)


def test_texts_of_words_that_say_nothing_have_no_reason():
    assert why("I am looking for somebody", "I can help") == []
    assert why("", "a plumber") == []


def test_without_the_model_only_words_and_occupations_are_named(monkeypatch):
    monkeypatch.setattr(meaning, "_PACKAGE", "a_package_that_is_not_installed")

    assert why("Comment recruter mon premier salarié", "Staff, advice on hiring") == []
    assert [one.kind for one in why("a plumber", "Plumber")] == [Kind.WORDS, Kind.OCCUPATION]


def test_phrases_that_share_a_word_are_not_named_as_alike():
    reasons = why("a guitar", "guitars")

    assert all(one.kind is not Kind.MEANING for one in reasons)
