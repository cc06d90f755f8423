"""The words of address books for those who belong to somebody."""

from __future__ import annotations

import pytest

from kith.imports import relations
from kith.people.models import Related


@pytest.mark.parametrize(
    ("word", "kind", "label"),
    [
        ("spouse", "spouse", ""),
        ("Wife", "spouse", "Wife"),
        ("Ehefrau", "spouse", "Ehefrau"),
        ("domestic  partner", "partner", "domestic  partner"),
        ("Referred By", "referred_by", ""),
        ("co-worker", "colleague", "co-worker"),
        ("Climbing mate", "other", "Climbing mate"),
        ("", "other", ""),
    ],
)
def test_a_word_becomes_a_kind_and_stays_where_it_says_more(word, kind, label):
    found = relations.related(word, "Jo")
    assert (found.kind, found.label) == (kind, label)


def test_every_kind_is_one_that_the_book_knows():
    kinds = {relations.related(word, "Jo").kind for word in relations.known_words()}
    assert kinds == set(Related.Kind.values) - {"other"}
