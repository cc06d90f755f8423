"""What can be done with stored networks: call them out of date, and delete them."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction

from kith.network import storing
from kith.network.models import Change


def call_outdated(owner_id: int) -> None:
    """Note that the book has changed, in the transaction that is open: the next look works its network out anew."""
    Change.objects.create(owner_id=owner_id)


def delete(owner_id: int) -> None:
    """Delete what is stored of a book's network, now and again once the open transaction is done.

    Between the two, somebody who looks may store it again as it was.
    """
    storing.delete(owner_id)
    transaction.on_commit(partial(storing.delete, owner_id))


def forget_book(owner_id: int) -> None:
    """Delete what is stored of a book that is gone, and the notes of its changes."""
    Change.objects.filter(owner_id=owner_id).delete()
    delete(owner_id)


def forget_changes(before: datetime) -> int:
    """Delete old notes of changes, and return how many. A network that was stored with them is worked out anew."""
    return Change.objects.filter(at__lt=before).delete()[0]
