"""How long a test lets work go on that must not blow up: so much longer than it takes that a busy machine does not matter."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest


@contextmanager
def within(seconds: int = 60) -> Iterator[None]:
    """Fail what has not ended after so long. For input on which the right way takes a blink and the wrong one minutes."""

    def give_up(_number: int, _frame: FrameType | None) -> None:
        pytest.fail(f"It still goes on after {seconds} seconds.")

    earlier = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, earlier)
