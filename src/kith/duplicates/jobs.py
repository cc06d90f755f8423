"""Looking for people who may be one, behind the pages."""

from __future__ import annotations

from django.utils import timezone

from kith.accounts.models import User
from kith.duplicates import actions
from kith.jobs import queue

_DELAY = 10  # seconds, in which one look is enough for several imports


@queue.task()  # type: ignore[untyped-decorator]  # huey has no types
def look(owner_id: int) -> None:
    """Look through a book; nothing if its user is gone."""
    queue.get(_mark(owner_id))
    owner = User.objects.filter(pk=owner_id, is_active=True).first()
    if owner is not None:
        actions.look_for_pairs(owner, now=timezone.now())


def look_soon(owner_id: int) -> None:
    """Have a book looked through in a moment, once, however often this is asked meanwhile.

    A look that was lost with its queue is made up for at night.
    """
    if queue.immediate:
        look(owner_id)
    elif queue.put_if_empty(_mark(owner_id), b"1"):
        look.schedule((owner_id,), delay=_DELAY)


def _mark(owner_id: int) -> str:
    return f"pairs-of-{owner_id}"
