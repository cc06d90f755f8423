"""Photos that wait are read as soon as they are saved; cards come back with a taken-back import, and go with the erased."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from kith.accounts.models import User
from kith.cards import actions, jobs
from kith.cards.signals import cards_wait
from kith.imports.models import Import
from kith.imports.signals import import_undone
from kith.people.signals import people_erased
from kith.people.traces import Traces


@receiver(cards_wait)
def read(**_news: Any) -> None:
    """Have them read."""
    transaction.on_commit(lambda: jobs.read_waiting())


@receiver(import_undone)
def let_go(import_: Import, **_news: Any) -> None:
    """The card that the import brought waits again."""
    actions.let_go(import_, at=timezone.now())


@receiver(people_erased)
def forget(owner: User, people_ids: Collection[int], traces: Traces, **_news: Any) -> None:
    """Cards of the erased go with them."""
    actions.forget_people(owner, people_ids, traces)
