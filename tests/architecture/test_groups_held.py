"""Whoever is in a group can take what it holds about them, and its organiser what all members see, of every kind of row."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from kith.accounts.models import Owned
from kith.groups import actions as groups
from kith.groups import holdings, reports
from kith.groups.models import Membership
from tests import make
from tests.architecture.test_groups_canaries import PRIVATE, WORD, models
from tests.architecture.worlds_of_groups import World, fill

OTHERS = {  # rows that point at somebody, and are not told as theirs
    "Group": "who started it stands on its first page",
    "RoofAsk": "a question between two groups",
    "Gathering": "whoever answers for a meeting stands on its page",
    "Series": "whoever answers for a meeting stands on its page",
    "Meeting": "whoever answers for a meeting stands on its page",
    "Challenge": "who started it stands on its page",
    "Coffee": "their seats at it are told",
    "exchange.Match": "worked out from asks and offers, which are in one's own book",
    "Bringing": "what was brought into the directory, not into a group",
    "Listing": "a group elsewhere",
}


@pytest.fixture
def world(db) -> World:
    organiser, member, guest, bystander = (make.user(name) for name in ("ada", "bea", "gus", "cem"))
    group = make.group(organiser, "Circle", member, guest, bystander)
    found = World(group, organiser, member, guest, WORD, PRIVATE)
    groups.set_role(found.membership(guest), "guest", by=organiser, at=make.NOW)
    fill(found)
    return found


def points_at_somebody(model: Any) -> bool:
    people = (get_user_model(), Membership)
    return any(
        field.is_relation and field.related_model in people and not field.auto_created
        for field in model._meta.get_fields()
    )


def test_every_row_about_somebody_is_told_to_them_or_left_out_for_a_reason():
    told = {model for part in reports.held() for model in part.of} | set(holdings.OF)

    missing = [
        model._meta.label
        for model in models()
        if points_at_somebody(model)
        and not issubclass(model, Owned)
        and model not in told
        and not {model._meta.object_name, model._meta.label} & OTHERS.keys()
    ]

    assert missing == []


def test_each_kind_of_what_is_held_is_found_for_somebody(world):
    everybody = Membership.objects.filter(group=world.group)
    found = {part.name for membership in everybody for part in holdings.about(membership)}

    assert {part.name for part in reports.held()} <= found


def test_nobody_is_told_what_is_anothers_alone(world):
    for user in (world.organiser, world.guest):
        assert PRIVATE not in json.dumps([part.rows for part in holdings.about(world.membership(user))], default=str)


def test_each_file_of_an_export_holds_a_row_and_nothing_private(world):
    files = zipfile.ZipFile(io.BytesIO(holdings.export(world.group, make.NOW)))
    empty = [name for name in files.namelist() if name.endswith(".json") and not json.loads(files.read(name))]

    assert empty == []
    assert WORD in files.read("messages.json").decode()
    assert not [name for name in files.namelist() if PRIVATE in files.read(name).decode()]
