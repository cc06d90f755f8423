"""A group that has ended can be read by its members, and nothing in it is changed: every address, and every button."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

import pytest
from django.core import serializers
from django.test import Client

from kith.accounts.models import User
from kith.groups import actions as groups
from kith.groups.models import LogEntry
from tests import make
from tests.architecture.test_groups_canaries import all_rows, fillings, models, routes
from tests.architecture.test_groups_canaries import world as world
from tests.architecture.worlds_of_groups import World

pytestmark = pytest.mark.slow  # some hundred pages, each asked by three

_STILL = ("reopen/", "leave/", "export/")  # what is done about a group that has ended
_FORM = re.compile(r'<form[^>]*method="post"[^>]*>', re.IGNORECASE)
_ACTION = re.compile(r'action="([^"]*)"')
_ROWS = 2  # of each kind that stand in the places of an address


@pytest.fixture
def ended(world: World) -> World:
    """The world of all features, in a group that has ended."""
    groups.end_group(world.group, by=world.organiser, at=make.NOW)
    return world


def _addresses(world: World) -> list[str]:
    own, rows = [route for route in routes() if "slug" in route.places], all_rows()
    found = [route.filled(world.group.slug, uids) for route in own for uids in islice(fillings(route, rows), _ROWS)]
    return list(dict.fromkeys(found))


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _held() -> dict[str, Any]:
    """Every row of the features of groups, but the log, in which an export is noted."""
    return {
        model._meta.label: serializers.serialize("json", model._base_manager.order_by("pk"))
        for model in models()
        if model is not LogEntry
    }


def _buttons(page: str, slug: str) -> set[str]:
    """Forms of a page that would change something in the group, and do not stand where what has ended hides them."""
    before, _mark, inside = page.partition('<div class="ended ')
    shown = {url for form in _FORM.findall(before) for url in _ACTION.findall(form) if f"/groups/{slug}/" in url}
    kept = {form for form in _FORM.findall(inside) if "data-still" in form}
    return shown | {form for form in kept if "action" in form and not _ACTION.findall(form)[0].endswith(_STILL)}


@pytest.mark.django_db
def test_no_page_of_a_group_that_has_ended_shows_a_button_that_changes_something(ended):
    shown: set[tuple[str, str]] = set()
    for user in (ended.organiser, ended.member, ended.guest):
        client = _signed_in(user)
        for address in _addresses(ended):
            answer = client.get(address)
            if answer.status_code == 200 and not answer.streaming and b"<main" in answer.content:
                shown |= {(address, url) for url in _buttons(answer.content.decode(), ended.group.slug)}

    assert not shown, "\n".join(f"{page} shows {url}" for page, url in sorted(shown))


@pytest.mark.django_db
def test_nothing_that_is_sent_to_an_address_of_a_group_that_has_ended_changes_it(ended):
    before = _held()
    for user in (ended.organiser, ended.member, ended.guest):
        client = _signed_in(user)
        for address in _addresses(ended):
            if not address.endswith(_STILL):
                client.post(address, {"answer": "yes", "text": "x", "name": "x", "sure": "1", "title": "x"})
    changed = [label for label, rows in _held().items() if rows != before[label]]

    assert changed == []
