"""Of somebody who is erased nothing remains in chains and words; what the user wrote about others stays."""

from __future__ import annotations

import pytest

from kith.erasing import actions as erasing
from kith.opportunities import actions, queries
from tests import make
from tests.erasing.test_erasing import everything_of
from tests.make import NOW, TODAY
from tests.opportunities.given import introduction, opportunity

pytestmark = pytest.mark.django_db


@pytest.fixture
def zebulon(ada):
    return make.person(ada, "Zebulon Quirk", points=[make.email("zebulon@quirk.example")])


def links(one) -> list[str]:
    return [link.words for link in queries.page_of(one).chain]


def test_links_that_point_at_them_alone_go_and_the_others_stay_in_order(ada, zebulon):
    bo = make.person(ada, "Bo Li")
    one = opportunity(ada, people=[zebulon, bo])
    alone, together = make.interaction(ada, zebulon), make.interaction(ada, zebulon, bo)
    for link in (
        {"person": zebulon},
        {"interaction": alone},
        {"interaction": together},
        {"introduction": introduction(ada, bo, zebulon)},
        {"text": "Zebulon Quirk said so"},
        {"text": "A letter came"},
    ):
        actions.link(one, at=NOW, **link)

    erasing.erase(zebulon, at=NOW)

    assert links(one) == ["Meeting with Bo Li", "A letter came"]
    assert [part.person for part in one.involvements.all()] == [bo]


def test_words_that_name_them_are_emptied_and_of_notes_the_lines_that_do(ada, zebulon):
    one = opportunity(
        ada,
        "Job with Zebulon Quirk",
        notes="Remote\nAsk zebulon@quirk.example\nFour days",
        next_step="Ring Zebulon Quirk",
        next_on=TODAY,
    )
    actions.do_next(one, on=TODAY, at=NOW)
    actions.involve(one, make.person(ada, "Bo Li"), role="sits beside Zebulon Quirk", at=NOW)
    other = opportunity(ada, "Job at Acme", notes="Remote", next_step="Ring Acme")

    erasing.erase(zebulon, at=NOW)

    for each in (one, other):
        each.refresh_from_db()
    assert (one.title, one.notes, one.done_steps.count()) == ("Opening", "Remote\nFour days", 0)
    assert (other.title, other.notes, other.next_step) == ("Job at Acme", "Remote", "Ring Acme")
    assert "quirk" not in everything_of(ada)


def test_nobody_of_another_book_is_touched(ada, eve, zebulon):
    hers = opportunity(eve, "Job with Zebulon Quirk")
    erasing.erase(zebulon, at=NOW)
    hers.refresh_from_db()
    assert hers.title == "Job with Zebulon Quirk"
