"""Working plans out behind the pages."""

from __future__ import annotations

from kith.jobs import queue
from kith.tables import actions


@queue.task()  # type: ignore[untyped-decorator]  # huey has no types
def solve(plan_id: int) -> None:
    """Work the plan out, again where something changed meanwhile; nothing if that has been done."""
    while actions.solve_once(plan_id):
        continue
