"""The words of a list: its filters, columns and orders, each with the address that it leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kith.book.filters import COLUMNS, KEYS, SORTS, Filters
from kith.people.models import Relation

Words = str | Promise

CHOICES: dict[str, dict[str, Words]] = {
    "phase": {"fading": _("Fading"), "dormant": _("Dormant"), "new": _("New"), "active": _("Active")},
    "only": {"due": _("Due"), "untouched": _("No touch yet"), "fresh": _("Added this month")},
    "tier": {"close": _("Close"), "warm": _("Warm"), "known": _("Known")},
    "level": {"1": _("Level 1: know well"), "2": _("Level 2: know vaguely")},
    "relation": dict(Relation.choices),
}
COLUMN_NAMES: dict[str, Words] = {
    "organisation": _("Role"),
    "warmth": _("Warmth"),
    "last": _("Last touch"),
    "next": _("Next touch"),
    "labels": _("Labels"),
    "relation": _("Relation"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "added": _("Added"),
}
ORDERS: dict[str, Words] = {
    "name": _("Name, A to Z"),
    "-name": _("Name, Z to A"),
    "-warmth": _("Warmest first"),
    "warmth": _("Coolest first"),
    "-depth": _("Deepest first"),
    "depth": _("Shallowest first"),
    "-last": _("Last touch, newest first"),
    "last": _("Last touch, longest ago first"),
    "next": _("Next touch, soonest first"),
    "-next": _("Next touch, latest first"),
    "-added": _("Added last first"),
    "added": _("Added first first"),
}
_DOWN_FIRST = {"warmth", "depth", "last", "added"}
QUICK = frozenset({"fading", "dormant", "new", "due", "untouched"})


class Header(NamedTuple):
    """A column's heading; `url` sorts by it, blank where nothing does. `order` is a value of aria-sort."""

    key: str
    name: Words
    url: str
    order: str


class Check(NamedTuple):
    """Something that can be turned on and off."""

    key: str
    value: str
    name: Words
    is_on: bool


class Active(NamedTuple):
    """A filter that is on, and the address without it."""

    name: Words
    url: str


class Group(NamedTuple):
    """Checks of one question."""

    name: Words
    checks: list[Check]


def headers(filters: Filters) -> list[Header]:
    """The headings of the columns shown, the name's first."""
    return [_header(filters, "name", _("Name"))] + [_header(filters, key, COLUMN_NAMES[key]) for key in filters.columns]


def sorts(filters: Filters) -> list[Check]:
    """Every order that a list may have."""
    return [Check("sort", value, name, value == filters.sort) for value, name in ORDERS.items()]


def columns(filters: Filters) -> list[Check]:
    """Every column but the name's, which is always there."""
    return [Check("column", key, COLUMN_NAMES[key], key in filters.columns) for key in COLUMNS]


def quick(filters: Filters) -> list[Check]:
    """The questions that are asked most."""
    return [check for key in ("phase", "only") for check in _checks(filters, key) if check.value in QUICK]


def groups(filters: Filters) -> list[Group]:
    """The other filters that are chosen by pressing."""
    rest = [check for key in ("phase", "only") for check in _checks(filters, key) if check.value not in QUICK]
    return [
        Group(_("Tier"), list(_checks(filters, "tier"))),
        Group(_("Level"), list(_checks(filters, "level"))),
        Group(_("Also"), rest),
    ]


def relations(filters: Filters) -> list[Check]:
    """Every relation that people may have to the user."""
    return list(_checks(filters, "relation"))


def labels(filters: Filters, names: Iterable[tuple[int, str]]) -> list[Check]:
    """The labels given, by id and name."""
    chosen = filters.chosen.get("label", ())
    return [Check("label", str(pk), name, str(pk) in chosen) for pk, name in names]


def active(filters: Filters, names: Mapping[tuple[str, str], str]) -> list[Active]:
    """Every filter that is on and not in sight otherwise, as the text and the questions asked most are.

    names: of labels and organisations, by id.
    """
    found = [Active(_("Organisation: %s") % filters.place, filters.address(place=""))] if filters.place else []
    for key in KEYS:
        for value in [value for value in filters.chosen.get(key, ()) if value not in QUICK]:
            name = CHOICES[key][value] if key in CHOICES else names.get((key, value), _("Something that is gone"))
            found.append(Active(name, filters.without(key, value)))
    return found


def _header(filters: Filters, key: str, name: Words) -> Header:
    if key not in SORTS:
        return Header(key, name, "", "")
    order = {key: "ascending", f"-{key}": "descending"}.get(filters.sort, "")
    down = order == "ascending" or (not order and key in _DOWN_FIRST)
    return Header(key, name, filters.address(sort=f"-{key}" if down else key), order)


def _checks(filters: Filters, key: str) -> Iterator[Check]:
    chosen = filters.chosen.get(key, ())
    for value, name in CHOICES[key].items():
        yield Check(key, value, name, value in chosen)
