"""Who belongs to a group, and in which role."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.errors import Refused
from kith.groups.actions.notes import note
from kith.groups.models import RUNNING, Group, Membership, Role
from kith.groups.signals import member_joined, member_left, role_changed


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
    return let_in(membership, role=role, at=at)


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


def let_in(membership: Membership, *, role: str, at: datetime) -> Membership:
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
