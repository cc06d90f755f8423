"""Every page at 10,000 people, as a ratio to an empty page behind the same middleware and sign-in on the same server.

    python -m bench.pages [--people 10000] [--times 50] [--only /reach/] [--json FILE] [--keep DIRECTORY]

Fills a scratch data directory (--keep: one that stays, and is filled only once) with the sample network, with what waits
(bench/pages_rows.py) and with groups (bench/pages_groups.py), serves it by `kith up`, and asks each page in turn with the empty
one, so that both meet the same weather. Prints the ratio of their medians; the goal is at most 5.
"""

from __future__ import annotations

import argparse
import http.client
import json
import logging
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

GOAL = 5.0
EMPTY = "/bench/empty/"
NOT_FOR_USERS = {EMPTY, "/styles/"}  # the page of all components is for whoever builds pages
OF_GROUPS = ("/groups/", "/exchange/", "/directory/")  # pages_named.py names these one by one
THREADS = 8  # of the server, each of which opens the database at its first page


def main() -> int:
    """Run the benchmark; the exit code is 1 if a page misses the goal."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--people", type=int, default=10_000)
    asked.add_argument("--times", type=int, default=50)
    asked.add_argument("--only", action="append", default=[], help="only pages that begin so; may be given again")
    asked.add_argument("--json", type=Path)
    asked.add_argument("--keep", type=Path, help="a data directory that stays, to look again without filling it")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="kith-bench-") as scratch:
        rows = []
        for row in measure(options.keep or Path(scratch), options.people, options.times, tuple(options.only)):
            print(f"{row['page']:<40} {row['ratio']:5.1f} × empty   {row['bytes'] / 1000:6.1f} kB", flush=True)
            rows.append(row)
    worst = max(rows, key=lambda row: row["ratio"])
    print(
        f"worst: {worst['page']} at {worst['ratio']:.1f} × the empty page ({options.people:,} people, median of {options.times})"
    )
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1))
    return int(worst["ratio"] > GOAL)


def measure(data: Path, people: int, times: int, only: tuple[str, ...] = ()) -> Iterator[dict[str, Any]]:
    """Yield a row for each page, or each that begins so: its name, median milliseconds, ratio and size."""
    port = 8790 + os.getpid() % 200
    environment = {
        **os.environ,
        "KITH_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "PYTHONPATH": os.pathsep.join(filter(None, [str(Path.cwd()), os.environ.get("PYTHONPATH")])),
    }
    cookie, pages = _filled(data, people, environment)
    server = subprocess.Popen(
        [sys.executable, "-m", "kith", "up", "--port", str(port)],
        env=environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        shown = [page for page in pages if page not in NOT_FOR_USERS and (not only or page.startswith(only))]
        _warm_up(port, cookie, shown)
        for page in shown:
            yield _measured(port, cookie, page, times)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=20)


def _filled(data: Path, people: int, environment: dict[str, str]) -> tuple[str, list[str]]:
    """Return the cookie and the pages of a data directory, which is filled unless it was before."""
    told = data / "pages.json"
    if not told.exists():
        told.write_text(_fill(people, environment))
    cookie, pages = json.loads(told.read_text())
    return cookie, pages


def _fill(people: int, environment: dict[str, str]) -> str:
    run = [sys.executable, "-c"]
    subprocess.run([*run, "from kith.cli.up_ import prepare; prepare()"], env=environment, check=True)
    subprocess.run(
        [sys.executable, "-m", "kith", "sample", "--people", str(people)],
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    told = subprocess.run(
        [*run, "from bench import pages; pages.tell()"], env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return told.stdout.splitlines()[-1]


def tell() -> None:
    """Fill the book up, and print a session's cookie and the pages to ask; runs in the environment of the server."""
    import django

    django.setup()
    logging.disable()  # looking for pages meets many addresses that are none
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from bench import pages_groups, pages_named, pages_reach, pages_rows
    from kith.accounts.models import User
    from tests.addresses import pages_of

    user, now = User.objects.get(), timezone.now()
    pages_rows.furnish(user, now=now)
    pages_reach.furnish(user, now=now)
    group = pages_groups.furnish(user, now=now)
    client = Client()
    client.force_login(user)
    of_book = [page for page in pages_of(user) if not page.startswith(OF_GROUPS)]
    pages = [*of_book, *pages_reach.asked_of_reach(user), *pages_named.asked(group, user, now=now)]
    print(json.dumps([f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}", pages]))


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("kith up did not answer")


def _warm_up(port: int, cookie: str, pages: list[str]) -> None:
    """Have every thread meet every page, and the worker beside the server come to rest."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for page in pages * THREADS:
        _ask(connection, page, cookie)


def _measured(port: int, cookie: str, page: str, times: int) -> dict[str, Any]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for warm_up in (page, EMPTY, page):
        _ask(connection, warm_up, cookie)
    took: dict[str, list[float]] = {page: [], EMPTY: []}
    size = 0
    for _ in range(times):
        for asked, times_of_it in took.items():
            seconds, length = _ask(connection, asked, cookie)
            times_of_it.append(seconds)
            size = length if asked == page else size
    here, empty = (statistics.median(found) for found in took.values())
    return {"page": page, "ms": here * 1000, "ratio": here / empty, "bytes": size}


def _ask(connection: http.client.HTTPConnection, page: str, cookie: str) -> tuple[float, int]:
    started = time.perf_counter()
    connection.request("GET", page, headers={"Cookie": cookie, "Host": "localhost"})
    answer = connection.getresponse()
    body = answer.read()
    took = time.perf_counter() - started
    if answer.status != 200:
        raise RuntimeError(f"{page} answered {answer.status}")
    return took, len(body)


if __name__ == "__main__":
    sys.exit(main())
