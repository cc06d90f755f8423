"""Browsers at work while Kith is killed: some log touches, some bring in exports; each keeps what it was told is done."""

from __future__ import annotations

import http.client
import io
import re
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bench.make_linkedin import write_export

CSRF = "k" * 32
KINDS = ("call", "meeting", "message", "thank_you", "help_given")
_BOUNDARY = "kith-kills"


@dataclass(frozen=True)
class Door:
    """Where the server is, and who comes in."""

    port: int
    cookie: str
    people: Sequence[int]


@dataclass
class Told:
    """What was sent, and what Kith answered is done. Threads only ever add to it."""

    sent: dict[str, frozenset[int]] = field(default_factory=dict)  # the touch's token -> with whom
    acknowledged: set[str] = field(default_factory=set)
    taken_in: set[int] = field(default_factory=set)  # imports whose files were taken in
    brought_in: set[int] = field(default_factory=set)
    taken_back: set[int] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)  # answers that no page should give


class Client(threading.Thread):
    """One browser. It ends when told to, or when the server is gone."""

    def __init__(self, door: Door, told: Told, stop: threading.Event, heard: threading.Event) -> None:
        super().__init__(daemon=True)
        self.door, self.told, self.stop, self.heard = door, told, stop, heard
        self.line = http.client.HTTPConnection("127.0.0.1", door.port, timeout=60)

    def run(self) -> None:
        try:
            while not self.stop.is_set():
                self.act()
        except (OSError, http.client.HTTPException):
            return  # the server was killed: what was under way has no answer
        finally:
            self.line.close()

    def act(self) -> None:
        """Do one thing."""
        raise NotImplementedError

    def ask(
        self, method: str, address: str, body: bytes = b"", kind: str = "application/x-www-form-urlencoded"
    ) -> tuple[int, str, str]:
        """Return status, Location and body."""
        headers = {"Cookie": f"{self.door.cookie}; csrftoken={CSRF}", "X-CSRFToken": CSRF, "Host": "localhost"}
        self.line.request(method, address, body, headers | ({"Content-Type": kind} if body else {}))
        answer = self.line.getresponse()
        status, where, text = answer.status, answer.getheader("Location", ""), answer.read().decode()
        self.heard.set()
        if status not in {200, 302}:
            self.told.faults.append(f"{method} {address} answered {status}")
        return status, where or "", text


class Logger(Client):
    """Logs a touch with a promise, again and again, each with a word of its own in its notes."""

    def __init__(self, number: str, random: Random, *about: object) -> None:
        super().__init__(*about)  # type: ignore[arg-type]
        self.number, self.random, self.count = number, random, 0

    def act(self) -> None:
        self.count += 1
        token = f"touch-{self.number}-{self.count}"
        people = self.random.sample(list(self.door.people), self.random.randint(1, 3))
        self.told.sent[token] = frozenset(people)
        ids = ",".join(map(str, people))
        kind = self.random.choice(KINDS)
        body = f"people={ids}&kind={kind}&notes={token}&mine={token}"
        status, _where, _text = self.ask("POST", "/interactions/log/", body.encode())
        if status == 302:
            self.told.acknowledged.add(token)
        time.sleep(self.random.uniform(0.05, 0.25))


class Importer(Client):
    """Brings in one export after the other, and takes some back; goes on with the one that a kill interrupted."""

    def __init__(self, random: Random, current: int | None, *about: object) -> None:
        super().__init__(*about)  # type: ignore[arg-type]
        self.random, self.current = random, current

    def act(self) -> None:
        if self.current is None:
            self.current = self._upload()
        else:
            self._go_on(self.current)

    def _upload(self) -> int | None:
        content = _export(self.random)
        head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="export.zip"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{_BOUNDARY}--\r\n".encode()
        status, where, _text = self.ask("POST", "/imports/start/", body, f"multipart/form-data; boundary={_BOUNDARY}")
        if status != 302:
            return None
        found = int(re.findall(r"/imports/(\d+)/", where)[0])
        self.told.taken_in.add(found)
        return found

    def _go_on(self, import_: int) -> None:
        _status, _where, page = self.ask("GET", f"/imports/{import_}/")
        if "hx-trigger" in _main(page):
            time.sleep(0.03)
        elif "/bring-in/" in page:
            self._press(import_, "bring-in", self.told.brought_in)
        elif "/take-back/" in page and self.random.random() < 0.5:
            self._press(import_, "take-back", self.told.taken_back)
        else:
            self.current = None

    def _press(self, import_: int, verb: str, done: set[int]) -> None:
        """Only called when the page offers it, and nobody else touches this import: a redirect means that it is done."""
        status, _where, _text = self.ask("POST", f"/imports/{import_}/{verb}/")
        if status == 302:
            done.add(import_)


def _main(page: str) -> str:
    return page.partition('id="import"')[2].partition(">")[0]


def _export(random: Random) -> bytes:
    """A LinkedIn export that few people share with the others."""
    connections, seed = random.choice((150, 150, 600)), random.getrandbits(32)
    with tempfile.TemporaryDirectory(prefix="kith-kills-") as place:
        path = Path(place) / "export.zip"
        write_export(path, connections, connections * 3, seed)
        return io.BytesIO(path.read_bytes()).getvalue()
