"""Looking for introducers happens behind the pages, at a moment that nobody can foresee."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kith import schedule
from kith.archive.packing import pack
from kith.imports import actions as imports
from kith.jobs import queue
from kith.sharing import jobs
from kith.sharing.models import BlindAsk, Request
from tests import make
from tests.sharing.members import NOW, ask, member, willing

pytestmark = pytest.mark.xdist_group("queue")  # on PostgreSQL all test processes have one queue


@pytest.fixture
def waiting_queue():
    queue.immediate = False
    queue.flush()
    yield queue
    queue.flush()
    queue.immediate = True


def test_an_ask_is_looked_at_once_it_is_saved(db, django_capture_on_commit_callbacks):
    willing(member("ben"))

    with django_capture_on_commit_callbacks(execute=True):
        ask(member("ada"), at=datetime.now(tz=UTC))

    assert Request.objects.get().asked_at


def test_a_queue_that_waits_looks_after_some_time_that_is_chance(db, waiting_queue):
    before = datetime.now(tz=UTC)

    for number in range(20):
        jobs.look_soon(number)

    waits = sorted(task.eta.replace(tzinfo=UTC) - before for task in waiting_queue.pending())
    assert len(waits) == 20
    assert timedelta(seconds=jobs.SOONEST) <= waits[0] < waits[-1] <= timedelta(seconds=jobs.LATEST + 5)
    assert waits[-1] - waits[0] > timedelta(seconds=10)


def test_the_clock_takes_up_what_was_lost(db):
    willing(member("ben"))
    ask(member("ada"), at=datetime.now(tz=UTC) - timedelta(hours=1))

    schedule.keep_asking()
    assert Request.objects.get().asked_at

    schedule.look_who_knows()
    assert Request.objects.count() == 1


def test_an_ask_that_an_archive_brings_is_a_memory(db, tmp_path: Path):
    ada, other = member("ada"), make.user("other")
    ask(ada)
    file = io.BytesIO()
    pack(ada, file, now=NOW)
    file.seek(0)

    started = imports.start(other, [("book.zip", file)], now=NOW)
    imports.preview(started.pk, now=NOW)
    imports.commit(started.pk, now=NOW)

    restored = BlindAsk.objects.get(owner=other)
    assert (restored.name, restored.is_live, restored.looked_at) == ("Ana Ruiz", False, None)
