"""What text is kept, and what is refused."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from kith.people import cleaning


def test_a_line_is_trimmed_and_has_no_breaks():
    assert cleaning.clean_line("  Ana\t\r\nRuiz \n", "name", 300) == "Ana Ruiz"


def test_a_text_keeps_its_lines():
    assert cleaning.clean_text(" one\r\n\r\n\ttwo\rthree ", "notes") == "one\n\n\ttwo\nthree"


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\x7f", "\x9b", "\ud800"])
def test_what_no_page_can_show_is_refused_by_field(bad):
    with pytest.raises(ValidationError) as error:
        cleaning.clean_line(f"Ana{bad}Ruiz", "name", 300)

    assert f"code {ord(bad):04X}" in error.value.message_dict["name"][0]
    assert cleaning.without_unshowable(f"Ana{bad}Ruiz") == "AnaRuiz"


def test_a_line_too_long_is_refused_with_both_lengths():
    with pytest.raises(ValidationError, match=r"At most 5 characters fit here; this has 6\."):
        cleaning.clean_line("abcdef", "name", 5)


@pytest.mark.parametrize("text", ["", "2020", "2020-02", "2020-02-29", " 2020 "])
def test_dates_as_exact_as_known_are_kept(text):
    assert cleaning.clean_partial_date(text, "met_on") == text.strip()


@pytest.mark.parametrize("text", ["20", "2020-13", "2021-02-29", "0000", "2020-1", "last year", "２０２０"])
def test_other_dates_are_refused(text):
    with pytest.raises(ValidationError, match="2020-03-15"):
        cleaning.clean_partial_date(text, "met_on")
