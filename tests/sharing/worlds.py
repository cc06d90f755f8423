"""Pairs of worlds that differ in one thing about which a member must learn nothing, and a member who tries to.

In one transaction a server with its members is made; what a member called mallory does is played in it twice, once with the
secret and once without, and undone in between, so that numbers given out by the database start alike. What mallory and an
accomplice could see by any door is written down (attacker.py).
"""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import time_machine
from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings

from kith.accounts.models import User
from kith.people import actions as people
from kith.people.models import Person
from kith.sharing import actions, queries
from kith.sharing.models import Willingness
from tests import make
from tests.sharing.attacker import Attacker
from tests.sharing.members import ADDRESS, member

NOW = make.NOW
STEP = timedelta(hours=12)
INTRODUCERS = 9
MOVES = 3  # that chance chooses, beside those that are always made
Secret = Callable[["World", bool], None]
Members = tuple[User, User, list[User]]


@dataclass
class World:
    """A server: who is on it, what time it is, and what its members do when they are asked."""

    chance: random.Random
    clock: Any  # what time_machine hands out
    mallory: User
    accomplice: User
    introducers: list[User]
    habit: str = ""  # of the introducers: an answer that is no offer, or nothing
    is_other_side_unwilling: bool = False  # where an introducer asks them first
    events: list[Callable[[], Any]] = field(default_factory=list)  # of the secret, after the first wait

    def pass_time(self, hours: int) -> None:
        """Let the clock run, with all that runs by it, and let everybody answer who is asked."""
        end = self.now() + timedelta(hours=hours)
        while self.now() < end:
            day = self.now().date()
            self.clock.shift(min(STEP, end - self.now()))
            actions.keep_going(self.now())
            if self.now().date() != day:
                actions.look_again(self.now())
            self._answer(self.now())
        for event in self.events:
            event()
        self.events = []

    def now(self) -> datetime:
        """The moment that this world has come to."""
        return datetime.now(tz=NOW.tzinfo)

    def _answer(self, now: datetime) -> None:
        for introducer in self.introducers if self.habit else ():
            while request := queries.waiting_requests(introducer).first():
                actions.answer(request, self.habit, at=now)
                if self.habit == "target_first" and self.is_other_side_unwilling:
                    actions.target_said(request, False, at=now)


# Secrets: each is there, or is not.


def ana_of(owner: User, *, is_there: bool = True, willing: bool = True) -> Person:
    """Ana Ruiz in somebody's book; or somebody else, with as many rows."""
    name, address, place = (
        ("Ana Ruiz", ADDRESS, "Acme") if is_there else ("Olga Kern", "olga@else.example", "Elsewhere")
    )
    person = make.person(owner, name, points=[make.email(address)], positions=[make.job(place, "Product Manager")])
    if willing:
        actions.allow(owner, [person], at=NOW)
    return person


def private_edge(world: World, there: bool) -> None:
    ana_of(world.introducers[0], is_there=there, willing=False)


def erased_edge(world: World, there: bool) -> None:
    ana = ana_of(world.introducers[0], willing=True)
    if not there:
        people.erase_people([ana], at=NOW)


def ask_me_edge(world: World, there: bool) -> None:
    ana_of(world.introducers[0], is_there=there)


def marked_or_private(world: World, there: bool) -> None:
    ana_of(world.introducers[0], willing=there)


def nine_edges(world: World, there: bool) -> None:
    for introducer in world.introducers:
        ana_of(introducer, willing=there)


def declined_edge(world: World, there: bool) -> None:
    world.habit = world.chance.choice(["not_now", "never", "muted", "target_first"])
    world.is_other_side_unwilling = world.chance.random() < 0.5
    for introducer in world.introducers[: world.chance.randint(1, 4)]:
        ana_of(introducer, is_there=there)


def edge_of_one_left_out(world: World, there: bool) -> None:
    ana_of(world.introducers[0])
    if there:
        actions.leave_out(ADDRESS, at=NOW)


def edge_that_goes(world: World, there: bool) -> None:
    ana = ana_of(world.introducers[0])
    ends: list[Callable[[], Any]] = [
        lambda: actions.turn_off(world.introducers[0], at=world.now()),
        lambda: actions.keep_private(world.introducers[0], [ana], at=world.now()),
        lambda: people.bin_people([ana], at=world.now()),
        lambda: people.erase_people([ana], at=world.now()),
        lambda: _switch_off(world.introducers[0]),
    ]
    end = world.chance.choice(ends)
    if there:
        world.events.append(end)


def _switch_off(introducer: User) -> None:
    account = User.objects.get(pk=introducer.pk)
    account.is_active = False
    account.save(update_fields=["is_active"])


def edge_that_comes(world: World, there: bool) -> None:
    ana = ana_of(world.introducers[0], willing=False)

    def mark() -> None:
        actions.allow(world.introducers[0], [ana], at=world.now())

    if there:
        world.events.append(mark)


def edge_of_one_who_was_asked_enough(world: World, there: bool) -> None:
    ana_of(world.introducers[0])
    actions.set_limit(world.introducers[0], 0 if there else 4)


SECRETS: tuple[Secret, ...] = (
    private_edge,
    erased_edge,
    ask_me_edge,
    marked_or_private,
    nine_edges,
    declined_edge,
    edge_of_one_left_out,
    edge_that_goes,
    edge_that_comes,
    edge_of_one_who_was_asked_enough,
)


def transcripts(seed: int, *, moves: int = MOVES, secret: Secret | None = None) -> tuple[list[str], list[str]]:
    """What mallory saw with the secret of this seed, and without. Leaves nothing in the database."""
    with _undone():
        return _both(_members(), seed, moves, secret)


def difference(seed: int, *, moves: int = MOVES, secret: Secret | None = None) -> str:
    """The first thing in which the two transcripts of a seed differ, in words; "" for none."""
    return _compared(seed, *transcripts(seed, moves=moves, secret=secret))


def differences(seeds: Iterable[int]) -> Iterator[str]:
    """The same for many seeds, on one server whose members are made once."""
    with _undone():
        members = _members()
        for seed in seeds:
            yield _compared(seed, *_both(members, seed, MOVES, None))


def _both(members: Members, seed: int, moves: int, secret: Secret | None) -> tuple[list[str], list[str]]:
    chosen = secret or SECRETS[seed % len(SECRETS)]
    with_it, without = (_played(members, seed, chosen, there, moves) for there in (True, False))
    return with_it, without


def _compared(seed: int, with_it: list[str], without: list[str]) -> str:
    for number, (one, other) in enumerate(zip(with_it, without, strict=False)):
        if one != other:
            lines = zip(one.splitlines(), other.splitlines(), strict=False)
            first = next(((a, b) for a, b in lines if a != b), (f"{len(one)} characters", f"{len(other)} characters"))
            told = {"seed": seed, "step": number, "of": one.splitlines()[0], "with": first[0], "without": first[1]}
            return json.dumps(told)
    return "" if len(with_it) == len(without) else f"seed {seed}: {len(with_it)} and {len(without)} answers"


def _played(members: Members, seed: int, secret: Secret, there: bool, moves: int) -> list[str]:
    with _undone(), _own_place(), time_machine.travel(NOW, tick=False) as clock:
        world = World(random.Random(seed), clock, *members)
        secret(world, there)
        return Attacker(world).play(moves)


def _members() -> Members:
    """Mallory, an accomplice who knows Zoe, and those who may know Ana."""
    mallory, accomplice = member("mallory"), member("mortimer")
    zoe = make.person(accomplice, "Zoe Plant", points=[make.email("zoe@acme.example")])
    Willingness.objects.create(owner=accomplice, person=zoe, since=NOW)
    return mallory, accomplice, [member(f"introducer{n}") for n in range(INTRODUCERS)]


@contextmanager
def _own_place() -> Iterator[None]:
    """What is kept in files beside the database is undone as well: each world has a directory of its own for it."""
    with tempfile.TemporaryDirectory(dir=settings.DATA) as place, override_settings(DATA=Path(place)):
        yield


@contextmanager
def _undone() -> Iterator[None]:
    """Undo all that is written within, and what the database counted as well."""
    before = _sequences()
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        _set_sequences(before)


def _sequences() -> dict[str, int | None]:
    """Where PostgreSQL has counted to; SQLite forgets by itself what is undone."""
    if connection.vendor != "postgresql":
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT schemaname || '.' || sequencename, last_value FROM pg_sequences")
        return dict(cursor.fetchall())


def _set_sequences(before: dict[str, int | None]) -> None:
    with connection.cursor() as cursor:
        for name, value in before.items():
            cursor.execute("SELECT setval(%s, %s, %s)", [name, value or 1, value is not None])
