"""Words of texts in four languages."""

from __future__ import annotations

from kith.matching.words import names, spoken, terms


def test_words_that_say_nothing_are_left_out_in_each_language():
    assert spoken("I am looking for a plumber who can help") == ["plumber"]
    assert spoken("Ich suche jemanden mit Erfahrung") == ["erfahrung"]
    assert spoken("Je cherche quelqu'un pour la plomberie") == ["plomberie"]
    assert spoken("Busco a alguien que conoce Madrid") == ["madrid"]


def test_plurals_and_what_was_made_of_a_word_are_one_term():
    assert terms("bakeries") == terms("bakery")
    assert terms("decorator") == terms("decoration") == terms("Dekoration".replace("k", "c"))


def test_numbers_stay_whole():
    assert terms("ISO27001") != terms("ISO27002")


def test_accents_and_case_make_no_difference():
    assert terms("ZÜRICH") == terms("zurich")


def test_a_name_has_a_capital_behind_the_first_word_or_is_all_capitals_or_holds_a_digit():
    assert names("Payroll in France") == frozenset({"france"})
    assert names("SAP for beginners") == frozenset({"sap"})
    assert names("knows iso27001 well") == frozenset({"iso27001"})


def test_the_word_i_is_no_name():
    assert names("Yesterday I walked") == frozenset()
