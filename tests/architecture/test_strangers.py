"""Nobody sees or changes what is not theirs: every address of Kith is tried with somebody else's records.

The addresses come from Kith's own list and the records from its own models, so that whatever is new is covered without being named.
"""

from __future__ import annotations

import json
import logging
from collections import Counter
from typing import Any

import pytest
from django.core import serializers
from django.core.management.color import no_style
from django.db import connection
from django.test import Client

from tests import make
from tests.addresses import addresses, filled, keys_of, owned_models

CANARY = "canarybird"
SHUT = 3  # so many records tried, and each time this way of asking was refused: it is refused whatever is asked for
NAMES_OF_FIELDS = [
    "people",
    "person",
    "ids",
    "id",
    "pk",
    "label",
    "organisation",
    "interaction",
    "view",
    "kept",
    "absorbed",
    "met_through",
    "participants",
]


@pytest.fixture(autouse=True)
def no_word_of_each_refusal(caplog):
    """Thousands are refused, as they should be, and each would be logged."""
    caplog.set_level(logging.ERROR, "django.request")


@pytest.fixture
def book_of_ada(ada):
    """A book with at least one row of every kind, and a canary in every text of it."""
    with connection.cursor() as cursor:
        # PostgreSQL counts on where the last test ended; numbers of one's own for each kind make ten times the addresses.
        for statement in connection.ops.sequence_reset_sql(no_style(), owned_models()):
            cursor.execute(statement)
    make.everything(ada, text=CANARY)
    return ada


def rows_of(user) -> str:
    """Return all rows of a book as text."""
    found = [row for model in owned_models() for row in model.objects.filter(owner=user).order_by("pk")]
    return json.dumps(json.loads(serializers.serialize("json", found)), sort_keys=True)


def rows_in(user) -> list[Any]:
    return [row for model in owned_models() for row in model.objects.filter(owner=user)]


def attempts(user):
    """Each address with each number, or uid, that a record of the book has, as often as it has places for them, by route.

    Those that name a record come first, before the stranger has made a record of her own that has the same number.
    """
    keys = keys_of(rows_in(user))
    for route, pattern in sorted(addresses(), key=lambda found: not found[1].pattern.converters):
        for address in dict.fromkeys(filled(route, pattern, keys)):
            yield route, address, bool(pattern.pattern.converters)


def test_the_book_holds_every_kind_of_row(book_of_ada):
    missing = [model.__name__ for model in owned_models() if not model.objects.filter(owner=book_of_ada).exists()]

    assert missing == []


def test_the_list_of_addresses_is_not_empty():
    assert len(list(addresses())) > 25


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("headers", [{}, {"HTTP_HX_REQUEST": "true"}], ids=["plain", "htmx"])
def test_a_stranger_learns_and_changes_nothing(book_of_ada, eve, method, headers):
    before, client = rows_of(book_of_ada), Client(raise_request_exception=True)
    client.force_login(eve)
    body = (
        {name: [str(key) for key in keys_of(rows_in(book_of_ada))] for name in NAMES_OF_FIELDS}
        if method == "post"
        else {}
    )
    wrong: list[str] = []
    shut: Counter[str] = Counter()  # how often each address has refused this way of asking

    for route, address, names_a_record in attempts(book_of_ada):
        if shut[route] == SHUT:
            continue
        answer = getattr(client, method)(address, body, **headers)
        shown = (
            b"".join(answer).decode(errors="replace") if answer.streaming else answer.content.decode(errors="replace")
        )
        shut[route] += answer.status_code == 405
        if names_a_record and answer.status_code not in {404, 405}:
            wrong.append(f"{method} {address} answered {answer.status_code}")
        if CANARY in shown.lower():
            wrong.append(f"{method} {address} shows what is not hers")

    assert wrong == []
    assert rows_of(book_of_ada) == before


def test_somebody_who_is_not_signed_in_is_sent_to_sign_in(book_of_ada, eve):
    client = Client()
    open_to_all = {
        "/invited/",
        "/healthz/",
        "/manifest.webmanifest",
        "/favicon.ico",
        "/c/",
        "/targets/t/",
        "/introductions/answer",
        "/groups/invited/",
        "/groups/feeds/",
        "/groups/wall/",
    }
    wrong = []

    for _route, address, _names_a_record in attempts(book_of_ada):
        answer = client.get(address)
        if not address.startswith(tuple(open_to_all)) and not (
            answer.status_code == 302 and "/accounts/login/" in answer["Location"]
        ):
            wrong.append(f"{address} answered {answer.status_code}")

    assert wrong == []
