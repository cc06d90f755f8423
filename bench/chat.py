"""Fifty people at once in one chat: how long the slowest message takes, beside the slowest empty page in the same run.

    python -m bench.chat [--people 50] [--rounds 10] [--before 2000] [--json FILE]

Serves a scratch data directory by `kith up` on SQLite. In each round all send a message at the same moment, as a browser does,
then all ask for an empty page at the same moment; between rounds each looks for news as often as a page does. At the end
every message must stand in the chat exactly once, in one order for all. The goal: no error, and the slowest message below 1 s.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import signal
import sys
import tempfile
import threading
import time
import urllib.parse
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from bench import kith_up

GOAL = 1.0  # seconds
EMPTY = "/bench/empty/"
POLL = 3.0  # seconds, as the page has it
CSRF = "k" * 32
_SINCE = re.compile(r'name="since" value="(\d+)"')


@dataclass
class Told:
    """What was measured, in seconds, and what went wrong. Threads only ever add to it."""

    messages: list[float] = field(default_factory=list)
    empty: list[float] = field(default_factory=list)
    polls: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class Member(threading.Thread):
    """One browser with the chat open."""

    def __init__(self, number: int, rounds: int, door: dict[str, Any], gate: threading.Barrier, told: Told) -> None:
        super().__init__(daemon=True)
        self.number, self.rounds, self.gate, self.told = number, rounds, gate, told
        self.cookie, self.chat, self.random = door["cookies"][number], door["chat"], Random(number)
        self.line = http.client.HTTPConnection("127.0.0.1", door["port"], timeout=60)
        self.since = door["changes"]

    def run(self) -> None:
        for page in (EMPTY, f"{self.chat}news/?since=0&first=0"):
            self._ask("GET", page)  # the connection, and the server's threads, are warm from here on
        for turn in range(self.rounds):
            self.gate.wait()
            self.told.messages.append(self._say(f"message {self.number}-{turn}"))
            self.gate.wait()
            self.told.empty.append(self._ask("GET", EMPTY)[0])
            self.gate.wait()
            time.sleep(self.random.uniform(0, POLL))
            self.told.polls.append(self._look())
        self.line.close()

    def _say(self, text: str) -> float:
        body = urllib.parse.urlencode({"text": text, "since": self.since, "first": self.since})
        took, answer = self._ask("POST", self.chat, body)
        if text not in answer:
            self.told.errors.append(f"{text} is not in the answer")
        self._note(answer)
        return took

    def _look(self) -> float:
        took, answer = self._ask("GET", f"{self.chat}news/?since={self.since}&first={self.since}")
        self._note(answer)
        return took

    def _note(self, answer: str) -> None:
        found = _SINCE.search(answer)
        self.since = int(found[1]) if found else self.since

    def _ask(self, method: str, address: str, body: str = "") -> tuple[float, str]:
        headers = {"Cookie": f"{self.cookie}; csrftoken={CSRF}", "X-CSRFToken": CSRF, "Host": "localhost"}
        headers |= {"HX-Request": "true"} | ({"Content-Type": "application/x-www-form-urlencoded"} if body else {})
        started = time.perf_counter()
        self.line.request(method, address, body or None, headers)
        answer = self.line.getresponse()
        text = answer.read().decode()
        took = time.perf_counter() - started
        if answer.status not in {200, 204}:
            self.told.errors.append(f"{method} {address} answered {answer.status}")
        return took, text


def main() -> int:
    """Run the benchmark; the exit code is 1 if there was an error, or a message took longer than the goal."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--people", type=int, default=50)
    asked.add_argument("--rounds", type=int, default=10)
    asked.add_argument("--before", type=int, default=2000, help="messages that stand in the chat already")
    asked.add_argument("--json", type=Path)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="kith-chat-") as place:
        told, stands = measure(Path(place), options.people, options.rounds, options.before)
    row = report(told, stands, options.people * options.rounds)
    if options.json:
        options.json.write_text(json.dumps(row, indent=1))
    return int(bool(told.errors) or row["slowest_ms"] > GOAL * 1000)


def measure(data: Path, people: int, rounds: int, before: int) -> tuple[Told, int]:
    """Return what was measured, and how many of the messages stand in the chat, each once."""
    environment = kith_up.environment(data) | {"DJANGO_SETTINGS_MODULE": "bench.settings"}
    door = json.loads(kith_up.python(environment, f"from bench import chat; chat.tell({people}, {before})"))
    door["port"] = kith_up.free_port()
    server = kith_up.start(environment, door["port"], data)
    told, gate = Told(), threading.Barrier(people)
    try:
        members = [Member(number, rounds, door, gate, told) for number in range(people)]
        for member in members:
            member.start()
        for member in members:
            member.join()
        stands = int(kith_up.python(environment, "from bench import chat; chat.count()"))
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=20)
    told.errors += _log_of(data)
    if stands != people * rounds:
        told.errors.append(f"{stands} messages stand in the chat, of {people * rounds} that were sent")
    return told, stands


def report(told: Told, stands: int, sent: int) -> dict[str, float]:
    """Print and return the figures."""
    slowest, empty = max(told.messages) * 1000, max(told.empty) * 1000
    print(f"{sent} messages sent by all at once, {stands} stand in the chat, {len(told.errors)} errors")
    for error in told.errors[:10]:
        print(f"  {error}")
    for name, times in (("message", told.messages), ("empty page", told.empty), ("look for news", told.polls)):
        print(f"{name:<14} slowest {max(times) * 1000:6.0f} ms   95 % within {_most(times) * 1000:6.0f} ms")
    print(f"slowest message: {slowest / empty:.1f} × the slowest empty page (goal: below {GOAL:.0f} s)")
    return {
        "sent": sent,
        "stands": stands,
        "errors": len(told.errors),
        "slowest_ms": slowest,
        "p95_ms": _most(told.messages) * 1000,
        "slowest_empty_ms": empty,
        "ratio": slowest / empty,
    }


def tell(people: int, before: int) -> None:
    """Make a group with so many members and a chat that is in use; print where it is and the cookies of all."""
    from kith.cli.up_ import prepare

    prepare()
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from kith.accounts.models import User
    from kith.groups import actions as groups
    from kith.posts import threads
    from kith.posts.models import Message, Thread

    now = timezone.now()
    users = [User.objects.create_user(f"member{n}@kith.example", name=f"Member {n}") for n in range(people)]
    group = groups.start_group(users[0], name="Crowd", at=now, fields={"joining": "open"})
    for user in users[1:]:
        groups.join(group, user, at=now)
    thread = threads.of_group(group)
    rows = (
        Message(thread=thread, number=n, changed=n, author=users[n % people], text=f"before {n}")
        for n in range(1, before + 1)
    )
    Message.objects.bulk_create(rows, batch_size=500)
    Message.objects.update(created_at=now - timedelta(days=1))
    Thread.objects.update(changes=before)
    cookies = []
    for user in users:
        client = Client()
        client.force_login(user)
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}")
    print(json.dumps({"chat": f"/groups/{group.slug}/threads/{thread.uid}/", "changes": before, "cookies": cookies}))


def count() -> None:
    """Print how many different messages of the run stand in the chat, whose numbers must be without a gap."""
    import django

    django.setup()
    from kith.posts.models import Message

    found = list(Message.objects.filter(text__startswith="message ").order_by("number").values_list("number", "text"))
    numbers = [number for number, _text in found]
    has_gap = numbers != list(range(numbers[0], numbers[0] + len(numbers)))
    print(0 if has_gap else len({text for _number, text in found}))


def _most(times: list[float]) -> float:
    return sorted(times)[max(0, round(len(times) * 0.95) - 1)]


def _log_of(data: Path) -> list[str]:
    """What the server said went wrong."""
    lines = (data / "up.log").read_text().splitlines()
    return [line for line in lines if " ERROR " in line or "Traceback" in line or "locked" in line]


if __name__ == "__main__":
    sys.exit(main())
