"""Whom an @ and a name mean."""

from __future__ import annotations

import pytest

from kith.groups import actions as groups
from kith.posts.mentions import named
from tests import make


@pytest.fixture
def circle(ada, db):
    """Members whose names are alike, and one who has left."""
    people = [make.user(each) for each in ("ana1", "ana2", "jose", "cem", "zoe")]
    for user, name in zip(people, ("Ana Ruiz", "Ana Bell", "José O'Neill", "Cem", "Zoë van der Meer"), strict=True):
        user.name = name
        user.save()
    return make.group(ada, "Circle", *people)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Thanks @Ana Ruiz, well said", ["Ana Ruiz"]),
        ("@Ana Ruiz could you say more?", ["Ana Ruiz"]),
        ("@ana ruiz and @cem.", ["Ana Ruiz", "Cem"]),
        ("@Zoë van der Meer knows", ["Zoë van der Meer"]),
        ("@José is right", ["José O'Neill"]),
        ("@José O'Neill is right", ["José O'Neill"]),
        ("@Ana, which of you?", []),
        ("write to cem@example.org", []),
        ("@Nobody here", []),
        ("@Cem @Cem @Cem", ["Cem"]),
    ],
)
def test_a_name_behind_an_at_means_the_member_of_that_name(circle, text, names):
    assert [user.name for user in named(circle, text)] == names


def test_whoever_has_left_is_not_meant(circle):
    groups.leave(circle.memberships.get(user__name="Cem"), at=make.NOW)

    assert named(circle, "@Cem, are you there?") == []


def test_two_of_one_whole_name_are_both_meant(circle, eve):
    eve.name = "Cem"
    eve.save()
    groups.join(circle, eve, at=make.NOW, invited_by=eve)

    assert len(named(circle, "@Cem")) == 2


def test_names_are_found_in_two_questions_however_many_there_are(circle, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        named(circle, "@Cem @Ana Ruiz @Ana Bell @Zoë van der Meer")
