"""What can be done with groups and who belongs to them; the only code that writes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.errors import Refused
from kith.groups.models import RUNNING, Group, LogEntry, Membership, Role
from kith.groups.signals import member_joined, member_left, role_changed

_TAKEN = frozenset({"start", "mine", "bring", "calendar", "invited", "feeds"})  # words that addresses have of their own


@transaction.atomic
def start_group(user: User, *, name: str, at: datetime, fields: dict[str, Any] | None = None) -> Group:
    """Start a group; the user organises it. Raises ValidationError."""
    given = {"time_zone": user.time_zone, **(fields or {})}
    group = Group(name=name.strip(), slug=free_slug(name), started_by=user, created_at=at, **given)
    group.full_clean()
    group.save()
    _let_in(Membership(group=group, user=user), role=Role.ORGANISER, at=at)
    return group


def free_slug(name: str) -> str:
    """Return the name as a word for an address, with a number behind it where the word is taken."""
    wanted = slugify(name)[:50].strip("-") or "group"
    same = Group.objects.filter(slug__startswith=wanted).values_list("slug", flat=True)
    taken = _TAKEN.union(same)
    tries = (f"{wanted}-{number}" if number > 1 else wanted for number in range(1, len(taken) + 3))
    return next(slug for slug in tries if slug not in taken)


@transaction.atomic
def join(
    group: Group, user: User, *, at: datetime, role: str = Role.MEMBER, invited_by: User | None = None
) -> Membership:
    """Let the user belong to a group that takes them: an open one, or one that they were invited to. Raises Refused."""
    membership = Membership.objects.select_for_update().filter(group=group, user=user).first()
    membership = membership or Membership(group=group, user=user)
    if membership.is_current:
        return membership
    if membership.is_barred:
        raise Refused(_("The organisers have closed this group to you."))
    if group.joining != Group.Joining.OPEN and invited_by is None:
        raise Refused(_("This group is joined by asking its organisers."))
    membership.invited_by = invited_by
    return _let_in(membership, role=role, at=at)


@transaction.atomic
def leave(membership: Membership, *, at: datetime) -> None:
    """End a membership by the member's own will; what they may see ends with the same commit. Raises Refused."""
    _refuse_without_organiser(membership)
    _end(membership, at=at)


@transaction.atomic
def remove_member(membership: Membership, *, by: User, at: datetime, is_barred: bool = True) -> None:
    """End somebody's membership; they cannot come back by themselves unless that is allowed. Raises Refused."""
    _refuse_without_organiser(membership)
    membership.is_barred = is_barred
    _end(membership, at=at)
    note(membership.group, _("removed from the group"), by=by, about=membership.user, at=at)


@transaction.atomic
def set_role(membership: Membership, role: str, *, by: User, at: datetime) -> None:
    """Give a member another role. Raises Refused where a group would be left without an organiser."""
    if role not in Role.values:
        raise ValidationError({"role": _("There is no such role.")})
    before = membership.role
    if role not in RUNNING:
        _refuse_without_organiser(membership)
    membership.role = role
    membership.save(update_fields=["role"])
    what = _("is now %(role)s") % {"role": membership.get_role_display()}
    note(membership.group, what, by=by, about=membership.user, at=at)
    role_changed.send(Membership, membership=membership, before=before)


def note_activity(group: Group, users: Iterable[User], *, on: date) -> None:
    """Remember that these members came, wrote or answered that day; upper features say so."""
    stale = Q(active_on=None) | Q(active_on__lt=on)
    Membership.objects.current().filter(stale, group=group, user__in=list(users)).update(active_on=on)


def note(group: Group, what: str, *, by: User | None, at: datetime, about: User | None = None) -> None:
    """Write into the group's log what an organiser did."""
    LogEntry.objects.create(group=group, by=by, about=about, what=what[:300], at=at)


def _let_in(membership: Membership, *, role: str, at: datetime) -> Membership:
    membership.role, membership.joined_at, membership.left_at = role, at, None
    membership.active_on = at.astimezone(membership.group.zone).date()
    membership.save()
    member_joined.send(Membership, membership=membership, at=at)
    return membership


def _end(membership: Membership, *, at: datetime) -> None:
    membership.left_at = at
    membership.save(update_fields=["left_at", "is_barred"])
    member_left.send(Membership, membership=membership, at=at)


def _refuse_without_organiser(membership: Membership) -> None:
    if membership.role not in RUNNING:
        return
    others = Membership.objects.running().filter(group=membership.group).exclude(pk=membership.pk)
    if not others.exists():
        raise Refused(_("A group needs an organiser. Make somebody else one first."))
