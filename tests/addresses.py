"""Kith's own list of addresses, walked: which there are, and what to fill in where an address names a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any
from uuid import UUID

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import SlugConverter, UUIDConverter

from kith.accounts.models import Owned, User
from kith.groups.models import Group
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
    """Return the addresses that come of filling the places of a route with the values; the bare one if it has no place.

    Places for uids take the uids among the values, those for slugs the words, all others the rest; places of one kind are
    filled with the same value.
    """
    converters = pattern.pattern.converters
    kinds = list(dict.fromkeys(_kind_of(converter) for converter in converters.values()))
    found = []
    for chosen in product(*([value for value in values if _kind_of(value) == kind] for kind in kinds)):
        given, address = dict(zip(kinds, chosen, strict=True)), route
        for name, converter in converters.items():
            address = address.replace(_place(route, name), str(converter.to_url(given[_kind_of(converter)])))
        found.append("/" + address)
    return found


def _kind_of(found: object) -> str:
    """Return what a place takes, or what a value is: a uid, a slug, or anything else."""
    if isinstance(found, (UUIDConverter, UUID)):
        return "uid"
    return "slug" if isinstance(found, (SlugConverter, str)) else "other"


def keys_of(rows: Iterable[Any]) -> list[object]:
    """Return all by which addresses name these rows: their numbers, their uids, and the slugs of groups."""
    found = list(rows)
    uids = [row.uid for row in found if isinstance(getattr(row, "uid", None), UUID)]
    return [row.pk for row in found] + uids + [row.slug for row in found if isinstance(row, Group)]


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
    tried = [Person.objects.filter(owner=user).order_by("-touches").first()]
    tried += [model.objects.filter(owner=user).order_by("-pk").first() for model in owned_models()]
    tried += _of_groups(user)
    keys = keys_of(row for row in tried if row is not None)
    found = (_first_shown(client, dict.fromkeys(filled(route, pattern, keys))) for route, pattern in addresses())
    return [page for page in found if page]


def _of_groups(user: User) -> list[Any]:
    """Return the first of the user's groups, and the latest row of each kind that it has."""
    group = Group.objects.run_by(user).first()
    if group is None:
        return []
    models = [model for model in apps.get_models() if any(key.name == "group" for key in model._meta.fields)]
    keyed = [model for model in models if any(key.name == "uid" for key in model._meta.fields)]
    return [group, *(model.objects.filter(group=group).order_by("-pk").first() for model in keyed)]  # type: ignore[attr-defined]


def _first_shown(client, pages: Iterable[str]) -> str | None:
    """Return the first of an address's pages that shows something; None if none does, or if it is there for forms only."""
    for page in pages:
        try:
            answer = client.get(page)
        except ValueError:
            continue
        if answer.status_code == 405:
            return None
        if _is_page(answer):
            return page
    return None


def _is_page(answer) -> bool:
    is_html = answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html")
    return is_html and answer.content.lstrip().lower().startswith(b"<!doctype html")  # else it is a part of a page
