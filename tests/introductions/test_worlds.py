"""Whatever is tried in whatever order: nobody is asked too often, "never" is kept to, and a no by a link is like silence.

Hypothesis makes the stories. Each is a list of what the user does with one introducer, and how many days pass before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest
from click.testing import CliRunner
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kith.accounts.models import User
from kith.cli.intro_ import command
from kith.errors import Refused
from kith.introductions import actions, links, queries, story
from kith.introductions.models import Introduction, Reply
from kith.introductions.moves import NO, Actor, Door
from kith.outbox import actions as outbox
from kith.people.models import Person
from tests.introductions import given as givens
from tests.introductions.test_secrecy import rows_of, settled
from tests.make import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # each story is lived through, most of them twice
DAY = timedelta(days=1)
ASKS = ("write", "asked")
DOES = (*ASKS, "agree", *NO, "asked_other", "withdraw", "nothing")
story_of = st.lists(st.tuples(st.integers(0, 40), st.sampled_from(DOES)), min_size=2, max_size=9)
quick = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@dataclass
class World:
    """One introducer, asked again and again; what the user sees is written down."""

    ada: User
    ana: Person
    looks: bool  # whether all that can be seen is looked at after each step
    now: datetime = NOW
    asked: list[tuple[date, str]] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def does(self, days: int, what: str) -> None:
        """Let days pass, by the clock of Kith as well; then do it, and look."""
        for _day in range(days):
            self.now += DAY
            outbox.send_due(self.now)
            actions.expire_due(self.now)
        try:
            self._ask(what) if what in ASKS else self._note(what)
        except Refused as error:
            self.seen.append(str(error))
        outbox.send_due(self.now + timedelta(seconds=1))
        self.seen.append(settled(self._look()) if self.looks else "")

    def says(self, how: str) -> None:
        """The introducer answers the latest letter by its link, if it has one that is open."""
        reply = Reply.objects.filter(actor=Actor.INTRODUCER).order_by("pk").last()
        if reply is not None and links.is_open(reply, self.now) and how in links.moves_of(reply):
            actions.answer(reply, move=how, at=self.now)

    def _ask(self, how: str) -> None:
        with transaction.atomic():
            begun = actions.draft(self.ada, introducer=self.ana, other_name=f"Somebody {len(self.seen)}", at=self.now)
            actions.act(begun, actor=Actor.ME, move=how, door=Door.OWN, at=self.now)
        self.asked.append((self.ada.today(self.now), how))

    def _note(self, what: str) -> None:
        latest = Introduction.objects.order_by("pk").last()
        if latest is not None and what != "nothing":
            mine = what == "withdraw"
            actor, door = (Actor.ME, Door.OWN) if mine else (Actor.INTRODUCER, Door.TOLD)
            actions.act(latest, actor=actor, move=what, door=door, at=self.now)

    def _look(self) -> str:
        on = self.ada.today(self.now)
        told = [
            [story.headline(one), story.standing(one), [repr(event) for event in story.events(one)]]
            for one in queries.introductions_of(self.ada)
        ]
        printed = CliRunner().invoke(command, ["list", "--all", "--json"]).output
        may = queries.introducers(self.ada, on).get(self.ana.pk), queries.letters_stopped(self.ada, self.ana)
        return "\n".join([repr(told), printed, repr(may), repr(queries.outcomes(self.ada)), rows_of(self.ada)])


@pytest.fixture(autouse=True)
def letters(settings):
    givens.can_write(settings)


@contextmanager
def world(ada: User, *, looks: bool = False) -> Iterator[World]:
    """A world of its own, of which nothing is left in the end."""
    with transaction.atomic():
        yield World(ada, givens.ana(ada), looks)
        transaction.set_rollback(True)


@quick
@given(tried=story_of)
@example(tried=[(0, "asked"), (0, "agree"), (0, "asked"), (0, "agree"), (29, "asked"), (1, "asked")])
def test_whatever_is_tried_an_introducer_is_asked_twice_within_thirty_days_at_most(ada, tried):
    with world(ada) as lived:
        for days, what in tried:
            lived.does(days, what)
        asked = [day for day, _how in lived.asked]

    for day in asked:
        assert sum(day <= other < day + queries.MONTH for other in asked) <= queries.A_MONTH


@quick
@given(before=story_of, after=story_of)
@example(before=[(0, "asked"), (0, "agree")], after=[(1, "asked"), (40, "write")])
def test_whoever_told_the_user_never_to_ask_is_not_asked_again(ada, before, after):
    with world(ada) as lived:
        for days, what in before:
            lived.does(days, what)
        actions.set_rule(lived.ana, kind="never", on=ada.today(lived.now))
        number = len(lived.asked)
        for days, what in after:
            lived.does(days, what)
        assert len(lived.asked) == number


@quick
@given(before=story_of, no=st.sampled_from(NO), waits=st.integers(0, 13), after=story_of)
@example(
    before=[(0, "nothing"), (0, "write")], no="never", waits=3, after=[(40, "write"), (40, "asked"), (40, "write")]
)
@example(
    before=[(0, "nothing"), (0, "write")], no="not_for", waits=6, after=[(0, "agree"), (0, "write"), (0, "asked_other")]
)
def test_a_no_by_the_link_is_followed_by_what_silence_is_followed_by(ada, before, no, waits, after):
    transcripts, written = [], []
    for answer in ("", no):
        with world(ada, looks=True) as lived:
            for days, what in before:
                lived.does(days, what)
            lived.does(waits, "nothing")
            if answer:
                lived.says(answer)
            number = sum(how == "write" for _day, how in lived.asked)
            is_no = Reply.objects.filter(answer__in=NO).exists()
            for days, what in after:
                lived.does(days, what)
            transcripts.append(lived.seen)
            written.append((is_no, sum(how == "write" for _day, how in lived.asked) - number))

    assert transcripts[0] == transcripts[1]
    is_no, letters_since = written[1]
    assert not (is_no and letters_since)  # who has said no by a link is never written to by Kith again


def test_the_stories_would_tell_a_yes_from_silence(ada):
    transcripts = []
    for answer in ("", "agree"):
        with world(ada, looks=True) as lived:
            lived.does(0, "write")
            lived.says(answer)
            lived.does(1, "nothing")
            transcripts.append(lived.seen)
    assert transcripts[0][0] == transcripts[1][0]
    assert transcripts[0][1] != transcripts[1][1]
