"""The groups that suit what somebody looks for, best first, each with why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from math import fsum
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kith import occupations
from kith.accounts.models import User
from kith.directory.models import CareerStep
from kith.directory.queries import candidates
from kith.directory.queries.candidates import Candidate, Shown
from kith.directory.queries.reasons import MADE, Ask, Reason, asks, best_first, tests
from kith.directory.queries.wanting import Wanted
from kith.groups.models import Membership
from kith.prepared import prepared

_NAMED = 2  # people for one group
_STEPS = 200
_IN_SHORT = ("owner", "owner__name", "from_code", "to_code", "shown_to")


class Found(NamedTuple):
    """A group that suits. told: what speaks for it and against it. is_mine: whether the user belongs to it."""

    candidate: Candidate
    told: Sequence[Reason]
    weight: float  # how well it suits: more is better
    is_mine: bool = False

    @property
    def reasons(self) -> list[Reason]:
        """Why it is here, the weightiest reason first; at least one."""
        return best_first(self.candidate, self.told)


@dataclass(frozen=True, slots=True)
class Line:
    """What a page shows of one of them."""

    shown: Shown
    reasons: list[Reason]
    is_mine: bool


class Made(NamedTuple):
    """A step that somebody else made, as far as they let the user see it."""

    owner: int
    name: str
    from_code: str
    to_code: str
    shown_to: str
    from_title: str = ""  # this and what follows: where it was asked for
    to_title: str = ""
    year: int | None = None
    helped: str = ""


def find(user: User, wanted: Wanted) -> list[Found]:
    """Return all that fits what was asked, best first. Nine queries at most, however many groups."""
    mine = {group for (group,) in _mine(user)}
    here = candidates.groups(user, wanted.now, sized=bool(wanted.asked.size))
    known = [*here, *candidates.listings(user, wanted.now)]
    if wanted.days or wanted.parts:
        known = candidates.with_coming(known, user, wanted.now)
    must = tests(wanted)
    fitting = [each for each in known if all(test(each, wanted) for test in must)] if must else known
    found = _weighed(fitting, wanted, _made(user, wanted, mine), mine)
    return sorted(found, key=lambda each: (-each.weight, each.candidate.facts.name))


def page(user: User, found: Sequence[Found], now: datetime) -> list[Line]:
    """Return what stands on one page, with how many belong to each group and when it meets next. Three queries at most."""
    shown = candidates.shown([each.candidate for each in found], user, now, sized=True)
    return [Line(one, each.reasons, each.is_mine) for one, each in zip(shown, found, strict=True)]


def steps_on(user: User, codes: frozenset[str], target: str) -> list[Made]:
    """Return steps of others, as far as they let the user see them: between these occupations, or to the target."""
    return _leading([Made(*row) for row in _steps(user, sorted(codes | {target}))], codes, target)


@prepared
def _mine(user: User) -> QuerySet[Membership, Any]:
    return Membership.objects.current().filter(user=user).order_by().values_list("group")


def _leading(made: list[Made], codes: Collection[str], target: str) -> list[Made]:
    return [step for step in made if step.to_code == target or step.from_code in codes]


@prepared
def _steps(user: User, codes: list[str]) -> QuerySet[CareerStep, Any]:
    return _steps_to(user, codes).values_list(*_IN_SHORT, "from_title", "to_title", "year", "helped")[:_STEPS]


@prepared
def _steps_in_short(user: User, codes: list[str]) -> QuerySet[CareerStep, Any]:
    return _steps_to(user, codes).values_list(*_IN_SHORT)[:_STEPS]


def _steps_to(user: User, codes: list[str]) -> QuerySet[CareerStep]:
    return CareerStep.objects.shown_to(user).filter(to_code__in=codes)


@prepared
def _groups_of(users: list[int]) -> QuerySet[Membership, Any]:
    return Membership.objects.inner().filter(user__in=users).values_list("group", "user")


def _weighed(
    fitting: Sequence[Candidate], wanted: Wanted, made: Mapping[int | None, list[Reason]], mine: Collection[int]
) -> Iterator[Found]:
    able: dict[tuple[frozenset[str], bool], list[Ask]] = {}  # most tell of the same few things
    for each in fitting:
        told: list[Reason] = []
        kind = each.facts.tells, each.starts_at is not None or bool(each.meets)
        if kind not in able:
            able[kind] = asks(wanted, each.facts.tells, meets=kind[1])
        for ask in able[kind]:
            told += ask(each, wanted)
        if each.is_here and each.pk in made:
            told += made[each.pk]
        weight = fsum([reason.weight for reason in told]) if told else 0.0
        yield Found(each, told, weight, each.is_here and each.pk in mine)


def _made(user: User, wanted: Wanted, mine: Collection[int]) -> dict[int | None, list[Reason]]:
    """By group, listed or not: who of its members made a step of the way. Two queries, or none without a target."""
    if wanted.target is None:
        return {}
    codes, target = {*wanted.stones, *([wanted.does.code] if wanted.does else [])}, wanted.target.code
    by_owner: dict[int, Made] = {}
    for step in _leading([Made(*row) for row in _steps_in_short(user, sorted({*codes, target}))], codes, target):
        by_owner.setdefault(step.owner, step)
    told: dict[int | None, list[Reason]] = defaultdict(list)
    everyone = CareerStep.Shown.ALL.value
    for group, owner in _groups_of(list(by_owner)):
        if len(told[group]) < _NAMED and (by_owner[owner].shown_to == everyone or group in mine):
            told[group].append(Reason(MADE, partial(in_words, by_owner[owner])))
    return told


def in_words(step: Made) -> str:
    """Return who went from where to where: "Ana went from Registered Nurses to Data Scientists"."""
    words = {"name": step.name or _("A member"), "before": _title(step.from_code), "after": _title(step.to_code)}
    return _("%(name)s, a member, went from %(before)s to %(after)s.") % words


@lru_cache(maxsize=1024)
def _title(code: str) -> str:
    found = occupations.get(code)
    return found.title if found else code
