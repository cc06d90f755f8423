"""Suggestions follow what happens to people: whoever is erased is suggested no more."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from kith.accounts.models import User
from kith.people.signals import people_erased
from kith.people.traces import Traces
from kith.suggestions import actions


@receiver(people_erased)
def forget(owner: User, traces: Traces, **_news: Any) -> None:
    """Forget what was counted of them."""
    actions.forget(owner, traces)
