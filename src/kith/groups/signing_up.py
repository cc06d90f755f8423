"""A link of a group is leave to sign up here as well, where this Kith takes people by invitation."""

from __future__ import annotations

from contextlib import suppress

from django.utils import timezone

from kith.accounts import leaves
from kith.accounts.models import User
from kith.errors import Refused
from kith.groups import actions, queries

KEY = "group_invitation"  # in the session, between following the link and signing up


def register() -> None:
    """Tell sign-up."""
    leaves.register(leaves.Leave(KEY, _allows, _used))


def _allows(secret: str) -> bool:
    return queries.open_link(secret, timezone.now()) is not None


def _used(secret: str, user: User) -> None:
    now = timezone.now()
    link = queries.open_link(secret, now)
    if link is not None:
        with suppress(Refused):  # two signed up by it at the same moment: the second one has an account, and asks again
            actions.sign_up_by_link(link, user, at=now)
