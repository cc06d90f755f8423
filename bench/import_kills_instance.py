"""A Kith that is killed and started again: its pages, its processes, and the states of its imports."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bench import kith_up
from bench.kills_check import opened

CSRF = "k" * 32
PATIENCE = 240.0
AGAIN = 0.02
ALL, SERVER, WORKER, CHILD = "server and worker", "the server", "the worker", "a child process"
VICTIMS = (ALL, ALL, WORKER, WORKER, SERVER, CHILD)
_BOUNDARY = "kith-import-kills"
_FORM = "application/x-www-form-urlencoded"


@dataclass
class Instance:
    """One Kith on one data directory."""

    data: Path
    environment: dict[str, str]
    random: Random
    cookie: str = ""
    server: subprocess.Popen[bytes] | None = None
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.port = kith_up.free_port()

    def up(self) -> None:
        """Start it, unless it runs."""
        if self.server is None:
            self.server = kith_up.start(self.environment, self.port, self.data)

    def down(self) -> None:
        """End it in the ordinary way."""
        if self.server is not None:
            family = descendants(self.server.pid)
            self.server.terminate()
            self.server.wait(PATIENCE)
            self._await_end(family)
            self.server = None

    def strike(self) -> str:
        """Kill -9, start again what does not start by itself, and return what was killed."""
        assert self.server
        family = descendants(self.server.pid)
        victim = self.random.choice(VICTIMS)
        workers = [pid for pid in kith_up.workers(self.server) if pid in family]
        within = {pid: born for worker in workers for pid, born in descendants(worker).items()}
        if victim == CHILD and within:
            self._kill(self.random.choice(sorted(within)))
            return CHILD
        if victim == WORKER and workers:
            for pid in workers:
                self._kill(pid)
            self._await_end({**within, **{pid: family[pid] for pid in workers}})
            return WORKER
        victim = SERVER if victim == SERVER else ALL
        if victim == SERVER:
            self.server.kill()
        else:
            os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait(PATIENCE)
        self._await_end(family)
        self.server = None
        self.up()
        return victim

    def upload(self, file: Path) -> int:
        """Give it a file by its page, and return the number of the import."""
        head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{file.name}"\r\n\r\n'
        body = head.encode() + file.read_bytes() + f"\r\n--{_BOUNDARY}--\r\n".encode()
        where = self._ask("/imports/start/", body, f"multipart/form-data; boundary={_BOUNDARY}")
        return int(re.findall(r"/imports/(\d+)/", where)[0])

    def press(self, import_: int, verb: str) -> None:
        """Press a button of an import's page."""
        self.press_at(f"/imports/{import_}/{verb}/")

    def press_at(self, address: str, form: str = "") -> str:
        """Press a button, and return where that leads."""
        return self._ask(address, form.encode(), _FORM)

    def state(self, import_: int) -> str:
        """The state of an import."""
        return str(self._one("select state from imports_import where id = ?", import_))

    def problem_of_import(self, import_: int) -> str:
        """What it says is wrong."""
        return str(self._one("select problem from imports_import where id = ?", import_))

    def is_looking(self, connection: int) -> bool:
        """Whether a look is under way, or due and not begun."""
        return bool(
            self._one(
                "select held_until is not null or (checked_at is null and problem = '')"
                " from connections_connection where id = ?",
                connection,
            )
        )

    def problem_of(self, connection: int) -> str:
        """What a connection says is wrong."""
        return str(self._one("select problem from connections_connection where id = ?", connection))

    def newest_connection(self) -> int:
        """The connection that was made last."""
        return int(str(self._one("select max(id) from connections_connection")))

    def log(self) -> str:
        """The end of what it wrote."""
        return (self.data / "up.log").read_text()[-3000:]

    def _one(self, asked: str, *about: object) -> object:
        with opened(self.data / "kith.sqlite3") as rows:
            found = rows.execute(asked, about).fetchone()
            return found[0] if found else ""

    def _ask(self, address: str, body: bytes, kind: str) -> str:
        headers = {"Cookie": f"{self.cookie}; csrftoken={CSRF}", "X-CSRFToken": CSRF, "Host": "localhost"}
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            line.request("POST", address, body, {**headers, "Content-Type": kind})
            answer = line.getresponse()
            text = answer.read().decode()
        finally:
            line.close()
        if answer.status != 302:
            raise RuntimeError(f"POST {address} answered {answer.status}: {text[:500]}\n{self.log()}")
        return answer.getheader("Location", "") or ""

    def _kill(self, pid: int) -> None:
        kith_up.kill(pid)

    def _await_end(self, family: dict[int, str]) -> None:
        """Of those processes none may live for longer than they need to notice."""
        until = time.monotonic() + 15
        while (alive := [pid for pid, born in family.items() if _birth(pid) == born]) and time.monotonic() < until:
            time.sleep(AGAIN)
        self.wrong += [f"left behind: process {pid}" for pid in alive]
        for pid in alive:
            kith_up.kill(pid)


def descendants(pid: int) -> dict[int, str]:
    """The processes that a process has begun, and those that these have, each with when it was born."""
    parents: dict[int, int] = {}
    for place in Path("/proc").glob("[0-9]*"):
        fields = _stat(int(place.name))
        if fields:
            parents[int(place.name)] = int(fields[1])
    found: dict[int, str] = {}
    waiting = [pid]
    while waiting:
        parent = waiting.pop()
        children = [child for child, its in parents.items() if its == parent]
        found |= {child: _birth(child) for child in children}
        waiting += children
    return {child: born for child, born in found.items() if born}


def _birth(pid: int) -> str:
    """When a process was born, by which it is told from a later one of its number; "" if it has ended."""
    fields = _stat(pid)
    return fields[19] if fields and fields[0] not in "ZX" else ""


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []
