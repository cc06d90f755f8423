"""Merges follow what happens to people: of whoever is erased they keep nothing."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.dispatch import receiver

from kith.accounts.models import User
from kith.duplicates import actions
from kith.people.signals import people_erased
from kith.people.traces import Traces


@receiver(people_erased)
def forget(owner: User, people_ids: Collection[int], traces: Traces, **_news: Any) -> None:
    """Forget them in merges of others."""
    actions.forget(owner, people_ids, traces)
