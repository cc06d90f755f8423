"""A lock that serves waiting threads in the order in which they came."""

from __future__ import annotations

import threading
from collections import deque


class FairLock:
    """First in, first out. SQLite's own waiting is by luck: with 50 writers the slowest waited seconds."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._held = False

    def acquire(self) -> None:
        """Wait for our turn."""
        with self._guard:
            if not self._held and not self._waiting:
                self._held = True
                return
            turn = threading.Event()
            self._waiting.append(turn)
        turn.wait()

    def release(self) -> None:
        """Hand the lock to whoever has waited longest. Raises RuntimeError if nobody holds it."""
        with self._guard:
            if not self._held:
                raise RuntimeError("the lock is not held")
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._held = False

    def is_held(self) -> bool:
        """Whether somebody holds the lock."""
        return self._held

    def waiting(self) -> int:
        """How many wait for their turn."""
        return len(self._waiting)


_locks: dict[str, FairLock] = {}
_locks_guard = threading.Lock()


def lock_for(database: str) -> FairLock:
    """Return the one lock of a database file in this process."""
    with _locks_guard:
        return _locks.setdefault(database, FairLock())
