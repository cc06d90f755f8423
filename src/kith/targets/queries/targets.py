"""The targets of a book, as the list shows them; key people and recruiters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from kith.accounts.models import OwnedQuerySet, User
from kith.people.models import Person, PersonQuerySet, Relation
from kith.targets.models import Aim, CardAnswer, Target
from kith.targets.queries.coverage import Coverage, coverages


@dataclass(frozen=True, slots=True)
class Shown:
    """A target in the list: how far the book goes, if that was asked, whether its card is on, how many answers wait."""

    target: Target
    coverage: Coverage | None
    is_card_on: bool
    waiting: int


def active(owner: User) -> OwnedQuerySet:
    """What the user is aiming for now, the latest first."""
    return Target.objects.visible_to(owner).filter(state=Target.State.ACTIVE)


def shown(owner: User, covered_on: date | None = None) -> list[Shown]:
    """All targets, those that are aimed for now first; with their coverage where a day is given for it.

    The number of queries does not depend on how many there are.
    """
    waiting = Count("card__answers", filter=Q(card__answers__state=CardAnswer.State.OPEN))
    order = {state: place for place, state in enumerate(Target.State.values)}
    found = list(Target.objects.visible_to(owner).select_related("card").annotate(waiting=waiting))
    covered = coverages(owner, found, covered_on) if covered_on else {}
    rows = [Shown(each, covered.get(each.pk), bool(_secret(each)), each.waiting) for each in found]
    return sorted(rows, key=lambda row: order[row.target.state])


def key_people(target: Target) -> list[Aim]:
    """The aims of a target that are people, those who were in touch last first. One query."""
    named = list(target.aims.filter(kind=Aim.Kind.PERSON).select_related("person").order_by("pk"))
    return sorted(named, key=lambda aim: aim.person.last_touch_on or date.min if aim.person else date.min, reverse=True)


def recruiters(owner: User) -> PersonQuerySet:
    """Recruiters of the book, those who were in touch last first."""
    found: PersonQuerySet = Person.objects.visible_to(owner).in_book().filter(relation=Relation.RECRUITER)
    return found.order_by(F("last_touch_on").desc(nulls_last=True), "sort_name", "pk")


def _secret(target: Target) -> str | None:
    return target.card.secret if hasattr(target, "card") else None
