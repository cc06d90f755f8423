"""One run of one side of bench.imports, in a process of its own; prints its figures as JSON."""

from __future__ import annotations

import csv
import io
import json
import resource
import sys
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def main() -> None:
    """Run the side that is asked for."""
    what, export = sys.argv[1], Path(sys.argv[2])
    figures = read_tables(export) if what == "csv" else bring_in(export)
    print(json.dumps(figures))


def read_tables(export: Path) -> dict[str, float]:
    """Read every row of every table with csv.reader."""
    begun = time.perf_counter()
    with zipfile.ZipFile(export) as archive:
        for name in archive.namelist():
            if name.endswith(".csv"):
                with archive.open(name) as file:
                    for _row in csv.reader(io.TextIOWrapper(file, "utf-8", newline="")):
                        pass
    return {"seconds": time.perf_counter() - begun}


def bring_in(export: Path) -> dict[str, float]:
    """Bring the export into an empty book; `seconds` is the commit, which reads, matches, writes and works out ties."""
    import django

    django.setup()
    from django.core.management import call_command

    from kith.accounts.models import User
    from kith.imports import actions
    from kith.interactions.models import Interaction
    from kith.people.models import Person

    call_command("migrate", verbosity=0)
    owner = User.objects.create_user("mara@kith.example")
    held = _watch_the_lock()
    figures = {}
    for preview, commit in (("preview", "commit"), ("preview again", "again")):
        import_ = actions.start(owner, [(export.name, export)], now=NOW)
        figures[preview] = _timed(actions.preview, import_.pk)
        figures[commit] = _timed(actions.commit, import_.pk)
        if commit == "commit":
            first = import_
            figures["locked"] = max(held)
            figures["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures["people"], figures["interactions"] = Person.objects.count(), Interaction.objects.count()
    figures["undo"] = _timed(actions.undo, first.pk)
    return {**figures, "seconds": figures["commit"]}


def _watch_the_lock() -> list[float]:
    """How many seconds the book was locked for, each time; grows from now on."""
    from kith.sqlite.queue import FairLock

    held: list[float] = []
    begun: list[float] = []
    acquire, release = FairLock.acquire, FairLock.release

    def noted_acquire(lock: FairLock) -> None:
        acquire(lock)
        begun.append(time.perf_counter())

    def noted_release(lock: FairLock) -> None:
        held.append(time.perf_counter() - begun[-1])
        release(lock)

    setattr(FairLock, "acquire", noted_acquire)  # noqa: B010  # a method is no variable to mypy
    setattr(FairLock, "release", noted_release)  # noqa: B010  # the same
    return held


def _timed(action, import_id: int) -> float:
    begun = time.perf_counter()
    action(import_id, now=NOW)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
