"""A group that anyone may find, with meetings that anyone may come to, shows outsiders that much and nothing else.

The walk of test_groups_canaries.py is through a group that nobody can find. Here it is one with an open door, and the actors
are those who stand in it: who asks to join, was declined, was invited, was removed, or comes to one meeting without belonging.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import islice
from typing import Any

import pytest
from django.utils import timezone

from kith.groups import actions as groups
from kith.groups.models import Group, Membership
from kith.meetings import actions as meetings
from kith.meetings.models import Meeting, Series
from tests import make
from tests.architecture.test_groups_canaries import (
    OF_ONE_FEATURE,
    PRIVATE,
    WORD,
    all_rows,
    client_of,
    fillings,
    routes,
    shown,
)
from tests.architecture.worlds_of_groups import World, fill

pytestmark = pytest.mark.slow

OPEN = "openbird"  # in what a listed group shows to everybody
SHOWN_OF_GROUPS = ("name", "purpose", "about", "questions", "rules", "dues", "place")
LISTED_OF_GROUPS = ("skills", "industries", "interests")  # by which it is found
SHOWN_OF_MEETINGS = ("title", "place", "agenda", "rounds", "roles")
OUTSIDERS = ("sid", "asks", "invited", "declined", "removed", "eva")
CHAT = {"posts:thread", "posts:news", "posts:message", "posts:picture", "meetings:meeting"}  # for whoever comes


@pytest.fixture
def world(db) -> World:
    organiser, member, guest, bystander = (make.user(name) for name in ("ada", "bea", "gus", "cem"))
    group = make.group(organiser, "Circle", member, guest, bystander, joining="request")
    found = World(group, organiser, member, guest, WORD, PRIVATE)
    groups.set_role(found.membership(guest), "guest", by=organiser, at=make.NOW)
    fill(found)
    _people_at_the_door(group, organiser)
    shown_of_groups = {**dict.fromkeys(SHOWN_OF_GROUPS, OPEN), **{name: [OPEN] for name in LISTED_OF_GROUPS}}
    Group.objects.filter(pk=group.pk).update(**shown_of_groups)
    for model in (Meeting, Series):
        model.objects.filter(group=group).update(**dict.fromkeys(SHOWN_OF_MEETINGS, OPEN))
    return found


def _people_at_the_door(group: Group, organiser: Any) -> None:
    _sid, asks, invited, declined, removed, eva = (make.user(name) for name in OUTSIDERS)
    groups.ask_to_join(group, asks, answers="Please", at=make.NOW)
    link, _secret = groups.make_link(Membership.objects.get(group=group, user=organiser), at=make.NOW)
    groups.invite_new(link, invited)
    groups.decline(groups.ask_to_join(group, declined, answers="", at=make.NOW), by=organiser, at=make.NOW)
    groups.remove_member(groups.join(group, removed, at=make.NOW, invited_by=organiser), by=organiser, at=make.NOW)
    groups.leave(groups.join(group, eva, at=make.NOW, invited_by=organiser), at=make.NOW)
    comes, now = make.user("comes"), timezone.now()
    coming = Meeting.objects.filter(group=group, cancelled_at=None).earliest("pk")
    Meeting.objects.filter(pk=coming.pk).update(starts_at=now + timedelta(1), ends_at=now + timedelta(1.1))
    coming.refresh_from_db()
    meetings.say(coming, comes, answer="yes", at=now)


def told_to(who: str, world: World) -> dict[str, set[str]]:
    """Return in which words of the world's an actor is answered, by the names of the addresses."""
    client, rows = client_of(who), all_rows()
    found: dict[str, set[str]] = {WORD: set(), PRIVATE: set(), OPEN: set()}
    for route in routes():
        for uids in islice(fillings(route, rows), OF_ONE_FEATURE):
            address = route.filled(world.group.slug, uids)
            said = shown(client.get(address)).decode(errors="replace").replace(address, "").lower()
            for word in found:
                if word in said:
                    found[word].add(route.name)
    return found


def test_whoever_stands_at_the_door_sees_what_everybody_sees(world):
    told = {who: told_to(who, world) for who in OUTSIDERS}

    assert {who: words[WORD] | words[PRIVATE] for who, words in told.items()} == {who: set() for who in OUTSIDERS}
    assert all({"groups:group", "meetings:meeting"} <= words[OPEN] for words in told.values())


def test_whoever_comes_to_one_meeting_reads_its_chat_and_no_more(world):
    told = told_to("comes", world)

    assert told[WORD] <= CHAT
    assert told[PRIVATE] == set()
