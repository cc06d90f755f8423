"""What a child process may use, what it used, and the two ways in which it can fail."""

from __future__ import annotations

from dataclasses import dataclass

SMALL_FILE_SECONDS = 8.0
BYTES_A_SECOND = 4_000_000
LONGEST_SECONDS = 900.0


@dataclass(frozen=True)
class Limits:
    """Of one run. `waiting` is for how many seconds its output is waited for, so that a child that sleeps ends too.

    `output` is how many megabytes may come back in all, as they are kept in the memory of whoever asked.
    """

    seconds: float = SMALL_FILE_SECONDS  # of processor time
    megabytes: int = 512  # of memory
    waiting: float | None = None
    output: int = 512

    @property
    def patience(self) -> float:
        """`waiting`, or what suffices where the machine is busy."""
        return 10 + 6 * self.seconds if self.waiting is None else self.waiting

    @classmethod
    def for_bytes(cls, size: int) -> Limits:
        """What reading a file of this size, unpacked, may use."""
        seconds = min(SMALL_FILE_SECONDS + size / BYTES_A_SECOND, LONGEST_SECONDS)
        return cls(seconds, output=512 + 2 * size // 1_000_000)


@dataclass(frozen=True)
class Usage:
    """What a child process had used when it ended: seconds of processor time, megabytes of memory at most."""

    seconds: float
    megabytes: float


class Exceeded(Exception):
    """The child needed more than it may use. `what` is "time", "memory" or "depth" (of calls within calls)."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Broke(Exception):
    """The child broke down, by a fault of ours. `reason` is for the log: a traceback, or the signal that ended it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Lost(Broke):
    """The child, or the process that keeps the children, was ended from outside; another run may well come through."""
