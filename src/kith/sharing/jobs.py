"""Looking behind the pages who could introduce the asker."""

from __future__ import annotations

import secrets

from django.utils import timezone

from kith.jobs import queue
from kith.sharing import actions

SOONEST, LATEST = 20, 120  # seconds after an ask: nobody can tell from how busy the server is what was found


@queue.task()  # type: ignore[untyped-decorator]  # huey has no types
def look(ask_id: int) -> None:
    """Look once."""
    actions.look(ask_id, now=timezone.now())


def look_soon(ask_id: int) -> None:
    """Have it looked at in a moment that nobody can foresee. A look that is lost is made up for by the clock."""
    if queue.immediate:
        look(ask_id)
    else:
        look.schedule((ask_id,), delay=SOONEST + secrets.randbelow(LATEST - SOONEST))
