"""The searches as machine code, made by numba once on a machine and kept; as plain Python until then."""

from __future__ import annotations

import sys
import threading
import time
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

Kernel = Callable[..., Any]

SOON = 0.05
"""Seconds that a search may run before somebody looks at the clock again."""

_lock = threading.Lock()
_ready: dict[str, Kernel] = {}


def warm_up() -> None:
    """Have every search compiled when this returns: some twenty seconds once on a machine, a second in later processes.

    For the installation, and for a thread of a server that starts.
    """
    from kith.seating import annealing, matrices, orbits, tabu  # they import this module

    with _lock:
        for kernel in (annealing.walk, matrices.walk, orbits.walk, tabu.walk):
            _compiled(kernel)


def is_warm() -> bool:
    """Whether numba keeps code of every search as it is now beside the source; False also where it keeps it elsewhere."""
    from kith.seating import annealing, matrices, orbits, tabu  # they import this module

    return all(_is_kept(Path(str(module.__file__))) for module in (annealing, matrices, orbits, tabu))


def ready(kernel: Kernel) -> Kernel:
    """The search compiled: from memory, from the disk, or compiled now; plain, while somebody else is compiling.

    A plain search gives the same answers some hundred times later.
    """
    found = _ready.get(kernel.__module__)
    if found is None and _lock.acquire(blocking=False):
        try:
            found = _compiled(kernel)
        finally:
            _lock.release()
    return found or kernel


class Clock:
    """How many steps a search may take until the time is looked at; a search that takes more pieces takes the same steps."""

    def __init__(self, seconds: float, first: int = 256) -> None:
        self.end = time.monotonic() + seconds
        self._steps = first
        self._begun = 0.0

    @property
    def left(self) -> float:
        """Seconds left, 0 when the time is up."""
        return max(0.0, self.end - time.monotonic())

    def piece(self, most: int) -> int:
        """Steps to take now, at most so many, such that they take a twentieth of a second or so."""
        now = time.monotonic()
        if self._begun:
            took = max(now - self._begun, 1e-6)
            self._steps = int(max(1, self._steps * min(4.0, max(0.25, SOON / took))))
        self._begun = now
        return min(most, self._steps)

    def part(self, share: float) -> Clock:
        """A clock that ends after this share of what is left."""
        return Clock(self.left * share)


def _is_kept(source: Path) -> bool:
    kept = (source.parent / "__pycache__").glob(f"{source.stem}.walk-*.nbi")
    return any(index.stat().st_mtime > source.stat().st_mtime for index in kept)


def _compiled(kernel: Kernel) -> Kernel:
    name = kernel.__module__
    if name not in _ready:
        _ready[name] = _machine_code(sys.modules[name], kernel)
    return _ready[name]


def _machine_code(module: types.ModuleType, kernel: Kernel) -> Kernel:
    """The kernel with explicit types, kept by numba beside the source or among the user's caches."""
    from numba import njit  # a second, which only those who search pay

    space = dict(vars(module))
    for part in space["PARTS"]:
        space[part.__name__] = njit(inline="never")(_in_space(part, space))
    compiled: Kernel = njit(space["TYPES"], cache=True, nogil=True)(_in_space(kernel, space))
    return compiled


def _in_space(function: Any, space: dict[str, Any]) -> types.FunctionType:
    return types.FunctionType(function.__code__, space, function.__name__)
