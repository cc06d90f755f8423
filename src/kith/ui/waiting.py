"""What waits for a decision of the user. Features say what they have, the inbox shows it, the sidebar counts it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

MOST = 100  # of each kind that are counted for the sidebar, which says no number above 99
SHOWN = 5  # of each kind on the inbox's first page; the rest has a page of its own


@dataclass(frozen=True)
class Kind:
    """One kind of thing that waits.

    rows: a question in SQL with a row for each thing that waits for %(owner)s. It is asked with every page, up to MOST rows, so
    it goes by an index; empty for what may wait without being counted. template: shows them, given what `ask` returns for a user; left out where
    nothing is counted, or `ask` returns nothing.
    """

    order: int
    rows: str
    template: str
    ask: Callable[[Any], dict[str, object]]

    @property
    def is_counted(self) -> bool:
        """Whether it counts in the sidebar."""
        return bool(self.rows)


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Have the inbox show a kind; called once, by the feature that has it, when Django is ready."""
    _kinds[kind.template] = kind


def kinds() -> list[Kind]:
    """All kinds, in the order in which the inbox shows them."""
    return sorted(_kinds.values(), key=lambda kind: kind.order)
