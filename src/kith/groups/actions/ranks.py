"""Roles: who may give which, and that a group is never without an organiser."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.errors import Refused
from kith.groups.actions.notes import note
from kith.groups.actions.trades import take_trade
from kith.groups.models import RUNNING, Group, Membership, Role
from kith.groups.signals import role_changed


def hold(group: Group) -> Group:
    """Have others who change who belongs to the group wait until this is done, and return the group as it is."""
    held: Group = Group.objects.select_for_update().get(pk=group.pk)
    return held


@transaction.atomic
def set_role(membership: Membership, role: str, *, by: User, at: datetime) -> None:
    """Give a member another role. Raises Refused where a group would be left without an organiser.

    Co-organisers give every role but the organiser's, and take none from an organiser.
    """
    if role not in Role.values:
        raise ValidationError({"role": _("There is no such role.")})
    hold(membership.group)
    refuse_gone(membership)
    refuse_lower_rank(membership, by)
    if role == Role.ORGANISER and not _is_organiser(membership.group, by):
        raise Refused(_("Only an organiser can make somebody an organiser."))
    if role != Role.ORGANISER:
        refuse_without_organiser(membership)
    before, membership.role = membership.role, role
    take_trade(membership)
    membership.save(update_fields=["role", "holds_trade"])
    what = _("is now: %(role)s") % {"role": membership.get_role_display()}
    note(membership.group, what, by=by, about=membership.user, at=at)
    role_changed.send(Membership, membership=membership, before=before)


@transaction.atomic
def hand_over(membership: Membership, *, by: User, at: datetime) -> None:
    """Make somebody else the organiser, and be a member like the others. Raises Refused."""
    mine = Membership.objects.running().get(group=membership.group, user=by)
    if mine.pk == membership.pk:
        raise Refused(_("You organise this group already."))
    set_role(membership, Role.ORGANISER, by=by, at=at)
    set_role(mine, Role.MEMBER, by=by, at=at)


@transaction.atomic
def replace_organiser(membership: Membership, *, at: datetime) -> bool:
    """Before the last organiser's account goes, make another member organiser; returns whether the group has one then."""
    hold(membership.group)
    others = Membership.objects.inner().filter(group=membership.group).exclude(pk=membership.pk)
    if membership.role != Role.ORGANISER or others.filter(role=Role.ORGANISER).exists():
        return True
    able = others.filter(user__is_active=True)
    heir: Membership | None = able.filter(role__in=RUNNING).first() or able.first() or others.first()
    if heir is None:
        return False
    before, heir.role = heir.role, Role.ORGANISER
    heir.save(update_fields=["role"])
    note(membership.group, _("organises the group now, as the account before is gone"), by=None, about=heir.user, at=at)
    role_changed.send(Membership, membership=heir, before=before)
    return True


def refuse_without_organiser(membership: Membership) -> None:
    """Raise Refused where the group has no other organiser."""
    if membership.role != Role.ORGANISER:
        return
    others = Membership.objects.current().filter(group=membership.group, role=Role.ORGANISER)
    if not others.exclude(pk=membership.pk).exists():
        raise Refused(_("A group needs an organiser. Make somebody else one first."))


def refuse_lower_rank(membership: Membership, by: User) -> None:
    """Raise Refused where somebody who is no organiser would change one."""
    if membership.role == Role.ORGANISER and not _is_organiser(membership.group, by):
        raise Refused(_("Only an organiser can do this with an organiser."))


def refuse_gone(membership: Membership) -> None:
    """Raise Refused for somebody who has left meanwhile; else they would hold a trade, or a role, that nobody can have."""
    if not Membership.objects.current().filter(pk=membership.pk).exists():
        raise Refused(_("They belong to the group no more."))


def _is_organiser(group: Group, user: User) -> bool:
    return Membership.objects.current().filter(group=group, user=user, role=Role.ORGANISER).exists()
