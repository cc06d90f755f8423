"""Being left out for good, and coming back."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.errors import Refused
from kith.people.models import ContactPoint, Identity
from kith.sharing import queries
from kith.sharing.actions.cutting import cut
from kith.sharing.leaving_out import digests, key_of
from kith.sharing.models import OptOut, Request


@transaction.atomic
def leave_out(address: str, *, at: datetime) -> None:
    """Match whoever has this address never again; open requests about them end. Raises ValidationError."""
    _leave_out(_key(address), at)


@transaction.atomic
def let_in(address: str) -> bool:
    """Take that back, and return whether they had been left out. Raises ValidationError."""
    gone, _rows = OptOut.objects.filter(digest__in=digests(_key(address))).delete()
    return gone > 0


@transaction.atomic
def leave_oneself_out(user: User, *, at: datetime) -> None:
    """Match a member never again, by all addresses that they proved to be theirs. Raises Refused where there is none."""
    keys = queries.verified_keys(user)
    if not keys:
        raise Refused(_("No address of yours is verified here. Whoever runs this server can leave you out."))
    for key in sorted(keys):
        _leave_out(key, at)


@transaction.atomic
def let_oneself_in(user: User) -> None:
    """Take that back."""
    marks = [mark for key in queries.verified_keys(user) for mark in digests(key)]
    OptOut.objects.filter(digest__in=marks).delete()


def _leave_out(key: str, at: datetime) -> None:
    OptOut.objects.get_or_create(digest=digests(key)[0], defaults={"since": at})
    held = [model.objects.filter(key=key).values("person") for model in (ContactPoint, Identity)]
    cut(Request.objects.filter(Q(person__in=held[0]) | Q(person__in=held[1])), at)


def _key(address: str) -> str:
    key = key_of(address.strip())
    if not key:
        raise ValidationError({"address": _("This is neither an e-mail address nor the address of a profile.")})
    return key
