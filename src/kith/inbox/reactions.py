"""The inbox follows what comes into the book: after an import, Kith looks for people who are in it twice."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from kith.accounts.models import User
from kith.duplicates import jobs
from kith.imports.signals import import_saved


@receiver(import_saved)
def look_for_pairs(owner: User, **_news: Any) -> None:
    """Have a look once the import is saved."""
    transaction.on_commit(partial(jobs.look_soon, owner.pk))
