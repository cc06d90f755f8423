"""Starting a group, changing what it says of itself, ending it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.errors import Refused
from kith.groups.actions.belonging import let_in
from kith.groups.actions.notes import note
from kith.groups.actions.ranks import hold
from kith.groups.actions.trades import hold_trades
from kith.groups.models import READABLE, Group, InviteLink, Membership, Role, RoofAsk
from kith.groups.signals import group_ended, group_reopened

TAKEN = frozenset(
    {"start", "mine", "bring", "calendar", "invited", "feeds", "notices", "figures", "wall"}
)  # words that addresses have of their own

_LETTERS = "bcdfghjkmnpqrstvwxz23456789"  # none that look alike, and no words
_UNGUESSED = 10


@transaction.atomic
def start_group(user: User, *, name: str, at: datetime, fields: dict[str, Any] | None = None) -> Group:
    """Start a group; the user organises it. Raises ValidationError."""
    given = {"time_zone": user.time_zone, **(fields or {})}
    slug = free_slug(name, is_listed=bool(given.get("is_listed", True)))
    group = Group(name=name.strip(), slug=slug, started_by=user, created_at=at, **given)
    group.full_clean()
    group.save()
    let_in(Membership(group=group, user=user), role=Role.ORGANISER, at=at)
    return group


def free_slug(name: str, *, is_listed: bool = True) -> str:
    """Return the name as a word for an address.

    Where the word is taken a listed group gets a number behind it. One that is not listed always gets letters that nobody
    guesses: its address does not tell outsiders that it is there, nor does the one of the next group of its name.
    """
    wanted = slugify(name)[:45].strip("-") or "group"
    if not is_listed:
        return f"{wanted}-{get_random_string(_UNGUESSED, _LETTERS)}"
    same = Group.objects.filter(slug__startswith=wanted).values_list("slug", flat=True)
    taken = TAKEN.union(same)
    tries = (f"{wanted}-{number}" if number > 1 else wanted for number in range(1, len(taken) + 3))
    return next(slug for slug in tries if slug not in taken)


@transaction.atomic
def edit(group: Group, fields: dict[str, Any], *, by: User, at: datetime) -> None:
    """Change what a group says of itself and how it is joined; its address stays. Raises ValidationError."""
    held = hold(group)
    changed = [name for name, value in fields.items() if getattr(held, name) != value]
    for name, value in fields.items():
        setattr(group, name, value)
    group.full_clean()
    group.save(update_fields=list(fields))
    if "is_one_per_trade" in changed:
        hold_trades(group)
    if changed:
        names = ", ".join(str(getattr(Group._meta.get_field(name), "verbose_name", name)) for name in changed)
        note(group, _("changed: %(names)s") % {"names": names}, by=by, at=at)


@transaction.atomic
def end_group(group: Group, *, by: User | None, at: datetime) -> None:
    """End a group; by nobody, where nobody is left. Its members can read it for thirty days more, and open it again; then it goes for good."""
    if hold(group).ended_at:
        raise Refused(_("This group has ended."))
    group.ended_at = at
    group.save(update_fields=["ended_at"])
    Membership.objects.filter(group=group, joined_at=None, left_at=None).update(left_at=at)
    InviteLink.objects.filter(group=group, withdrawn_at=None).update(withdrawn_at=at)
    RoofAsk.objects.filter(roof=group).delete()
    RoofAsk.objects.filter(child=group).delete()
    note(group, _("ended the group"), by=by, at=at)
    group_ended.send(Group, group=group, at=at)


@transaction.atomic
def reopen(group: Group, *, by: User, at: datetime) -> None:
    """Let a group that has ended go on. Raises Refused for one that does."""
    ended_at, group.ended_at = hold(group).ended_at, None
    if ended_at is None:
        raise Refused(_("This group goes on already."))
    group.save(update_fields=["ended_at"])
    note(group, _("opened the group again"), by=by, at=at)
    group_reopened.send(Group, group=group, ended_at=ended_at, at=at)


def delete_ended(now: datetime) -> int:
    """Delete groups that ended more than thirty days ago, with all that is in them; returns how many."""
    gone = list(Group.objects.filter(ended_at__lte=now - READABLE))
    for group in gone:
        group.delete()
    return len(gone)
