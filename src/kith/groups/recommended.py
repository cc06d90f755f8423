"""What members recommend, wherever they wrote it: each feature that holds some says so once; one list shows all of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice

from django.utils.functional import Promise

from kith.accounts.models import User


@dataclass(frozen=True, slots=True)
class Recommended:
    """One recommendation as a list shows it. by: who recommends it; verdict: how long it was used, whether again."""

    at: datetime
    url: str
    title: str
    by: str
    what_for: str = ""
    notes: tuple[str, ...] = ()
    group: str = ""
    verdict: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: all the words of a text, and one kind where there is one."""

    text: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Source:
    """A feature that holds recommendations. kinds: the values of its kinds with their labels.

    ask: given a user, what is wanted, and how many at most, returns those that the user may see just now, the newest first, in
    a number of questions that does not grow.
    """

    kinds: tuple[tuple[str, str | Promise], ...]
    ask: Callable[[User, Wanted, int], list[Recommended]]


@dataclass(frozen=True, slots=True)
class Found:
    """All that a user may see of what is wanted, the newest first. A slice asks every source once, and for no more than it ends at."""

    user: User
    wanted: Wanted

    def __getitem__(self, part: slice) -> list[Recommended]:
        """Return a part of them."""
        found = [source.ask(self.user, self.wanted, part.stop) for source in _asked(self.wanted.kind)]
        return list(islice(merge(*found, key=lambda one: one.at, reverse=True), part.start, part.stop))


_sources: list[Source] = []


def register(source: Source) -> None:
    """Have the list show what a feature holds; called once, when Django is ready."""
    _sources.append(source)


def kinds() -> list[tuple[str, str | Promise]]:
    """Return every kind that may be chosen, with its label."""
    return [kind for source in _sources for kind in source.kinds]


def _asked(kind: str) -> list[Source]:
    """Those that have this kind; all of them for no kind, and for one that there is not."""
    having = [source for source in _sources if kind in dict(source.kinds)]
    return having or _sources
