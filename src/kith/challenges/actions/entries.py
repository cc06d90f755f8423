"""Figures made by hand: entered, corrected, removed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.challenges.models import Entry, Statistic
from kith.errors import Refused

MOST = Decimal(1_000_000)
_FIRST = date(2000, 1, 1)


def enter(owner: User, statistic: Statistic, *, amount: Decimal, on: date, today: date) -> Entry:
    """Note a figure. today: the date in the owner's zone. Raises ValidationError, or Refused where it is counted no more."""
    if statistic.retired_at is not None:
        raise Refused(_("The group no longer counts this."))
    entry = drafted(owner, statistic, amount=amount, on=on)
    _check(entry, today)
    entry.save()
    return entry


def change(entry: Entry, *, amount: Decimal, on: date, today: date) -> Entry:
    """Correct a figure. Raises ValidationError, or Refused for one that Kith counted."""
    _refuse_counted(entry)
    entry.amount, entry.on = amount, on
    _check(entry, today)
    entry.save(update_fields=["amount", "on"])
    return entry


def remove(entry: Entry) -> None:
    """Take a figure away. Raises Refused for one that Kith counted, which would be counted again."""
    _refuse_counted(entry)
    entry.delete()


def drafted(owner: User, statistic: Statistic, **fields: Any) -> Entry:
    """Return a new entry, not saved, with the names that stay when the group goes."""
    return Entry(owner=owner, **kept_names(statistic), **fields)


def kept_names(statistic: Statistic) -> dict[str, Any]:
    """Return what an entry or a file says of where it belongs."""
    return {
        "statistic": statistic,
        "group_name": statistic.group.name,
        "what": statistic.name,
        "unit": statistic.unit,
    }


def _check(entry: Entry, today: date) -> None:
    if entry.on > today:
        raise ValidationError({"on": _("This day is still to come.")})
    if entry.on < _FIRST:
        raise ValidationError({"on": _("This day is too long ago.")})
    if entry.amount > MOST:
        raise ValidationError({"amount": _("This is more than anybody can do in a day.")})
    entry.clean_fields(exclude=["owner", "statistic", "file"])


def _refuse_counted(entry: Entry) -> None:
    if entry.source == Entry.Source.KITH:
        raise Refused(_("Kith counted this. Where you turn the counting off, it goes."))
