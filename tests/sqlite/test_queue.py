"""The fair lock of SQLite's writers."""

import threading

import pytest

from kith.sqlite.queue import FairLock, lock_for


def test_waiting_threads_are_served_in_the_order_in_which_they_came():
    lock, order, threads = FairLock(), [], []

    def wait_and_write(number: int) -> None:
        lock.acquire()
        order.append(number)
        lock.release()

    lock.acquire()
    for number in range(20):
        threads.append(threading.Thread(target=wait_and_write, args=(number,)))
        threads[-1].start()
        while lock.waiting() <= number:
            pass
    lock.release()
    for thread in threads:
        thread.join(timeout=60)

    assert order == list(range(20))


def test_letting_go_of_a_lock_that_nobody_holds_is_an_error():
    with pytest.raises(RuntimeError, match="not held"):
        FairLock().release()


def test_a_database_has_one_lock_in_a_process():
    assert lock_for("a.sqlite3") is lock_for("a.sqlite3")
    assert lock_for("a.sqlite3") is not lock_for("b.sqlite3")
