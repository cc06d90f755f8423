"""What the tests run in a child process: good ones and bad ones."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kith import sandbox
from kith.imports.records import PersonRecord, PersonRef, Point, Refusal
from kith.imports.uploads import BadFile


def count(upto: int) -> Iterator[int]:
    yield from range(upto)


def many_people(number: int) -> Iterator[PersonRecord]:
    for each in range(number):
        yield PersonRecord("a.csv", each, f"Bo {each}", points=[Point("email", f"bo{each}@acme.example")])


def one_of_each() -> Iterator[object]:
    yield PersonRecord(
        "a", 1, "Ana", points=[Point("phone", "1")], met_through=PersonRef("Bo", ("uid:1",)), photo=b"\0"
    )
    yield Refusal("a", 2, "No name.")
    yield [date(2026, 1, 2), datetime(2026, 1, 2, 3, tzinfo=UTC), {"a": (1, 2.5, None, True)}, {1, 2}]
    yield datetime(2026, 7, 1, 9, tzinfo=ZoneInfo("Europe/Berlin"))
    yield _Text("like text")


class _Text(str):
    """As parsers give it."""

    __slots__ = ()


def two_then_bad() -> Iterator[int]:
    yield 1
    yield 2
    raise BadFile("a.csv", 7, "It ends in the middle.")


def two_then_fault() -> Iterator[int]:
    yield 1
    yield 2
    raise KeyError("a fault of ours")


def spin() -> Iterator[int]:
    while time.monotonic():
        pass
    yield 1


def sleep() -> Iterator[int]:
    yield 1
    time.sleep(600)


def eat() -> Iterator[int]:
    held = []
    while True:
        held.append(bytearray(1024 * 1024))
        if len(held) > 4096:
            yield 1


def eat_and_abort() -> Iterator[int]:
    held = bytearray(150 * 1024 * 1024)
    held[:] = b"x" * len(held)
    os.kill(os.getpid(), signal.SIGABRT)
    yield len(held)


def dig(depth: int = 0) -> Iterator[int]:
    yield from dig(depth + 1)


def die(number: int) -> Iterator[int]:
    yield 1
    os.kill(os.getpid(), number)
    yield 2


def fill_and_die(size: int) -> Iterator[int]:
    held = b"x" * size
    os.kill(os.getpid(), signal.SIGKILL)
    yield len(held)


def leave(code: int) -> Iterator[int]:
    if code >= 0:
        os._exit(code)
    yield 1


def write(place: str) -> Iterator[str]:
    try:
        with Path(place).open("wb") as file:
            file.write(b"x" * 100)
    except OSError as error:
        yield type(error).__name__


def connect(port: int) -> Iterator[str]:
    try:
        socket.create_connection(("127.0.0.1", port), 2).close()
    except OSError as error:
        yield type(error).__name__
    else:
        yield "connected"


def environment() -> Iterator[dict[str, str]]:
    yield dict(os.environ)


def django_is_here() -> Iterator[bool]:
    yield "django" in sys.modules


def tell_then_wait() -> Iterator[str]:
    sandbox.tell("half way")
    time.sleep(600)
    yield "done"


def forever() -> Iterator[bytes]:
    while True:
        yield b"x" * 100_000


def tell_process() -> Iterator[int]:
    sandbox.tell(os.getpid())
    time.sleep(600)
    yield 0


def keeper() -> Iterator[int]:
    yield os.getppid()


def forbidden() -> Iterator[object]:
    yield Path("/etc/passwd")


def speak_raw(data: bytes) -> Iterator[int]:
    """As somebody who has taken over the child would: straight into the pipe."""
    for each in range(3, 20):
        try:
            os.write(each, data)
        except OSError:
            continue
    os.kill(os.getpid(), signal.SIGKILL)
    yield 1
