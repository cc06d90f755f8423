"""Meetings in calendars: files, feeds, invitations, and what mail programs answer to them."""

from __future__ import annotations

import io
from datetime import UTC, date, time, timedelta
from email.message import EmailMessage

import icalendar
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.http import urlencode

from kith.connections import answers as mail_answers
from kith.groups import actions as groups
from kith.groups.models import Membership
from kith.icalendars import read_file
from kith.mail.headers import letter_of
from kith.mail.mboxes import split_message
from kith.mail.whole import read_whole
from kith.meetings import actions, calendars, queries
from kith.meetings.models import RSVP, Meeting
from tests import make

YES, NO, MAYBE = RSVP.Answer.YES, RSVP.Answer.NO, RSVP.Answer.MAYBE
NOW = make.NOW


def parsed(data: bytes):
    return icalendar.Calendar.from_ical(data).walk("VEVENT")


@pytest.fixture
def circle(ada):
    bea = make.user("bea")
    group = make.group(ada, "Circle", bea, is_listed=False)
    return group, bea


def test_a_meeting_comes_as_a_file_with_an_alarm(circle, client_of):
    group, bea = circle
    meeting = make.meeting(group, "Round, with a comma", place="Hall; upstairs")

    answer = client_of(bea).get(reverse("meetings:event", args=[group.slug, meeting.uid]))
    (event,) = parsed(answer.content)

    assert answer["Content-Type"].startswith("text/calendar")
    assert (event["SUMMARY"], event["LOCATION"]) == ("Round, with a comma", "Hall; upstairs")
    assert event["DTSTART"].dt == meeting.starts_at
    assert [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] == [timedelta(hours=-1)]
    (read,) = read_file(lambda: io.BytesIO(answer.content)).events
    assert read.start.astimezone(UTC) == meeting.starts_at


def test_each_change_of_time_raises_the_sequence_and_calling_off_cancels(circle):
    group, bea = circle
    meeting = make.meeting(group)
    moved = actions.change(meeting, on=date(2026, 12, 1), starts_at=time(7), minutes=60, given={}, at=NOW)
    off = actions.call_off(moved, at=NOW)

    (event,) = parsed(calendars.event(off, bea))

    assert (event["SEQUENCE"], event["STATUS"]) == (2, "CANCELLED")
    assert not event.walk("VALARM")


def test_a_feed_is_read_without_signing_in_until_it_is_renewed_or_the_member_leaves(circle):
    group, bea = circle
    make.meeting(group, "Round")
    first = actions.renew_feed(bea, group, at=NOW)
    address = reverse("meetings:feed", args=[first.secret])
    second = actions.renew_feed(bea, group, at=NOW)
    renewed = reverse("meetings:feed", args=[second.secret])

    assert Client().get(address).status_code == 404
    assert b"SUMMARY:Round" in Client().get(renewed).content

    groups.leave(Membership.objects.get(user=bea), at=NOW)
    assert Client().get(renewed).status_code == 404


def test_the_feed_of_all_groups_holds_what_they_said_yes_or_perhaps_to(circle):
    group, bea = circle
    said = {answer: make.meeting(group, answer) for answer in (YES, MAYBE, NO)}
    for answer, meeting in said.items():
        actions.say(meeting, bea, answer=answer, at=NOW)

    feed = actions.renew_feed(bea, None, at=NOW)

    assert {meeting.title for meeting in queries.meetings_of_feed(feed, NOW)} == {YES, MAYBE}


def test_a_feed_asks_no_more_for_more_meetings_that_take_answers_and_says_each_answer(circle, ada):
    group, bea = circle
    answers = [YES, MAYBE, YES, NO, YES]
    for number, answer in enumerate(answers):
        actions.say(make.meeting(group, f"Round {number}", answers_to=ada), bea, answer=answer, at=NOW)
    meetings = list(Meeting.objects.select_related("group", "answers_to").order_by("pk"))

    def asked(count: int) -> int:
        with CaptureQueriesContext(connection) as found:
            calendars.feed(meetings[:count], bea, "Mine")
        return len(found)

    assert asked(1) == asked(5) == 1
    told = [event["ATTENDEE"].params["PARTSTAT"] for event in parsed(calendars.feed(meetings, bea, "Mine"))]
    assert told == ["ACCEPTED", "TENTATIVE", "ACCEPTED", "DECLINED", "ACCEPTED"]


def test_making_an_address_for_the_feed_is_a_press_of_a_button(circle, client_of):
    group, bea = circle
    client = client_of(bea)
    page = reverse("meetings:calendar", args=[group.slug])

    assert b"feeds/" not in client.get(page).content.replace(b"feeds/mine", b"")
    client.post(reverse("meetings:renew", args=[group.slug]))
    assert queries.feed_of(bea, group).secret in client.get(page).content.decode()


def reply(meeting: Meeting, user, answer: str, *, sender: str = "", uid: str = "", method: str = "REPLY"):
    """A mail as programs send it that answers an invitation, read as from a mailbox."""
    sender = sender or user.email
    calendar = (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Some//Program//EN\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\n"
        f"UID:{uid or calendars.uid_for(meeting, user)}\r\nDTSTAMP:20261124T090000Z\r\n"
        f"DTSTART:{meeting.starts_at:%Y%m%dT%H%M%SZ}\r\nORGANIZER:mailto:ada@kith.example\r\n"
        f"ATTENDEE;PARTSTAT={answer};CN=Bea:mailto:{user.email}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    message = EmailMessage()
    message["From"], message["To"], message["Message-ID"] = sender, "ada@kith.example", "<answer@mail.example>"
    message["Subject"], message["Date"] = f"{answer.title()}: Round", "Mon, 23 Nov 2026 12:00:00 +0000"
    message["Auto-Submitted"] = "auto-replied"
    message.set_content("Bea has answered.")
    message.add_alternative(calendar, subtype="calendar", params={"method": method}, cte="base64")
    parts = split_message(message.as_bytes(), body_bytes=100_000)
    return read_whole(letter_of(parts.head, "INBOX", ()), parts.head, parts.body)


@pytest.fixture
def invited(ada, circle):
    group, bea = circle
    return make.meeting(group, "Round", answers_to=ada), bea


@pytest.mark.parametrize(("said", "becomes"), [("ACCEPTED", YES), ("TENTATIVE", MAYBE), ("DECLINED", NO)])
def test_what_a_mail_program_answers_becomes_the_members_answer(ada, invited, said, becomes):
    meeting, bea = invited

    mail_answers.take(ada, reply(meeting, bea, said), now=NOW + timedelta(hours=4))

    assert RSVP.objects.get(user=bea).answer == becomes


def test_an_answer_counts_only_from_their_own_address_for_their_own_copy_and_in_the_right_mailbox(ada, eve, invited):
    meeting, bea = invited
    later = NOW + timedelta(hours=4)

    mail_answers.take(ada, reply(meeting, bea, "ACCEPTED", sender="eve@kith.example"), now=later)
    mail_answers.take(ada, reply(meeting, bea, "ACCEPTED", uid=calendars.uid_for(meeting, ada)), now=later)
    mail_answers.take(ada, reply(meeting, bea, "ACCEPTED", uid=f"{meeting.uid.hex}.guessed@meetings.kith"), now=later)
    mail_answers.take(ada, reply(meeting, bea, "ACCEPTED", uid="something@else.example"), now=later)
    mail_answers.take(ada, reply(meeting, bea, "ACCEPTED", method="REQUEST"), now=later)
    mail_answers.take(eve, reply(meeting, bea, "ACCEPTED"), now=later)

    assert not RSVP.objects.exists()


def test_an_older_answer_changes_nothing(ada, invited):
    meeting, bea = invited
    actions.say(meeting, bea, answer=NO, at=NOW + timedelta(hours=6))

    mail_answers.take(ada, reply(meeting, bea, "ACCEPTED"), now=NOW + timedelta(hours=7))

    assert RSVP.objects.get(user=bea).answer == NO


def test_an_invitation_asks_for_an_answer_where_a_mailbox_takes_it_and_else_shows_nobodys_address(ada, invited):
    meeting, bea = invited
    asked = calendars.invitation(meeting, bea, YES).decode().replace("\r\n ", "")
    meeting.answers_to = None
    plain = calendars.invitation(meeting, bea, YES).decode().replace("\r\n ", "")

    assert "METHOD:REQUEST" in asked
    assert ada.email in asked
    assert "METHOD:PUBLISH" in plain
    assert "mailto:" not in plain


def test_a_search_in_the_address_of_a_feed_finds_nothing(db):
    assert Client().get("/groups/feeds/wrong.ics?" + urlencode({"secret": "x"})).status_code == 404
