"""Tests of what job titles mean, counted on titles as people word them."""

from __future__ import annotations

import pytest

from kith import occupations
from tests.occupations import titles


def _counted(text: str) -> tuple[float, float]:
    """The share of answers that are right, and of titles that are answered rightly, where there is an answer."""
    said = [(occupations.matching(title), codes) for title, codes in titles.listed(text)]
    answers = [(code, codes) for code, codes in said if code]
    right = sum(code[:7] in codes for code, codes in answers)
    return right / len(answers), right / sum(bool(codes) for _, codes in said)


def test_titles_that_were_looked_at_are_answered_rightly_19_of_20():
    precision, found = _counted(titles.WORDED)

    assert len(titles.listed(titles.WORDED)) >= 100
    assert precision >= 0.95
    assert found >= 0.92


def test_titles_that_nobody_looked_at_before_are_answered_rightly_17_of_20():
    precision, found = _counted(titles.HELD_OUT)

    assert precision >= 0.85
    assert found >= 0.8


@pytest.mark.parametrize(
    "title",
    [
        "Senior Backend Engineer (Payments)",
        "backend engineer",
        "Backend Engineer at Acme",
        "Staff Backend Engineer | Go",
    ],
)
def test_seniority_brackets_and_company_do_not_matter(title):
    assert occupations.matching(title)[:7] in ("15-1252", "15-1254")


@pytest.mark.parametrize("title", ["", "Engineer", "Dreamer", "Retired", "!!!", "株式会社"])
def test_what_is_unclear_is_not_guessed(title):
    assert occupations.matching(title) == ""
