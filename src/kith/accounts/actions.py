"""What can be done about accounts: set up one's own, invite somebody, withdraw an invitation."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.core.validators import validate_email
from django.db import transaction

from kith.accounts.models import Invitation, User
from kith.accounts.queries import hashed
from kith.errors import Refused


@transaction.atomic
def invite(by: User, *, email: str) -> tuple[Invitation, str]:
    """Make an invitation and return it with the secret of its link, which is kept nowhere else.

    Raises ValidationError if that is no e-mail address, and Refused if `by` does not own the instance or the address
    has an account.
    """
    if not by.is_owner:
        raise Refused("Only the owner of this Kith can invite people.")
    email = email.strip().lower()
    validate_email(email)
    if User.objects.filter(email__iexact=email).exists():
        raise Refused(f"{email} has an account here already.")
    Invitation.objects.filter(email=email, used_at=None).delete()
    token = secrets.token_urlsafe(24)
    return Invitation.objects.create(by=by, email=email, token_sha256=hashed(token)), token


@transaction.atomic
def withdraw(invitation: Invitation) -> None:
    """Take an invitation back. Raises Refused if it was used."""
    if invitation.used_at is not None:
        raise Refused("This invitation has been used.")
    invitation.delete()


@transaction.atomic
def use_invitation(token: str, *, at: datetime) -> bool:
    """Mark the invitation as used; False if there is none, or it was used already."""
    return Invitation.objects.filter(token_sha256=hashed(token), used_at=None).update(used_at=at) == 1


@transaction.atomic
def first_user(email: str) -> User:
    """Make the owner of an empty instance, who will set a password in the browser. Raises Refused if there are users."""
    if User.objects.exists():
        raise Refused("There are users already.")
    return User.objects.create_user(email, is_owner=True, is_staff=True)
