"""The pages of meetings are for those who may see them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse

from kith.groups import actions as groups
from kith.groups.models import Membership
from kith.meetings import actions, parts
from kith.meetings.models import Meeting
from tests import make

TITLED = re.compile(r'<section [^>]*aria-labelledby="([\w-]+)"')
FURTHER = re.compile(r'href="(\?from=\d+)"[^>]*hx-trigger="click, revealed"')


def test_a_member_sees_the_meetings_of_the_group(ada, client_of):
    ben = make.user("ben")
    group = make.group(ada, "Runners", ben, is_listed=False)
    meeting = make.meeting(group, "Long run")

    listed = client_of(ben).get(reverse("meetings:list", args=[group.slug]))
    page = client_of(ben).get(meeting.get_absolute_url())

    assert "Long run" in listed.content.decode()
    assert "Long run" in page.content.decode()


def test_eve_learns_nothing_of_a_group_that_is_not_listed(ada, eve, client_of):
    meeting = make.meeting(make.group(ada, "Runners", is_listed=False), "Long run")

    assert client_of(eve).get(meeting.get_absolute_url()).status_code == 404
    assert client_of(eve).get(reverse("meetings:list", args=[meeting.group.slug])).status_code == 404


def test_who_left_sees_nothing_more(ada, client_of):
    ben = make.user("ben")
    group = make.group(ada, "Runners", ben, is_listed=False)
    meeting = make.meeting(group, "Long run")
    groups.leave(Membership.objects.get(user=ben, group=group), at=make.NOW)

    assert client_of(ben).get(meeting.get_absolute_url()).status_code == 404


def test_members_read_the_meetings_of_a_group_that_has_ended_and_answer_no_more(ada, eve, client_of):
    ben = make.user("ben")
    group = make.group(ada, "Runners", ben)
    meeting = make.meeting(group, "Long run", notes="Bring *water*")
    groups.end_group(group, by=ada, at=make.NOW)
    page = client_of(ben).get(meeting.get_absolute_url())

    client_of(ben).post(reverse("meetings:answer", args=[group.slug, meeting.uid]), {"answer": "yes"})

    assert "water" in page.content.decode()
    assert client_of(ben).get(reverse("meetings:timer", args=[group.slug, meeting.uid])).status_code == 200
    assert not meeting.rsvps.exists()
    assert client_of(eve).get(meeting.get_absolute_url()).status_code == 404


def test_a_newcomer_sees_a_meeting_of_a_listed_group_that_is_open_to_others_and_no_other(ada, eve, client_of):
    group = make.group(ada, "Runners")
    open_to_all = make.meeting(group, "Open evening")
    own = make.meeting(group, "Members only", guests_may_come=False)

    page = client_of(eve).get(reverse("meetings:list", args=[group.slug])).content.decode()

    assert "Open evening" in page
    assert "Members only" not in page
    assert client_of(eve).get(open_to_all.get_absolute_url()).status_code == 200
    assert client_of(eve).get(own.get_absolute_url()).status_code == 404


def test_the_list_asks_no_more_for_more_meetings(ada, client_of, django_assert_max_num_queries):
    group = make.group(ada)
    for _number in range(15):
        make.meeting(group)

    client = client_of(ada)
    with django_assert_max_num_queries(16):
        client.get(reverse("meetings:list", args=[group.slug]))


def test_the_time_of_a_meeting_is_that_of_its_place_with_the_readers_own_beside_it(ada, client_of):
    ada.time_zone = "Europe/Berlin"
    ada.save()
    group = make.group(ada, time_zone="Asia/Tokyo")
    starts = datetime(2100, 11, 23, 18, tzinfo=ZoneInfo("Asia/Tokyo"))
    meeting = make.meeting(group, starts_at=starts, rounds="10 Welcome\n20 Names")
    told = "Tuesday, 23 November 2100, 18:00</time>–19:30 (Asia/Tokyo); for you Tuesday, 10:00"

    for address in (meeting.get_absolute_url(), reverse("meetings:list", args=[group.slug])):
        assert told in client_of(ada).get(address).content.decode()
    for address in (meeting.get_absolute_url(), reverse("meetings:timer", args=[group.slug, meeting.uid])):
        assert ">18:10</time>" in client_of(ada).get(address).content.decode()


def test_sections_of_a_meeting_come_one_after_the_other_and_each_once(ada, client_of, monkeypatch):
    group = make.group(ada)
    meeting = make.meeting(group, starts_at=make.NOW)
    actions.say(meeting, ada, answer="yes", at=make.NOW - timedelta(hours=1))
    client, address = client_of(ada), meeting.get_absolute_url()
    monkeypatch.setattr(parts, "AT_ONCE", 99)
    whole = TITLED.findall(client.get(address).content.decode())
    monkeypatch.setattr(parts, "AT_ONCE", 2)

    page = client.get(address).content.decode()
    found = TITLED.findall(page)
    while link := FURTHER.search(page):
        page = client.get(address + link[1], headers={"HX-Request": "true"}).content.decode()
        assert "<h1>" not in page
        found += TITLED.findall(page)

    assert found == whole
    assert {"agenda-title", "coming-title", "meeting-chat", "after-title"} <= set(whole)
    assert "<h1>" in client.get(address + "?from=2").content.decode()


def test_a_call_whose_link_is_not_known_yet_says_so(ada, client_of):
    meeting = make.meeting(make.group(ada), format="hybrid", place="Hall")
    told = "The link is not known yet."

    assert told in client_of(ada).get(meeting.get_absolute_url()).content.decode()
    Meeting.objects.filter(pk=meeting.pk).update(link="https://call.example/room")
    assert told not in client_of(ada).get(meeting.get_absolute_url()).content.decode()
