"""Asks and offers: write one down, change it, take it back, remove it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypedDict, TypeVar, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.errors import Refused
from kith.exchange.actions import sharing
from kith.exchange.models import Ask, Audience, Match, Offer, Wish
from kith.groups.models import Group
from kith.people import rows
from kith.people.models import Person

_Wish = TypeVar("_Wish", Ask, Offer)


class Details(TypedDict, total=False):
    """What is said of an ask or an offer beside its sentence."""

    more: str
    person: Person | None
    until: date | None
    audience: str
    group: Group | None


def make_ask(owner: User, *, text: str, at: datetime, batch: UUID | None = None, **details: Unpack[Details]) -> Ask:
    """Write down what somebody needs. Raises ValidationError."""
    return _made(Ask(owner=owner, created_at=at, batch=batch), text, at, details)


def make_offer(owner: User, *, text: str, at: datetime, batch: UUID | None = None, **details: Unpack[Details]) -> Offer:
    """Write down what somebody can give. Raises ValidationError."""
    return _made(Offer(owner=owner, created_at=at, batch=batch), text, at, details)


@transaction.atomic
def edit(wish: Ask | Offer, *, text: str, at: datetime, **details: Unpack[Details]) -> None:
    """Change what is said; what fitted is looked for anew. Raises ValidationError."""
    _set(wish, {**details, "text": text}, at)
    wish.vector, wish.vector_version = None, ""
    wish.save()
    _forget_matches(wish)


def close(wish: Ask | Offer, *, at: datetime, state: str = Wish.State.CLOSED) -> None:
    """End it: taken back, or fulfilled."""
    wish.state, wish.closed_at = state, at
    wish.save(update_fields=["state", "closed_at"])


def reopen(wish: Ask | Offer, *, at: datetime) -> None:
    """Let it stand again; a day that is over is forgotten."""
    wish.state, wish.closed_at = Wish.State.OPEN, None
    if wish.until is not None and wish.until < wish.owner.today(at):
        wish.until = None
    wish.save(update_fields=["state", "closed_at", "until"])


@transaction.atomic
def remove(wish: Ask | Offer) -> None:
    """Delete it, with what fitted. Raises Refused for an ask with which somebody helped: their help would go uncounted."""
    if isinstance(wish, Ask) and wish.helps.exclude(state="declined").exists():
        raise Refused(_("Somebody offered help with this. Take it back instead, and it is shown to nobody."))
    wish.delete()


@transaction.atomic
def _made(wish: _Wish, text: str, at: datetime, details: Details) -> _Wish:
    _set(wish, {**details, "text": text}, at)
    wish.save(force_insert=True)
    sharing.note_activity(wish, at)
    return wish


def _set(wish: Wish, values: dict[str, Any], at: datetime) -> None:
    for name, value in values.items():
        setattr(wish, name, rows.clean_value(wish._meta.get_field(name), value))
    if not wish.text:
        raise ValidationError({"text": _("One sentence is enough.")})
    if wish.until is not None and wish.until < wish.owner.today(at):
        raise ValidationError({"until": _("That day is over.")})
    _check_person(wish)
    sharing.check(wish)


def _check_person(wish: Wish) -> None:
    if wish.person is None:
        return
    if wish.person.owner_id != wish.owner_id:
        raise ValidationError({"person": _("This is not in your book.")})
    if wish.audience != Audience.BOOK:
        raise ValidationError({"shown_to": _("What you note for somebody else stays in your book.")})


def _forget_matches(wish: Ask | Offer) -> None:
    side = {"ask": wish} if isinstance(wish, Ask) else {"offer": wish}
    Match.objects.filter(set_aside_at=None, **side).delete()
