"""Answers of mail programs to an invitation: written as four of them write, fetched by IMAP from a real Dovecot."""

from __future__ import annotations

import base64
import quopri
import textwrap
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from kith.connections import actions
from kith.interactions.models import Interaction
from kith.meetings import actions as meetings
from kith.meetings import calendars
from kith.meetings.models import RSVP, Meeting
from tests import make
from tests.connections import dovecot
from tests.connections.dovecot import PASSWORD, USER, Mailserver
from tests.connections.test_mailboxes import place as place
from tests.connections.test_mailboxes import server as server
from tests.make import NOW

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(dovecot.DOVECOT is None, reason="no Dovecot on this machine"),
]
YES, NO, MAYBE = RSVP.Answer.YES, RSVP.Answer.NO, RSVP.Answer.MAYBE


@dataclass(frozen=True)
class Answer:
    """What somebody pressed in their mail program."""

    meeting: Meeting
    uid: str
    who: str
    said: str
    sender: str = ""
    sequence: int = 0
    minutes: int = 60

    @property
    def at(self) -> datetime:
        return NOW + timedelta(minutes=self.minutes)

    @property
    def head(self) -> str:
        """The lines at the top that all of them write."""
        sender = self.sender or self.who
        return textwrap.dedent(f"""\
            From: "Bea Ruiz" <{sender}>
            To: {USER}
            Date: {self.at:%a, %d %b %Y %H:%M:%S} +0000
            Message-ID: <{self.said}.{self.minutes}.{sender}>
            Subject: {self.said.title()}: {self.meeting.title}
            MIME-Version: 1.0
            """)

    def event(self, attendee: str, start: str, more: str = "") -> str:
        return (
            f"BEGIN:VEVENT\r\n{more}DTSTAMP:{self.at:%Y%m%dT%H%M%SZ}\r\nUID:{self.uid}\r\nSEQUENCE:{self.sequence}\r\n"
            f"{start}\r\n{attendee}\r\nORGANIZER:mailto:{USER}\r\nSUMMARY:{self.meeting.title}\r\nEND:VEVENT\r\n"
        )

    @property
    def utc(self) -> str:
        return f"DTSTART:{self.meeting.starts_at:%Y%m%dT%H%M%SZ}"


def by_thunderbird(answer: Answer) -> bytes:
    """Text and calendar side by side, the calendar folded at 75 octets and without an encoding."""
    attendee = f"ATTENDEE;CN=Bea Ruiz;PARTSTAT={answer.said};ROLE=REQ-PARTICIPANT;RSVP=TRUE\r\n :mailto:{answer.who}"
    calendar = (
        "BEGIN:VCALENDAR\r\nPRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN\r\nVERSION:2.0\r\nMETHOD:REPLY\r\n"
        f"{answer.event(attendee, answer.utc)}END:VCALENDAR\r\n"
    )
    return (
        f'{answer.head}Content-Type: multipart/mixed; boundary="--=-x1"\n\n----=-x1\n'
        "Content-Type: text/plain; charset=UTF-8\n\nBea Ruiz has answered.\n----=-x1\n"
        f"Content-Type: text/calendar; method=REPLY; charset=UTF-8\n\n{calendar}\n----=-x1--\n"
    ).encode()


def by_outlook(answer: Answer) -> bytes:
    """An alternative in Base64, with a time zone of its own name and the language at the title."""
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:W. Europe Standard Time\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\n"
        "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    attendee = f"ATTENDEE;PARTSTAT={answer.said};CN=Bea Ruiz:mailto:{answer.who}"
    event = answer.event(attendee, "DTSTART;TZID=W. Europe Standard Time:20261126T100000", "CLASS:PUBLIC\r\n")
    calendar = (
        "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nPRODID:Microsoft Exchange Server 2010\r\nVERSION:2.0\r\n"
        f"{zone}{event}END:VCALENDAR\r\n"
    )
    coded = base64.encodebytes(calendar.encode()).decode()
    return (
        f'{answer.head}Content-Type: multipart/alternative; boundary="_000_x"\nX-MS-Has-Attach: \n\n--_000_x\n'
        'Content-Type: text/plain; charset="iso-8859-1"\nContent-Transfer-Encoding: quoted-printable\n\n\n--_000_x\n'
        'Content-Type: text/calendar; charset="utf-8"; method=REPLY\nContent-Transfer-Encoding: base64\n\n'
        f"{coded}--_000_x--\n"
    ).encode()


def by_google(answer: Answer) -> bytes:
    """Sent by Google in the member's name, marked as automatic, the same calendar once more as a file."""
    attendee = (
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={answer.said};CN=Bea\r\n"
        f"  Ruiz;X-NUM-GUESTS=0:mailto:{answer.who}"
    )
    calendar = (
        "BEGIN:VCALENDAR\r\nPRODID:-//Google Inc//Google Calendar 70.9054//EN\r\nVERSION:2.0\r\nCALSCALE:GREGORIAN\r\n"
        f"METHOD:REPLY\r\n{answer.event(attendee, answer.utc)}END:VCALENDAR\r\n"
    )
    coded = base64.encodebytes(calendar.encode()).decode()
    return (
        f"{answer.head}Sender: Google Calendar <calendar-notification@google.com>\nAuto-Submitted: auto-generated\n"
        'Content-Type: multipart/mixed; boundary="00a"\n\n--00a\nContent-Type: multipart/alternative; boundary="00b"\n\n'
        '--00b\nContent-Type: text/plain; charset="UTF-8"; format=flowed; delsp=yes\n\nBea Ruiz has answered.\n--00b\n'
        'Content-Type: text/html; charset="UTF-8"\n\n<p>Bea Ruiz has answered.</p>\n--00b\n'
        'Content-Type: text/calendar; charset="UTF-8"; method=REPLY\nContent-Transfer-Encoding: 7bit\n\n'
        f'{calendar}\n--00b--\n--00a\nContent-Type: application/ics; name="invite.ics"\n'
        'Content-Disposition: attachment; filename="invite.ics"\nContent-Transfer-Encoding: base64\n\n'
        f"{coded}--00a--\n"
    ).encode()


def by_apple(answer: Answer) -> bytes:
    """Quoted-printable, the address once more as a parameter, and in capitals."""
    attendee = (
        f'ATTENDEE;CN="Bea Ruiz";CUTYPE=INDIVIDUAL;EMAIL="{answer.who}";PARTSTAT={answer.said}:MAILTO:{answer.who}'
    )
    calendar = (
        "BEGIN:VCALENDAR\r\nCALSCALE:GREGORIAN\r\nMETHOD:REPLY\r\nPRODID:-//Apple Inc.//macOS 15.1//EN\r\nVERSION:2.0\r\n"
        f"{answer.event(attendee, answer.utc, 'TRANSP:OPAQUE' + chr(13) + chr(10))}END:VCALENDAR\r\n"
    )
    coded = quopri.encodestring(calendar.replace("\r\n", "\n").encode()).decode()
    return (
        f'{answer.head}Content-Type: multipart/alternative; boundary="Apple-Mail-1"\n\n--Apple-Mail-1\n'
        "Content-Type: text/plain; charset=us-ascii\n\nBea Ruiz has answered.\n\n--Apple-Mail-1\n"
        "Content-Type: text/calendar; method=REPLY; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
        f"{coded}\n--Apple-Mail-1--\n"
    ).encode()


@pytest.fixture
def bea(db):
    return make.user("bea")


@pytest.fixture
def meeting(ada, bea) -> Meeting:
    """A meeting to which calendar programs answer by Ada's mailbox."""
    group = make.group(ada, "Circle", bea, is_listed=False)
    return make.meeting(group, "Round", answers_to=ada)


@pytest.fixture
def look(ada, settings, server: Mailserver):
    """Deliver messages, and look into the mailbox by IMAP as Kith does; the connection is a plain one."""
    settings.INSIDE = (f"127.0.0.1:{server.port}",)
    known = {"name": "Mail", "host": "127.0.0.1", "port": server.port, "security": "none", "username": USER}
    connection = actions.connect(ada, "mailbox", secret=PASSWORD, now=NOW, **known)
    numbers = iter(range(100))

    def looked(*messages: bytes) -> None:
        for message in messages:
            server.deliver_raw(next(numbers), message)
        server.owned()
        actions.check(connection.pk, now=NOW + timedelta(hours=8))
        connection.refresh_from_db()
        assert connection.problem == ""

    return looked


def of(meeting: Meeting, user, said: str, **more) -> Answer:
    return Answer(meeting, calendars.uid_for(meeting, user), user.email, said, **more)


def said_by(user) -> str:
    found = RSVP.objects.filter(user=user).first()
    return found.answer if found else ""


@pytest.mark.parametrize("write", [by_thunderbird, by_outlook, by_google, by_apple])
def test_what_a_mail_program_answers_becomes_the_members_answer(look, meeting, bea, write):
    dan, cem = make.user("dan"), make.user("cem")
    for user in (dan, cem):
        meeting.group.memberships.create(user=user, joined_at=NOW)

    look(write(of(meeting, bea, "ACCEPTED")), write(of(meeting, cem, "TENTATIVE")), write(of(meeting, dan, "DECLINED")))

    assert (said_by(bea), said_by(cem), said_by(dan)) == (YES, MAYBE, NO)


def test_the_last_answer_counts_also_where_an_older_letter_arrives_later(look, meeting, bea):
    look(by_apple(of(meeting, bea, "DECLINED", minutes=90)))
    look(by_apple(of(meeting, bea, "ACCEPTED", minutes=30)))

    assert said_by(bea) == NO


def test_only_the_member_answers_for_the_member_and_only_with_their_own_copy(look, meeting, ada, bea):
    mine = of(meeting, bea, "ACCEPTED")

    look(
        by_google(replace(mine, sender="eve@kith.example")),
        by_outlook(replace(mine, uid=calendars.uid_for(meeting, ada), minutes=61)),
        by_thunderbird(replace(mine, uid=f"{meeting.uid.hex}.{'0' * 24}@meetings.kith", minutes=62)),
        by_apple(replace(mine, uid="round@elsewhere.example", minutes=63)),
    )

    assert not RSVP.objects.exists()


def test_an_answer_to_the_meeting_as_it_was_before_it_was_moved_is_left(look, meeting, bea):
    moved = meetings.change(
        meeting, on=make.TODAY + timedelta(days=4), starts_at=meeting.starts_at.time(), minutes=60, given={}, at=NOW
    )
    assert moved.sequence == 1

    look(by_google(of(moved, bea, "ACCEPTED", sequence=0)))
    assert said_by(bea) == ""
    look(by_google(of(moved, bea, "ACCEPTED", sequence=1, minutes=70)))

    assert said_by(bea) == YES


def test_of_a_letter_with_a_calendar_in_it_nothing_else_is_read(look, meeting, ada, bea):
    make.person(ada, "Bea Ruiz", points=[make.email(bea.email)])

    look(by_apple(of(meeting, bea, "ACCEPTED")))

    assert said_by(bea) == YES
    assert [each.notes for each in Interaction.objects.visible_to(ada)] == [""]


def test_a_file_that_is_no_answer_changes_nothing(look, meeting, bea):
    for number, method in enumerate(("REQUEST", "PUBLISH", "COUNTER")):
        letter = by_thunderbird(of(meeting, bea, "ACCEPTED", minutes=60 + number))
        look(letter.replace(b"METHOD:REPLY", f"METHOD:{method}".encode()))

    assert not RSVP.objects.exists()
