"""Kith killed (-9) again and again while people log touches and bring in exports: nothing lost, nothing half, nothing twice.

    python -m bench.kills [--times 200] [--seed 1] [--control]

Serves a scratch data directory by `kith up`; several clients log touches and import LinkedIn exports through its pages;
at a random moment the server, its worker, or both are killed, and the database is looked at as the kill left it.
At the end Kith is started once more and has to finish every import that it said it would.
With --control the database is broken on purpose afterwards, in each way that must not happen, and the look must notice.
Linux only: bench.kith_up finds the processes of Kith in /proc.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bench import kills_check, kills_control, kith_up
from bench.kills_check import Wrong
from bench.kills_clients import Client, Door, Importer, Logger, Told

PEOPLE = 40
LOGGERS, IMPORTERS = 3, 2
VICTIMS = ("both", "both", "server", "worker")
LATEST = 2.5  # seconds after the first answer
LONGEST = 8.0  # to wait for the worker
PATIENCE = 120.0
AGAIN = 0.02


@dataclass
class Killing:
    """One run: the instance that is killed, what it told its users, and what was found wrong."""

    data: Path
    random: Random
    patience: float = 1.0  # how long moments are waited for, as a part of what a long run takes
    told: Told = field(default_factory=Told)
    kills: Counter[str] = field(default_factory=Counter)
    wrong: list[Wrong] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.port = kith_up.free_port()
        self.environment = kith_up.environment(self.data)
        self.server: subprocess.Popen[bytes] | None = None
        self.imports: list[int | None] = [None] * IMPORTERS
        self.hits: Counter[str] = Counter()  # the states in which kills met imports
        told = kith_up.python(self.environment, f"from bench import kills; kills.tell({PEOPLE})")
        cookie, people = json.loads(told)
        self.door = Door(self.port, cookie, people)

    @property
    def database(self) -> Path:
        """The file that all is about."""
        return self.data / "kith.sqlite3"

    def kill(self) -> None:
        """Let clients work, kill something, and look."""
        stop, heard = threading.Event(), threading.Event()
        if self.server is None:
            self.server = kith_up.start(self.environment, self.port, self.data)
        clients = self._clients(stop, heard)
        heard.wait(PATIENCE)
        self._wait_for_a_bad_moment()
        victim = self._strike(self.server)
        stop.set()
        self._join(clients)
        if victim != "worker":
            self.server = None
        self.kills[victim] += 1
        self.hits.update(
            state for state in kills_check.states(self.database).values() if state not in {"done", "undone"}
        )
        self.look()

    def look(self) -> None:
        """Look at the database as it is now."""
        self.wrong += kills_check.look(self.database, self.told)

    def finish(self) -> None:
        """Start once more; what was promised has to be done, and the doctor has to be content."""
        if self.server is None:
            self.server = kith_up.start(self.environment, self.port, self.data)
        self._wait_for_promises()
        if "done" not in kills_check.states(self.database).values():
            self._work_until_one_is_done()
        self.look()
        doctor = subprocess.run(
            [sys.executable, "-m", "kith", "doctor"], env=self.environment, capture_output=True, text=True, check=False
        )
        if doctor.returncode:
            self.wrong.append(Wrong("damaged", doctor.stdout))
        self.close()

    def close(self) -> None:
        """End what runs."""
        if self.server is not None:
            self.server.terminate()
            self._await_end(self.server)
            self.server = None

    def _clients(self, stop: threading.Event, heard: threading.Event) -> list[Client]:
        about = (self.door, self.told, stop, heard)
        name = sum(self.kills.values())
        clients: list[Client] = [
            Logger(f"{name}-{number}", Random(self.random.random()), *about) for number in range(LOGGERS)
        ]
        clients += [Importer(Random(self.random.random()), current, *about) for current in self.imports]
        for client in clients:
            client.start()
        return clients

    def _join(self, clients: list[Client]) -> None:
        for client in clients:
            client.join(PATIENCE)
        self.imports = [client.current for client in clients if isinstance(client, Importer)]

    def _wait_for_a_bad_moment(self) -> None:
        """Half the time any moment, half the time just when the worker is busy with an import."""
        began = time.time()
        if self.random.random() < 0.5:
            time.sleep(self.random.uniform(0.1, self.patience * LATEST))
        else:
            until = began + self.patience * LONGEST
            while time.time() < until and not self._is_importing(began):
                time.sleep(AGAIN)
            time.sleep(self.random.uniform(0, 0.8))

    def _is_importing(self, since: float) -> bool:
        """Whether an import has been taken up: its lock says how far the work has come."""
        return any(lock.stat().st_mtime > since for lock in (self.data / "imports").glob("*.lock"))

    def _strike(self, server: subprocess.Popen[bytes]) -> str:
        """Kill -9, and return what was killed."""
        victim, workers = self.random.choice(VICTIMS), kith_up.workers(server)
        if victim == "worker" and workers:
            for pid in workers:
                kith_up.kill(pid)
        elif victim == "server" and workers:
            server.kill()
            self._await_end(server)
        else:
            victim = "both"
            os.killpg(server.pid, signal.SIGKILL)
            self._await_end(server)
        return victim

    def _await_end(self, server: subprocess.Popen[bytes]) -> None:
        """Nothing of the group may stay: a worker whose server died ends by itself."""
        if not kith_up.ended(server, 10):
            for pid in kith_up.processes(server.pid):
                self.wrong.append(Wrong("left behind", f"process {pid}"))
                kith_up.kill(pid)

    def _wait_for_promises(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self._unkept():
            time.sleep(0.1)
        self.wrong += [Wrong("unfinished", f"import {pk}") for pk in self._unkept()]

    def _unkept(self) -> list[int]:
        state = kills_check.states(self.database)
        asked = self.told.taken_in | self.told.brought_in | self.told.taken_back
        return [pk for pk in sorted(asked) if state.get(pk) in {"reading", "saving", "undoing"}]

    def _work_until_one_is_done(self) -> None:
        stop, heard = threading.Event(), threading.Event()
        clients, until = self._clients(stop, heard), time.monotonic() + PATIENCE
        while time.monotonic() < until and "done" not in kills_check.states(self.database).values():
            time.sleep(0.1)
        stop.set()
        self._join(clients)
        self._wait_for_promises()


def main() -> int:
    """Run it; the exit code is 1 if anything was wrong."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--times", type=int, default=200)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--control", action="store_true", help="break the database afterwards; the look must notice")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="kith-kills-") as place:
        run = Killing(Path(place), Random(options.seed))
        try:
            kill_repeatedly(run, options.times)
        finally:
            run.close()
        print(report(run))
        blind = kills_control.blind_spots(run.database, run.told, run.data) if options.control else []
        if options.control:
            print("\n".join(f"{'missed ' if name in blind else 'noticed'}  {name}" for name in kills_control.SABOTAGES))
    return int(bool(run.wrong or run.told.faults or blind))


def kill_repeatedly(run: Killing, times: int) -> None:
    """Kill it so many times, say how far it is, and finish."""
    started = time.monotonic()
    for number in range(1, times + 1):
        run.kill()
        if number % 10 == 0 or run.wrong:
            seconds = time.monotonic() - started
            told = f"{len(run.told.acknowledged)} touches, {len(run.told.brought_in)} imports acknowledged"
            print(f"{number:4} kills, {seconds:5.0f} s: {told}; {len(run.wrong)} wrong", flush=True)
        if run.wrong:
            break  # what follows would say the same again
    run.finish()


def report(run: Killing) -> str:
    """Return the table."""
    present = kills_check.present(run.database)
    states = Counter(kills_check.states(run.database).values())
    kinds = Counter(wrong.kind for wrong in run.wrong)
    kept = [run.told.brought_in, run.told.taken_back]
    lines = [
        ("kills (server / worker / both)", f"{run.kills['server']} / {run.kills['worker']} / {run.kills['both']}"),
        ("imports met by a kill", ", ".join(f"{count} {state}" for state, count in sorted(run.hits.items())) or "none"),
        ("touches acknowledged", len(run.told.acknowledged)),
        ("touches there without an answer (allowed)", len(present - run.told.acknowledged)),
        ("imports acknowledged (brought in / taken back)", " / ".join(str(len(each)) for each in kept)),
        ("imports at the end", ", ".join(f"{count} {state}" for state, count in sorted(states.items())) or "none"),
        *((kind, kinds[kind]) for kind in ("lost", "doubled", "half", "damaged", "left behind", "unfinished")),
        ("answers that no page should give", len(run.told.faults)),
    ]
    found = [f"{wrong.kind}: {wrong.what}" for wrong in run.wrong] + run.told.faults + logged(run.data)
    return "\n".join([*(f"{name:<48}{value}" for name, value in lines), *found])


def logged(data: Path) -> list[str]:
    """Return the exceptions in the server's log, each once."""
    log = (data / "up.log").read_text()
    return sorted(set(re.findall(r"^[\w.]+(?:Error|Exception|Refused|DoesNotExist)\b.*", log, re.MULTILINE)))


def tell(people: int) -> None:
    """Make the database, a user, and people to log touches with; print a session's cookie and their ids.

    Runs in a process of its own, in the environment of the server.
    """
    from kith.cli.up_ import prepare

    prepare()
    from django.conf import settings
    from django.test import Client as Browser
    from django.utils import timezone

    from kith.accounts import actions as accounts
    from kith.people import actions

    user = accounts.first_user("owner@kith.example")
    made = [actions.add_person(user, name=f"Somebody {number}", at=timezone.now()) for number in range(people)]
    browser = Browser()
    browser.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    print(json.dumps([f"{name}={browser.cookies[name].value}", [person.pk for person in made]]))


if __name__ == "__main__":
    sys.exit(main())
