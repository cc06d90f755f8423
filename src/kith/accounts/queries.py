"""What can be asked about accounts."""

from __future__ import annotations

import hashlib

from kith.accounts.models import Invitation, User


def unclaimed_owner() -> User | None:
    """Return the only user if the kith command made it and nobody has set a password for it yet."""
    users = list(User.objects.all()[:2])
    if len(users) == 1 and users[0].last_login is None and not users[0].has_usable_password():
        return users[0]
    return None


def is_new_instance() -> bool:
    """Whether nobody can sign in yet: there is no user, or only one that the kith command made."""
    return not User.objects.exists() or unclaimed_owner() is not None


def open_invitation(token: str) -> Invitation | None:
    """Return the unused invitation that the secret belongs to."""
    return Invitation.objects.filter(token_sha256=hashed(token), used_at=None).first() if token else None


def hashed(token: str) -> str:
    """Return what is kept of an invitation's secret."""
    return hashlib.sha256(token.encode()).hexdigest()
