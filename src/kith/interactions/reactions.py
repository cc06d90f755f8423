"""Interactions follow what happens to people: when somebody is erased, so is what happened with nobody else."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.dispatch import receiver

from kith.accounts.models import User
from kith.interactions import actions
from kith.people.signals import people_leaving


@receiver(people_leaving)
def erase_of(owner: User, people_ids: Collection[int], **_news: Any) -> None:
    """Erase their interactions before their own rows go."""
    actions.erase_of(owner, people_ids)
