"""Kith killed (-9) while it reads, saves and takes back imports of every kind: it ends in the same state as without a kill.

    python -m bench.import_kills [--times 200] [--seed 1] [--kinds LinkedIn,mbox] [--control]

Serves a scratch data directory by `kith up`, and brings in a file of each kind through its pages, and a mailbox that a real
Dovecot on loopback serves, if there is one: first without a kill, then again and again, each time killing the server, its
worker, both, or the child process in which files are read, at a random moment of reading, saving and taking back. Nobody
helps it afterwards but by starting it again. Then the whole book, and what the import says of itself, must be as they were
without a kill; taken back, the book must be as before; and nothing may lie about: no file, no lock, no process.
With --control a book is broken on purpose in each way that must not happen, and the look must notice.
Linux only: bench.kith_up finds the processes of Kith in /proc.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from bench import import_kills_book, import_kills_control, import_kills_kinds, kith_up
from bench.import_kills_instance import AGAIN, PATIENCE, Instance
from bench.import_kills_mailbox import MAILBOX, Mailbox, serving
from bench.make_mbox import ME

ON_THE_WAY = {"reading": "ready", "saving": "done", "undoing": "undone"}
LOOKING = "looking"
AGAIN_AT_ONCE = 0.2  # how often a second kill follows the first
SWEPT_AFTER = 2.0  # hours after which nothing may lie about


@dataclass
class Outcome:
    """What one bringing in and taking back came to: the book and the import's own words, in the middle and at the end."""

    brought: list[str]
    undone: list[str]


@dataclass
class Run:
    """Kills, what they met, and what was not as without them."""

    data: Path
    random: Random
    files: dict[str, Path]
    mailbox: Mailbox | None = None
    wanted: int = 200
    kills: Counter[tuple[str, str]] = field(default_factory=Counter)  # phase, victim
    missed: int = 0  # kills that came when the step was done already
    trials: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    calm: dict[str, Outcome] = field(default_factory=dict)
    lasted: dict[tuple[str, str], float] = field(default_factory=dict)  # seconds of a step, by kind and phase

    def __post_init__(self) -> None:
        self.instance = Instance(self.data, kith_up.environment(self.data), self.random)
        inside = {"KITH_INSIDE": f"127.0.0.1:{self.mailbox.port}"} if self.mailbox else {}
        self.instance.environment |= {**inside, "TMPDIR": str(self.data / "tmp")}
        (self.data / "tmp").mkdir()
        told = kith_up.python(self.instance.environment, f"from bench import import_kills; import_kills.tell({ME!r})")
        self.instance.cookie = json.loads(told.splitlines()[-1])
        self.before = self._book()

    @property
    def kinds(self) -> list[str]:
        """Of files, and the mailbox."""
        return [*self.files, *([MAILBOX] if self.mailbox else [])]

    def go(self) -> None:
        """Each kind once in peace, then killed until there were enough kills, or something is wrong."""
        self.instance.up()
        for kind in self.kinds:
            self.calm[kind] = self._try(kind, with_kills=False)
            self._compare(kind, "taken back in peace", self.before, self.calm[kind].undone)
        began = time.monotonic()
        while self.kills.total() < self.wanted and not self.wrong:
            kind = self.kinds[self.trials.total() % len(self.kinds)]
            self._trial(kind)
            seconds = time.monotonic() - began
            print(f"{self.kills.total():4} kills, {seconds:5.0f} s: {kind}; {len(self.wrong)} wrong", flush=True)
        self._look_for_leftovers()
        self.instance.down()
        self.wrong += self.instance.wrong

    def wait_for(self, import_: int, state: str) -> None:
        """Wait until an import is in a state."""
        self._wait(lambda: self.instance.state(import_) == state, f"import {import_} did not become {state}")

    def _trial(self, kind: str) -> None:
        found = self._try(kind, with_kills=True)
        self.trials[kind] += 1
        self._compare(kind, "brought in", self.calm[kind].brought, found.brought)
        self._compare(kind, "taken back", self.before, found.undone)

    def _try(self, kind: str, *, with_kills: bool) -> Outcome:
        if kind == MAILBOX:
            return self._try_mailbox(with_kills)
        import_ = self.instance.upload(self.files[kind])
        self._step(kind, "reading", import_, with_kills)
        self.instance.press(import_, "bring-in")
        self._step(kind, "saving", import_, with_kills)
        brought = [*self._book(), *self._said_of(import_)]
        return Outcome(brought, self._taken_back(kind, [import_], with_kills))

    def _try_mailbox(self, with_kills: bool) -> Outcome:
        """A look at a mailbox brings in one import, or several where a kill came in between."""
        assert self.mailbox
        connection = self.mailbox.connect(self.instance)
        began = time.monotonic()
        if with_kills:
            self._disturb(MAILBOX, LOOKING, lambda: self.instance.is_looking(connection))
        self._wait(lambda: not self.instance.is_looking(connection), "the mailbox was not looked at")
        self.lasted.setdefault((MAILBOX, LOOKING), time.monotonic() - began)
        brought = self._book()
        if problem := self.instance.problem_of(connection):
            self.wrong.append(f"{MAILBOX}: {problem}")
        undone = self._taken_back(MAILBOX, self._ask("latest"), with_kills)
        self.instance.press_at(f"/connections/{connection}/disconnect/")
        return Outcome(brought, undone)

    def _taken_back(self, kind: str, imports: list[int], with_kills: bool) -> list[str]:
        for import_ in imports:
            self.instance.press(import_, "take-back")
            self._step(kind, "undoing", import_, with_kills)
        return self._book()

    def _step(self, kind: str, phase: str, import_: int, with_kills: bool) -> None:
        """See a step through, with kills in the middle of it; wait until it is done."""
        began = time.monotonic()
        if with_kills:
            self._disturb(kind, phase, lambda: self.instance.state(import_) == phase)
        self._wait(lambda: self.instance.state(import_) != phase, f"{kind}: {phase} did not end")
        self.lasted.setdefault((kind, phase), time.monotonic() - began)
        if (state := self.instance.state(import_)) != ON_THE_WAY[phase]:
            self.wrong.append(f"{kind}: {phase} ended as {state}: {self.instance.problem_of_import(import_)}")

    def _disturb(self, kind: str, phase: str, is_in_it: Callable[[], bool]) -> None:
        while True:
            time.sleep(self.random.uniform(0, self.lasted[kind, phase]))
            is_met = is_in_it()
            victim = self.instance.strike()
            if is_met:
                self.kills[phase, victim] += 1
            else:
                self.missed += 1
            if not is_in_it() or self.random.random() > AGAIN_AT_ONCE:
                return

    def _wait(self, is_done: Callable[[], bool], otherwise: str) -> None:
        until = time.monotonic() + PATIENCE
        while not is_done():
            if time.monotonic() > until:
                raise RuntimeError(f"{otherwise}\n{self.instance.log()}")
            time.sleep(AGAIN)

    def _compare(self, kind: str, when: str, wanted: list[str], found: list[str]) -> None:
        self.wrong += [f"{kind}, {when}: {each}" for each in import_kills_control.differences(wanted, found)]

    def _look_for_leftovers(self) -> None:
        self.wrong += [f"left over: {each}" for each in self._ask("leftovers", SWEPT_AFTER)]

    def _book(self) -> list[str]:
        return list(self._ask("book"))

    def _said_of(self, import_: int) -> list[str]:
        return list(self._ask("import", import_))

    def _ask(self, question: str, *about: object) -> Any:
        return import_kills_book.said(self.instance.environment, question, *about)


def main() -> int:
    """Run it; the exit code is 1 if anything was wrong."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--times", type=int, default=200)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--kinds", default="", help=f"of {', '.join([*import_kills_kinds.FILES, MAILBOX])}")
    asked.add_argument("--control", action="store_true", help="break books on purpose; the look must notice")
    options = asked.parse_args()
    kinds = [kind for kind in options.kinds.split(",") if kind]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that Kith is ended as well
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kith-import-kills-")))
        run = prepared(place, stack, options.seed, kinds)
        run.wanted = options.times
        try:
            run.go()
        finally:
            run.instance.down()
        print(report(run))
        blind = import_kills_control.blind_spots(run) if options.control else []
        if options.control:
            names = import_kills_control.SABOTAGES
            print("\n".join(f"{'missed ' if name in blind else 'noticed'}  {name}" for name in names))
    return int(bool(run.wrong or blind))


def prepared(place: Path, stack: ExitStack, seed: int, kinds: list[str], share: float = 1.0) -> Run:
    """Make files, a mail server if there is one, and a book; only of these kinds, if any are named."""
    for name in ("files", "data"):
        (place / name).mkdir(exist_ok=True)
    files = import_kills_kinds.write_all(place / "files", share, kinds)
    mailbox = stack.enter_context(serving(share)) if not kinds or MAILBOX in kinds else None
    return Run(place / "data", Random(seed), files, mailbox)


def report(run: Run) -> str:
    """Return the table."""
    phases = [*ON_THE_WAY, LOOKING]
    by_phase = {phase: sum(count for (its, _), count in run.kills.items() if its == phase) for phase in phases}
    victims = Counter[str]()
    for (_phase, victim), count in run.kills.items():
        victims[victim] += count
    lines = [
        ("kills that met an import on its way", run.kills.total()),
        *((f"  {phase}", count) for phase, count in by_phase.items()),
        *((f"  of {victim}", count) for victim, count in sorted(victims.items())),
        ("kills that came too late to meet it", run.missed),
        ("imports brought in and taken back under kills", run.trials.total()),
        ("  of these", ", ".join(f"{count} {kind}" for kind, count in run.trials.items())),
        ("not as without a kill, or left over", len(run.wrong)),
        ("the same state as without a kill", "no" if run.wrong else "yes"),
    ]
    return "\n".join([*(f"{name:<48}{value}" for name, value in lines), *run.wrong[:40]])


def tell(address: str) -> None:
    """Make the database, a user of this address, and the people they know; print a session's cookie.

    Runs in a process of its own, in the environment of the server.
    """
    from kith.cli.up_ import prepare

    prepare()
    from django.conf import settings
    from django.test import Client as Visitor
    from django.utils import timezone

    from kith.accounts import actions as accounts
    from kith.imports import actions
    from kith.imports.records import PersonRecord, Point

    user = accounts.first_user(address)
    known = [
        PersonRecord("known", number, name, points=[Point("email", its)], keys=(f"email:{its}",))
        for number, name, its in import_kills_kinds.somebody(import_kills_kinds.KNOWN)
    ]
    actions.commit_records(user, known, title="known", reader="vcard", now=timezone.now())
    visitor = Visitor()
    visitor.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    print(json.dumps(f"{name}={visitor.cookies[name].value}"))


if __name__ == "__main__":
    sys.exit(main())
