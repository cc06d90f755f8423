"""What readers are told of a file."""

from __future__ import annotations

import pytest

from kith.imports import options
from tests import make
from tests.make import TODAY

pytestmark = pytest.mark.django_db


def test_readers_may_know_what_the_book_knows(ada, settings):
    settings.PHONE_REGION = "DE"
    ada.time_zone = "Asia/Tokyo"
    make.person(ada, "Ada", is_self=True, points=[make.email(" Ada@Home.example")])
    make.person(ada, "Bo", points=[make.email("bo@acme.example")])

    assert options.known(ada, TODAY) == {
        "own_addresses": ["ada@home.example", "ada@kith.example"],
        "zone": "Asia/Tokyo",
        "region": "DE",
        "today": "2026-11-23",
    }


def test_what_the_user_says_goes_before_it_and_addresses_add_up(ada):
    said = {"own_addresses": ["Ada@Old.example", "ada@kith.example"], "zone": "Europe/Berlin", "bodies": True}

    told = options.of_file(options.known(ada, TODAY), said)

    assert told["own_addresses"] == ["ada@kith.example", "ada@old.example"]
    assert (told["zone"], told["bodies"], told["today"]) == ("Europe/Berlin", True, "2026-11-23")
