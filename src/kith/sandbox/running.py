"""One run of a function in a child process, as whoever asked sees it: an iterator over what the function yields."""

from __future__ import annotations

import json
import os
import pickle
import select
import signal
import struct
import sys
import time
from collections.abc import Iterator

from kith.sandbox import child, keeping, wire
from kith.sandbox.limits import Broke, Exceeded, Limits, Lost, Usage

_LARGEST = 256 * 1024 * 1024  # of what a child sends at once
_PIPE_BYTES = 1024 * 1024
_END_WITHIN = 10.0
_SET_PIPE_SIZE = 1031  # Linux, fcntl(2)
_NO_RECORDS = (
    *(pickle.UnpicklingError, struct.error),
    *(AttributeError, EOFError, ImportError, LookupError, OverflowError, TypeError, ValueError),
)


def run(function: str, *arguments: object, limits: Limits) -> Running:
    """Call a generator function, "module:name", in a child process, and give what it yields while it goes on.

    The function is imported there: it must not need Django, nor write, nor fetch. What it yields may be plain values,
    lists and dicts of them, dates, and the records of the modules in `wire.RECORDS`; their errors arrive as they are.
    Raises Exceeded where a limit is reached, and Broke where the child fails otherwise: Lost if it was ended from outside.
    """
    return Running(function, arguments, limits)


class Running(Iterator[object]):
    """What a child yields. `usage` is there when it has ended. Closing it ends the child; so does dropping it."""

    def __init__(self, function: str, arguments: tuple[object, ...], limits: Limits) -> None:
        self.usage: Usage | None = None
        self._objects = self._run(function, arguments, limits)

    def __next__(self) -> object:
        return next(self._objects)

    def close(self) -> None:
        """End the child, wherever it is."""
        self._objects.close()  # type: ignore[attr-defined]  # a generator

    def _run(self, function: str, arguments: tuple[object, ...], limits: Limits) -> Iterator[object]:
        request = child.asked(function, arguments, limits)
        number, out, told = keeping.begin(function.partition(":")[0], request)
        try:
            _widen(out)
            frames = _Frames(out, limits)
            try:
                for payload in frames.objects():
                    yield from _unpacked(payload)
            finally:
                if not frames.has_ended:
                    keeping.kill(number)
                code = self._end(told)
            if not frames.is_complete:
                raise frames.error or self._why(code, limits)
        finally:
            os.close(out)
            os.close(told)

    def _end(self, told: int) -> int:
        """The exit code of the child, negative for the signal that ended it."""
        data = os.read(told, 4096) if _comes(told, _END_WITHIN) else b""
        if not data:
            raise Lost("The process that keeps the children has ended.")
        end = json.loads(data)
        self.usage = Usage(end["seconds"], end["kilobytes"] / 1024)
        return int(end["code"])

    def _why(self, code: int, limits: Limits) -> Exception:
        """Why a child ended before it was done."""
        used = self.usage or Usage(0, 0)
        if code == child.MEMORY:
            return Exceeded("memory")
        if code == child.DEPTH:
            return Exceeded("depth")
        if code == -signal.SIGXCPU or (code == -signal.SIGKILL and used.seconds >= limits.seconds):
            return Exceeded("time")
        if (
            code == -signal.SIGKILL and used.megabytes > limits.megabytes / 2
        ):  # by the system, which was running out of it
            return Exceeded("memory")
        if code == -signal.SIGKILL:
            return Lost("The child process was killed.")
        if (
            code == -signal.SIGABRT and used.megabytes > limits.megabytes / 2
        ):  # libraries that are refused memory give up
            return Exceeded("memory")
        return Broke(f"The child process ended with {code}.")


class _Frames:
    """What comes through the pipe, taken apart, for as long as whoever asked is patient."""

    def __init__(self, out: int, limits: Limits) -> None:
        self._out = out
        self._patience = limits.patience
        self._room = limits.output * 1024 * 1024
        self.is_complete = False  # the child has said that this was all
        self.has_ended = False  # there is nobody at the other end
        self.error: Exception | None = None  # with which the child ended, if it could tell of one

    def objects(self) -> Iterator[bytes]:
        """Each batch of objects. Raises Exceeded where patience, or room, is at its end."""
        while head := self._read(wire.HEADER.size):
            kind, length = wire.HEADER.unpack(head)
            self._room -= length
            if length > _LARGEST or self._room < 0:
                raise Exceeded("memory")
            payload = self._read(length) if length else b""
            if kind == wire.OBJECTS:
                yield payload
            else:
                self.is_complete = kind == wire.END
                self.error = self._error(kind, payload)

    def _error(self, kind: bytes, payload: bytes) -> Exception | None:
        if kind == wire.ERROR:
            return _told_error(payload)
        return Broke(payload.decode(errors="replace")) if kind == wire.BUG else None

    def _read(self, length: int) -> bytes:
        """So many bytes; none where the child has ended before."""
        parts = bytearray()
        while len(parts) < length:
            self._wait()
            part = os.read(self._out, min(length - len(parts), _PIPE_BYTES))
            if not part:
                self.has_ended = True
                return b""
            parts += part
        return bytes(parts)

    def _wait(self) -> None:
        """Only waiting counts against patience: a child may stand still while nobody takes what it has."""
        begun = time.monotonic()
        if not _comes(self._out, self._patience):
            raise Exceeded("time")
        self._patience -= time.monotonic() - begun


def _comes(pipe: int, seconds: float) -> bool:
    """Whether anything, or the end, comes through the pipe in this time."""
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    return bool(poll.poll(max(0.0, seconds) * 1000))


def _unpacked(payload: bytes) -> Iterator[object]:
    """Whatever is wrong with a batch, the child that sent it is."""
    try:
        yield from wire.unpacked(payload)
    except _NO_RECORDS as error:
        raise Broke(f"The child process sent what it may not send: {error}") from error


def _told_error(payload: bytes) -> Exception:
    try:
        return wire.unpacked_error(payload)
    except _NO_RECORDS as error:
        return Broke(f"The child process sent what it may not send: {error}")


def _widen(pipe: int) -> None:
    """Let the child work ahead of us a little."""
    if sys.platform == "linux":
        import fcntl

        try:
            fcntl.fcntl(pipe, _SET_PIPE_SIZE, _PIPE_BYTES)
        except OSError:
            return  # so many pipes that the system gives no more room to each
