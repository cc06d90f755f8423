"""Whatever moment Kith is killed at, no letter is lost, none goes before its time, and none goes twice but in one case.

The workers are processes of their own, killed with SIGKILL by the mail server that they talk to, or by the clock. The one
case: the server had said yes, and Kith was killed before that was written down. Then the letter goes again as the same one.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from multiprocessing.process import BaseProcess
from random import Random

import pytest

from kith.outbox import actions
from kith.outbox.models import Letter
from tests.make import NOW
from tests.outbox import killing
from tests.outbox.office import STAGES, Office

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]  # each worker is a process
DAY = timedelta(days=1)


def put(owner, number: int, due_at: datetime) -> None:
    """Write a letter down that a worker of its own will send: none of this process."""
    actions.put(owner, key=f"a:{number}", to="ana@kith.example", subject=f"{number}", text="Hello.", due_at=due_at)


def worker(now: datetime) -> BaseProcess:
    """Start a process that sends what is due."""
    return killing.process(lambda: actions.send_due(now))


def kills_at(stage: str, nth: int, process: list[int]) -> Callable[[str], int | None]:
    """Kill this process when it comes to the stage for the nth time."""
    seen = []

    def who(at: str) -> int | None:
        seen.append(at)
        return process[0] if at == stage and seen.count(stage) == nth else None

    return who


@pytest.fixture
def quiet_queue():
    """Only the workers of the test send."""
    with killing.quiet_queue():
        yield


@pytest.mark.parametrize("stage", STAGES)
def test_a_worker_killed_at_any_stage_loses_nothing_and_doubles_only_what_was_accepted(
    ada, office: Office, quiet_queue, stage
):
    for number in range(3):
        put(ada, number, NOW)
    written = set(Letter.objects.values_list("message_id", flat=True))
    process: list[int] = []
    office.kill = kills_at(stage, 1 if stage == "EHLO" else 2, process)
    killed = worker(NOW)
    process.append(killed.pid or 0)
    killed.join(20)
    office.kill = lambda _stage: None

    worker(NOW + timedelta(minutes=1)).join(20)
    worker(NOW + actions.HOLD + timedelta(minutes=1)).join(20)

    arrived = office.ids()
    assert killed.exitcode == -9
    assert set(arrived) == written
    doubled = [letter for letter, times in arrived.items() if times > 1]
    assert len(doubled) == (1 if stage == "DATA" else 0) or (stage == "250" and len(doubled) <= 1)
    assert set(Letter.objects.values_list("state", flat=True)) == {"sent"}


def test_a_worker_killed_before_anything_that_it_writes_down_loses_nothing(ada, office: Office, quiet_queue):
    doubled, statement, ended = [], 0, killing.KILLED
    while ended == killing.KILLED:
        statement += 1
        now = NOW + statement * DAY
        put(ada, statement, now)
        office.letters.clear()
        ended = killing.killed_before(statement, partial(actions.send_due, now), in_one=False)
        gone = len(office.letters)
        worker(now + timedelta(minutes=1)).join(20)
        worker(now + actions.HOLD + timedelta(minutes=1)).join(20)

        arrived = office.ids()
        assert set(arrived) == {Letter.objects.get(key=f"a:{statement}").message_id}
        assert set(Letter.objects.values_list("state", flat=True)) == {"sent"}
        if sum(arrived.values()) > 1:
            doubled.append((statement, gone, *arrived.values()))

    assert (ended, statement) == (0, 3)  # it holds the letter, it marks it as sent; at the third it was let live
    assert [(gone, times) for _statement, gone, times in doubled] == [(1, 2)]  # killed before "sent" was written down


def test_two_workers_that_race_send_each_letter_once(ada, office: Office, quiet_queue):
    for number in range(30):
        put(ada, number, NOW)

    racing = [worker(NOW) for _ in range(2)]
    for process in racing:
        process.join(60)

    assert sorted(office.ids().values()) == [1] * 30
    assert set(Letter.objects.values_list("state", flat=True)) == {"sent"}


@pytest.mark.parametrize("seed", range(int(os.environ.get("KITH_WORLDS", "3"))))
def test_in_a_day_of_kills_and_races_every_letter_arrives_once_and_none_early(ada, office: Office, quiet_queue, seed):
    random, kills, early = Random(seed), 0, 0
    due = {f"{number}": NOW + DAY * random.random() for number in range(25)}
    for number, moment in due.items():
        put(ada, int(number), moment)
    now = NOW
    while now < NOW + DAY + 2 * actions.HOLD:
        now += timedelta(minutes=random.randint(20, 120))
        racing, before = [worker(now) for _ in range(2)], len(office.letters)
        if random.random() < 0.7:
            time.sleep(random.random() * 0.06)
            for process in racing:
                process.kill()
                kills += 1
        for process in racing:
            process.join(60)
        early += sum(due[str(letter["subject"])] > now for letter in office.letters[before:])
    for _ in range(2):
        now += actions.HOLD + timedelta(minutes=1)
        worker(now).join(60)

    arrived = office.ids()
    assert set(arrived) == set(Letter.objects.values_list("message_id", flat=True))
    assert early == 0
    assert kills > 3
    assert sum(times - 1 for times in arrived.values()) <= kills
    assert max(arrived.values()) <= 2
    assert set(Letter.objects.values_list("state", flat=True)) == {"sent"}
