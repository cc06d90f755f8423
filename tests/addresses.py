"""Kith's own list of addresses, walked: which there are, and what to fill in where an address names a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import UUIDConverter

from kith.accounts.models import Owned, User
from kith.people.models import Person

NOT_OURS = ("account_", "mfa_", "usersessions_")  # django-allauth's own pages, which show one's own account only


def addresses() -> Iterator[tuple[str, URLPattern]]:
    """Return each address of Kith as a template, such as "people/<int:person_id>/", with its pattern."""
    yield from _below(get_resolver().url_patterns, "")


def _below(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _below(pattern.url_patterns, route)
        elif not (pattern.name or "").startswith(NOT_OURS) and not route.startswith("accounts/"):
            yield route, pattern


def filled(route: str, pattern: URLPattern, values: list[object]) -> list[str]:
    """Return the addresses that come of filling every place of a route with each value; the bare one if it has no place.

    Places for uids take only the uids among the values, all others take the rest.
    """
    converters = pattern.pattern.converters
    if not converters:
        return ["/" + route]
    wants_uid = any(isinstance(converter, UUIDConverter) for converter in converters.values())
    found = []
    for value in values:
        if isinstance(value, UUID) == wants_uid:
            address = route
            for name, converter in converters.items():
                address = address.replace(_place(route, name), str(converter.to_url(value)))
            found.append("/" + address)
    return found


def keys_of(rows: Iterable[Any]) -> list[object]:
    """Return all by which addresses name these rows: their numbers, then their uids."""
    found = list(rows)
    return [row.pk for row in found] + [row.uid for row in found if isinstance(getattr(row, "uid", None), UUID)]


def _place(route: str, name: str) -> str:
    start = next(
        i for i in range(len(route)) if route[i] == "<" and route[i + 1 : route.index(">", i)].split(":")[-1] == name
    )
    return route[start : route.index(">", start) + 1]


def owned_models() -> list[Any]:
    """Return every kind of row that belongs to a book."""
    return [model for model in apps.get_models() if issubclass(model, Owned)]


def pages_of(user: User) -> list[str]:
    """Return the addresses of all pages that the user can look at, with one record of theirs where one is needed."""
    from django.test import Client

    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    pages = []
    for route, pattern in addresses():
        tried = [Person.objects.filter(owner=user).order_by("-touches").first()]
        tried += [model.objects.filter(owner=user).order_by("-pk").first() for model in owned_models()]
        keys = keys_of(row for row in tried if row is not None)
        shown = next((page for page in dict.fromkeys(filled(route, pattern, keys)) if _shows(client, page)), None)
        pages += [shown] if shown else []
    return pages


def _shows(client, page: str) -> bool:
    try:
        answer = client.get(page)
    except ValueError:
        return False
    is_html = answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html")
    return is_html and answer.content.lstrip().lower().startswith(b"<!doctype html")  # else it is a part of a page
