"""`kith worker`: the clock and the hands of the jobs behind the pages."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading

import click

PR_SET_PDEATHSIG = 1  # Linux, prctl(2)


@click.command("worker")
@click.option("--parent", type=int, help="End when the process with this id does.")
def command(parent: int | None) -> None:
    """Run jobs until told to stop."""
    if parent:
        end_with(parent)
    import django

    django.setup()
    from django.utils.module_loading import autodiscover_modules

    from kith import schedule
    from kith.jobs import queue

    autodiscover_modules("jobs")
    threading.Thread(target=have_compiled, daemon=True).start()
    schedule.catch_up()
    queue.create_consumer(workers=1, periodic=True, initial_delay=0.05, max_delay=0.5).run()


def have_compiled() -> None:
    """Once on a machine: have the searches compiled, by a process that lets all others go first and then is gone."""
    from kith import pairing, reach, seating

    if not (reach.is_warm() and seating.is_warm() and pairing.is_warm()):
        command = [sys.executable, "-m", "kith", "compile", "--parent", str(os.getpid())]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)  # noqa: S603  # our own words only


def end_with(parent: int) -> None:
    """Ask Linux to end this process when its parent ends, and end at once if it has."""
    try:
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    except (OSError, AttributeError):
        return  # not Linux: `kith up` still ends its worker itself when it is stopped in the ordinary way
    if os.getppid() != parent:
        raise SystemExit(0)
