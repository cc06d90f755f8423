"""The targets of a book, as the list shows them; key people and recruiters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from kith.accounts.models import OwnedQuerySet, User
from kith.people.models import Person, PersonQuerySet, Relation
from kith.targets.models import CardAnswer, Target
from kith.targets.queries.coverage import AimCovered, Coverage, coverages


@dataclass(frozen=True, slots=True)
class Shown:
    """A target in the list: how far the book goes, whether its card is on, how many answers wait."""

    target: Target
    coverage: Coverage
    is_card_on: bool
    waiting: int


def active(owner: User) -> OwnedQuerySet:
    """What the user is aiming for now, the latest first."""
    return Target.objects.visible_to(owner).filter(state=Target.State.ACTIVE)


def shown(owner: User, on: date) -> list[Shown]:
    """All targets, those that are aimed for now first. The number of queries does not depend on how many there are."""
    waiting = Count("card__answers", filter=Q(card__answers__state=CardAnswer.State.OPEN))
    order = {state: place for place, state in enumerate(Target.State.values)}
    found = list(Target.objects.visible_to(owner).select_related("card").annotate(waiting=waiting))
    covered = coverages(owner, found, on)
    rows = [Shown(each, covered[each.pk], bool(_secret(each)), each.waiting) for each in found]
    return sorted(rows, key=lambda row: order[row.target.state])


def key_people(covered: Coverage) -> list[AimCovered]:
    """The people that a target names, those who were in touch last first."""
    named = covered.of("person")
    return sorted(named, key=lambda each: _last_touch(each) or date.min, reverse=True)


def recruiters(owner: User) -> PersonQuerySet:
    """Recruiters of the book, those who were in touch last first."""
    found: PersonQuerySet = Person.objects.visible_to(owner).in_book().filter(relation=Relation.RECRUITER)
    return found.order_by(F("last_touch_on").desc(nulls_last=True), "sort_name", "pk")


def _last_touch(covered: AimCovered) -> date | None:
    return covered.seen[0].person.last_touch_on if covered.seen else None


def _secret(target: Target) -> str | None:
    return target.card.secret if hasattr(target, "card") else None
