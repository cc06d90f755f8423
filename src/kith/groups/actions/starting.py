"""Starting a group, and the word by which addresses call it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from kith.accounts.models import User
from kith.groups.actions.belonging import let_in
from kith.groups.models import Group, Membership, Role

TAKEN = frozenset({"start", "mine", "bring", "calendar", "invited", "feeds"})  # words that addresses have of their own


@transaction.atomic
def start_group(user: User, *, name: str, at: datetime, fields: dict[str, Any] | None = None) -> Group:
    """Start a group; the user organises it. Raises ValidationError."""
    given = {"time_zone": user.time_zone, **(fields or {})}
    group = Group(name=name.strip(), slug=free_slug(name), started_by=user, created_at=at, **given)
    group.full_clean()
    group.save()
    let_in(Membership(group=group, user=user), role=Role.ORGANISER, at=at)
    return group


def free_slug(name: str) -> str:
    """Return the name as a word for an address, with a number behind it where the word is taken."""
    wanted = slugify(name)[:50].strip("-") or "group"
    same = Group.objects.filter(slug__startswith=wanted).values_list("slug", flat=True)
    taken = TAKEN.union(same)
    tries = (f"{wanted}-{number}" if number > 1 else wanted for number in range(1, len(taken) + 3))
    return next(slug for slug in tries if slug not in taken)
