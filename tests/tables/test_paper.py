"""Name tags and table cards: they agree with the plan."""

from __future__ import annotations

import pytest

from kith.tables import actions, paper
from kith.tables.queries.evening import evening
from tests import make
from tests.make import NOW
from tests.tables import given, pdfs


@pytest.fixture
def plan(ada):
    made = given.plan(make.group(ada), 12)
    actions.come_late(given.diner(made, "Dina"), first_round=2, at=NOW)
    return given.solved(made)


def tags_of(file: bytes) -> dict[str, list[str]]:
    """Return what stands on each tag below the name: the number of each round with the table under it."""
    words = [word for page in pdfs.pages(file) for word in page]
    starts = [place for place, word in enumerate(words) if word == "Round table"]
    ends = [*starts[1:], len(words)]
    return {words[start + 1]: words[start + 2 : end] for start, end in zip(starts, ends, strict=True)}


def test_each_tag_names_the_table_of_each_round(plan):
    tags = tags_of(paper.name_tags(evening(plan)))

    seats = [given.seating(plan, number) for number in (1, 2, 3)]
    assert len(tags) == 12
    for name, below in tags.items():
        assert below == [word for n, at in enumerate(seats, start=1) for word in (str(n), str(at.get(name, "–")))]


def test_each_table_has_a_card_with_those_who_sit_there(plan):
    cards = pdfs.pages(paper.table_cards(evening(plan)))

    assert [card[1] for card in cards] == ["1", "2", "3"]
    at = given.seating(plan, 2)
    for card in cards:
        people = card[card.index("Round 2") + 1].split(", ")
        assert set(people) == {name for name, number in at.items() if str(number) == card[1]}


def test_names_in_other_letters_stand_on_their_tags(plan):
    actions.add_walk_ins(plan, ["Наталья Їжакевич", "Γιάννης", "Łukasz (Lu)"], at=NOW)

    words = [word for page in pdfs.pages(paper.name_tags(evening(plan))) for word in page]

    assert {"Наталья Їжакевич", "Γιάννης", "Łukasz (Lu)"} <= set(words)


@pytest.mark.parametrize("name", ["李小龍", "שרה", "سارة"])
def test_a_name_that_cannot_be_written_leaves_a_line_to_write_on_and_is_told(client_of, ada, plan, name):
    actions.add_walk_ins(plan, [name], at=NOW)

    assert len(tags_of(paper.name_tags(evening(plan)))) == 13
    assert not any("?" in word for page in pdfs.pages(paper.name_tags(evening(plan))) for word in page)
    board = client_of(ada).get(plan.get_absolute_url()).content.decode()
    assert f"cannot write the letters of {name}" in board


def test_where_nobody_sits_the_paper_says_so(ada):
    group = make.group(ada)
    plan = actions.start_plan(make.meeting(group), at=NOW)

    assert pdfs.pages(paper.name_tags(evening(plan))) == [["Nobody has a place yet."]]


def test_papers_are_for_organisers_and_nobody_keeps_them(client_of, ada, plan):
    answer = client_of(ada).get(f"{plan.get_absolute_url()}name-tags.pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
