"""What waits in the inbox of this feature: letters that could not be delivered."""

from __future__ import annotations

from typing import Any

from kith.accounts.models import OwnedQuerySet, User
from kith.outbox import queries
from kith.prepared import prepared
from kith.ui import waiting

_UNDELIVERED = "SELECT 1 FROM outbox_letter l WHERE l.owner_id = %(owner)s AND l.state = 'given_up'"


def register() -> None:
    """Tell the registry."""
    waiting.register(waiting.Kind(35, _UNDELIVERED, "outbox/inbox.html", _undelivered))


def _undelivered(owner: Any) -> dict[str, object]:
    found = _first(owner)
    return {"letters": found} if found else {}


@prepared
def _first(owner: User) -> OwnedQuerySet:
    return queries.undelivered(owner).only("uid", "subject", "to", "problem")[: waiting.SHOWN]
