"""Tests of the fields that several pages of groups have."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from kith import occupations
from kith.groups.fields import CareersField, LanguageField
from kith.groups.languages import in_words, main_part, tag_of
from kith.occupations.table import table


def test_every_occupation_is_the_same_after_its_title_was_shown_and_sent_back():
    field, codes = CareersField(), [entry.code for entry in table().entries]

    assert [code for code in codes if field.clean(field.prepare_value([code])) != [code]] == []


def test_titles_stand_between_semicolons_or_lines_and_commas_are_part_of_them():
    typed = "Managers, All Other; Business Teachers, Postsecondary\nnurse;"

    assert CareersField().clean(typed) == ["11-9199.00", "25-1011.00", "29-1141.00"]


@pytest.mark.parametrize("typed", ["teacher", "nurse; Managers, All Others and More", "nurse, baker"])
def test_a_title_that_is_not_clear_is_named_with_what_may_be_meant_and_not_guessed(typed):
    with pytest.raises(ValidationError) as refused:
        CareersField().clean(typed)

    assert f"“{typed.split('; ')[-1]}”" in str(refused.value)


def test_what_may_be_meant_can_be_typed_as_it_is_named():
    with pytest.raises(ValidationError, match="Do you mean one of these") as refused:
        CareersField().clean("teacher")
    named = str(refused.value).partition("these: ")[2].partition("?")[0].split("; ")

    assert len(named) == 4
    assert all(occupations.exactly(each) for each in named)


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("de", "de"),
        (" DE ", "de"),
        ("German", "de"),
        ("deutsch", "de"),
        ("français", "fr"),
        ("pt_br", "pt-BR"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("Brazilian Portuguese", "pt-BR"),
        ("", ""),
    ],
)
def test_a_language_is_kept_by_its_tag(typed, tag):
    assert LanguageField(required=False).clean(typed) == tag


@pytest.mark.parametrize("typed", ["Klingonese", "d", "de; fr", "de-DE-x-very-long", "12"])
def test_what_is_no_language_is_refused(typed):
    assert tag_of(typed) == ""
    with pytest.raises(ValidationError, match="does not know the language"):
        LanguageField(required=False).clean(typed)


def test_languages_are_compared_without_their_regions():
    assert main_part("pt-BR") == main_part("Portuguese") == "pt"
    assert main_part("Klingonese") == "klingonese"


@pytest.mark.parametrize(("tag", "called"), [("de", "German"), ("pt-BR", "Brazilian Portuguese"), ("gsw", "gsw")])
def test_a_language_is_shown_by_its_name_and_by_its_tag_where_it_has_none(tag, called):
    assert in_words(tag) == called
