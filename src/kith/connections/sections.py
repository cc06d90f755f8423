"""What waits in the inbox of this feature: connections that Kith cannot look at any more."""

from __future__ import annotations

from typing import Any

from kith.accounts.models import OwnedQuerySet, User
from kith.connections.models import Connection
from kith.prepared import prepared
from kith.ui import waiting

_PROBLEMS = """
    SELECT 1 FROM connections_connection c
    WHERE c.owner_id = %(owner)s AND c.problem <> '' AND NOT c.is_paused
"""


def register() -> None:
    """Tell the registry."""
    waiting.register(waiting.Kind(40, _PROBLEMS, "connections/inbox.html", _problems))


def _problems(owner: Any) -> dict[str, object]:
    found = _first(owner)
    return {"connections": found} if found else {}


@prepared
def _first(owner: User) -> OwnedQuerySet:
    found = Connection.objects.visible_to(owner).with_problem().order_by("name")
    return found.only("name", "problem")[: waiting.SHOWN]
