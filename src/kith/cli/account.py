"""Which account a command acts for."""

from __future__ import annotations

import os

import click

from kith.accounts import actions
from kith.accounts.models import User

NOBODY = "owner@kith.invalid"  # the owner of an instance that no browser has signed up to yet


def acting_user(email: str | None, *, make: bool = False) -> User:
    """Return the account named by --user or KITH_USER, or the only one there is.

    In an empty instance an owner is made if `make`; whoever signs up first in the browser takes that account over.
    Raises click.ClickException, in words, where it is not clear who is meant.
    """
    wanted = (email or os.environ.get("KITH_USER") or "").strip().lower()
    users = list(User.objects.order_by("pk")[:2])
    if not users and make:
        return actions.first_user(wanted or NOBODY)
    if wanted:
        found = User.objects.filter(email__iexact=wanted).first()
        if found is None:
            raise click.ClickException(f"Nobody with the address {wanted} has an account here.")
        return found
    if not users:
        raise click.ClickException(
            "There is no account yet. Run `kith up` and sign up in the browser, or `kith sample`."
        )
    if len(users) > 1:
        raise click.ClickException("There are several accounts here: say whose with --user EMAIL or KITH_USER.")
    return users[0]
