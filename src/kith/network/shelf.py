"""What is worked out from a state of a book and kept in memory until there is another state; of a few books."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Shelf(Generic[Thing]):
    """Keeps one thing for each of the books that were asked for last. Safe to use from several threads."""

    def __init__(self, books: int) -> None:
        self._books = books
        self._kept: OrderedDict[int, tuple[Hashable, Thing]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, book: int, state: Hashable, make: Callable[[], Thing]) -> Thing:
        """Return what is kept of the book in this state, or make it. Two threads may make it at once."""
        with self._lock:
            kept = self._kept.get(book)
        if kept is None or kept[0] != state:
            kept = state, make()
            with self._lock:
                self._kept[book] = kept
                self._kept.move_to_end(book)
                while len(self._kept) > self._books:
                    self._kept.popitem(last=False)
        return kept[1]

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
