"""Introductions follow what happens to people: whoever is erased leaves no trace here."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.dispatch import receiver

from kith.accounts.models import User
from kith.introductions import actions
from kith.people.signals import people_erased, people_leaving
from kith.people.traces import Traces


@receiver(people_erased)
def forget(owner: User, traces: Traces, **_news: Any) -> None:
    """Forget their name."""
    actions.forget_names(owner, traces)


@receiver(people_leaving)
def erase_of(owner: User, people_ids: Collection[int], **_news: Any) -> None:
    """Erase what was about them before their own rows go."""
    actions.erase_of(owner, people_ids)
