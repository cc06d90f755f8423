"""Messages count once each, in whatever order and from whatever sources they come, and go again with their import."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest

from kith.imports import actions
from kith.imports.models import MessageMark
from kith.imports.records import InteractionRecord, PersonRef
from kith.interactions import actions as interactions
from kith.interactions.models import Interaction
from tests import make
from tests.imports import given
from tests.make import NOW

ANA = PersonRef("Ana Ruiz", ("email:ana@acme.example",))
ON = date(2026, 9, 1)


def mail(*marks: str, hour: int = 9, notes: str = "", on: date = ON) -> InteractionRecord:
    """A day of a thread; marks such as s1, r2."""
    return InteractionRecord(
        *("a.mbox", 1, "email", on, [ANA], "email"),
        at=datetime(on.year, on.month, on.day, hour, tzinfo=UTC),
        summary="The plan",
        notes=notes,
        source_key=f"mail:t:{on}:ana@acme.example",
        only_known=True,
        marks=tuple(f"{mark[0]}:{int(mark[1:]):016x}" for mark in marks),
    )


def brought(owner, *records):
    return actions.commit_records(owner, records, title="mail", reader="mbox", now=NOW)


def counts(owner) -> list[tuple[object, ...]]:
    found = Interaction.objects.filter(owner=owner).order_by("on")
    return [(row.sent, row.received, row.direction, row.at and row.at.hour) for row in found]


@pytest.fixture
def ana(ada):
    return make.person(ada, "Ana Ruiz", points=[make.email("ana@acme.example")])


INBOX, SENT, LIVE = mail("r2", "r4", hour=10), mail("s1", "s3"), mail("s3", "r4", "r5", hour=12)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))), ids=str)
def test_sources_that_overlap_give_the_same_counts_in_any_order(ada, ana, order):
    sources = (INBOX, SENT, LIVE)
    for place in order:
        brought(ada, sources[place])

    assert counts(ada) == [(2, 3, "mutual", 9)]
    assert MessageMark.objects.count() == 5


def test_sources_given_at_once_give_the_same_counts(ada, ana):
    brought(ada, INBOX, LIVE, SENT)

    assert counts(ada) == [(2, 3, "mutual", 9)]
    assert ana.interactions.get().summary == "The plan"


def test_the_same_five_times_adds_nothing(ada, ana):
    brought(ada, INBOX, SENT)
    once = (given.book(ada), MessageMark.objects.count())

    again = [brought(ada, INBOX, SENT) for _ in range(4)]

    assert (given.book(ada), MessageMark.objects.count()) == once
    assert all(each.summary["interactions"] == {"unchanged": 2} for each in again)


@pytest.mark.parametrize(("marks", "wanted"), [(("s1",), (1, 0, "outgoing", 9)), (("r1", "r2"), (0, 2, "incoming", 9))])
def test_one_side_alone_is_told_from_both(ada, ana, marks, wanted):
    brought(ada, mail(*marks))

    assert counts(ada) == [wanted]


@pytest.mark.parametrize("order", [("s1", "r1"), ("r1", "s1")])
def test_what_one_source_says_was_sent_was_sent(ada, ana, order):
    imports = [brought(ada, mail(mark)) for mark in order]
    assert counts(ada) == [(1, 0, "outgoing", 9)]

    given.undone(imports[1])

    assert counts(ada)[0][:2] == ((1, 0) if order[0] == "s1" else (0, 1))


def test_more_messages_count_for_the_tie(ada, ana):
    brought(ada, mail("s1"))
    ana.refresh_from_db()
    before = ana.warmth

    brought(ada, mail("r2"))

    ana.refresh_from_db()
    assert ana.warmth > before


def test_what_the_user_edited_keeps_its_words_and_only_its_counts_grow(ada, ana):
    brought(ada, mail("s1", hour=10))
    row = Interaction.objects.get()
    interactions.edit(row, version=row.version, now=NOW, summary="My words")
    row.refresh_from_db()
    before = (row.summary, row.notes, row.at, row.direction)

    brought(ada, mail("r2", hour=9, notes="Hello"))

    row.refresh_from_db()
    assert (row.summary, row.notes, row.at, row.direction) == before
    assert (row.sent, row.received) == (1, 1)


def test_paragraphs_that_are_new_are_added_to_the_notes(ada, ana):
    for notes in ("One\n\nTwo", "Two\n\nThree", "One"):
        brought(ada, mail(f"s{len(notes)}", notes=notes))

    assert Interaction.objects.get().notes == "One\n\nTwo\n\nThree"


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))), ids=str)
def test_what_was_written_stands_in_its_order_whatever_order_it_comes_in(ada, ana, order):
    inbox = mail("r1", "r3", hour=9, notes="One\n\nThree")
    sent = mail("s2", hour=10, notes="Two")
    both = mail("r1", "s2", "r3", hour=9, notes="One\n\nTwo\n\nThree")

    for place in order:
        brought(ada, (inbox, sent, both)[place])

    assert Interaction.objects.get().notes == "One\n\nTwo\n\nThree"


def test_messages_that_were_counted_in_the_day_before_are_not_counted_again(ada, ana):
    brought(ada, mail("r1", "s2"))

    import_ = brought(ada, mail("s2", on=ON + timedelta(days=1)), mail("s3", on=ON + timedelta(days=1)))

    assert import_.summary["interactions"] == {"unchanged": 1, "created": 1}
    assert [row[:2] for row in counts(ada)] == [(1, 1), (1, 0)]


def test_undo_takes_only_its_own_messages_away(ada, ana):
    before = given.book(ada)
    inbox, sent, live = (brought(ada, each) for each in (INBOX, SENT, LIVE))

    given.undone(sent)
    assert counts(ada) == [(0, 3, "incoming", 10)]
    given.undone(inbox)
    assert counts(ada)[0][:3] == (0, 1, "incoming")
    given.undone(live)

    assert counts(ada) == []
    assert not MessageMark.objects.exists()
    assert given.book(ada) == before


def test_an_interaction_that_the_user_edited_stays_when_its_messages_go(ada, ana):
    import_ = brought(ada, mail("s1"))
    row = Interaction.objects.get()
    interactions.edit(row, version=row.version, now=NOW, summary="My words")

    given.undone(import_)

    row.refresh_from_db()
    assert (row.summary, row.sent, row.received) == ("My words", 0, 0)


def test_what_was_taken_back_can_be_brought_in_again(ada, ana):
    brought(ada, INBOX)
    given.undone(brought(ada, SENT))

    brought(ada, SENT)

    assert counts(ada) == [(2, 2, "mutual", 9)]


def test_marks_of_one_book_say_nothing_of_another(ada, eve, ana):
    make.person(eve, "Ana Ruiz", points=[make.email("ana@acme.example")])
    brought(ada, INBOX)
    brought(eve, SENT)

    assert counts(ada) == [(0, 2, "incoming", 10)]
    assert counts(eve) == [(2, 0, "outgoing", 9)]
