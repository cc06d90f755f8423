"""The exchange follows what happens to people: whoever is erased is in no words of it."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from kith.accounts.models import User
from kith.exchange import actions
from kith.people.signals import people_erased
from kith.people.traces import Traces


@receiver(people_erased)
def forget(owner: User, traces: Traces, **_news: Any) -> None:
    """Empty the words that name them."""
    actions.forget(owner, traces)
