"""Starts this process's keeper when it is first needed, again should it have ended, and speaks to it."""

from __future__ import annotations

import atexit
import itertools
import os
import socket
import subprocess
import sys
import threading

from kith.sandbox.wire import KILL, ORDER, RUN

_STOP_WITHIN = 3.0
_KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "SYSTEMROOT", "TMPDIR", "LD_LIBRARY_PATH")

_guard = threading.Lock()
_numbers = itertools.count(1)
_keepers: list[_Keeper] = []  # none, or the one of this process


def begin(module: str, request: bytes) -> tuple[int, int, int]:
    """Have a child begin. Returns the number of its run, and two pipes: what it sends, and how it ended."""
    out, out_end = os.pipe()
    told, told_end = os.pipe()
    number = next(_numbers)
    try:
        _order(RUN, number, module.encode() + b"\n" + request, [out_end, told_end])
    except OSError:
        os.close(out)
        os.close(told)
        raise
    finally:
        os.close(out_end)
        os.close(told_end)
    return number, out, told


def kill(number: int) -> None:
    """End the child of a run, if it is still there."""
    with _guard:
        if _keepers:
            _keepers[0].send(KILL, number, b"", [])


def stop() -> None:
    """End the keeper, and with it all children."""
    with _guard:
        while _keepers:
            _keepers.pop().stop()


class _Keeper:
    def __init__(self) -> None:
        self.door, theirs = socket.socketpair()
        with theirs:
            # -P: modules come from where ours do, and from no directory that happens to be the current one.
            command = [sys.executable, "-P", "-m", "kith.sandbox.keeper", str(theirs.fileno())]
            self.process = subprocess.Popen(  # noqa: S603  # our own words only
                command,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for us, and we tell it
                env=_environment(),
            )

    def send(self, what: bytes, number: int, payload: bytes, ends: list[int]) -> bool:
        """Returns whether the keeper is there to hear it."""
        try:
            socket.send_fds(self.door, [ORDER.pack(what, number, len(payload))], ends)
            self.door.sendall(payload)
        except (BrokenPipeError, ConnectionResetError):
            return False
        return True

    def stop(self) -> None:
        self.door.close()
        try:
            self.process.wait(_STOP_WITHIN)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _order(what: bytes, number: int, payload: bytes, ends: list[int]) -> None:
    with _guard:
        if not _keepers:
            _keepers.append(_Keeper())
        if not _keepers[0].send(what, number, payload, ends):
            _keepers.pop().stop()
            _keepers.append(_Keeper())
            _keepers[0].send(what, number, payload, ends)


def _environment() -> dict[str, str]:
    """Enough to run Python as we run, and none of our secrets. Libraries that calculate shall start no threads."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    alone = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {**kept, **alone, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def _after_fork() -> None:
    """A fork of this process has no keeper yet; the one of its parent is not its own."""
    global _guard
    _guard = threading.Lock()
    while _keepers:
        keeper = _keepers.pop()
        keeper.door.close()
        keeper.process.returncode = 0  # not ours to wait for


atexit.register(stop)
os.register_at_fork(after_in_child=_after_fork)
