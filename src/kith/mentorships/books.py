"""Who a member is in another member's book, found or added only as far as they allow it."""

from __future__ import annotations

from datetime import datetime

from kith.accounts.models import User
from kith.groups.models import Membership
from kith.meetings.models import Met
from kith.people import actions as people
from kith.people.models import ContactPoint, Person


def person_of(owner: User, card: Membership, *, at: datetime) -> Person:
    """Return the person of the owner's book, met before or known by an address that they give; or add them by their name."""
    return _known(owner, card) or people.add_person(
        owner,
        name=card.name,
        at=at,
        fields={"met_at": card.group.name, "met_on": owner.today(at).isoformat()},
        points=[{"kind": "email", "value": card.user.email}] if card.gives_card else [],
    )


def _known(owner: User, card: Membership) -> Person | None:
    met = Met.objects.filter(owner=owner, other=card.user, person__binned_at=None).select_related("person").first()
    if met is not None or not card.gives_card:
        return met.person if met else None
    points = ContactPoint.objects.visible_to(owner).filter(kind="email", value__iexact=card.user.email)
    point = points.filter(person__in=Person.objects.visible_to(owner).in_book()).select_related("person").first()
    return point.person if point else None
