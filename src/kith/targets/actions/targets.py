"""A target: begun with one sentence, changed, reached or set aside, removed."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User
from kith.targets.models import Target


class Changes(TypedDict, total=False):
    """What of a target can be changed."""

    sentence: str
    by: date | None
    notes: str
    state: str
    weak_ties_first: bool


@transaction.atomic
def begin(owner: User, *, sentence: str, at: datetime) -> Target:
    """Aim for something. Nothing but the sentence is needed. Raises ValidationError."""
    target = Target(owner=owner, sentence=_clean(sentence), created_at=at, state_on=owner.today(at))
    target.full_clean(exclude=["owner"])
    target.save(force_insert=True)
    return target


@transaction.atomic
def edit(target: Target, *, on: date, **changes: Unpack[Changes]) -> Target:
    """Change a target; a new state is dated. Raises ValidationError."""
    before = target.state
    for name, value in changes.items():
        setattr(target, name, _clean(str(value)) if name == "sentence" else value)
    if target.state != before:
        target.state_on = on
    target.full_clean(exclude=["owner"])
    target.save()
    return target


@transaction.atomic
def remove(target: Target) -> None:
    """Remove a target with its aims, pitches and card, and what was answered there."""
    target.delete()


def _clean(sentence: str) -> str:
    clean = " ".join(sentence.split())
    if not clean:
        raise ValidationError(
            {"sentence": _("Please write one sentence. It may be rough; you can change it any time.")}
        )
    return clean
