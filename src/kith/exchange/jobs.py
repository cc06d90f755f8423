"""Finding what fits behind the pages: after something was written down, and every night."""

from __future__ import annotations

from django.utils import timezone

from kith.accounts.models import User
from kith.exchange import actions
from kith.jobs import queue


@queue.task()  # type: ignore[untyped-decorator]  # huey has no types
def look(user_id: int) -> None:
    """Find what fits for one user, and for those for whom it is news. A turn that is lost is made up for at night."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is not None:
        actions.refresh_around(user, now=timezone.now())


@queue.task()  # type: ignore[untyped-decorator]  # huey has no types
def look_at_all() -> None:
    """Find what fits for everybody."""
    actions.refresh_all(timezone.now())
