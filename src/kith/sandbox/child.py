"""The life of a child process: take on the limits, call the function, send what it yields, end."""

from __future__ import annotations

import ctypes
import gc
import importlib
import math
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import NoReturn

from kith.sandbox import wire
from kith.sandbox.limits import Limits

try:
    import resource
except ImportError:
    HAS_LIMITS = False  # on this system the patience of whoever asked is the only one
else:
    HAS_LIMITS = True

MEMORY, DEPTH = 41, 42  # exit codes: where memory has run out there is none left to say so in
_PR_SET_PDEATHSIG = 1  # Linux, prctl(2)
_OPEN_FILES = 64
_LIBRARIES_MB = 64  # of programs and libraries in memory, which are no data
_LAST_OF_TRACEBACK = 6_000
_SEARCH_CYCLES_AFTER = 50_000

_way_out: list[wire.Batch] = []


def live(request: bytes, out: int, keeper: int) -> NoReturn:
    """All that a child does. `request` is as `asked` gives it, `out` the pipe to whoever asked, `keeper` its parent."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    _end_with(keeper)
    function, arguments, limits = pickle.loads(request)  # noqa: S301  # from our own parent process
    _take_on(limits)
    gc.set_threshold(_SEARCH_CYCLES_AFTER, 20, 100)
    os._exit(_work(out, function, arguments))


def asked(function: str, arguments: tuple[object, ...], limits: Limits) -> bytes:
    """What to do, for the child."""
    return pickle.dumps((function, arguments, limits))


def called(function: str) -> Callable[..., Iterator[object]]:
    """The function of a name like "module:function". Raises LookupError where there is none."""
    module, _, name = function.partition(":")
    found: Callable[..., Iterator[object]] | None = getattr(importlib.import_module(module), name, None)
    if found is None:
        raise LookupError(f"There is no {function}.")
    return found


def tell(each: object) -> None:
    """Hand something to whoever asked, at once, from anywhere inside the function that runs. Nothing outside a child."""
    for way in _way_out:
        way.add(each)
        way.flush()


def _work(out: int, function: str, arguments: tuple[object, ...]) -> int:
    """Returns the exit code."""
    batch = wire.Batch(lambda kind, payload: _send(out, kind, payload))
    _way_out.append(batch)
    try:
        for each in called(function)(*arguments):
            batch.add(each)
        batch.flush()
        _send(out, wire.END, b"")
    except MemoryError:
        return MEMORY
    except RecursionError:
        return DEPTH
    except Exception as error:  # the edge of a process: whatever it is has to be told across
        batch.flush()
        _send_error(out, error)
    return 0


def _send_error(out: int, error: Exception) -> None:
    packed = wire.packed_error(error)
    if packed is None:
        # Where it was, and what kind of error; what it says may tell of people, and this goes to the log.
        places = "".join(traceback.format_tb(error.__traceback__))[-_LAST_OF_TRACEBACK:]
        _send(out, wire.BUG, f"{places}{type(error).__name__}".encode(errors="replace"))
    else:
        _send(out, wire.ERROR, packed)


def _send(out: int, kind: bytes, payload: bytes) -> None:
    data = memoryview(wire.HEADER.pack(kind, len(payload)) + payload)
    while data:
        data = data[os.write(out, data) :]


def _take_on(limits: Limits) -> None:
    if not HAS_LIMITS:
        return
    seconds = math.ceil(limits.seconds)
    megabytes = 1024 * 1024
    _limit(resource.RLIMIT_CPU, seconds, seconds + 1)
    _limit(resource.RLIMIT_DATA, max(limits.megabytes - _LIBRARIES_MB, _LIBRARIES_MB) * megabytes)
    _limit(resource.RLIMIT_AS, (limits.megabytes + 1024) * megabytes)  # with what is reserved and never touched
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NOFILE, _OPEN_FILES)


def _limit(what: int, soft: int, hard: int | None = None) -> None:
    """At most this, and at most what the process may have anyway. Some systems know limits that they do not set."""
    _now, most = resource.getrlimit(what)
    wanted = soft if hard is None else hard
    hard = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    with suppress(ValueError, OSError):
        resource.setrlimit(what, (min(soft, hard), hard))


def _end_with(keeper: int) -> None:
    """End when the keeper does, which ends with the process that asked. Elsewhere than on Linux a closed pipe must do."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != keeper:
        os._exit(1)
