"""What stands in the sidebar and the tabs: pages by the names of their addresses, as far as they exist."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Place:
    """A page that can be gone to from anywhere. `key` is pressed after g."""

    url_name: str
    label: str | Promise
    icon: str
    key: str = ""


@dataclass(frozen=True)
class Link:
    """A place that exists, as seen from the page that is being shown. `current` is a value of aria-current."""

    url: str
    label: str | Promise
    icon: str
    key: str
    current: str


MAIN = (
    Place("today:home", _("Today"), "today", "t"),
    Place("book:people", _("People"), "people", "p"),
    Place("today:week", _("Week"), "week", "w"),
    Place("imports:list", _("Imports"), "imports", "i"),
)
TABS = (MAIN[0], MAIN[1], MAIN[2])
MORE = (MAIN[3], Place("accounts:settings", _("Settings"), "settings", "s"))


def links(places: tuple[Place, ...], path: str) -> list[Link]:
    """Return those places whose address exists: a feature may be absent."""
    found = [(place, address(place.url_name)) for place in places]
    return [Link(url, place.label, place.icon, place.key, _current(url, path)) for place, url in found if url]


def address(url_name: str, *args: object) -> str:
    """Return the address of that name, or nothing where there is none."""
    try:
        return reverse(url_name, args=args)
    except NoReverseMatch:
        return ""


def _current(url: str, path: str) -> str:
    if path == url:
        found = "page"
    elif url != "/" and path.startswith(url):
        found = "true"
    else:
        found = ""
    return found
