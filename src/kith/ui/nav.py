"""What stands in the sidebar and the tabs: pages by the names of their addresses, as far as they exist."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kith.ui.waiting import MOST


@dataclass(frozen=True)
class Place:
    """A page that can be gone to from anywhere. `key` is pressed after g; `also` is the address of a page that belongs to it."""

    url_name: str
    label: str | Promise
    icon: str
    key: str = ""
    also: str = ""


@dataclass(frozen=True)
class Link:
    """A place that exists, as seen from the page that is being shown. `current` is a value of aria-current.

    `count` is how many things wait there, up to MOST.
    """

    url: str
    label: str | Promise
    icon: str
    key: str
    current: str
    count: int = 0

    @property
    def waiting(self) -> str:
        """How many things wait there, in figures that fit beside its name."""
        return f"{MOST - 1}+" if self.count >= MOST else str(self.count or "")


MAIN = (
    Place("today:home", _("Today"), "today", "t"),
    Place("book:people", _("People"), "people", "p"),
    Place("targets:list", _("Targets"), "target", "a"),
    Place("network:reach", _("Reach"), "introduction", "r"),
    Place("groups:mine", _("Groups"), "group", "o", also="directory:home"),
    Place("exchange:home", _("Exchange"), "help", "x"),
    Place("today:week", _("Week"), "week", "w"),
    Place("inbox:home", _("Inbox"), "inbox", "n"),
    Place("imports:list", _("Imports"), "imports", "i"),
    Place("cards:list", _("Cards"), "card", "b"),
)
_WORD = re.compile(r"[-a-zA-Z0-9_]+")
_PLACEHOLDERS: dict[str, Callable[[int], object]] = {  # what no address has of its own
    "number": lambda n: 7_777_777_700_000 + n,
    "uid": lambda n: UUID(int=0x7777_7777_7777_7777_0000_0000_0000_0000 + n),
    "word": lambda n: f"zz-7777777-{n}-zz",
}
_ANY = UUID(int=0x7777_7777_7777_7777_7777_7777_7777_7777)
SETTINGS = Place("accounts:settings", _("Settings"), "settings", "s")
TABS = (MAIN[0], MAIN[1], MAIN[3])
MORE = (MAIN[2], *MAIN[4:], SETTINGS)


@dataclass(frozen=True)
class Frame:
    """The places around a page. Two are equal if they look the same: so a frame is drawn once, and kept (ui.templatetags.kept)."""

    looks: tuple[tuple[str, str, int], ...]
    found: dict[Place, Link] = field(compare=False)

    @property
    def main(self) -> list[Link]:
        """What stands in the sidebar."""
        return self._of(MAIN)

    @property
    def tabs(self) -> list[Link]:
        """What stands at the foot of a phone's page."""
        return self._of(TABS)

    @property
    def more(self) -> list[Link]:
        """What stands behind the last of the tabs."""
        return self._of(MORE)

    @property
    def foot(self) -> list[Link]:
        """What stands at the foot of the sidebar."""
        return self._of((SETTINGS,))

    def _of(self, places: tuple[Place, ...]) -> list[Link]:
        return [self.found[place] for place in places if place in self.found]


COUNTERS: dict[str, Callable[[HttpRequest], int]] = {}  # by the name of an address: how many things wait there


def links(places: tuple[Place, ...], path: str, request: HttpRequest | None = None) -> list[Link]:
    """Return those places whose address exists: a feature may be absent. Counts what waits there if there is a request."""
    found = [(place, address(place.url_name)) for place in places]
    return [
        Link(url, place.label, place.icon, place.key, _is_at(place, url, path), _count(place, request))
        for place, url in found
        if url
    ]


def frame(path: str, request: HttpRequest | None = None) -> Frame:
    """Return the places as they are seen from a page."""
    found = {place: link for place in (*MAIN, SETTINGS) for link in links((place,), path, request)}
    return Frame(tuple((link.url, link.current, link.count) for link in found.values()), found)


def address(url_name: str, *args: object) -> str:
    """Return the address of that name, or nothing where there is none."""
    kinds = tuple(map(_kind, args))
    if all(kinds):
        urlconf = get_urlconf() or settings.ROOT_URLCONF
        if around := _around(url_name, kinds, urlconf, get_script_prefix()):
            return around[0] + "".join(f"{value}{part}" for value, part in zip(args, around[1:], strict=True))
    return _reversed(url_name, args)


def addresses(url_name: str, *args: object) -> Callable[[UUID], str]:
    """Return what makes the addresses of that name that have these values and then a uid: lists link fifty of them."""
    before, _uid, after = address(url_name, *args, _ANY).partition(str(_ANY))
    return lambda uid: f"{before}{uid}{after}" if before else ""


def _kind(value: object) -> str:
    """How a value may stand in an address just as it is; nothing where it may have to be quoted."""
    if isinstance(value, UUID):
        return "uid"
    elif isinstance(value, str):
        return "word" if _WORD.fullmatch(value) else ""
    else:
        return "number" if type(value) is int and value >= 0 else ""


@cache
def _around(url_name: str, kinds: tuple[str, ...], urlconf: str, prefix: str) -> tuple[str, ...]:  # noqa: ARG001  # they decide
    """What stands before, between and after the values of an address. Lists link hundreds of pages of one name."""
    values = [_PLACEHOLDERS[kind](n) for n, kind in enumerate(kinds)]
    address = _reversed(url_name, values)
    parts = tuple(re.split("|".join(map(str, values)), address)) if address and values else (address,)
    return parts if address and len(parts) == len(kinds) + 1 else ()


def _reversed(url_name: str, args: Sequence[object]) -> str:
    try:
        return reverse(url_name, args=args)
    except NoReverseMatch:
        return ""


def _count(place: Place, request: HttpRequest | None) -> int:
    counter = COUNTERS.get(place.url_name)
    return counter(request) if counter and request is not None else 0


def _is_at(place: Place, url: str, path: str) -> str:
    """A value of aria-current; under the address of a page that belongs to the place one is at the place too."""
    also = address(place.also) if place.also else ""
    return _current(url, path) or ("true" if also and path.startswith(also) else "")


def _current(url: str, path: str) -> str:
    if path == url:
        found = "page"
    elif url != "/" and path.startswith(url):
        found = "true"
    else:
        found = ""
    return found
