"""What a member says to a group, and what its organisers note about dues."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.groups.actions.notes import note
from kith.groups.actions.ranks import hold, refuse_gone
from kith.groups.actions.trades import take_trade
from kith.groups.models import Membership

PROFILE = (*Membership.FIELDS, "shown", "gives_card", "trade")


@transaction.atomic
def change_profile(membership: Membership, fields: dict[str, Any]) -> None:
    """Change what the member says to the group, and which of it is shown. Raises ValidationError, Refused."""
    unknown = set(fields) - set(PROFILE)
    if unknown or set(fields.get("shown", ())) - set(Membership.FIELDS):
        raise ValidationError(_("There is no such field."))
    if not fields.get("trade", "-").strip() and membership.group.is_one_per_trade and membership.is_inner:
        raise ValidationError({"trade": _("This group has one member of each trade. Please say yours.")})
    hold(membership.group)
    refuse_gone(membership)
    for name, value in fields.items():
        setattr(membership, name, value)
    membership.clean_fields(exclude=[field.name for field in Membership._meta.fields if field.name not in fields])
    take_trade(membership)
    membership.save(update_fields=[*fields, "holds_trade"])


@transaction.atomic
def note_dues(membership: Membership, until: date | None, *, by: User, at: datetime) -> None:
    """Note until when a member has paid, or that nothing is noted."""
    membership.dues_until = until
    membership.save(update_fields=["dues_until"])
    said = _("dues paid until %(day)s") % {"day": until.isoformat()} if until else _("no dues noted")
    note(membership.group, said, by=by, about=membership.user, at=at)
