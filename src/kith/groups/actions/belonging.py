"""Coming into a group and going out of it. A group is never left without an organiser."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.errors import Refused
from kith.groups import queries
from kith.groups.actions.notes import note
from kith.groups.actions.ranks import hold, refuse_lower_rank, refuse_without_organiser
from kith.groups.actions.telling import tell_answer
from kith.groups.actions.trades import take_trade
from kith.groups.models import Group, InviteLink, Membership, Role
from kith.groups.signals import member_joined, member_left

ASK_AGAIN = timedelta(days=30)  # after a no


@transaction.atomic
def join(
    group: Group,
    user: User,
    *,
    at: datetime,
    role: str = Role.MEMBER,
    invited_by: User | None = None,
    trade: str = "",
) -> Membership:
    """Let the user belong to a group that takes them: an open one, or one that they were invited to. Raises Refused.

    Whoever joins agrees to the rules; the page says so.
    """
    membership = _own(hold(group), user)
    if membership.is_current:
        return membership
    _refuse_closed(membership)
    if membership.is_invited:
        invited_by = invited_by or (membership.invited_by if queries.still_invites(membership, at) else None)
    if group.joining != Group.Joining.OPEN and invited_by is None:
        raise Refused(_("This group is joined by asking its organisers."))
    membership.invited_by = invited_by
    membership.trade = trade.strip()[:80] or membership.trade
    return let_in(membership, role=role, at=at)


@transaction.atomic
def invite_new(link: InviteLink, user: User) -> Membership:
    """Remember that somebody who has just signed up by a link is invited; they join when they say so."""
    given = {"invited_by": link.by, "invited_with": link}
    membership, _is_new = Membership.objects.get_or_create(group=link.group, user=user, defaults=given)
    return membership


@transaction.atomic
def ask_to_join(group: Group, user: User, *, answers: str, at: datetime, trade: str = "") -> Membership:
    """Ask the organisers. Raises Refused for a group that is not joined so, and within thirty days of a no."""
    membership = _own(hold(group), user)
    if membership.is_current:
        return membership
    _refuse_closed(membership)
    if group.joining != Group.Joining.REQUEST:
        raise Refused(_("This group is joined by invitation."))
    if membership.left_at and membership.joined_at is None and membership.left_at + ASK_AGAIN > at:
        again = date_format((membership.left_at + ASK_AGAIN).astimezone(user.zone), "j F")
        raise Refused(_("The organisers have answered lately. You can ask again from %(day)s on.") % {"day": again})
    membership.trade = trade.strip()[:80]
    take_trade(membership)  # said at once, not after days of waiting
    membership.holds_trade = None
    membership.asked_at, membership.answers, membership.told = at, answers.strip()[:4000], ""
    membership.agreed_at, membership.joined_at, membership.left_at = at, None, None
    membership.save()
    return membership


@transaction.atomic
def admit(membership: Membership, *, by: User, at: datetime) -> Membership:
    """Let in somebody who has asked. Raises Refused where the trade has been taken meanwhile."""
    hold(membership.group)
    if not Membership.objects.asking().filter(pk=membership.pk).exists():
        raise Refused(_("This has been answered already."))
    let_in(membership, role=Role.MEMBER, at=at)
    note(membership.group, _("let in"), by=by, about=membership.user, at=at)
    tell_answer(membership, at=at)
    return membership


@transaction.atomic
def decline(membership: Membership, *, by: User, at: datetime, words: str = "") -> None:
    """Answer no to somebody who has asked, with a word if there is one."""
    waiting = Membership.objects.asking().filter(pk=membership.pk)
    if not waiting.update(left_at=at, told=words.strip()[:300]):
        raise Refused(_("This has been answered already."))
    note(membership.group, _("not let in"), by=by, about=membership.user, at=at)
    membership.told = words.strip()[:300]
    tell_answer(membership, at=at)


@transaction.atomic
def take_back_ask(membership: Membership, *, at: datetime) -> None:
    """Ask no longer, or let an invitation be."""
    Membership.objects.filter(pk=membership.pk, joined_at=None, left_at=None).update(
        left_at=at - ASK_AGAIN,  # no no was said, so they may ask again at once
        answers="",
        told="",
    )


@transaction.atomic
def leave(membership: Membership, *, at: datetime) -> None:
    """End a membership by the member's own will; what they may see ends with the same commit. Raises Refused.

    Whoever was removed at the same moment stays removed.
    """
    hold(membership.group)
    if Membership.objects.current().filter(pk=membership.pk).exists():
        refuse_without_organiser(membership)
        end_membership(membership, at=at)


@transaction.atomic
def remove_member(membership: Membership, *, by: User, at: datetime, is_barred: bool = True) -> None:
    """End somebody's membership; they cannot come back by themselves unless that is allowed. Raises Refused."""
    hold(membership.group)
    refuse_lower_rank(membership, by)
    refuse_without_organiser(membership)
    membership.is_barred = is_barred
    end_membership(membership, at=at)
    note(membership.group, _("removed from the group"), by=by, about=membership.user, at=at)


@transaction.atomic
def let_back(membership: Membership, *, by: User, at: datetime) -> None:
    """Leave the group open again to somebody who was removed; whether they come is theirs to say."""
    Membership.objects.filter(pk=membership.pk).update(is_barred=False)
    note(membership.group, _("may come back"), by=by, about=membership.user, at=at)


def let_in(membership: Membership, *, role: str, at: datetime) -> Membership:
    """Have somebody belong from now on."""
    membership.role, membership.joined_at, membership.left_at = role, at, None
    membership.agreed_at, membership.told = membership.agreed_at or at, ""
    membership.active_on = at.astimezone(membership.group.zone).date()
    take_trade(membership)
    membership.save()
    member_joined.send(Membership, membership=membership, at=at)
    return membership


def end_membership(membership: Membership, *, at: datetime) -> None:
    """Have somebody belong no longer."""
    membership.left_at, membership.holds_trade, membership.dues_until = at, None, None
    membership.save(update_fields=["left_at", "is_barred", "holds_trade", "dues_until"])
    shut(InviteLink.objects.filter(group=membership.group, by=membership.user), at=at)
    member_left.send(Membership, membership=membership, at=at)


def shut(links: QuerySet[InviteLink], *, at: datetime) -> None:
    """Have nobody come by these links any more, nor those who signed up by them and have not joined yet."""
    invited = Membership.objects.invited().filter(invited_with__in=links)
    invited.update(left_at=at - ASK_AGAIN)  # nobody said no to them, so they may ask at once
    links.filter(withdrawn_at=None).update(withdrawn_at=at)


def _own(group: Group, user: User) -> Membership:
    found = Membership.objects.filter(group=group, user=user).first()
    if found is not None:
        found.group = group
    return found or Membership(group=group, user=user)


def _refuse_closed(membership: Membership) -> None:
    if membership.group.ended_at:
        raise Refused(_("This group has ended."))
    if membership.is_barred:
        raise Refused(_("The organisers have closed this group to you."))
