"""The way from what a user does to what they want, and for each step the groups, meetings and members that help there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from kith import careers
from kith.accounts.models import User
from kith.directory.models import CareerStep
from kith.directory.queries import candidates
from kith.directory.queries.candidates import Candidate
from kith.directory.queries.finding import steps_on
from kith.directory.queries.wanting import Career

_LONGER = 8  # steps, where five are not enough
_GROUPS, _MEMBERS = 4, 5  # for one step


@dataclass
class Stone:
    """One step of a way, with what helps there."""

    step: careers.Step
    number: int
    before: str  # the title of the occupation that it leads on from
    groups: list[Candidate] = field(default_factory=list)  # for people of that occupation
    in_field: list[Candidate] = field(default_factory=list)  # else for people of its field
    members: list[CareerStep] = field(default_factory=list)  # who made this step, or came to this occupation


@dataclass(frozen=True)
class Crossing:
    """Ways from one occupation to another. why_none: where there is none."""

    does: Career
    wants: Career
    ways: list[tuple[careers.Way, list[Stone]]]
    why_none: str = ""


def crossing(user: User, does: Career, wants: Career, *, now: datetime) -> Crossing:
    """Return the ways, easiest first, with what helps on each step. Nine queries, however many steps."""
    ways = careers.bridge(does.code, wants.code) or careers.bridge(does.code, wants.code, most_steps=_LONGER)
    if not ways:
        return Crossing(does, wants, [], careers.why_none(does.code, wants.code, most_steps=_LONGER))
    codes = frozenset(step.code for way in ways for step in way.steps) | {does.code}
    helping = [*candidates.groups(user, now, sized=False), *candidates.listings(user, now)]
    made = steps_on(user, codes, wants.code)
    return Crossing(does, wants, [(way, _stones(way, helping, made)) for way in ways])


def _stones(way: careers.Way, helping: list[Candidate], made: list[CareerStep]) -> list[Stone]:
    before, title, found = way.code, way.title, []
    for number, step in enumerate(way.steps, start=1):
        stone = Stone(step, number, title)
        stone.groups = sorted((each for each in helping if step.code in each.codes), key=_order)[:_GROUPS]
        if not stone.groups:
            stone.in_field = sorted((each for each in helping if _is_of_field(each, step.code)), key=_order)[:2]
        came = [each for each in made if each.to_code == step.code]
        stone.members = sorted(came, key=lambda each, before=before: each.from_code != before)[:_MEMBERS]  # type: ignore[misc]
        found.append(stone)
        before, title = step.code, step.title
    return found


def _is_of_field(candidate: Candidate, code: str) -> bool:
    return careers.family(code) in {careers.family(each) for each in candidate.codes}


def _order(candidate: Candidate) -> tuple[bool, bool, str]:
    """Those on this server first, then those whose next meeting is known."""
    return (not candidate.is_here, candidate.next is None, candidate.row.name)
