"""Recommendations: vouch for somebody or something, change what is said, withdraw it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.exchange.actions import sharing
from kith.exchange.models import Recommendation
from kith.people import rows
from kith.people.folding import fold

FIELDS = ("kind", "name", "what_for", "words", "where", "url", "used", "again", "audience", "group")
_SEARCHED = ("name", "what_for", "words", "where")


@transaction.atomic
def recommend(owner: User, *, at: datetime, batch: UUID | None = None, **fields: Any) -> Recommendation:
    """Vouch for somebody or something; the fields as FIELDS names them. Raises ValidationError."""
    made = Recommendation(owner=owner, created_at=at, batch=batch)
    _set(made, fields)
    made.save(force_insert=True)
    sharing.note_activity(made, at)
    return made


def change(recommendation: Recommendation, **fields: Any) -> None:
    """Change what is said. Raises ValidationError."""
    _set(recommendation, fields)
    recommendation.save()


def withdraw(recommendation: Recommendation) -> None:
    """Take it away for good."""
    recommendation.delete()


def _set(recommendation: Recommendation, fields: dict[str, Any]) -> None:
    for name in fields.keys() & set(FIELDS):
        setattr(recommendation, name, rows.clean_value(Recommendation._meta.get_field(name), fields[name]))
    if not recommendation.name:
        raise ValidationError({"name": _("Who or what is it?")})
    sharing.check(recommendation)
    recommendation.search_text = fold(" ".join(getattr(recommendation, name) for name in _SEARCHED))
