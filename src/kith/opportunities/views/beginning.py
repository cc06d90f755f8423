"""What the form of a new opportunity begins with, as other pages say in its address."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from kith.accounts.models import User
from kith.introductions.models import Introduction
from kith.opportunities.models import Opportunity
from kith.opportunities.views import own
from kith.people import queries as people
from kith.people.models import Organisation, Person
from kith.targets.models import Target


@dataclass(frozen=True)
class Beginning:
    """The introduction that the chain begins with, if one was named, and the first values of the form."""

    introduction: Introduction | None = None
    initial: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, owner: User, query: QueryDict) -> Beginning:
        """Read what the address names. Raises Http404 for what is not the owner's."""
        introductions = Introduction.objects.visible_to(owner).select_related("introducer", "other", "target")
        introduction: Introduction | None = own.named(query, "introduction", introductions)
        person: Person | None = own.named(query, "person", Person.objects.visible_to(owner).in_book())
        place: Organisation | None = own.named(query, "organisation", Organisation.objects.visible_to(owner))
        target: Target | None = own.named(query, "target", Target.objects.visible_to(owner))
        person = person or (introduction.other or introduction.introducer if introduction else None)
        target = target or (introduction.target if introduction else None)
        initial: dict[str, Any] = {"target": target.pk if target else None}
        if person is not None:
            initial |= _of_person(owner, person)
        if place is not None:
            initial["organisation"] = place.name
        if introduction is not None:
            initial["source"] = Opportunity.Source.INTRODUCTION
        return cls(introduction, initial)


def _of_person(owner: User, person: Person) -> dict[str, Any]:
    place = next((known.organisation for known in people.known_people(owner, [person.pk])), "")
    return {"person": f"{person.name} ({place})" if place else person.name, "organisation": place}
