"""Whether a member can tell what is private: a thousand pairs of worlds, and how long answers take.

    python -m bench.noninterference [--pairs 1000] [--samples 2000] [--first 0] [--json FILE]

Pairs: tests/sharing/worlds.py plays what a member tries in two servers that differ in one thing (an edge that is private, an
edge about which an introducer may be asked and does not offer, nine of them, one that goes or comes meanwhile, …) and compares
all that came back, byte by byte. Times: so many asks for somebody whom nine members know and for somebody whom nobody knows,
in an order of chance, on a database of real files with the queue as it is; the time of the answer, of the ask's page and of the
list are compared by the two-sample test of Kolmogorov and Smirnov, as wall clock and as CPU. A build that looks before it
answers is measured as well, and has to be noticed.

Ends with 1 where a pair differs, a p is 0.01 or less, or the build that leaks is not noticed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

CONTROL = 400  # samples of the build that leaks
LEAST = 0.01
KNOWN, UNKNOWN = "known", "unknown"

Times = dict[str, dict[str, list[float]]]  # by what was asked for, then by what was measured


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--pairs", type=int, default=1000)
    asked.add_argument("--first", type=int, default=0, help="the first seed, to share the pairs among processes")
    asked.add_argument("--samples", type=int, default=2000)
    asked.add_argument("--json", type=Path)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="kith-bench-", dir=_in_memory()) as place:
        _set_up(Path(place))
        found = {"pairs": given.pairs, "different": _pairs(given.first, given.pairs)}
        if given.samples:
            found["times"] = {"Kith": _times(given.samples), "looks before it answers": _times(CONTROL, leaks=True)}
    if given.json:
        given.json.write_text(json.dumps(found, indent=1) + "\n")
    return int(not _is_good(found))


def _in_memory() -> str | None:
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def _set_up(place: Path) -> None:
    os.environ |= {
        "KITH_DATA": str(place),
        "DJANGO_SETTINGS_MODULE": "kith.settings",
        "KITH_MAIL": "smtp://localhost:9",
    }
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    setup_test_environment()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def _pairs(first: int, pairs: int) -> list[str]:
    """The differences found, in words."""
    from kith.jobs import queue
    from tests.sharing import worlds

    queue.immediate, began, found = True, time.monotonic(), []
    for done, said in enumerate(worlds.differences(range(first, first + pairs)), 1):
        if said:
            found.append(said)
            print(said, flush=True)
        if done % 50 == 0:
            print(f"{done} pairs, {time.monotonic() - began:.0f} s, {len(found)} differ", flush=True)
    queue.immediate = False
    print(f"{pairs} pairs of worlds: {len(found)} differ")
    return found


def _times(samples: int, *, leaks: bool = False) -> dict[str, Any]:
    """How the times of the two kinds of asks compare: p, and the medians in milliseconds, by what was measured."""
    from scipy.stats import ks_2samp  # type: ignore[import-untyped]  # scipy has no types

    title = "a build that looks before it answers" if leaks else "Kith"
    print(f"\n{title}, {samples} samples of each kind")
    measured = _measure(samples, leaks=leaks)
    found = {}
    for name in measured[KNOWN]:
        known, unknown = measured[KNOWN][name], measured[UNKNOWN][name]
        test = ks_2samp(known, unknown)
        medians = [statistics.median(times) * 1000 for times in (known, unknown)]
        found[name] = {"p": float(test.pvalue), "d": float(test.statistic), "medians_ms": medians}
        print(
            f"{name:<16} p {test.pvalue:8.5f}   D {test.statistic:.4f}   median {medians[0]:7.3f} / {medians[1]:7.3f} ms"
        )
    return found


def _measure(samples: int, *, leaks: bool) -> Times:
    from kith.sharing import actions, jobs
    from kith.sharing.models import BlindAsk

    mallory, client = _server()
    measured: Times = {KNOWN: {}, UNKNOWN: {}}
    look_soon = jobs.look_soon
    if leaks:
        jobs.look_soon = lambda ask_id: actions.look(ask_id, now=_now())
    order = random.Random(1)
    for number in range(-20, samples):  # the first ones warm up
        for kind in order.sample([KNOWN, UNKNOWN], 2):
            times = _one_ask(client, kind)
            for name, seconds in times.items() if number >= 0 else ():
                measured[kind].setdefault(name, []).append(seconds)
            BlindAsk.objects.filter(owner=mallory).delete()
    jobs.look_soon = look_soon
    return measured


def _one_ask(client: Any, kind: str) -> dict[str, float]:
    """Ask, have it looked at as the queue would, and look at the pages."""
    from kith.sharing import actions
    from kith.sharing.models import BlindAsk

    said = {"name": "Ana Ruiz", "address": f"ana-{kind:>7}@acme.example".replace(" ", "0"), "purpose": "A talk"}
    times = _timed("answer", lambda: client.post("/sharing/ask/", said), 302)
    made = BlindAsk.objects.get()
    actions.look(made.pk, now=_now())
    times |= _timed("page", lambda: client.get(f"/sharing/asks/{made.uid}/"), 200)
    return times | _timed("list", lambda: client.get("/sharing/"), 200)


def _timed(name: str, ask: Any, status: int) -> dict[str, float]:
    wall, cpu = time.perf_counter(), time.thread_time()
    answer = ask()
    times = {f"{name}, wall": time.perf_counter() - wall, f"{name}, CPU": time.thread_time() - cpu}
    assert answer.status_code == status, answer.content.decode()[:2000]
    return times


def _server() -> tuple[Any, Any]:
    """Mallory, who asks, and nine members who know the one who is known."""
    from django.test import Client

    from kith.accounts.models import User
    from tests import make
    from tests.sharing.members import member, willing

    User.objects.all().delete()
    mallory = member("mallory")
    for n in range(9):
        introducer = member(f"introducer{n}")
        willing(introducer, points=[make.email("ana-00known@acme.example")])
        for other in range(20):
            willing(introducer, f"Person {other}", points=[make.email(f"person{other}@acme.example")])
    client = Client()
    client.force_login(mallory)
    return mallory, client


def _now() -> Any:
    from django.utils import timezone

    return timezone.now()


def _is_good(found: dict[str, Any]) -> bool:
    times = found.get("times")
    if times is None:
        return not found["different"]
    kith, control = times["Kith"], times["looks before it answers"]
    told_apart = [name for name, each in kith.items() if each["p"] <= LEAST]
    noticed = any(each["p"] <= LEAST for each in control.values())
    print(
        f"\nTold apart by: {', '.join(told_apart) or 'nothing'}. The build that leaks was {'' if noticed else 'not '}noticed."
    )
    return not found["different"] and not told_apart and noticed


if __name__ == "__main__":
    sys.exit(main())
