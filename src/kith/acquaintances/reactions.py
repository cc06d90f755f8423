"""Acquaintances follow what happens to people: whoever is erased is named in none."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.dispatch import receiver

from kith.accounts.models import User
from kith.acquaintances import actions
from kith.people.signals import people_erased
from kith.people.traces import Traces


@receiver(people_erased)
def forget(owner: User, people_ids: Collection[int], traces: Traces, **_news: Any) -> None:
    """Empty the words that name them."""
    actions.forget_people(owner, people_ids, traces)
