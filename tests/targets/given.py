"""Targets for tests, made by the actions of Kith."""

from __future__ import annotations

from kith.people import actions as people
from kith.people.models import Organisation, Person
from kith.targets import actions
from kith.targets.models import Pitch, Target, TargetCard
from kith.ties import actions as ties
from tests import make
from tests.make import NOW, TODAY

SENTENCE = "A backend job at a grid operator, by summer."


def target(owner, sentence: str = SENTENCE) -> Target:
    return actions.begin(owner, sentence=sentence, at=NOW)


def card(owner, sentence: str = SENTENCE) -> TargetCard:
    """A card that is turned on."""
    return actions.turn_on(target(owner, sentence))


def organisation(owner, name: str) -> Organisation:
    found = people.find_or_add_organisation(owner, name)
    assert found is not None
    return found


def pitch(target: Target, text: str, length: str = "short") -> Pitch:
    said = actions.write_pitch(target, length=length, text=text)
    assert said is not None
    return said


def known(owner, name: str, tier: int, *positions, **more) -> Person:
    """Somebody of a tier: 0 inferred, 1 known, 2 warm, 3 close."""
    person = make.person(owner, name, positions=positions, **more)
    ties.overrule(person, tier=tier, on=TODAY)
    return person
