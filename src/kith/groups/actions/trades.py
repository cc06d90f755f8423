"""One member per trade: who holds one keeps it from others while they belong to the group."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kith.errors import Refused
from kith.groups.models import Group, Membership, Role


def folded(trade: str) -> str:
    """Return a trade as it is compared: without case, and with one space between its words."""
    return " ".join(trade.casefold().split())[:80]


def take_trade(membership: Membership) -> None:
    """Have the member hold their trade where the group wants that; not saved. Raises Refused if somebody else does."""
    wanted = folded(membership.trade)
    if not wanted or not membership.group.is_one_per_trade or membership.role == Role.GUEST:
        membership.holds_trade = None
        return
    others = Membership.objects.filter(group=membership.group, holds_trade=wanted)
    if others.exclude(pk=membership.pk).exists():
        said = _("This group has one member of each trade, and somebody is here for “%(trade)s” already.")
        raise Refused(said % {"trade": membership.trade})
    membership.holds_trade = wanted


def hold_trades(group: Group) -> None:
    """Have all members hold their trades, or none, as the group says now. Raises ValidationError where two have the same."""
    Membership.objects.filter(group=group).update(holds_trade=None)
    if not group.is_one_per_trade:
        return
    held: dict[str, Membership] = {}
    for membership in Membership.objects.inner().filter(group=group).exclude(trade=""):
        trade = folded(membership.trade)
        if trade in held:
            said = _("Two members have the trade “%(trade)s”.") % {"trade": membership.trade}
            raise ValidationError({"is_one_per_trade": said})
        held[trade], membership.holds_trade = membership, trade
    Membership.objects.bulk_update(held.values(), ["holds_trade"], batch_size=500)
