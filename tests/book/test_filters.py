"""Reading a list's filters from an address, and writing them into one."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from kith.book import filters
from kith.book.filters import USUAL_COLUMNS, read


def test_the_usual_list_has_an_empty_address():
    assert read(QueryDict("q=&label=&place=&sort=name&page=1")).query == ""


@pytest.mark.parametrize(
    "query",
    [
        "q=Zo%C3%AB+K",
        "place=Acme&label=3&label=7&phase=fading&only=due",
        "column=name",
        "column=labels&column=email&sort=-warmth&page=4",
        "organisation=12&tier=close&tier=warm&level=1&relation=mentor",
    ],
)
def test_an_address_in_its_own_spelling_comes_back_as_it_is(query):
    assert read(QueryDict(query)).query == query


def test_columns_are_the_usual_ones_until_others_are_chosen():
    assert read(QueryDict("")).columns == USUAL_COLUMNS
    assert read(QueryDict("column=name")).columns == ()
    assert read(QueryDict("column=name&column=phone&column=warmth")).columns == ("warmth", "phone")


@pytest.mark.parametrize(
    "query",
    ["sort=password", "page=0", "page=-1", "page=x", "label=1e9", "label=²", f"label={10**30}", "phase=hot&only=all"],
)
def test_what_kith_does_not_know_is_left_out(query):
    assert read(QueryDict(query)).query == ""


def test_taking_a_filter_away_leaves_the_others_and_goes_to_the_first_page():
    shown = read(QueryDict("q=ana&phase=fading&phase=new&label=3&page=2"))

    assert shown.without("phase", "new") == "?q=ana&label=3&phase=fading"
    assert shown.without("label", "3") == "?q=ana&phase=fading&phase=new"


def test_a_very_long_text_is_cut():
    assert len(read(QueryDict("q=" + "a" * 5000)).text) == filters.MAX_TEXT
