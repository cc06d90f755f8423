"""What waits in the inbox of this feature: answers on target cards."""

from __future__ import annotations

from typing import Any

from kith.accounts.models import OwnedQuerySet, User
from kith.prepared import prepared
from kith.targets import queries
from kith.targets.queries.answers import OPEN
from kith.ui import persons, waiting


def register() -> None:
    """Tell the registry."""
    waiting.register(waiting.Kind(40, OPEN, "targets/inbox.html", _answers))


def _answers(owner: Any) -> dict[str, object]:
    found = _first(owner)
    return {"answers": found, "total": queries.count_open(owner)} if found else {}


@prepared
def _first(owner: User) -> OwnedQuerySet:
    shown = ("kind", "words", "name", "contact", "state", "received_at", *(f"person__{name}" for name in persons.SHOWN))
    found = queries.open_answers(owner).select_related(None).select_related("person")
    return found.only(*shown)[: waiting.SHOWN]
