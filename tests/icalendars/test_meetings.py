"""Which events are meetings with others, and with whom."""

from __future__ import annotations

import pytest

from kith.icalendars import Guest, meetings
from kith.icalendars.meetings import Without
from tests.icalendars.given import calendar, event, read

ME = frozenset({"me@kith.example"})
MINE = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:me@kith.example"
ANA = "ATTENDEE;CN=Ana Ruiz;PARTSTAT=ACCEPTED:mailto:ana@acme.example"
DAY = "DTSTART;VALUE=DATE:20260302"


def only(*lines: str, start: str = "DTSTART:20260302T090000Z", head: tuple[str, ...] = ()):
    return read(calendar(event(*lines, start=start), head=head)).events[0]


def titled(title: str):
    return read(calendar(event()).replace("Lunch", title)).events[0]


def people(*lines: str) -> list[str]:
    return [guest.address or guest.name for guest in meetings.others(only(*lines), ME)]


def why(*lines: str, **more) -> Without | None:
    found = only(*lines, **more)
    return meetings.why_not(found, ME, meetings.others(found, ME))


def guests(count: int) -> list[str]:
    return [f"ATTENDEE:mailto:guest{number}@acme.example" for number in range(count)]


def test_the_people_are_those_who_are_invited_and_who_invites_without_me():
    assert people(MINE, ANA, "ORGANIZER:mailto:ben@acme.example") == ["ana@acme.example", "ben@acme.example"]


@pytest.mark.parametrize(
    "line",
    [
        "ATTENDEE;CUTYPE=ROOM:mailto:room@acme.example",
        "ATTENDEE;CUTYPE=RESOURCE;CN=Projector:mailto:beamer@acme.example",
        "ATTENDEE;CN=Blue:mailto:acme_1@resource.calendar.google.com",
        "ATTENDEE;ROLE=NON-PARTICIPANT:mailto:ben@acme.example",
        "ATTENDEE;PARTSTAT=DECLINED:mailto:ben@acme.example",
        "ORGANIZER:mailto:no-reply@tickets.example",
        "ORGANIZER;CN=LinkedIn Events:mailto:events-noreply@linkedin.example",
        "ORGANIZER:mailto:abc@group.calendar.google.com",
        "ORGANIZER;CN=Somebody:urn:uuid:1234",
        "ATTENDEE;CN=Ana again:mailto:ANA@acme.example",
    ],
)
def test_rooms_copies_machines_and_those_who_declined_take_no_part(line):
    assert people(ANA, line) == ["ana@acme.example"]


def test_who_organises_and_declines_is_not_there():
    assert people(ANA, "ORGANIZER:mailto:ben@acme.example", "ATTENDEE;PARTSTAT=DECLINED:mailto:ben@acme.example") == [
        "ana@acme.example"
    ]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([MINE, ANA], None),
        ([ANA, "STATUS:TENTATIVE"], None),
        ([ANA, "STATUS:CANCELLED"], Without.CANCELLED),
        ([ANA, "ATTENDEE;PARTSTAT=DECLINED:mailto:me@kith.example"], Without.DECLINED),
        ([MINE], Without.ALONE),
        ([], Without.ALONE),
        ([MINE, *guests(20)], None),
        ([MINE, *guests(21)], Without.CROWD),
    ],
)
def test_what_is_no_meeting_is_left_out_for_a_reason(lines, reason):
    assert why(*lines) is reason


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([], Without.WHOLE_DAY),
        (guests(1), None),
        ([MINE, *guests(5)], None),
        (guests(6), Without.WHOLE_DAY),
        ([*guests(1), "TRANSP:TRANSPARENT"], Without.WHOLE_DAY),
        ([*guests(1), "X-MICROSOFT-CDO-BUSYSTATUS:FREE"], Without.WHOLE_DAY),
    ],
)
def test_a_whole_day_is_a_meeting_with_one_to_five_who_were_invited(lines, reason):
    assert why(*lines, start=DAY) is reason


@pytest.mark.parametrize(
    ("method", "reason"),
    [("REQUEST", None), ("PUBLISH", None), ("CANCEL", Without.CANCELLED), ("REPLY", Without.ANSWER)],
)
def test_messages_about_meetings_are_told_from_meetings(method, reason):
    assert why(ANA, head=(f"METHOD:{method}",)) is reason


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Lunch with Ana Ruiz", ["Ana Ruiz"]),
        ("Coffee with Ana Ruiz at Acme", ["Ana Ruiz"]),
        ("Ana Ruiz / me", ["Ana Ruiz"]),
        ("Ana Ruiz <> Ben Ito", ["Ana Ruiz", "Ben Ito"]),
        ("Mittag mit Anja Kühn (Berlin)", ["Anja Kühn"]),
        ("1:1 Ana Ruiz", ["Ana Ruiz"]),
        ("Comida con José Ángel García y Ana Ruiz", ["José Ángel García", "Ana Ruiz"]),
        ("Déjeuner avec Chloé Martin", ["Chloé Martin"]),
        ("Call with the team", []),
        ("Lunch with Ana", []),
        ("Gym", []),
        ("Room 12 / Floor 3", []),
    ],
)
def test_titles_name_people(title, names):
    assert [guest.name for guest in meetings.others(titled(title), ME)] == names


def test_a_title_names_nobody_where_somebody_was_invited():
    assert people("SUMMARY:Talk with Ben Ito", MINE) == []


def test_the_owner_is_whoever_the_calendar_is_named_for():
    found = read(calendar(event(ANA), head=("X-WR-CALNAME:Me@Kith.example",)))

    assert meetings.owners_of(found) == ME


def test_the_owner_is_who_is_in_nearly_all_meetings():
    with_others = [event(MINE, *guests(5)[number : number + 1], uid=f"{number}") for number in range(4)]

    assert meetings.owners_of(read(calendar(*with_others))) == ME
    assert meetings.owners_of(read(calendar(*with_others[:2]))) == frozenset()
    assert meetings.owners_of(read(calendar(*with_others)), ["Other@kith.example"]) == {*ME, "other@kith.example"}


def test_the_owner_is_not_guessed_between_two_who_are_always_together():
    pair = [event(MINE, ANA, uid=f"{number}") for number in range(4)]

    assert meetings.owners_of(read(calendar(*pair))) == frozenset()


@pytest.mark.parametrize(
    ("lines", "channel", "link"),
    [
        (["LOCATION:Café Central"], "in_person", ""),
        (["LOCATION:https://acme.zoom.us/j/1"], "video", "https://acme.zoom.us/j/1"),
        (["LOCATION:Zoom"], "video", ""),
        (["X-GOOGLE-CONFERENCE:https://meet.google.com/a"], "video", "https://meet.google.com/a"),
        (["DESCRIPTION:Join: <https://teams.microsoft.com/l/1>"], "video", "https://teams.microsoft.com/l/1"),
        (["LOCATION:+49 30 123456"], "phone", ""),
        (["LOCATION:Phone"], "phone", ""),
        (["URL:https://acme.example/day", "LOCATION:Hall 3"], "in_person", "https://acme.example/day"),
        (["URL:javascript:alert(1)"], "", ""),
        ([], "", ""),
    ],
)
def test_the_way_they_meet_is_told_by_place_and_links(lines, channel, link):
    found = only(ANA, *lines)

    assert (meetings.channel_of(found), meetings.link_of(found)) == (channel, link)


def test_people_are_called_by_their_names_and_not_by_their_addresses():
    names = [meetings.name_of(each) for each in meetings.others(only("ATTENDEE;CN='Bo Li':mailto:bo@acme.example"), ME)]

    assert names == ["Bo Li"]
    assert meetings.name_of(Guest("bo@acme.example", "bo@acme.example")) == ""


def test_a_call_that_only_the_title_names_is_by_phone():
    assert meetings.channel_of(titled("Call Ana Ruiz")) == "phone"


def test_the_place_is_told_without_the_address_of_the_call():
    assert meetings.place_of(only("LOCATION:Blue room\\; https://meet.google.com/abc")) == "Blue room"


@pytest.mark.parametrize("title", ["Canceled: Lunch", "Abgesagt: Lunch", "Annulé : Lunch", "Cancelado: Lunch"])
def test_a_meeting_that_outlook_calls_off_in_its_title_is_cancelled(title):
    [found] = read(calendar(event(ANA).replace("SUMMARY:Lunch", f"SUMMARY:{title}"))).events

    assert meetings.why_not(found, frozenset(), meetings.others(found, frozenset())) is Without.CANCELLED


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["ORGANIZER;CN=Meetup:mailto:info@meetup.example"], []),
        (["ORGANIZER:mailto:ana@acme.example"], ["ana@acme.example"]),
        ([MINE, "ORGANIZER:mailto:info@little-shop.example"], ["info@little-shop.example"]),
    ],
    ids=["an office announces", "a person alone", "an office invites me"],
)
def test_who_only_announces_an_event_is_nobody_whom_one_meets(lines, found):
    assert people(*lines) == found
