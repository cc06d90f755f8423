"""Who else may let somebody sign up: a feature whose members invite people says so here once, when Django is ready."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.sessions.backends.base import SessionBase

from kith.accounts.models import User


@dataclass(frozen=True)
class Leave:
    """Leave to sign up by a secret that stands in the session between following a link and signing up.

    key: under which it stands there. used: called with the secret and the new user, in whatever way sign-up was open.
    """

    key: str
    allows: Callable[[str], bool]
    used: Callable[[str, User], None]


_leaves: dict[str, Leave] = {}


def register(leave: Leave) -> None:
    """Have sign-up ask this one as well."""
    _leaves[leave.key] = leave


def allow(session: SessionBase) -> bool:
    """Whether one of them lets the holder of the session sign up."""
    return any(leave.allows(str(session[key])) for key, leave in _leaves.items() if key in session)


def use(session: SessionBase, user: User) -> None:
    """Tell those by whose leave somebody has signed up."""
    for key, leave in _leaves.items():
        if key in session:
            leave.used(str(session.pop(key)), user)
