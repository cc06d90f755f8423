"""Makes the records that tests need, by the actions that Kith itself uses."""

from __future__ import annotations

from datetime import date

from kith.accounts.models import User

TODAY = date(2026, 11, 23)


def user(name: str, **fields) -> User:
    """Return a user whose address is name@kith.example."""
    return User.objects.create_user(f"{name}@kith.example", name=name.capitalize(), **fields)
