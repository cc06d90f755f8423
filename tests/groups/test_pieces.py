"""Pages of groups that show what fits a screen, and the rest as one gets there; without JavaScript by a link."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from kith.groups import actions, holdings, parts, queries
from kith.groups.faces import face_of
from kith.groups.models import LogEntry, Membership
from kith.groups.rolls import A_PAGE, Roll
from tests import make
from tests.make import NOW


@pytest.fixture
def ben(db):
    return make.user("ben")


@pytest.fixture
def runners(ada, ben):
    return make.group(ada, "Runners", ben)


def link_on(page: str) -> str:
    """Where the next piece is, if there is one."""
    return next(iter(re.findall(r'<a [^>]*href="(\?from=[\d.]+)"[^>]*hx-trigger="click, revealed"', page)), "")


def test_sections_of_a_group_come_one_after_the_other_and_each_once(client_of, ada, runners, monkeypatch):
    address = reverse("groups:group", args=[runners.slug])
    make.meeting(runners, "Sunday round")
    whole = re.findall(r'<section [^>]*aria-labelledby="([\w-]+)"', client_of(ada).get(address).content.decode())
    monkeypatch.setattr(parts, "AT_ONCE", 1)

    first = client_of(ada).get(address).content.decode()
    found = re.findall(r'<section [^>]*aria-labelledby="([\w-]+)"', first)
    link = link_on(first)
    assert link
    while link:
        piece = client_of(ada).get(address + link, headers={"HX-Request": "true"}).content.decode()
        assert "<h1>" not in piece
        found += re.findall(r'<section [^>]*aria-labelledby="([\w-]+)"', piece)
        link = link_on(piece)

    assert sorted(found) == sorted(whole)


def test_all_that_a_group_holds_about_somebody_is_reached_piece_by_piece(client_of, ben, runners):
    for number in range(40):
        LogEntry.objects.create(group=runners, about=ben, what=f"Deed {number}.", at=NOW)
    address = reverse("groups:held", args=[runners.slug])

    page = client_of(ben).get(address).content.decode()
    told = page
    while link := link_on(page):
        page = client_of(ben).get(address + link).content.decode()
        told += page

    assert sorted(re.findall(r"Deed \d+\.", told)) == sorted(f"Deed {number}." for number in range(40))


def test_a_piece_begins_where_the_one_before_ended(ben, runners):
    for number in range(40):
        LogEntry.objects.create(group=runners, about=ben, what=f"Deed {number}.", at=NOW)
    membership = Membership.objects.get(group=runners, user=ben)
    rows: dict[str, list[object]] = {}

    piece = holdings.piece(membership)
    while True:
        for part in piece.parts:
            assert part.goes_on == (part.name in rows)
            rows.setdefault(part.name, []).extend(part.rows)
        if not piece.further:
            break
        piece = holdings.piece(membership, piece.further)

    assert rows == {part.name: part.rows for part in holdings.about(membership)}


@pytest.mark.parametrize("start", ["x", "1", "99.0", "0.99", "²"])
def test_an_address_of_a_piece_that_is_none_shows_something(client_of, ben, runners, start):
    address = reverse("groups:held", args=[runners.slug])

    assert client_of(ben).get(address, {"from": start}).status_code == 200


def test_pages_of_members_follow_one_another_by_when_they_joined(ada, runners):
    for number in range(A_PAGE + 5):
        actions.join(runners, make.user(f"runner{number}"), at=NOW, invited_by=ada)
    in_order = Membership.objects.current().filter(group=runners).order_by("-joined_at", "-pk")

    first, second = Roll(runners).get_page(1), Roll(runners).get_page(99)

    assert [*first.object_list, *second.object_list] == [face_of(membership) for membership in in_order]
    assert (len(first.object_list), first.paginator.count) == (A_PAGE, A_PAGE + 7)


def test_members_are_paged_by_role_and_by_words_as_well(ada, ben, runners):
    actions.set_role(Membership.objects.get(group=runners, user=ben), "mentor", by=ada, at=NOW)

    assert [one.user_id for one in Roll(runners, role="mentor").get_page(1)] == [ben.pk]
    assert [one.user_id for one in Roll(runners, "ben").get_page(1)] == [ben.pk]
    assert [one.user_id for one in Roll(runners, "ben", "mentor").get_page(1)] == [ben.pk]
    assert Roll(runners, "ben", "guest").count == 0
    assert Roll(runners, "nobody at all").count == 0


def test_organisers_stand_in_the_order_in_which_they_came_those_who_help_them_last(ada, ben, runners):
    cem = make.user("cem")
    actions.join(runners, cem, at=NOW, invited_by=ada)
    for user, role in ((ben, "co_organiser"), (cem, "organiser")):
        actions.set_role(Membership.objects.get(group=runners, user=user), role, by=ada, at=NOW)

    assert [one.user for one in queries.organisers(runners)] == [ada, cem, ben]


def test_what_a_group_holds_is_told_in_words(client_of, ada, runners):
    mine = Membership.objects.get(group=runners, user=ada)
    Membership.objects.filter(pk=mine.pk).update(joined_at=datetime(2026, 11, 2, 9, 5, tzinfo=UTC))

    page = client_of(ada).get(reverse("groups:held", args=[runners.slug])).content.decode()

    assert "<dt>Joined at</dt><dd>2 November 2026, " in page
    assert "<dt>Gives card</dt><dd>no</dd>" in page
