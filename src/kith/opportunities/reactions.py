"""Opportunities follow what happens to people: whoever is erased stands in no chain and no words of them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.dispatch import receiver

from kith.accounts.models import User
from kith.opportunities import actions
from kith.people.signals import people_erased, people_leaving
from kith.people.traces import Traces


@receiver(people_leaving)
def let_go_of(owner: User, people_ids: Collection[int], **_news: Any) -> None:
    """Take the links that point at them and at nothing else out of all chains, before their own rows go."""
    actions.let_go_of(owner, people_ids)


@receiver(people_erased)
def forget(owner: User, traces: Traces, **_news: Any) -> None:
    """Empty the words that name them."""
    actions.forget(owner, traces)
