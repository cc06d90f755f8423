"""The keeper: a small process of one thread, started once, that forks a child for each run, and tells how each ended.

A web server has many threads and must not be forked; this one may be, and has the readers loaded already. It is told what to
do through a socket, and ends, with all of its children, when that closes.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
from contextlib import suppress

from kith.sandbox import child
from kith.sandbox.wire import KILL, ORDER

_NEW_USER_AND_NETWORK = (0x40000000, 0x40000000 | 0x10000000)  # Linux: CLONE_NEWNET, with CLONE_NEWUSER


def main(place: int) -> None:
    """Serve until the socket of this number closes."""
    _leave_the_network()
    with socket.socket(fileno=place) as door:
        _Keeper(door).serve()


class _Keeper:
    def __init__(self, door: socket.socket) -> None:
        self.door = door
        self.children: dict[int, tuple[int, int]] = {}  # process -> number of the run, pipe that tells of its end
        self.loaded: set[str] = set()
        self.bell, ring = os.pipe()
        for end in (self.bell, ring):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(ring, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def serve(self) -> None:
        """Take orders and see to children that have ended, whichever comes."""
        with selectors.DefaultSelector() as either:
            either.register(self.door, selectors.EVENT_READ)
            either.register(self.bell, selectors.EVENT_READ)
            is_open = True
            while is_open:
                ready = {key.fileobj for key, _ in either.select()}
                if self.bell in ready:
                    os.read(self.bell, 4096)
                    self._bury()
                if self.door in ready:
                    is_open = self._take_order()
        for process in self.children:
            os.kill(process, signal.SIGKILL)

    def _take_order(self) -> bool:
        """Returns whether there may be more."""
        head, ends, _flags, _address = socket.recv_fds(self.door, ORDER.size, 2)
        if len(head) < ORDER.size:
            return False
        what, number, length = ORDER.unpack(head)
        if what == KILL:
            self._kill(number)
        else:
            self._fork(number, _exactly(self.door, length), *ends)
        return True

    def _kill(self, number: int) -> None:
        for process, (run, _told) in self.children.items():
            if run == number:
                os.kill(process, signal.SIGKILL)  # it is ours, and still there until we ask how it ended

    def _fork(self, number: int, order: bytes, out: int, told: int) -> None:
        module, _, request = order.partition(b"\n")
        self._load(module.decode())
        keeper = os.getpid()
        process = os.fork()
        if not process:
            signal.set_wakeup_fd(-1)
            self.door.close()
            for end in (self.bell, told, *(pipe for _run, pipe in self.children.values())):
                os.close(end)
            child.live(request, out, keeper)
        os.close(out)
        self.children[process] = number, told

    def _load(self, module: str) -> None:
        """Have a module ready for this child and all later ones. What cannot be imported fails in the child, in words."""
        if module in self.loaded:
            return
        self.loaded.add(module)
        try:
            found = importlib.import_module(module)
            if hasattr(found, "warm_up"):
                found.warm_up()
        except Exception:  # whatever it is: it happens in the child again, and is told from there
            return
        gc.collect()
        gc.freeze()  # so that children do not copy what they only read

    def _bury(self) -> None:
        """Tell whoever asked how their child ended."""
        while self.children:
            process, status, used = os.wait4(-1, os.WNOHANG)
            if not process:
                return
            _run, told = self.children.pop(process)
            end = {
                "code": os.waitstatus_to_exitcode(status),
                "seconds": used.ru_utime + used.ru_stime,
                "kilobytes": used.ru_maxrss // (1024 if sys.platform == "darwin" else 1),
            }
            with suppress(BrokenPipeError):  # nobody wants to know any more
                os.write(told, json.dumps(end).encode())
            os.close(told)


def _exactly(door: socket.socket, length: int) -> bytes:
    parts = bytearray()
    while len(parts) < length and (part := door.recv(length - len(parts))):
        parts += part
    return bytes(parts)


def _leave_the_network() -> None:
    """Move to a network of our own, with nothing in it, where the system lets us."""
    if sys.platform == "linux":
        library = ctypes.CDLL(None)
        any(library.unshare(what) == 0 for what in _NEW_USER_AND_NETWORK)


if __name__ == "__main__":
    main(int(sys.argv[1]))
