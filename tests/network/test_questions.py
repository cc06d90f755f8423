"""kith.network.questions: what was typed into the box."""

from __future__ import annotations

import pytest

from kith.network.questions import Kind, Question, read, written


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("org:Acme", Kind.ORGANISATION, "Acme"),
        ("Organisation:  Acme  Works ", Kind.ORGANISATION, "Acme Works"),
        ("person: Bo Li", Kind.PERSON, "Bo Li"),
        ("ROLE:data engineer", Kind.ROLE, "data engineer"),
        ("skill:c++", Kind.SKILL, "c++"),
        ("target:", Kind.TARGET, ""),
        ("Bo Li", Kind.ANY, "Bo Li"),
        ("Attention: required", Kind.ANY, "Attention: required"),
        ("", Kind.ANY, ""),
    ],
)
def test_a_prefix_says_what_is_asked_for_and_anything_else_is_plain_words(typed, kind, text):
    assert read(typed) == Question(kind, text)


def test_nothing_is_no_question_but_a_bare_target_is():
    assert not read("  ")
    assert not read("org:")
    assert read("target:")


def test_an_id_stands_behind_a_sign_so_that_a_name_of_digits_stays_a_name():
    assert read(written(Kind.PERSON, 12)).number == 12
    assert read("org:42").number is None
    assert read("person:#1e3").number is None


def test_what_is_written_is_read_as_the_same():
    assert read(written(Kind.ROLE, "data engineer")) == Question(Kind.ROLE, "data engineer")


def test_only_so_much_is_looked_at():
    assert len(read("x" * 10_000).text) == 200
