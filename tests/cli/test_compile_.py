"""`kith compile`, and the worker that has it done once on a machine."""

import os
import subprocess
import sys

import pytest

from kith import pairing, reach, seating
from kith.cli import worker_


@pytest.mark.slow
def test_the_searches_are_ready_after_it_also_when_two_processes_begin_at_once():
    command = [sys.executable, "-m", "kith", "compile", "--parent", str(os.getpid())]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]

    for process in both:
        assert process.communicate() == ("The searches for paths, for tables and for pairs are ready.\n", "")
    assert reach.is_warm()
    assert seating.is_warm()
    assert pairing.is_warm()


@pytest.fixture
def called(tmp_path, monkeypatch):
    """A Python that only writes down what it is told to do."""
    told, python = tmp_path / "told", tmp_path / "python"
    python.write_text(f'#!/bin/sh\necho "$@" >> {told}\n')
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    return told


@pytest.mark.parametrize("cold", [reach, seating, pairing])
def test_the_worker_has_them_compiled_where_one_of_them_is_not(called, monkeypatch, cold):
    for searches in (reach, seating, pairing):
        monkeypatch.setattr(searches, "is_warm", lambda searches=searches: searches is not cold)

    worker_.have_compiled()

    assert called.read_text() == f"-m kith compile --parent {os.getpid()}\n"


def test_the_worker_leaves_what_is_compiled_alone(called, monkeypatch):
    for searches in (reach, seating, pairing):
        monkeypatch.setattr(searches, "is_warm", lambda: True)

    worker_.have_compiled()

    assert not called.exists()
