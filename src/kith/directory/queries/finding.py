"""The groups that suit what somebody looks for, best first, each with why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from kith import occupations
from kith.accounts.models import User
from kith.directory.models import CareerStep
from kith.directory.queries import candidates
from kith.directory.queries.candidates import Candidate
from kith.directory.queries.reasons import Reason, fits, reasons
from kith.directory.queries.wanting import Wanted
from kith.groups.models import Group, Membership

_NAMED = 2  # people for one group
_STEPS = 200


@dataclass(frozen=True)
class Found:
    """A group that suits. reasons: at least one. is_mine: whether the user belongs to it."""

    candidate: Candidate
    reasons: list[Reason]
    is_mine: bool = False

    @property
    def weight(self) -> float:
        """How well it suits: more is better."""
        return sum(reason.weight for reason in self.reasons)


def find(user: User, wanted: Wanted) -> list[Found]:
    """Return all that fits what was asked, best first. Twelve queries at most, however many groups there are."""
    mine = set(Membership.objects.current().filter(user=user).values_list("group", flat=True))
    here = candidates.groups(user, wanted.now, sized=bool(wanted.asked.size))
    known = [*here, *candidates.listings(user, wanted.now)]
    if wanted.days or wanted.parts:
        known = candidates.with_coming(known, user, wanted.now)
    fitting = [each for each in known if fits(each, wanted)]
    made = _made(user, wanted, mine)
    found = [Found(each, reasons(each, wanted, made), each.is_here and each.row.pk in mine) for each in fitting]
    return sorted(found, key=lambda each: (-each.weight, each.candidate.row.name))


def with_sizes(page: Sequence[Found]) -> list[Found]:
    """Return what stands on one page with how many belong to each group. One query."""
    counted = candidates.sizes([each.candidate.row.pk for each in page if each.candidate.is_here])
    return [_sized(each, counted) for each in page]


def _sized(found: Found, counted: Mapping[int, int]) -> Found:
    if not found.candidate.is_here:
        return found
    return replace(found, candidate=replace(found.candidate, size=counted.get(found.candidate.row.pk, 0)))


def steps_on(user: User, codes: frozenset[str], target: str) -> list[CareerStep]:
    """Return steps of others, as far as they let the user see them: between these occupations, or to the target."""
    shown = CareerStep.objects.shown_to(user).filter(to_code__in=codes | {target}).select_related("owner")
    return [step for step in shown[:_STEPS] if step.to_code == target or step.from_code in codes]


def _made(user: User, wanted: Wanted, mine: set[int]) -> dict[int, list[str]]:
    """In words, by group: who of its members made a step of the way. Two queries, or none without a target."""
    if wanted.target is None:
        return {}
    codes = frozenset(wanted.stones) | ({wanted.does.code} if wanted.does else frozenset())
    by_owner: dict[int, CareerStep] = {}
    for step in steps_on(user, frozenset(codes), wanted.target.code):
        by_owner.setdefault(step.owner_id, step)
    listed = Group.objects.listed().values("pk")
    members = Membership.objects.inner().filter(user__in=by_owner, group__in=listed)
    told: dict[int, list[str]] = defaultdict(list)
    for group, owner in members.values_list("group", "user"):
        step = by_owner[owner]
        if (step.shown_to == CareerStep.Shown.ALL or group in mine) and len(told[group]) < _NAMED:
            told[group].append(in_words(step))
    return told


def in_words(step: CareerStep) -> str:
    """Return who went from where to where: "Ana went from Registered Nurses to Data Scientists"."""
    words = {"name": step.owner.name or _("A member"), "before": _title(step.from_code), "after": _title(step.to_code)}
    return _("%(name)s, a member, went from %(before)s to %(after)s.") % words


def _title(code: str) -> str:
    found = occupations.get(code)
    return found.title if found else code
