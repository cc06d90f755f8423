"""Somebody who tries every door of a server to learn what is private, and writes down all that comes back.

Chance is taken out where Kith puts it in: marks against forged requests, keys of sessions, and the random part of
identifiers; their length and their place stay.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Any
from uuid import UUID

from click.testing import CliRunner
from django.contrib.auth import SESSION_KEY
from django.test import Client, TestCase

from kith.accounts.models import User
from kith.cli.main import kith
from kith.outbox.models import Letter
from kith.people.models import Person
from kith.sharing.models import BlindAsk
from tests.addresses import addresses
from tests.sharing.members import ADDRESS

if TYPE_CHECKING:
    from tests.sharing.worlds import World

_CHANCE = [
    (re.compile(r"\b([0-9a-f]{8}-[0-9a-f]{4}-7)[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b"), r"\1…"),  # its time stays
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b"), "…"),
    (re.compile(r"(csrf[^>]{0,80}?)[A-Za-z0-9]{64}"), r"\1…"),
    (re.compile(r'(data-token=")[A-Za-z0-9]{64}'), r"\1…"),
    (re.compile(r'("X-CSRFToken": ")[A-Za-z0-9]{64}'), r"\1…"),
    (re.compile(r"((?:csrftoken|kith)=)[A-Za-z0-9]{32}"), r"\1…"),
]
_NOBODY = UUID("00000000-0000-7000-8000-000000000000")


_NOBODY = UUID("00000000-0000-7000-8000-000000000000")
_PAGES = sorted(f"/{route}" for route, pattern in addresses() if not pattern.pattern.converters)


class Attacker:
    """Tries every door, and writes down what comes back."""

    def __init__(self, world: World) -> None:
        self.world, self.said = world, list[str]()
        self.client, self.other = _signed_in(world.mallory), _signed_in(world.accomplice)
        self.nobody = Client()

    def play(self, moves: int) -> list[str]:
        """Ask for Ana, do so many things that chance chooses, wait, look everywhere. Returns all that was seen."""
        chance = self.world.chance
        self.ask_for_ana()
        for _ in range(moves):
            chance.choice(_MOVES)(self)
        self.wait()
        self.look(self._page_of_an_ask(), "/sharing/", "/sharing/seen/", "/inbox/")
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

    def look_everywhere(self) -> None:
        """Any page of Kith that needs no record: those that come later are among them by themselves."""
        for page in self.world.chance.sample(_PAGES, 5):
            self.look(page)
            self._note(self.client.get(page, headers={"HX-Request": "true"}))

    def look_where_paths_are_shown(self) -> None:
        person = self._newest()
        pages = [
            "/reach/?q=org:Acme",
            "/reach/?q=person:Ana+Ruiz",
            "/network/levels/",
            "/network/map/data/",
            "/targets/",
        ]
        self.look(*pages, *([f"/people/{person.pk}/dealings/", f"/introductions/of/{person.pk}/"] if person else []))

    def look_in_other_ways(self) -> None:
        page = self._page_of_an_ask()
        for ask in (self.client.head, self.client.options, self.client.put, self.client.delete, self.nobody.get):
            self._note(ask(page))
        self.look("/sharing/", "/inbox/", client=self.nobody)

    def leave_herself_out(self) -> None:
        for to in ("out", "in"):
            self._post("/sharing/oneself/", {"to": to})

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
        self._post(f"{self._page_of_an_ask(-1)}withdraw/", {})

    def join_and_leave(self) -> None:
        for part in ("off", "on"):
            self._post("/sharing/part/", {"part": part})

    def make_rows(self) -> None:
        """Make rows of one's own, whose numbers tell how many others there are."""
        self._post("/people/add/", {"name": "New Person", "kind": "met"})
        newest = self._newest()
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
        for command in (
            ["people", "ana", "--json"],
            ["today", "--json"],
            ["reach", "org:Acme", "--json"],
            ["intro", "list", "--json"],
        ):
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
        content = b"".join(answer) if answer.streaming else answer.content
        body = _plain(content.decode(errors="replace"))
        cookies = [
            _plain(f"{name}={morsel.value}; {morsel['path']}; {morsel['max-age']}")
            for name, morsel in answer.cookies.items()
        ]
        heads = [_plain(f"{name}: {value}") for name, value in sorted(answer.headers.items())]
        said = [f"{asked['REQUEST_METHOD']} {_plain(asked['PATH_INFO'])} {answer.status_code}", *heads, *cookies, body]
        self.said.append("\n".join(said))

    def _page_of_an_ask(self, number: int = 0) -> str:
        asks = self._asks()
        return f"/sharing/asks/{asks[number].uid if asks else _NOBODY}/"

    def _newest(self) -> Person | None:
        return Person.objects.filter(owner=self.world.mallory).order_by("-pk").first()

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
    Attacker.look_everywhere,
    Attacker.look_where_paths_are_shown,
    Attacker.look_in_other_ways,
    Attacker.leave_herself_out,
    Attacker.look_at_asks,
    Attacker.ask_the_accomplice,
    Attacker.try_what_is_not_hers,
    Attacker.withdraw,
    Attacker.join_and_leave,
    Attacker.make_rows,
    Attacker.take_the_book_home,
    Attacker.use_the_command_line,
)


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    assert client.session[SESSION_KEY] == str(user.pk)
    return client


def _plain(text: str) -> str:
    for pattern, words in _CHANCE:
        text = pattern.sub(words, text)
    return text
