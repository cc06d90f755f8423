"""The searches as machine code, made by numba once on a machine and kept; as plain Python until then."""

from __future__ import annotations

import sys
import threading
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

Kernel = Callable[..., Any]

_lock = threading.Lock()
_ready: dict[str, Kernel] = {}


def warm_up() -> None:
    """Have every search compiled when this returns: some ten seconds once on a machine, a second in later processes.

    For the installation, and for a thread of a server that starts.
    """
    with _lock:
        for module in _searches():
            _compiled(module.walk)


def is_warm() -> bool:
    """Whether numba keeps code of every search as it is now beside the source; False also where it keeps it elsewhere."""
    return all(_is_kept(Path(str(module.__file__))) for module in _searches())


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


def _searches() -> tuple[types.ModuleType, ...]:
    from kith.pairing import assigning, bidding, blossoms, covering, spreading  # they import this module

    return assigning, bidding, blossoms, covering, spreading


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
