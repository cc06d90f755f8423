"""Every state, every actor, every door, every move: what is allowed leads where it should, and all else changes nothing.

What is allowed is written down here once more, by hand, so that a slip in the table is seen.
"""

from __future__ import annotations

from itertools import product

import pytest

from kith.errors import Refused
from kith.introductions import actions, moves
from kith.introductions.actions import Said
from kith.introductions.models import Introduction, Reply, Step
from kith.introductions.moves import Actor, Door, Kind, State
from tests.introductions import given
from tests.make import NOW

pytestmark = pytest.mark.django_db
SAID = Said(outcome="advice", words="Well.")

# kind, then by state: who.door.move, and where it leads ("=" stays).
BOTH = """
drafted: me.own.write>introducer_asked me.own.asked>introducer_asked me.own.withdraw>withdrawn
introducer_asked: me.own.asked>= me.own.withdraw>withdrawn kith.clock.expire>expired
introducer_agreed: me.own.withdraw>withdrawn
other_asked: me.own.withdraw>withdrawn kith.clock.expire>expired
other_agreed: me.own.introduce>introduced me.own.withdraw>withdrawn
introduced: me.own.meet>met me.own.note_outcome>outcome
met: me.own.note_outcome>outcome
outcome: me.own.note_outcome>= me.own.thank>thanked
thanked: me.own.note_outcome>=
"""
ASKED = """
introducer_asked: introducer.link.agree>introducer_agreed introducer.told.agree>introducer_agreed
introducer_asked: introducer.link.not_now>= introducer.link.not_for>= introducer.link.never>=
introducer_asked: introducer.told.not_now>expired introducer.told.not_for>expired introducer.told.never>expired
introducer_asked: introducer.told.introduce>introduced
introducer_agreed: introducer.link.asked_other>other_asked introducer.told.asked_other>other_asked
introducer_agreed: introducer.link.introduce>introduced introducer.told.introduce>introduced
introducer_agreed: other.link.agree>other_agreed other.told.agree>other_agreed other.link.not_now>=
introducer_agreed: other.told.not_now>expired kith.clock.expire>expired
other_asked: introducer.link.introduce>introduced introducer.told.introduce>introduced
other_asked: other.link.agree>other_agreed other.told.agree>other_agreed other.link.not_now>= other.told.not_now>expired
other_agreed: introducer.link.introduce>introduced introducer.told.introduce>introduced
expired: introducer.told.agree>introducer_agreed introducer.told.introduce>introduced
"""
MADE = """
introducer_asked: party.link.agree>introducer_agreed party.told.agree>introducer_agreed
introducer_asked: party.link.not_now>= party.told.not_now>expired
introducer_agreed: me.own.write_other>other_asked me.own.asked_other>other_asked
other_asked: me.own.asked_other>= other.link.agree>other_agreed other.told.agree>other_agreed
other_asked: other.link.not_now>= other.told.not_now>expired
other_agreed: me.own.write_both>introduced
expired: party.told.agree>introducer_agreed
"""


def spelled(kind: Kind, text: str) -> dict[tuple[Kind, State, Actor, Door, str], State]:
    found = {}
    for line in text.strip().splitlines():
        state, _colon, words = line.partition(": ")
        for word in words.split():
            what, _arrow, to = word.partition(">")
            actor, door, move = what.split(".")
            found[kind, State(state), Actor(actor), Door(door), move] = State(state if to == "=" else to)
    return found


ALLOWED = spelled(Kind.ASKED, BOTH + ASKED) | spelled(Kind.MADE, BOTH + MADE)
WAYS = list(product(Actor, Door, moves.MOVES))


def at(owner, kind: Kind, state: State) -> Introduction:
    """An introduction in the state, as if it had come there, with the links that it would have by then."""
    begun = given.asked_for(owner) if kind == Kind.ASKED else given.of_two(owner)
    Introduction.objects.filter(pk=begun.pk).update(state=state, state_at=NOW)
    begun.refresh_from_db()
    return begun


def test_the_table_is_what_is_written_down_here():
    assert dict(moves.TABLE) == ALLOWED


@pytest.mark.parametrize(("kind", "state"), list(product(Kind, State)))
def test_every_other_move_is_refused_and_changes_nothing(ada, settings, kind, state):
    given.can_write(settings)
    introduction = at(ada, kind, state)
    before, tried = given.trace(introduction), 0

    for actor, door, move in WAYS:
        if (kind, state, actor, door, move) not in ALLOWED:
            with pytest.raises(Refused):
                actions.act(introduction, actor=actor, door=door, move=move, at=NOW, said=SAID)
            tried += 1

    assert tried > 100
    assert given.trace(introduction) == before


@pytest.mark.parametrize(
    "key", list(ALLOWED), ids=lambda key: "-".join(str(getattr(part, "value", part)) for part in key)
)
def test_every_allowed_move_leads_where_it_should_and_is_written_down(ada, settings, key):
    given.can_write(settings)
    kind, state, actor, door, move = key
    introduction = at(ada, kind, state)
    before = given.trace(introduction)

    after = actions.act(introduction, actor=actor, door=door, move=move, at=NOW, said=SAID)

    introduction.refresh_from_db()
    assert after.state == introduction.state == ALLOWED[key]
    if moves.is_secret(door, move):
        assert given.trace(introduction) == before
    else:
        last = Step.objects.filter(introduction=introduction).last()
        assert (last.actor, last.move, last.state, last.at) == (actor, move, ALLOWED[key], NOW)
        assert last.told == (door is Door.TOLD)


def test_no_state_is_a_dead_end_but_the_last_ones():
    leaving = {(kind, state) for (kind, state, *_rest), to in ALLOWED.items() if to != state}
    ends = {(kind, state) for kind, state in product(Kind, State) if (kind, state) not in leaving}
    assert ends == set(product(Kind, (State.THANKED, State.WITHDRAWN)))


def test_every_state_is_reached_from_a_draft():
    for kind in Kind:
        reached = {State.DRAFTED}
        for _step in State:
            reached |= {to for (of, state, *_rest), to in ALLOWED.items() if of == kind and state in reached}
        assert reached == set(State)


def test_a_kind_of_no_that_is_answered_is_one_that_a_rule_can_say():
    assert set(moves.NO) <= set(Reply.Answer.values)
