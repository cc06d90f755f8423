"""Whatever moment Kith is killed at, a move is made whole or not at all: the state, the step, the link and the letters.

Its process is killed before each thing that a move writes to the database, and before all of it is kept; then somebody
presses again, as people do, and in the end each letter has arrived once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

import pytest

from kith.errors import Refused
from kith.introductions import actions, queries
from kith.introductions.actions import Said
from kith.introductions.models import Introduction, Reply
from kith.introductions.moves import Actor, Door
from kith.outbox import actions as outbox
from kith.outbox.models import Letter
from tests import make
from tests.introductions import given
from tests.make import NOW
from tests.outbox import killing
from tests.outbox import office as offices
from tests.outbox.office import Office

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]  # each try is a process
DAY = timedelta(days=1)


@pytest.fixture
def office(settings) -> Iterator[Office]:
    """A real SMTP server on loopback; nothing is sent but by the tests."""
    kept = Office()
    server = offices.opened(kept)
    offices.use(settings, server.port)
    settings.URL = "http://testserver"
    with killing.quiet_queue():
        yield kept
    server.stop()


def drafted(ada, number: int, at: datetime) -> Introduction:
    person = make.person(ada, f"Ana {number}", points=[make.email(f"ana{number}@ruiz.example")])
    return actions.draft(ada, introducer=person, other_name="Bo Li", at=at)


def write(introduction: Introduction, at: datetime) -> None:
    actions.act(introduction, actor=Actor.ME, move="write", door=Door.OWN, at=at)


def answer(introduction: Introduction, at: datetime, move: str) -> None:
    reply = Reply.objects.get(introduction=introduction, actor=Actor.INTRODUCER)
    actions.answer(reply, move=move, at=at, said=Said(words="Gladly.", blurb="Hello Bo."))


def standing(introduction: Introduction) -> tuple[object, ...]:
    """The state, and how many rows of each kind belong to it."""
    found = Introduction.objects.get(pk=introduction.pk)
    letters = Letter.objects.filter(key__startswith=queries.letter_key(found.uid, ""))
    answers = list(found.replies.order_by("pk").values_list("actor", "answer"))
    return found.state, found.steps.count(), letters.count(), answers


def killed_at_each_step(
    work: Callable[[Introduction, datetime], object], begin: Callable[[int, datetime], Introduction]
) -> Iterator[tuple[Introduction, datetime, tuple[object, ...], tuple[object, ...]]]:
    """Begin one introduction for each thing that the work writes, and yield how it stood before and after the kill."""
    step, ended = 0, killing.KILLED
    while ended == killing.KILLED:
        step += 1
        at = NOW + step * DAY
        introduction = begin(step, at)
        before = standing(introduction)
        ended = killing.killed_before(step, partial(work, introduction, at), in_one=True)
        yield introduction, at, before, standing(introduction)
    assert ended == 0
    assert step > 2


def test_an_ask_is_made_whole_or_not_at_all_and_its_letter_arrives_once(ada, office: Office):
    whole = ("introducer_asked", 2, 2, [("introducer", "")])
    seen = []
    for introduction, at, before, after in killed_at_each_step(write, partial(drafted, ada)):
        assert after in (before, whole)
        seen.append(after)
        if after == before:
            write(introduction, at)  # they press again
        with pytest.raises(Refused):
            write(introduction, at)  # and once more, which changes nothing
        assert standing(introduction) == whole
        outbox.send_due(at + timedelta(minutes=1))

    assert seen[-1] == whole
    assert seen[0] == ("drafted", 1, 0, [])
    asks = [letter for letter in office.letters if "the only one" not in letter.get_content()]
    assert len(asks) == len(seen)
    assert set(office.ids().values()) == {1}


@pytest.mark.parametrize("move", ["agree", "never"])
def test_an_answer_by_a_link_is_kept_whole_or_not_at_all(ada, office: Office, move):
    yes = (
        "introducer_agreed",
        3,
        2,
        [("introducer", "agree"), ("other", "")],
    )  # the reminder is gone, the text to forward is there
    no = ("introducer_asked", 2, 2, [("introducer", "never")])
    whole, work, number = (yes if move == "agree" else no), partial(answer, move=move), 0

    def asked(place: int, at: datetime) -> Introduction:
        begun = drafted(ada, place, at)
        write(begun, at)
        outbox.send_due(at + timedelta(minutes=1))
        return begun

    for introduction, at, before, after in killed_at_each_step(work, asked):
        assert after in (before, whole)
        number += 1
        if after == before:
            work(introduction, at)
        with pytest.raises(Refused):
            work(introduction, at)
        assert standing(introduction) == whole
        outbox.send_due(at + timedelta(minutes=2))

    forwarded = [letter for letter in office.letters if str(letter["subject"]).startswith("To forward")]
    assert len(forwarded) == (number if move == "agree" else 0)
    assert set(office.ids().values()) == {1}


def test_a_time_that_runs_out_ends_an_introduction_whole_or_not_at_all(ada, office: Office):
    later = timedelta(days=14)

    def asked(place: int, at: datetime) -> Introduction:
        begun = drafted(ada, place, at - later)
        write(begun, at - later)
        return begun

    for introduction, at, before, after in killed_at_each_step(lambda _one, at: actions.expire_due(at), asked):
        ended = ("expired", 3, 1, [("introducer", "")])  # the reminder is gone, and its letter is called back
        assert after in (before, ended)
        actions.expire_due(at)
        assert standing(introduction) == ended
    assert given.trace(introduction)
    assert outbox.send_due(NOW + 400 * DAY) == 0
