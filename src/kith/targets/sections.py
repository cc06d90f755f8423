"""What waits in the inbox of this feature: answers on target cards."""

from __future__ import annotations

from typing import Any

from kith.targets import queries
from kith.targets.queries.answers import OPEN
from kith.ui import waiting


def register() -> None:
    """Tell the registry."""
    waiting.register(waiting.Kind(40, OPEN, "targets/inbox.html", _answers))


def _answers(owner: Any) -> dict[str, object]:
    found = list(queries.open_answers(owner)[: waiting.SHOWN])
    return {"answers": found, "total": queries.count_open(owner)} if found else {}
