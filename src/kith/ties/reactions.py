"""Ties follow what happens below: when interactions change, so do the ties of their people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.dispatch import receiver

from kith.accounts.models import User
from kith.interactions.signals import interactions_changed
from kith.ties import actions


@receiver(interactions_changed)
def recompute(owner: User, people_ids: Sequence[int] | None, on: date | None = None, **_news: Any) -> None:
    """Work out the ties of everybody concerned (None: of the whole book)."""
    actions.recompute(owner, on=on or owner.today(), person_ids=people_ids)
