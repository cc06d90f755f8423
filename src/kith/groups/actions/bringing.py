"""Bringing people: links that let somebody join, sent by whoever made them. Kith writes to nobody."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.accounts.queries import hashed
from kith.errors import Refused
from kith.groups import queries
from kith.groups.actions.belonging import invite_new, join, shut
from kith.groups.actions.ranks import hold
from kith.groups.models import InviteLink, Membership

LASTS = timedelta(days=30)
MOST_OPEN = 20  # links of one member in one group
MANY = 30  # people who may join by a link for everybody


@transaction.atomic
def make_link(membership: Membership, *, at: datetime, name: str = "", most: int = 1) -> tuple[InviteLink, str]:
    """Make a link and return it with its secret, which is kept nowhere. Raises Refused where the member may not invite."""
    if not queries.may_invite(membership):
        raise Refused(_("In this group the organisers invite."))
    mine = InviteLink.objects.filter(group=membership.group, by=membership.user, withdrawn_at=None, expires_at__gt=at)
    if mine.filter(uses__lt=F("most")).count() >= MOST_OPEN:
        raise Refused(_("You have many open invitations here. Withdraw one that is no longer needed."))
    secret = secrets.token_urlsafe(24)
    link = InviteLink.objects.create(
        group=membership.group,
        by=membership.user,
        name=name.strip()[:120],
        secret_sha256=hashed(secret),
        most=max(1, min(most, MANY)),
        made_at=at,
        expires_at=at + LASTS,
    )
    return link, secret


@transaction.atomic
def withdraw_link(link: InviteLink, *, at: datetime) -> None:
    """Have nobody join by the link any more, also who has signed up by it already."""
    hold(link.group)
    shut(InviteLink.objects.filter(pk=link.pk), at=at)


@transaction.atomic
def join_by_link(link: InviteLink, user: User, *, at: datetime, trade: str = "") -> Membership:
    """Join the group to which the link leads, as the link stands at this moment. Raises Refused."""
    group = hold(link.group)
    before = Membership.objects.filter(group=group, user=user).first()
    if before is not None and before.is_current:
        return before
    is_counted = before is not None and before.invited_with_id == link.pk and before.joined_at is None
    _refuse_shut(link, at)
    if not is_counted:
        _use(link)
    return join(group, user, at=at, invited_by=link.by, trade=trade)


@transaction.atomic
def sign_up_by_link(link: InviteLink, user: User, *, at: datetime) -> None:
    """Count that somebody made an account by the link, and remember to what they are invited. Raises Refused."""
    hold(link.group)
    _refuse_shut(link, at)
    _use(link)
    invite_new(link, user)


def forget_invited(owner: User, names: set[str]) -> None:
    """Forget for whom links were, of people who are erased from the owner's book."""
    InviteLink.objects.filter(by=owner, name__in=names).update(name="")


def _refuse_shut(link: InviteLink, at: datetime) -> None:
    if not queries.stands(InviteLink.objects.select_related("group", "by").get(pk=link.pk), at):
        raise Refused(_("This invitation does not hold any more. Ask for another one."))


def _use(link: InviteLink) -> None:
    if not InviteLink.objects.filter(pk=link.pk, uses__lt=F("most")).update(uses=F("uses") + 1):
        raise Refused(_("This invitation has been used. Ask for another one."))
