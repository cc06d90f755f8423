"""Nobody sees what is not theirs in groups: every address, every actor, a word in every text, at least ten thousand probes.

The addresses come from Kith's own list, the rows from what each feature makes in tests/<feature>/world.py, and who may see an
address from the POLICY there: an address without one fails. What an outsider is answered must be, to the byte, what is answered
where there is nothing at all.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db.models import ForeignKey
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, SlugConverter, UUIDConverter

from kith.accounts.models import User
from kith.groups import actions as groups
from kith.groups import doors
from kith.groups.models import Group, Membership
from kith.outbox.models import Letter
from tests import make
from tests.addresses import addresses
from tests.architecture.worlds_of_groups import FEATURES, Who, World, fill, policies

pytestmark = pytest.mark.slow  # thousands of pages; who may see what is no matter of the database

WORD, PRIVATE = "canarybird", "hiddenbird"
NOWHERE = UUID("00000000-0000-7000-8000-000000000000")
PROBES = 2_100  # of each of the five outsiders: more than 10,000 together
METHODS = ("get", "post", "htmx")
OF_ONE_FEATURE = 9  # kinds of rows with a uid that a feature has, and a row of each is tried
OUTSIDERS = ("nobody", "stranger", "left", "elsewhere", "owner")
_TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=|"X-CSRFToken": ?)"[^"]*"')


@dataclass(frozen=True)
class Route:
    """An address of a feature of groups, with its full name and the places to fill."""

    name: str
    route: str
    pattern: URLPattern = field(compare=False, repr=False)

    @property
    def places(self) -> dict[str, object]:
        """The converters of its places, by their names."""
        return dict(self.pattern.pattern.converters)

    def filled(self, slug: str, uids: tuple[UUID, ...]) -> str:
        """Return the address with the group's slug, these uids in their order, and a secret that is none."""
        left, address = list(uids), self.route
        for name, converter in self.places.items():
            given: object = "wrong-secret"
            if isinstance(converter, UUIDConverter):
                given = left.pop(0)
            elif isinstance(converter, SlugConverter) and name == "slug":
                given = slug
            address = re.sub(rf"<(\w+:)?{name}>", str(given), address)
        return "/" + address

    @property
    def uids(self) -> int:
        """How many places take a uid."""
        return sum(isinstance(converter, UUIDConverter) for converter in self.places.values())


@cache
def routes() -> tuple[Route, ...]:
    """Return all addresses of the features of groups."""
    return tuple(_below(get_resolver().url_patterns, "", ""))


def _below(patterns: list[URLPattern | URLResolver], prefix: str, app: str) -> Iterator[Route]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _below(pattern.url_patterns, route, pattern.app_name or app)
        elif app in FEATURES:
            yield Route(f"{app}:{pattern.name}", route, pattern)


def models() -> list[Any]:
    """Return every model of the features of groups."""
    return [model for feature in FEATURES for model in apps.get_app_config(feature).get_models()]


@pytest.fixture(autouse=True)
def no_word_of_each_refusal(caplog):
    """Thousands are refused, as they should be, and each would be logged."""
    caplog.set_level(logging.ERROR, "django.request")


@pytest.fixture
def world(db) -> World:
    """A group that is not listed, with an organiser, two members and a guest, and rows of every kind."""
    organiser, member, guest, bystander = (make.user(name) for name in ("ada", "bea", "gus", "cem"))
    group = make.group(organiser, "Circle", member, guest, bystander, is_listed=False, joining="invitation")
    Group.objects.filter(pk=group.pk).update(name=f"{WORD} Circle")  # its slug is in what is asked, so not in its word
    group.refresh_from_db()
    found = World(group, organiser, member, guest, WORD, PRIVATE)
    groups.set_role(found.membership(guest), "guest", by=organiser, at=make.NOW)
    left = make.user("eva")
    groups.leave(groups.join(group, left, at=make.NOW, invited_by=organiser), at=make.NOW)
    make.group(make.user("oto"), "Elsewhere")
    make.user("sid")
    make.user("ona", is_owner=True)
    fill(found)
    return found


def user_of(who: str) -> User | None:
    """Return the account that stands for an actor."""
    names = {"stranger": "sid", "left": "eva", "elsewhere": "oto", "owner": "ona"}
    return None if who == "nobody" else User.objects.get(email=f"{names.get(who, who)}@kith.example")


def client_of(who: str) -> Client:
    client, user = Client(raise_request_exception=True), user_of(who)
    if user:
        client.force_login(user)
    return client


@dataclass(frozen=True)
class Row:
    """A row that has a uid: of which feature, the how manieth of its kind, and the uids of the rows above it."""

    feature: str
    place: int
    uid: UUID
    parents: tuple[UUID, ...]


def fillings(route: Route, rows: list[Row]) -> Iterator[tuple[UUID, ...]]:
    """Return what may stand in the places of a route: rows of its own feature first, one of each kind, then all others."""
    if not route.uids:
        yield ()
        return
    rows = sorted(rows, key=lambda row: (row.feature != route.name.split(":")[0], row.place))
    if route.uids > 1:
        for row in rows:
            for parent in row.parents:
                yield (parent, row.uid) + (row.uid,) * (route.uids - 2)
    for row in rows:
        yield (row.uid,) * route.uids


def all_rows() -> list[Row]:
    """Return every row that has a uid, as they are before anybody asks for anything."""
    of_each = [enumerate(model.objects.order_by("pk")) for model in models() if "uid" in _fields(model)]
    found = [(row, place) for rows in of_each for place, row in rows]
    return [Row(row._meta.app_label, place, row.uid, tuple(_parents(row))) for row, place in found]


def _fields(model: Any) -> set[str]:
    return {field.name for field in model._meta.get_fields()}


def _parents(row: Any) -> list[UUID]:
    keys = [key.name for key in row._meta.get_fields() if isinstance(key, ForeignKey)]
    above = [getattr(row, name) for name in keys]
    return [found.uid for found in above if isinstance(getattr(found, "uid", None), UUID)]


def asked(client: Client, method: str, address: str, body: dict[str, object] | None = None) -> HttpResponseBase:
    if method == "htmx":
        return client.get(address, headers={"HX-Request": "true"})
    return getattr(client, method)(address, body or {})


def shown(answer: HttpResponseBase) -> bytes:
    """Return all that an answer says: its head but for the cookies' secrets, and its body."""
    body = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]
    head = "\n".join(f"{name}: {value}" for name, value in answer.items() if name != "X-Request-Id")
    return head.encode() + b"\n\n" + _TOKEN.sub(b"", body)


def body_of(world: World) -> dict[str, object]:
    """Return a form that names everything that there is, in the fields by which forms name rows."""
    uids = [str(row.uid) for model in models() for row in model.objects.all() if hasattr(row, "uid")]
    names = (
        "group",
        "meeting",
        "member",
        "members",
        "person",
        "post",
        "uid",
        "uids",
        "ids",
        "id",
        "to",
        "text",
        "user",
    )
    return {name: [world.group.slug, str(world.group.pk), *uids] for name in names}


def test_every_address_of_groups_says_who_may_see_it():
    assert {route.name for route in routes()} == set(policies())


def test_no_address_of_groups_counts_what_there_is():
    assert [
        route.route for route in routes() for place in route.places.values() if isinstance(place, IntConverter)
    ] == []


def test_a_row_of_each_kind_is_tried():
    counts = [sum("uid" in _fields(model) for model in models() if model._meta.app_label == name) for name in FEATURES]

    assert max(counts) <= OF_ONE_FEATURE


def test_the_world_holds_every_kind_of_row(world):
    assert [model.__name__ for model in models() if not model.objects.exists()] == []


@pytest.mark.parametrize("who", OUTSIDERS)
def test_an_outsider_is_answered_as_if_there_were_nothing(world, who):
    wrong, probes = leaks(world, who, routes())

    assert wrong == []
    assert probes >= PROBES
    assert [
        letter for letter in Letter.objects.filter(owner=user_of(who)) if WORD in letter.text + letter.subject
    ] == []


def test_a_door_left_open_is_noticed(world, monkeypatch):
    inside = Membership.objects.current().filter(user=world.organiser)
    monkeypatch.setattr(doors, "current", lambda *_asked: inside.select_related("group", "user").get())

    wrong, _probes = leaks(world, "stranger", tuple(route for route in routes() if route.name.startswith("posts:")))

    assert {line.split()[0] for line in wrong} >= {"get", "htmx"}
    assert any(line.endswith("shows what is not theirs") for line in wrong)


def leaks(world: World, who: str, among: tuple[Route, ...]) -> tuple[list[str], int]:
    """Ask these addresses as somebody who has no part in the group: what is answered wrongly, and how many were asked."""
    client, level, wrong, probes = client_of(who), policies(), [], 0
    nothing = {(route, method): _nothing(client, route, method) for route in among for method in METHODS}
    body, most, rows = body_of(world), _most_fillings(), all_rows()
    for route in among:
        for uids in islice(fillings(route, rows), most):
            address = route.filled(world.group.slug, uids)
            for method in METHODS:
                probes += 1
                answer = asked(client, method, address, body if method == "post" else None)
                said = shown(answer)
                if WORD in _without(said, address) or PRIVATE in _without(said, address):
                    wrong.append(f"{method} {address} shows what is not theirs")
                if level[route.name] >= Who.GUEST and not _is_same(said, nothing[route, method], address):
                    wrong.append(f"{method} {address} answers {answer.status_code}, other than where there is nothing")
    return wrong, probes


def _most_fillings() -> int:
    """So many fillings of each route that the probes come to their number, and not to many more."""
    with_uids = sum(bool(route.uids) for route in routes())
    return max(-(-PROBES // (len(METHODS) * max(with_uids, 1))), OF_ONE_FEATURE)


def _nothing(client: Client, route: Route, method: str) -> bytes:
    address = route.filled("no-such-group", (NOWHERE,) * route.uids)
    return shown(asked(client, method, address)).replace(address.encode(), b"")


def _is_same(said: bytes, nothing: bytes, address: str) -> bool:
    return said.replace(address.encode(), b"") == nothing


def _without(said: bytes, address: str) -> str:
    """Return what is said but for the address that was asked for, which names the group."""
    return said.decode(errors="replace").replace(address, "").lower()


@pytest.mark.parametrize("who", OUTSIDERS)
def test_no_other_page_tells_outsiders_of_a_group(world, who):
    client, wrong = client_of(who), []
    for route, pattern in addresses():
        if not pattern.pattern.converters:
            answer = client.get("/" + route, {"q": WORD[:6]})
            if WORD in _without(shown(answer), f"?q={WORD[:6]}") or PRIVATE in _without(shown(answer), ""):
                wrong.append(route)

    assert wrong == []


@pytest.mark.parametrize(("who", "is_at_most"), [("gus", Who.GUEST), ("cem", Who.MEMBER), ("ada", Who.ORGANISER)])
def test_within_a_group_everyone_sees_as_much_as_their_part_allows(world, who, is_at_most):
    client, level, body, wrong, seen, rows = client_of(who), policies(), body_of(world), [], set(), all_rows()
    for route in routes():
        for uids in islice(fillings(route, rows), 2 * OF_ONE_FEATURE):
            address = route.filled(world.group.slug, uids)
            is_allowed = level[route.name] <= is_at_most
            answer = client.get(address)
            if PRIVATE in _without(shown(answer), address):
                wrong.append(f"{address} shows {who} what is another's alone")
            if WORD in _without(shown(answer), address):
                seen.add(route.name)
            if not is_allowed and level[route.name] != Who.CONCERNED and answer.status_code not in {404, 405}:
                wrong.append(f"get {address} answers {who} {answer.status_code}")
            if not is_allowed and level[route.name] != Who.CONCERNED:
                posted = client.post(address, body).status_code
                wrong += [f"post {address} answers {who} {posted}"] if posted not in {404, 405} else []

    assert wrong == []
    assert {Who.GUEST: 3, Who.MEMBER: 12, Who.ORGANISER: 15}[is_at_most] <= len(seen)  # else nothing was looked at


def test_what_concerns_two_is_shut_to_a_third(world):
    client, wrong, rows = client_of("cem"), [], all_rows()
    for route in routes():
        if policies()[route.name] == Who.CONCERNED:
            for uids in islice(fillings(route, rows), 2 * OF_ONE_FEATURE):
                for method in METHODS:
                    answer = asked(client, method, route.filled(world.group.slug, uids))
                    if answer.status_code not in {404, 405}:
                        wrong.append(f"{method} {route.filled(world.group.slug, uids)} {answer.status_code}")

    assert wrong == []
