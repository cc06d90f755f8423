"""Pairs of worlds that differ in one thing about which a member must learn nothing, and a member who tries to.

In one transaction a server with its members is made; what a member called mallory does is played in it twice, once with the
secret and once without, and undone in between, so that numbers given out by the database start alike. What mallory and an
accomplice could see by any door is written down. Chance is taken out where Kith puts it in: marks against forged requests,
keys of sessions, and the random part of identifiers; their length and their place stay.
"""

from __future__ import annotations

import json
import random
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import time_machine
from click.testing import CliRunner
from django.contrib.auth import SESSION_KEY
from django.db import connection, transaction
from django.test import Client, TestCase

from kith.accounts.models import User
from kith.cli.main import kith
from kith.outbox.models import Letter
from kith.people import actions as people
from kith.people.models import Person
from kith.sharing import actions, queries
from kith.sharing.models import BlindAsk, Willingness
from tests import make
from tests.sharing.members import ADDRESS, member

NOW = make.NOW
STEP = timedelta(hours=12)
INTRODUCERS = 9
MOVES = 3  # that chance chooses, beside those that are always made
_CHANCE = [
    (re.compile(r"\b([0-9a-f]{8}-[0-9a-f]{4}-7)[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b"), r"\1…"),  # its time stays
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b"), "…"),
    (re.compile(r"(csrf[^>]{0,80}?)[A-Za-z0-9]{64}"), r"\1…"),
    (re.compile(r'("X-CSRFToken": ")[A-Za-z0-9]{64}'), r"\1…"),
    (re.compile(r"((?:csrftoken|kith)=)[A-Za-z0-9]{32}"), r"\1…"),
]
_NOBODY = UUID("00000000-0000-7000-8000-000000000000")

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
    ]
    end = world.chance.choice(ends)
    if there:
        world.events.append(end)


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


# What mallory does.


class Attacker:
    """Tries every door, and writes down what comes back."""

    def __init__(self, world: World) -> None:
        self.world, self.said = world, list[str]()
        self.client, self.other = _signed_in(world.mallory), _signed_in(world.accomplice)

    def play(self, moves: int) -> list[str]:
        """Ask for Ana, do so many things that chance chooses, wait, look everywhere. Returns all that was seen."""
        chance = self.world.chance
        self.ask_for_ana()
        for _ in range(moves):
            chance.choice(_MOVES)(self)
        self.wait()
        self.look(f"/sharing/asks/{self._asks()[0].uid}/", "/sharing/", "/inbox/")
        self.make_rows()
        self.letters()
        return self.said

    def ask_for_ana(self) -> None:
        wanted = self.world.chance.choice(
            [
                {"name": "Ana Ruiz", "address": ADDRESS},
                {"name": "Ana Ruiz", "organisation": "Acme"},
                {"name": "Ana Ruiz", "address": "other@acme.example", "organisation": "Acme"},
                {"role": "product manager", "organisation": "Acme"},
            ]
        )
        self._ask(wanted)

    def ask_for_others(self) -> None:
        self._ask({"name": f"Nobody {self.world.chance.randint(1, 3)}", "organisation": "Nowhere"})

    def ask_wrongly(self) -> None:
        self._ask(self.world.chance.choice([{"name": "Ana"}, {"name": "Ana", "address": "?"}, {"place": "Lyon"}]))

    def ask_for_whom_the_accomplice_knows(self) -> None:
        self._ask({"name": "Zoe Plant", "address": "zoe@acme.example"})

    def wait(self) -> None:
        self.world.pass_time(self.world.chance.choice([1, 20, 50]))

    def wait_until_it_ends(self) -> None:
        self.world.pass_time(24 * 8)

    def look_around(self) -> None:
        pages = ["/", "/inbox/", "/sharing/", "/sharing/requests/", "/sharing/people/", "/people/", "/search/?q=ana"]
        self.look(*self.world.chance.sample(pages, 3))

    def look_at_asks(self) -> None:
        self.look(*(f"/sharing/asks/{ask.uid}/" for ask in self._asks()[:3]))

    def ask_the_accomplice(self) -> None:
        self.look("/inbox/", "/sharing/requests/", client=self.other)

    def try_what_is_not_hers(self) -> None:
        for page in (f"/sharing/requests/{_NOBODY}/", f"/sharing/asks/{_NOBODY}/", "/sharing/people/1/", "/people/1/"):
            self.look(page)
        for page in (f"/sharing/offers/{_NOBODY}/take/", f"/sharing/asks/{_NOBODY}/withdraw/", "/sharing/muted/1/"):
            self._note(self.client.post(page))

    def withdraw(self) -> None:
        self._post(f"/sharing/asks/{self._asks()[-1].uid}/withdraw/", {})

    def join_and_leave(self) -> None:
        for part in ("off", "on"):
            self._post("/sharing/part/", {"part": part})

    def make_rows(self) -> None:
        """Make rows of one's own, whose numbers tell how many others there are."""
        self._post("/people/add/", {"name": "New Person", "kind": "met"})
        newest = Person.objects.filter(owner=self.world.mallory).order_by("-pk").first()
        self.said.append(f"number {newest and newest.pk}")
        if newest:
            self._post(f"/sharing/people/{newest.pk}/", {"to": "ask_me"})
            self.look(f"/people/{newest.pk}/")

    def take_the_book_home(self) -> None:
        answer = self.client.post("/settings/export/")
        with zipfile.ZipFile(BytesIO(b"".join(answer))) as book:
            for name in book.namelist():
                info = book.getinfo(name)
                self.said.append(
                    f"{name} {info.date_time} {info.file_size}\n{_plain(book.read(name).decode(errors='replace'))}"
                )

    def use_the_command_line(self) -> None:
        for command in (["people", "ana", "--json"], ["today", "--json"]):
            answer = CliRunner().invoke(kith, [*command, "--user", self.world.mallory.email])
            self.said.append(f"{answer.exit_code} {_plain(answer.output)}")

    def letters(self) -> None:
        """All that was ever written to the two."""
        for letter in Letter.objects.filter(to__in=[self.world.mallory.email, self.world.accomplice.email]).order_by(
            "pk"
        ):
            self.said.append(_plain(f"{letter.to} {letter.subject} {letter.text} {letter.due_at} {letter.state}"))

    def look(self, *pages: str, client: Client | None = None) -> None:
        for page in pages:
            self._note((client or self.client).get(page))

    def _ask(self, wanted: dict[str, str]) -> None:
        of = "" if "name" in wanted else "?of=anybody"
        self._post(f"/sharing/ask/{of}", {**wanted, "purpose": "A talk"})

    def _post(self, page: str, said: dict[str, str]) -> None:
        # What Kith leaves for later is done once the answer is out, as a worker would.
        with TestCase.captureOnCommitCallbacks(execute=True):
            self._note(self.client.post(page, said))

    def _note(self, answer: Any) -> None:
        asked = answer.request
        body = _plain(answer.content.decode())
        cookies = [
            _plain(f"{name}={morsel.value}; {morsel['path']}; {morsel['max-age']}")
            for name, morsel in answer.cookies.items()
        ]
        heads = [_plain(f"{name}: {value}") for name, value in sorted(answer.headers.items())]
        said = [f"{asked['REQUEST_METHOD']} {_plain(asked['PATH_INFO'])} {answer.status_code}", *heads, *cookies, body]
        self.said.append("\n".join(said))

    def _asks(self) -> list[BlindAsk]:
        return list(BlindAsk.objects.filter(owner=self.world.mallory).order_by("pk"))


_MOVES: tuple[Callable[[Attacker], None], ...] = (
    Attacker.ask_for_ana,
    Attacker.ask_for_others,
    Attacker.ask_wrongly,
    Attacker.ask_for_whom_the_accomplice_knows,
    Attacker.wait,
    Attacker.wait,
    Attacker.wait_until_it_ends,
    Attacker.look_around,
    Attacker.look_around,
    Attacker.look_at_asks,
    Attacker.ask_the_accomplice,
    Attacker.try_what_is_not_hers,
    Attacker.withdraw,
    Attacker.join_and_leave,
    Attacker.make_rows,
    Attacker.take_the_book_home,
    Attacker.use_the_command_line,
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
    with _undone(), time_machine.travel(NOW, tick=False) as clock:
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


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    assert client.session[SESSION_KEY] == str(user.pk)
    return client


def _plain(text: str) -> str:
    for pattern, words in _CHANCE:
        text = pattern.sub(words, text)
    return text
