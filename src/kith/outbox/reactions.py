"""Once a letter is saved, a job sends what is due; the clock takes up whatever that job does not come to."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.dispatch import receiver

from kith.outbox import jobs
from kith.outbox.signals import letter_put


@receiver(letter_put)
def send(**_news: Any) -> None:
    """Put the sending into the queue."""
    transaction.on_commit(lambda: jobs.send())
