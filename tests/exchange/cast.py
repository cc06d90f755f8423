"""Who and what the tests of the exchange have in common."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress

from kith.accounts.models import User
from kith.exchange import actions
from kith.people.models import Person
from tests import make


def proved(user: User) -> User:
    """Return the user with their address proved to be theirs."""
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def known(owner: User, member: User) -> Person:
    """Return a member as a person of somebody's book."""
    return make.person(owner, member.name, points=[make.email(member.email)])


def ask(owner: User, text: str = "A leaking tap needs mending", **more):
    return actions.make_ask(owner, text=text, at=make.NOW, **more)


def offer(owner: User, text: str = "Plumber, small repairs", **more):
    return actions.make_offer(owner, text=text, at=make.NOW, **more)


def to(group) -> dict[str, Any]:
    """The audience of one group."""
    return {"audience": "group", "group": group}
