"""What an import leaves behind, and what becomes of it, when Kith or a part of it is ended in the middle."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kith.imports import actions, apart, pictures, reading, storage
from kith.imports.models import Import
from kith.imports.records import PersonRecord
from kith.people import photos
from kith.people.models import Person
from tests.archive.given import picture
from tests.imports import given
from tests.make import NOW

State = Import.State
ENOUGH = 12_000  # people: reading them takes longer than it takes to find the child


@pytest.fixture
def cards(tmp_path) -> Path:
    return given.cards(tmp_path / "a.vcf", *(f"FN:Ana {number}\nNOTE:Tea" for number in range(20)))


@pytest.fixture
def many(tmp_path) -> Path:
    rows = [given.connection(f"Bo {number}", f"bo-{number}", "Acme", "CTO") for number in range(ENOUGH)]
    place = tmp_path / "Connections.csv"
    place.write_text(given.PREAMBLE + given.table(given.CONNECTIONS, rows))
    return place


@contextmanager
def killing(times: int) -> Iterator[list[int]]:
    """Kill so many of the children that read files, each as soon as it is seen."""
    killed: list[int] = []
    stop = threading.Event()
    thread = threading.Thread(target=_kill, args=(times, killed, stop))
    thread.start()
    try:
        yield killed
    finally:
        stop.set()
        thread.join()


def _kill(times: int, killed: list[int], stop: threading.Event) -> None:
    while len(killed) < times and not stop.is_set():
        for keeper in filter(_is_keeper, _children(os.getpid())):
            for child in _children(keeper):
                if child not in killed and len(killed) < times:
                    os.kill(child, signal.SIGKILL)
                    killed.append(child)
        time.sleep(0.001)


def _is_keeper(pid: int) -> bool:
    try:
        return b"kith.sandbox.keeper" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return False


def _children(pid: int) -> list[int]:
    try:
        tasks = Path(f"/proc/{pid}/task").glob("*/children")
        return [int(child) for task in tasks for child in task.read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


needs_linux = pytest.mark.skipif(not Path(f"/proc/self/task/{os.getpid()}/children").exists(), reason="finds in /proc")


@needs_linux
def test_a_file_is_read_again_when_its_child_was_killed(ada, many):
    import_ = actions.start(ada, [(many.name, many)], now=NOW)

    with killing(apart.TRIES - 1) as killed:
        actions.preview(import_.pk, now=NOW)

    import_.refresh_from_db()
    assert len(killed) == apart.TRIES - 1
    assert (import_.state, import_.summary["people"]) == (State.READY, {"created": ENOUGH})


@needs_linux
def test_a_file_whose_child_is_killed_again_and_again_is_refused_in_words(ada, many):
    import_ = actions.start(ada, [(many.name, many)], now=NOW)

    with killing(apart.TRIES):
        actions.preview(import_.pk, now=NOW)

    import_.refresh_from_db()
    assert import_.state == State.FAILED
    assert "again and again" in import_.problem


@needs_linux
def test_what_could_be_read_once_is_never_brought_in_half(ada, many, cards):
    import_ = given.started(ada, cards, many)
    actions.bring_in(import_, now=NOW)

    with killing(apart.TRIES + 1), pytest.raises(actions.BrokeOff):
        actions.go_on(import_.pk, now=NOW)
    import_.refresh_from_db()
    assert (import_.state, import_.stumbles, Person.objects.count()) == (State.SAVING, 1, 0)

    actions.go_on(import_.pk, now=NOW)
    assert Person.objects.count() == ENOUGH + 20


def test_what_was_stopped_when_the_user_looked_at_it_holds_up_nobody(ada, cards):
    import_ = given.started(ada, cards)
    stopped = reading.refused(apart.Stopped("other.csv", 0, "It took too long."))
    assert stopped.stopped == "other.csv"

    Import.objects.update(summary={**import_.summary, "stopped": ["a.vcf"]})
    actions.commit(import_.pk, now=NOW)

    assert Person.objects.count() == 20


def test_pictures_of_a_try_that_was_killed_go_when_it_is_tried_again(ada, tmp_path):
    [card] = [PersonRecord("a.vcf", 1, "Ana Ruiz", photo=picture())]
    import_ = Import.objects.create(owner=ada, state=State.SAVING)
    left = _made_and_killed(import_)
    assert photos.path_of(left).exists()

    with pictures.Pictures(import_.uid) as again:
        kept = again.take(card.photo or b"")

    assert not photos.path_of(left).exists()
    assert photos.path_of(kept).exists()


@pytest.mark.real_clock  # a file's age is told by the file system
@pytest.mark.parametrize(("state", "stays"), [(State.FAILED, False), (State.DONE, True), (State.UNDONE, True)])
def test_pictures_of_what_never_came_into_the_book_go_with_the_sweep(ada, state, stays):
    import_ = Import.objects.create(owner=ada, state=state)
    left = _made_and_killed(import_)

    actions.resume_unfinished(datetime.now(UTC) + timedelta(hours=2))

    assert photos.path_of(left).exists() == stays
    assert not storage.directory(import_.uid).exists()


def _made_and_killed(import_: Import) -> str:
    """Make a picture for an import as one does who does not come to give it away."""
    name = photos.new_name()
    storage.note_picture(import_.uid, name)
    return photos.keep(picture(), name=name)
