"""Opportunities that tests need, begun by the action that Kith itself uses."""

from __future__ import annotations

from datetime import date
from typing import Any

from kith.accounts.models import User
from kith.introductions.models import Introduction
from kith.opportunities import actions
from kith.opportunities.models import Opportunity
from kith.people.models import Person
from tests.make import NOW, TODAY


def opportunity(owner: User, title: str = "Data engineer at Acme", *, on: date = TODAY, **more: Any) -> Opportunity:
    """Return an opportunity, first heard of on that day."""
    return actions.begin(owner, title=title, on=on, **more)


def introduction(owner: User, introducer: Person, other: Person, *, state: str = "met", **more: Any) -> Introduction:
    """Return an introduction that the introducer made."""
    given = {"asked_at": NOW, "created_at": NOW, **more}
    return Introduction.objects.create(
        owner=owner, introducer=introducer, other=other, other_name=other.name, state=state, **given
    )


def chain_of(opportunity: Opportunity) -> list[str]:
    """Return the links of its chain by what they point at, in order."""
    return [
        link.text or next(str(row) for row in (link.interaction, link.introduction, link.person) if row is not None)
        for link in opportunity.chain.all()
    ]
