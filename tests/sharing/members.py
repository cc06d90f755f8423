"""Members of one server who take part, and what they do."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from kith.accounts.models import User
from kith.people.models import Person
from kith.sharing import actions
from kith.sharing.models import BlindAsk, Request
from tests import make

NOW = make.NOW
DAY = timedelta(days=1)
ADDRESS = "ana@acme.example"


def member(name: str) -> User:
    """Return somebody who takes part, with nobody in the book."""
    user = make.user(name)
    actions.turn_on(user, at=NOW)
    return user


def willing(owner: User, name: str = "Ana Ruiz", *, tier: int | None = None, **more: Any) -> Person:
    """Return a person of the book about whom members may ask."""
    more.setdefault("points", [make.email(ADDRESS)])
    person = make.person(owner, name, **more)
    if tier is not None:
        Person.objects.filter(pk=person.pk).update(tier=tier)
    actions.allow(owner, [person], at=NOW)
    return person


def ask(owner: User, *, at: datetime = NOW, purpose: str = "How her team hires", **wanted: str) -> BlindAsk:
    """Return what somebody asked, for Ana Ruiz unless something else is said. It was not looked at yet."""
    wanted = wanted or {"name": "Ana Ruiz", "address": ADDRESS}
    return actions.ask(owner, actions.Wanted(**wanted), purpose=purpose, at=at)


def asked(owner: User, *, at: datetime = NOW, **wanted: str) -> list[Request]:
    """Return the requests that reached somebody at once, the strongest first."""
    made = ask(owner, at=at, **wanted)
    actions.look(made.pk, now=at)
    return list(made.requests.exclude(asked_at=None).order_by("pk"))
