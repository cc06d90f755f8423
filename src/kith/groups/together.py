"""Who of a group was together in small company, as upper features know it: at a table, at a small meeting. Nobody's book is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from heapq import merge


@dataclass(frozen=True, slots=True)
class Company:
    """Some accounts, by number, who were together."""

    at: datetime
    users: tuple[int, ...]


Ask = Callable[[int, datetime, datetime], Iterable[Company]]

_asks: list[Ask] = []


def register(ask: Ask) -> None:
    """Say who knows it: asked for a group, by number, and a span; the earliest first, in a number of questions that does not grow."""
    _asks.append(ask)


def companies(group: int, since: datetime, until: datetime) -> Iterable[Company]:
    """Return all of a span, the earliest first."""
    return merge(*(ask(group, since, until) for ask in _asks), key=lambda company: company.at)
