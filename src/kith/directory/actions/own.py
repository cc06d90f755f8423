"""What is the user's alone: what they look for, and the steps that they made and may show."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kith import occupations
from kith.accounts.models import User
from kith.directory.models import CareerStep, Wish


@transaction.atomic
def say_wish(user: User, *, fields: dict[str, Any]) -> Wish:
    """Remember what the user looks for. Careers are understood from their words. Raises ValidationError."""
    wish = Wish.objects.select_for_update().filter(owner=user).first() or Wish(owner=user)
    for name, value in fields.items():
        setattr(wish, name, value)
    wish.does_code, wish.wants_code = _code(wish.does), _code(wish.wants)
    wish.full_clean()
    wish.save()
    return wish


@transaction.atomic
def add_step(user: User, *, before: str, after: str, at: datetime, fields: dict[str, Any]) -> CareerStep:
    """Note that the user went from one occupation to another, both in their words. Raises ValidationError."""
    codes = {"from_title": _code(before), "to_title": _code(after)}
    unknown = {name: _("Kith does not know this occupation. Please try another word for it.") for name in codes}
    wrong = {name: unknown[name] for name, code in codes.items() if not code}
    if wrong:
        raise ValidationError(wrong)
    step = CareerStep(owner=user, created_at=at, from_title=before, to_title=after, **fields)
    step.from_code, step.to_code = codes["from_title"], codes["to_title"]
    step.full_clean()
    step.save()
    return step


def show_step(step: CareerStep, to: str) -> None:
    """Say who may see a step. Raises ValidationError."""
    step.shown_to = to
    step.full_clean()
    step.save(update_fields=["shown_to"])


def remove_step(step: CareerStep) -> None:
    """Forget a step; nobody sees it from now on."""
    step.delete()


def _code(words: str) -> str:
    """O*NET's code of the occupation that words mean, as the search understands them; "" where it is none."""
    text = " ".join(words.split())
    if not text:
        return ""
    code = text if occupations.get(text) else occupations.matching(text)
    code = code or next((found.code for found in occupations.search(text, limit=1)), "")
    return min(occupations.same_as(code), key=lambda each: each.startswith("esco:"), default=code)
