"""The way from what a user does to what they want, and for each step the groups, meetings and members that help there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from kith import careers
from kith.accounts.models import User
from kith.directory.queries import candidates
from kith.directory.queries.candidates import Candidate, Key, Shown
from kith.directory.queries.finding import Made, steps_on
from kith.directory.queries.wanting import Career

_LONGER = 8  # steps, where five are not enough
_GROUPS, _IN_FIELD, _MEMBERS = 4, 2, 5  # for one step


@dataclass
class Stone:
    """One step of a way, with what helps there."""

    step: careers.Step
    number: int
    before: str  # the title of the occupation that it leads on from
    groups: list[Shown] = field(default_factory=list)  # for people of that occupation
    in_field: list[Shown] = field(default_factory=list)  # else for people of its field
    members: list[Made] = field(default_factory=list)  # who made this step, or came to this occupation


@dataclass(frozen=True)
class Crossing:
    """Ways from one occupation to another. why_none: where there is none."""

    does: Career
    wants: Career
    ways: list[tuple[careers.Way, list[Stone]]]
    why_none: str = ""


@dataclass(frozen=True)
class _Helping:
    """The groups and listings that help somebody of an occupation, and those that help somebody of its field."""

    groups: dict[str, list[Candidate]]
    in_field: dict[str, list[Candidate]]

    @property
    def all(self) -> list[Candidate]:
        """Each of them once."""
        found = (each for helping in (self.groups, self.in_field) for some in helping.values() for each in some)
        return list({each.key: each for each in found}.values())


def crossing(user: User, does: Career, wants: Career, *, now: datetime) -> Crossing:
    """Return the ways, easiest first, with what helps on each step. Seven queries at most, however many steps."""
    ways = _ways(does.code, wants.code)
    if not ways:
        return Crossing(does, wants, [], careers.why_none(does.code, wants.code, most_steps=_LONGER))
    steps = {step.code for way in ways for step in way.steps}
    helping = _helping([*candidates.groups(user, now, sized=False), *candidates.listings(user, now)], steps)
    shown = candidates.shown(helping.all, user, now, sized=False)
    by_key = {each.candidate.key: each for each in shown}
    made = steps_on(user, frozenset(steps | {does.code}), wants.code)
    return Crossing(does, wants, [(way, _stones(way, helping, by_key, made)) for way in ways])


@lru_cache(maxsize=128)
def _ways(before: str, after: str) -> tuple[careers.Way, ...]:
    """The ways between two occupations, which depend on the two alone."""
    return tuple(careers.bridge(before, after) or careers.bridge(before, after, most_steps=_LONGER))


def _helping(known: Iterable[Candidate], codes: set[str]) -> _Helping:
    able = sorted((each for each in known if each.facts.codes), key=_order)
    groups = {code: [each for each in able if code in each.facts.codes][:_GROUPS] for code in codes}
    families = {code: careers.family(code) for code in codes if not groups[code]}
    in_field = {
        code: [each for each in able if family in each.facts.families][:_IN_FIELD] for code, family in families.items()
    }
    return _Helping(groups, in_field)


def _stones(way: careers.Way, helping: _Helping, shown: dict[Key, Shown], made: list[Made]) -> list[Stone]:
    before, title, found = way.code, way.title, []
    for number, step in enumerate(way.steps, start=1):
        stone = Stone(step, number, title)
        stone.groups = [shown[each.key] for each in helping.groups[step.code]]
        stone.in_field = [shown[each.key] for each in helping.in_field.get(step.code, ())]
        came = [each for each in made if each.to_code == step.code]
        stone.members = sorted(came, key=lambda each, before=before: each.from_code != before)[:_MEMBERS]  # type: ignore[misc]
        found.append(stone)
        before, title = step.code, step.title
    return found


def _order(candidate: Candidate) -> tuple[bool, bool, str]:
    """Those on this server first, then those whose next meeting is known."""
    return (not candidate.is_here, candidate.starts_at is None, candidate.name)
