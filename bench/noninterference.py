"""Whether a member can tell what is private: a thousand pairs of worlds, and how long answers take.

    python -m bench.noninterference [--pairs 1000] [--samples 2000] [--first 0] [--postgres] [--json FILE]

Pairs: tests/sharing/worlds.py plays what a member tries in two servers that differ in one thing (an edge that is private, an
edge about which an introducer may be asked and does not offer, nine of them, one that goes or comes meanwhile, …) and compares
all that came back, byte by byte. Four builds that leak on purpose (tests/sharing/leaks.py) are played as well. Times: so many
asks for somebody whom nine members know and for somebody whom nobody knows, in an order of chance, on a real database with
the queue as it is; the time of the answer, of the ask's page, of the list and of the inbox are compared by the two-sample test
of Kolmogorov and Smirnov, as wall clock and as CPU. As in life, another thread does the looking, and another member looks at a
page in between. Of equal times one comparison in a hundred gives a p of 0.01 or less: where one does, as many new samples are
taken, and what is told apart in both is told apart. A build that looks before it answers is measured as well.

Ends with 1 where a pair differs, times are told apart, or a build that leaks is not noticed.
"""

from __future__ import annotations

import argparse
import gc
import json
import logging
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

CONTROL = 400  # samples of the build that leaks, at most
LEAST = 0.01
SEEDS = 4  # in which a build that leaks has to be noticed
_WORKER = ThreadPoolExecutor(1)
KNOWN, UNKNOWN = "known", "unknown"

Times = dict[str, dict[str, list[float]]]  # by what was asked for, then by what was measured


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--pairs", type=int, default=1000)
    asked.add_argument("--first", type=int, default=0, help="the first seed, to share the pairs among processes")
    asked.add_argument("--samples", type=int, default=2000)
    asked.add_argument("--postgres", action="store_true", help="on a PostgreSQL of this machine instead of SQLite")
    asked.add_argument("--json", type=Path)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="kith-bench-", dir=_in_memory()) as place:
        _set_up(Path(place), postgres=given.postgres)
        found = {"pairs": given.pairs, "different": _pairs(given.first, given.pairs), "unnoticed": _unnoticed()}
        if given.samples:
            found["times"] = _compared(given.samples)
        _close()
    if given.json:
        given.json.write_text(json.dumps(found, indent=1) + "\n")
    return int(not _is_good(found))


def _in_memory() -> str | None:
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def _set_up(place: Path, *, postgres: bool) -> None:
    url = _postgres() if postgres else ""
    os.environ |= {
        "KITH_DATA": str(place),
        "DJANGO_SETTINGS_MODULE": "kith.settings",
        "KITH_MAIL": "smtp://localhost:9",
    }
    os.environ.pop("DATABASE_URL", None)
    os.environ.pop("KITH_JOBS_AT_ONCE", None)
    if url:
        os.environ["DATABASE_URL"] = url
    import django

    django.setup()
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    logging.disable(logging.WARNING)  # of doors that are shut
    setup_test_environment()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def _postgres() -> str:
    from tests.database import start_postgres

    return start_postgres() or sys.exit("PostgreSQL is not on this machine.")


def _close() -> None:
    from django.db import connections

    _behind_the_pages(connections.close_all)
    connections.close_all()


def _pairs(first: int, pairs: int) -> list[str]:
    """The differences found, in words."""
    from kith.jobs import queue
    from tests.sharing import worlds

    queue.immediate, began, found = True, time.monotonic(), list[str]()
    for done, said in enumerate(worlds.differences(range(first, first + pairs)), 1):
        if said:
            found.append(said)
            print(said, flush=True)
        if done % 50 == 0:
            print(f"{done} pairs, {time.monotonic() - began:.0f} s, {len(found)} differ", flush=True)
    queue.immediate = False
    print(f"{pairs} pairs of worlds: {len(found)} differ")
    return found


def _unnoticed() -> list[str]:
    """The builds that leak, and that play and compare alike in the worlds of the first few seeds."""
    from kith.jobs import queue
    from tests.sharing import leaks, worlds

    queue.immediate, found = True, list[str]()
    for leak in leaks.LEAKS:
        with leak():
            noticed = any(worlds.difference(seed, moves=0, secret=worlds.nine_edges) for seed in range(SEEDS))
        print(f"a build that leaks {leak.__name__.replace('_', ' ')}: {'noticed' if noticed else 'NOT NOTICED'}")
        found += [] if noticed else [leak.__name__]
    queue.immediate = False
    return found


def _compared(samples: int) -> dict[str, Any]:
    """How long answers take, of Kith and of a build that looks before it answers; what is told apart in Kith twice."""
    first = _times("Kith", samples)
    suspected = _told_apart(first)
    again = _times("Kith, once more", samples) if suspected else {}
    control = _times("a build that looks before it answers", min(CONTROL, samples), leaks=True)
    told_apart = [name for name in suspected if name in _told_apart(again)]
    return {"Kith": first, "again": again, "control": control, "told apart": told_apart}


def _told_apart(times: dict[str, Any]) -> list[str]:
    return [name for name, each in times.items() if each["p"] <= LEAST]


def _times(title: str, samples: int, *, leaks: bool = False) -> dict[str, Any]:
    """How the times of the two kinds of asks compare: p, and the medians in milliseconds, by what was measured."""
    from scipy.stats import ks_2samp  # type: ignore[import-untyped]  # scipy has no types

    print(f"\n{title}: {samples} samples of each kind, medians where nine know them and where nobody does")
    measured = _measure(samples, leaks=leaks)
    found = {}
    for name in measured[KNOWN]:
        known, unknown = measured[KNOWN][name], measured[UNKNOWN][name]
        test = ks_2samp(known, unknown)
        medians = [statistics.median(times) * 1000 for times in (known, unknown)]
        found[name] = {"p": float(test.pvalue), "d": float(test.statistic), "medians_ms": medians}
        numbers = f"median {medians[0]:7.3f} / {medians[1]:7.3f} ms"
        print(f"{name:<16} p {test.pvalue:8.5f}   D {test.statistic:.4f}   {numbers}", flush=True)
    return found


def _measure(samples: int, *, leaks: bool) -> Times:
    from kith.sharing import actions, jobs
    from kith.sharing.models import BlindAsk

    mallory, client, other = _server()
    measured: Times = {KNOWN: {}, UNKNOWN: {}}
    look_soon = jobs.look_soon
    if leaks:
        jobs.look_soon = lambda ask_id: actions.look(ask_id, now=_now())
    order = random.Random(1)
    gc.collect()
    gc.freeze()  # so that what is swept up before each measurement is little
    for number in range(-20, samples):  # the first ones warm up
        for kind in order.sample([KNOWN, UNKNOWN], 2):
            times = _one_ask(client, other, kind)
            for name, seconds in times.items() if number >= 0 else ():
                measured[kind].setdefault(name, []).append(seconds)
            _behind_the_pages(BlindAsk.objects.filter(owner=mallory).delete)
            other.get("/sharing/")
    jobs.look_soon = look_soon
    return measured


def _one_ask(client: Any, other: Any, kind: str) -> dict[str, float]:
    """Ask, have it looked at as the queue would, and look at the pages."""
    from kith.sharing import actions
    from kith.sharing.models import BlindAsk

    said = {"name": "Ana Ruiz", "address": f"ana-{kind:>7}@acme.example".replace(" ", "0"), "purpose": "A talk"}
    times = _timed("answer", lambda: client.post("/sharing/ask/", said), 302)
    made = BlindAsk.objects.get()
    _behind_the_pages(lambda: actions.look(made.pk, now=_now()))
    other.get("/sharing/")
    for name, page in [("page", f"/sharing/asks/{made.uid}/"), ("list", "/sharing/"), ("inbox", "/inbox/")]:
        times |= _timed(name, partial(client.get, page), 200)
    return times


def _behind_the_pages(do: Callable[[], Any]) -> None:
    """Do something as the worker would: in a thread and over a connection of its own."""
    _WORKER.submit(do).result()


def _timed(name: str, ask: Any, status: int) -> dict[str, float]:
    gc.collect()  # what was left by others is not swept up while somebody measures
    wall, cpu = time.perf_counter(), time.thread_time()
    answer = ask()
    times = {f"{name}, wall": time.perf_counter() - wall, f"{name}, CPU": time.thread_time() - cpu}
    assert answer.status_code == status, answer.content.decode()[:2000]
    return times


def _server() -> tuple[Any, Any, Any]:
    """Mallory, who asks; her browser; and that of one of nine members who know the one who is known."""
    from django.test import Client

    from kith.accounts.models import User
    from tests import make
    from tests.sharing.members import member, willing

    User.objects.all().delete()
    mallory = member("mallory")
    for n in range(9):
        introducer = member(f"introducer{n}")
        willing(introducer, points=[make.email("ana-00known@acme.example")])
        for m in range(20):
            willing(introducer, f"Person {m}", points=[make.email(f"person{m}@acme.example")])
    client, other = Client(), Client()
    client.force_login(mallory)
    other.force_login(introducer)
    return mallory, client, other


def _now() -> Any:
    from django.utils import timezone

    return timezone.now()


def _is_good(found: dict[str, Any]) -> bool:
    times = found.get("times")
    is_good = not found["different"] and not found["unnoticed"]
    if times is None:
        return is_good
    noticed = bool(_told_apart(times["control"]))
    print(f"\nTold apart by time: {', '.join(times['told apart']) or 'nothing'}.")
    print(f"The build that looks before it answers was {'noticed' if noticed else 'NOT NOTICED'}.")
    return is_good and noticed and not times["told apart"]


if __name__ == "__main__":
    sys.exit(main())
