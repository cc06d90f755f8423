"""Processes of their own that are killed with SIGKILL: before anything that they write to the database, or before its end."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from typing import Any

from django.db import connection, connections, transaction

KILLED = -int(signal.SIGKILL)
_NO_CHANGE = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT")
_forks = multiprocessing.get_context("fork")


def process(work: Callable[[], object]) -> BaseProcess:
    """Start a process that does this, with a connection of its own."""
    connections.close_all()  # else both processes would talk over one
    started = _forks.Process(target=_work, args=(work,))
    started.start()
    return started


def killed_before(number: int, work: Callable[[], object], *, in_one: bool) -> int:
    """Do the work in a process that is killed before it writes for the nth time; return how the process ended.

    in_one: all of it is one transaction, and the moment before that is committed counts as well. What is only asked of the
    database counts for nothing, as a kill before it is one after the last thing that was written.
    """
    started = process(lambda: _do(number, work, in_one))
    started.join(30)
    assert started.exitcode is not None, "it has not ended within half a minute"
    return started.exitcode


@contextmanager
def quiet_queue() -> Iterator[None]:
    """Only the processes of the test work off what is put into the queue: none of it by itself."""
    from kith.jobs import queue

    queue.immediate = False
    yield
    queue.immediate = True
    queue.flush()


def _work(work: Callable[[], object]) -> None:
    work()
    connections.close_all()
    os._exit(0)


def _do(number: int, work: Callable[[], object], in_one: bool) -> None:
    numbers = itertools.count(1)

    def count() -> None:
        if next(numbers) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    def counted(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        if not str(sql).startswith(_NO_CHANGE):
            count()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counted):
        if in_one:
            with transaction.atomic():
                work()
                count()
        else:
            work()
