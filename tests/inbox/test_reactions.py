"""After an import, Kith looks for people who are in the book twice."""

from __future__ import annotations

import io

import pytest

from kith.duplicates import jobs
from kith.duplicates.models import Pair
from kith.imports import actions as imports
from kith.jobs import queue
from kith.people.models import Person
from tests import make

pytestmark = pytest.mark.xdist_group("queue")  # on PostgreSQL all test processes have one queue

CARDS = b"".join(
    b"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:%s\r\nTEL:%s\r\nEND:VCARD\r\n" % (name, tel)
    for name, tel in [(b"Robert Stone", b"+49 30 1234567"), (b"Bob Stone", b"+49 30 1234568")]
)


@pytest.fixture
def waiting_queue():
    """The queue as it is when no worker has taken anything."""
    queue.immediate = False
    queue.flush()
    yield queue
    queue.flush()
    queue.immediate = True


def bring_in(owner, name: str) -> None:
    started = imports.start(owner, [(f"{name}.vcf", io.BytesIO(CARDS.replace(b"Stone", name.encode())))], now=make.NOW)
    imports.preview(started.pk, now=make.NOW)
    imports.commit(started.pk, now=make.NOW)


def test_two_imports_are_one_look(ada, waiting_queue, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        bring_in(ada, "Stone")
        bring_in(ada, "Flint")

    assert [task.name for task in waiting_queue.pending()].count("look") == 1


def test_the_look_asks_about_those_who_are_alike(ada, waiting_queue):
    bring_in(ada, "Stone")

    jobs.look.call_local(ada.pk)

    assert {(pair.first.name, pair.second.name) for pair in Pair.objects.all()} == {("Robert Stone", "Bob Stone")}
    assert Person.objects.in_book().count() == 2


def test_after_a_look_the_next_import_brings_another(ada, waiting_queue, django_capture_on_commit_callbacks):
    jobs.look_soon(ada.pk)
    jobs.look.call_local(ada.pk)

    jobs.look_soon(ada.pk)

    assert len(waiting_queue.pending()) == 2


def test_somebody_who_is_gone_has_no_book_to_look_through(ada, waiting_queue):
    pk = ada.pk
    ada.delete()

    jobs.look.call_local(pk)

    assert not Pair.objects.exists()
