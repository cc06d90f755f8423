"""`kith worker`: the clock and the hands of the jobs behind the pages."""

from __future__ import annotations

import ctypes
import os
import signal
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

    from kith import reach, schedule
    from kith.jobs import queue

    autodiscover_modules("jobs")
    # Once on a machine this compiles for half a minute, so not in the process that answers pages.
    threading.Thread(target=reach.warm_up, daemon=True).start()
    schedule.catch_up()
    queue.create_consumer(workers=1, periodic=True, initial_delay=0.05, max_delay=0.5).run()


def end_with(parent: int) -> None:
    """Ask Linux to end this process when its parent ends, and end at once if it has."""
    try:
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    except (OSError, AttributeError):
        return  # not Linux: `kith up` still ends its worker itself when it is stopped in the ordinary way
    if os.getppid() != parent:
        raise SystemExit(0)
