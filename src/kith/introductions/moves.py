"""The table of moves: in which state of an introduction who may make which move, by which door, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import TypeAlias

from kith.introductions.models import Introduction, Step

Kind: TypeAlias = Introduction.Kind
State: TypeAlias = Introduction.State
Actor: TypeAlias = Step.Actor


class Door(Enum):
    """How a move comes about."""

    OWN = "own"  # the user makes it
    TOLD = "told"  # the user writes down what somebody else did
    LINK = "link"  # somebody outside answers by the link in a letter
    CLOCK = "clock"  # time has passed


Key: TypeAlias = tuple[Kind, State, Actor, Door, str]

# Every kind of no. By a link each stays secret: the state is the same as before, and nobody can tell it from silence.
NO = ("not_now", "not_for", "never")

_BOTH = (Kind.ASKED, Kind.MADE)
_ASKED, _MADE = (Kind.ASKED,), (Kind.MADE,)
_TOLD, _LINK, _OWN, _CLOCK = (Door.TOLD,), (Door.LINK,), (Door.OWN,), (Door.CLOCK,)
_OTHER_MAY_ANSWER = (State.INTRODUCER_AGREED, State.OTHER_ASKED)

_SAME = None  # the state stays as it is
_ROWS: tuple[
    tuple[tuple[Kind, ...], tuple[State, ...], Actor, tuple[Door, ...], tuple[str, ...], State | None], ...
] = (
    # The first one is asked: the introducer, or the first of two whom the user introduces.
    (_BOTH, (State.DRAFTED,), Actor.ME, _OWN, ("write", "asked"), State.INTRODUCER_ASKED),
    (_BOTH, (State.INTRODUCER_ASKED,), Actor.ME, _OWN, ("asked",), _SAME),
    (_ASKED, (State.INTRODUCER_ASKED,), Actor.INTRODUCER, (Door.LINK, Door.TOLD), ("agree",), State.INTRODUCER_AGREED),
    (_ASKED, (State.INTRODUCER_ASKED,), Actor.INTRODUCER, _LINK, NO, _SAME),
    (_ASKED, (State.INTRODUCER_ASKED,), Actor.INTRODUCER, _TOLD, NO, State.EXPIRED),
    (_MADE, (State.INTRODUCER_ASKED,), Actor.PARTY, (Door.LINK, Door.TOLD), ("agree",), State.INTRODUCER_AGREED),
    (_MADE, (State.INTRODUCER_ASKED,), Actor.PARTY, _LINK, ("not_now",), _SAME),
    (_MADE, (State.INTRODUCER_ASKED,), Actor.PARTY, _TOLD, ("not_now",), State.EXPIRED),
    # Then the other side: by the introducer, who knows them, or by the user who introduces two.
    (_ASKED, (State.INTRODUCER_AGREED,), Actor.INTRODUCER, (Door.LINK, Door.TOLD), ("asked_other",), State.OTHER_ASKED),
    (_ASKED, _OTHER_MAY_ANSWER, Actor.OTHER, (Door.LINK, Door.TOLD), ("agree",), State.OTHER_AGREED),
    (_ASKED, _OTHER_MAY_ANSWER, Actor.OTHER, _LINK, ("not_now",), _SAME),
    (_ASKED, _OTHER_MAY_ANSWER, Actor.OTHER, _TOLD, ("not_now",), State.EXPIRED),
    (_MADE, (State.INTRODUCER_AGREED,), Actor.ME, _OWN, ("write_other", "asked_other"), State.OTHER_ASKED),
    (_MADE, (State.OTHER_ASKED,), Actor.ME, _OWN, ("asked_other",), _SAME),
    (_MADE, (State.OTHER_ASKED,), Actor.OTHER, (Door.LINK, Door.TOLD), ("agree",), State.OTHER_AGREED),
    (_MADE, (State.OTHER_ASKED,), Actor.OTHER, _LINK, ("not_now",), _SAME),
    (_MADE, (State.OTHER_ASKED,), Actor.OTHER, _TOLD, ("not_now",), State.EXPIRED),
    # Both said yes, or the introducer, who knows both, says that they did.
    (_BOTH, (State.OTHER_AGREED,), Actor.ME, _OWN, ("introduce",), State.INTRODUCED),
    (_MADE, (State.OTHER_AGREED,), Actor.ME, _OWN, ("write_both",), State.INTRODUCED),
    (
        _ASKED,
        (*_OTHER_MAY_ANSWER, State.OTHER_AGREED),
        Actor.INTRODUCER,
        (Door.LINK, Door.TOLD),
        ("introduce",),
        State.INTRODUCED,
    ),
    (_ASKED, (State.INTRODUCER_ASKED, State.EXPIRED), Actor.INTRODUCER, _TOLD, ("introduce",), State.INTRODUCED),
    # What came of it.
    (_BOTH, (State.INTRODUCED,), Actor.ME, _OWN, ("meet",), State.MET),
    (_BOTH, (State.INTRODUCED, State.MET, State.OUTCOME), Actor.ME, _OWN, ("note_outcome",), State.OUTCOME),
    (_BOTH, (State.OUTCOME,), Actor.ME, _OWN, ("thank",), State.THANKED),
    (_BOTH, (State.THANKED,), Actor.ME, _OWN, ("note_outcome",), _SAME),
    # A late yes is a yes.
    (_ASKED, (State.EXPIRED,), Actor.INTRODUCER, _TOLD, ("agree",), State.INTRODUCER_AGREED),
    (_MADE, (State.EXPIRED,), Actor.PARTY, _TOLD, ("agree",), State.INTRODUCER_AGREED),
    # It ends before that.
    (
        _BOTH,
        (State.DRAFTED, State.INTRODUCER_ASKED, State.INTRODUCER_AGREED, State.OTHER_ASKED, State.OTHER_AGREED),
        Actor.ME,
        _OWN,
        ("withdraw",),
        State.WITHDRAWN,
    ),
    (_BOTH, (State.INTRODUCER_ASKED, State.OTHER_ASKED), Actor.KITH, _CLOCK, ("expire",), State.EXPIRED),
    (_ASKED, (State.INTRODUCER_AGREED,), Actor.KITH, _CLOCK, ("expire",), State.EXPIRED),
)


def _spelled_out() -> Iterator[tuple[Key, State]]:
    for kinds, states, actor, doors, moves, to in _ROWS:
        for kind in kinds:
            for state in states:
                for door in doors:
                    yield from (((kind, state, actor, door, move), to or state) for move in moves)


TABLE: Mapping[Key, State] = dict(_spelled_out())
MOVES = tuple(sorted({move for *_rest, move in TABLE}))


def first_of(kind: str) -> Actor:
    """Who is asked first."""
    return Actor.INTRODUCER if kind == Kind.ASKED else Actor.PARTY


def is_secret(door: Door, move: str) -> bool:
    """Whether a move leaves no trace in the book."""
    return door is Door.LINK and move in NO


def possible(kind: str, state: str, door: Door) -> list[tuple[Actor, str]]:
    """The moves that can be made now by a door, in the order of the table."""
    here = (Kind(kind), State(state))
    return [(actor, move) for (*where, actor, at, move) in TABLE if tuple(where) == here and at is door]
