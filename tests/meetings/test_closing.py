"""What ends, and what goes on: people who are removed, series that are closed to others, groups that end and open again."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from kith.errors import Refused
from kith.groups import actions as groups
from kith.groups.models import Group, Membership
from kith.meetings import actions, calendars, queries, reports, rules
from kith.meetings.forms import ChangeForm
from kith.meetings.models import RSVP, Meeting, Series
from kith.outbox import actions as outbox
from kith.outbox import enclosures
from kith.outbox.models import Letter
from kith.posts import actions as posts
from kith.posts import threads
from tests import make
from tests.outbox.conftest import office as office

HOUR = timedelta(hours=1)
NEXT_MONTH = make.NOW + timedelta(days=40)


@pytest.fixture
def group(ada, eve):
    return make.group(ada, "Runners", eve, is_listed=True)


@pytest.fixture
def stranger(db):
    return make.user("sid")


def weekly(group: Group, rule: str = "FREQ=WEEKLY", **more) -> Series:
    given = {"title": "Breakfast", **more}
    on = date(2026, 11, 24)
    return actions.plan_series(group, rule=rule, on=on, starts_at=time(7), minutes=60, given=given, at=make.NOW)


def first_of(series: Series) -> Meeting:
    found = series.meetings.order_by("starts_at").first()
    assert found is not None
    return found


def closed(series: Series) -> None:
    for rows in (Series.objects.filter(pk=series.pk), series.meetings.all()):
        rows.update(guests_may_come=False)


def test_a_yes_to_all_of_somebody_outside_ends_where_others_may_not_come_any_more(group, stranger):
    series = weekly(group, seats=5)
    actions.say_for_series(first_of(series), stranger, answer="yes", scope="all", at=make.NOW)
    closed(series)
    before = set(series.meetings.values_list("pk", flat=True))

    added = actions.plan_ahead(NEXT_MONTH)

    assert added > 0
    assert not RSVP.objects.filter(user=stranger).exclude(meeting__in=before).exists()


def test_somebody_who_was_removed_cannot_check_in_or_say_perhaps(group, ada, eve):
    meeting = make.meeting(group, starts_at=make.NOW)
    groups.remove_member(Membership.objects.get(group=group, user=eve), by=ada, at=make.NOW)

    with pytest.raises(Refused):
        actions.check_in(meeting, eve, at=make.NOW)
    with pytest.raises(Refused):
        actions.say(meeting, eve, answer="maybe", at=make.NOW)


def test_whoever_runs_the_group_no_more_takes_no_answers_for_it(group, ada, eve):
    member = Membership.objects.get(group=group, user=eve)
    groups.set_role(member, "co_organiser", by=ada, at=make.NOW)
    series = weekly(group, answers_to=eve)

    member.refresh_from_db()
    groups.set_role(member, "member", by=ada, at=make.NOW)

    assert not Series.objects.filter(pk=series.pk, answers_to=eve).exists()
    assert not series.meetings.filter(answers_to=eve).exists()


def test_only_members_who_were_there_read_who_was_there(group, ada, eve, stranger):
    meeting = make.meeting(group, starts_at=make.NOW)
    guest = groups.join(group, stranger, at=make.NOW, role="guest", invited_by=ada)
    for user in (ada, guest.user):
        actions.check_in(meeting, user, at=make.NOW)

    assert [each.user for each in queries.there_with(meeting, ada, "")] == [stranger]
    assert list(queries.there_with(meeting, stranger, "")) == []
    assert list(queries.there_with(meeting, eve, "")) == []


def test_a_group_that_is_opened_again_meets_and_reminds_as_before(group, ada, eve):
    series = weekly(group)
    actions.say(first_of(series), eve, answer="yes", at=make.NOW)
    wanted = RSVP.objects.get(user=eve).remind_at
    groups.end_group(group, by=ada, at=make.NOW)
    assert RSVP.objects.get(user=eve).remind_at is None
    assert not Meeting.objects.filter(cancelled_at=None).exists()

    groups.reopen(group, by=ada, at=make.NOW)

    series.refresh_from_db()
    assert series.ended_at is None
    assert RSVP.objects.get(user=eve).remind_at == wanted is not None
    assert actions.plan_ahead(NEXT_MONTH) > 0


def test_when_a_group_ends_whoever_would_come_is_told_and_their_calendar_takes_the_meeting_out(
    group, ada, eve, stranger, office
):
    meeting = make.meeting(group, answers_to=ada)
    for user in (eve, stranger):
        actions.say(meeting, user, answer="yes", at=make.NOW)

    groups.end_group(group, by=ada, at=make.NOW)

    meeting.refresh_from_db()
    assert (meeting.cancelled_at, meeting.sequence) == (make.NOW, 1)
    assert {letter.owner for letter in Letter.objects.all()} == {eve, stranger}
    assert {letter.subject for letter in Letter.objects.all()} == {"Called off: Round table"}
    assert {"METHOD:CANCEL" in letter.calendar for letter in Letter.objects.all()} == {True}


def test_of_several_meetings_called_off_at_once_one_letter_takes_each_out_of_the_calendar(
    group, ada, eve, stranger, office
):
    week = timedelta(days=7)
    meetings = [
        make.meeting(group, answers_to=ada, starts_at=make.NOW + n * week, ends_at=make.NOW + n * week + HOUR)
        for n in (1, 2, 3)
    ]
    for meeting in meetings:
        actions.say(meeting, eve, answer="yes", at=make.NOW)
    for meeting in meetings[:2]:
        actions.say(meeting, stranger, answer="yes", at=make.NOW)

    groups.end_group(group, by=ada, at=make.NOW)
    outbox.send_due(make.NOW)

    assert len(office.letters) == 2
    for user, theirs in ((eve, meetings), (stranger, meetings[:2])):
        [letter] = [each for each in office.letters if each["to"] == user.email]
        parts = [part for part in letter.walk() if part.get_content_type() == "text/calendar"]
        assert {part["content-type"].params["method"] for part in parts} == {"CANCEL"}
        assert len({part.get_filename() for part in parts}) == len(theirs)
        events = [Calendar.from_ical(part.get_content()).walk("VEVENT")[0] for part in parts]
        assert [str(event["UID"]) for event in events] == [calendars.uid_for(each, user) for each in theirs]
        assert {(str(event["STATUS"]), event["SEQUENCE"]) for event in events} == {("CANCELLED", 1)}
        assert {str(event["ATTENDEE"]) for event in events} == {f"mailto:{user.email}"}


def test_calendars_of_what_somebody_else_said_go_with_nobodys_letter(group, ada, eve, stranger, office):
    meeting = make.meeting(group, answers_to=ada)
    said = actions.say(meeting, eve, answer="yes", at=make.NOW)
    named = f"meetings:{said.uid.hex}"

    letters = [Letter(owner=user, calendar=calendar) for user in (eve, stranger) for calendar in (named, "other:1", "")]

    assert [len(enclosures.of(letter)) for letter in letters] == [1, 0, 0, 0, 0, 0]


def test_what_is_to_come_of_an_ended_group_stands_in_no_list(group, ada, eve):
    meeting = make.meeting(group)
    actions.say(meeting, eve, answer="yes", at=make.NOW)
    feed = actions.renew_feed(eve, None, at=make.NOW)

    groups.end_group(group, by=ada, at=make.NOW)
    Meeting.objects.update(cancelled_at=None)  # as a group that ended with an earlier Kith has it

    assert not queries.coming_of(eve, make.NOW).exists()
    assert reports.next_of([group.pk], make.NOW) == {}
    assert queries.meetings_of_feed(feed, make.NOW) == []


def test_opening_a_group_again_restores_what_its_end_called_off_and_nothing_else(group, ada, eve, office):
    off, passed, coming = (make.meeting(group, starts_at=make.NOW + timedelta(days=days)) for days in (5, 1, 6))
    actions.call_off(off, at=make.NOW - timedelta(days=1))
    actions.say(coming, eve, answer="yes", at=make.NOW)
    groups.end_group(group, by=ada, at=make.NOW)

    groups.reopen(group, by=ada, at=make.NOW + timedelta(days=2))

    standing = Meeting.objects.filter(cancelled_at=None)
    assert [meeting.pk for meeting in standing] == [coming.pk]
    assert Meeting.objects.get(pk=passed.pk).cancelled_at == make.NOW
    assert Letter.objects.get(owner=eve, subject__startswith="Changed: ").state == Letter.State.WAITING


def test_ending_a_group_asks_no_more_for_more_meetings(group, ada, eve, django_assert_max_num_queries):
    weekly(group, "FREQ=DAILY;COUNT=40")

    with django_assert_max_num_queries(40):
        groups.end_group(group, by=ada, at=make.NOW)

    assert not Meeting.objects.filter(cancelled_at=None).exists()


def test_a_place_of_a_deleted_account_goes_to_whoever_waits(group, ada, eve, stranger):
    soon = timezone.now() + timedelta(days=3)
    elsewhere = make.group(ada, "Others")
    own, other = (make.meeting(each, seats=1, starts_at=soon) for each in (group, elsewhere))
    for meeting in (own, other):
        for user in (eve, stranger):
            actions.say(meeting, user, answer="yes", at=timezone.now())
    places = RSVP.objects.filter(user=stranger, answer="waiting")
    assert places.filter(offered_until=None).count() == 2

    eve.delete()

    assert places.exclude(offered_until=None).count() == 2


def test_an_account_that_alone_was_a_group_can_be_deleted_though_it_comes_to_its_meetings(stranger, eve, office):
    meeting = make.meeting(make.group(stranger, "Alone"), starts_at=timezone.now() + timedelta(days=3))
    for user in (stranger, eve):
        actions.say(meeting, user, answer="yes", at=timezone.now())

    stranger.delete()

    meeting.refresh_from_db()
    assert meeting.cancelled_at is not None
    assert [letter.owner for letter in Letter.objects.all()] == [eve]


def test_a_series_without_an_end_is_planned_on_after_years(group):
    series = weekly(group, "FREQ=DAILY")
    in_ten_years = make.NOW + timedelta(days=3650)
    Series.objects.filter(pk=series.pk).update(planned_until=in_ten_years.date())

    assert actions.plan_ahead(in_ten_years) > 100


def test_a_window_far_ahead_keeps_the_pace_of_the_rule(group):
    found = rules.turns(
        "FREQ=WEEKLY;INTERVAL=2", date(2026, 11, 24), time(7), group.zone, date(2040, 2, 1), date(2040, 1, 1)
    )

    assert found
    assert {(turn.on - date(2026, 11, 24)).days % 14 for turn in found} == {0}


def test_moving_the_day_of_all_that_follow_asks_for_the_rule(group, ada):
    meeting = first_of(weekly(group))
    said = {"title": "Breakfast", "scope": "following", "on": "2026-11-25", "starts_at": "07:00", "minutes": "60"}
    said |= {"often": "own", "rule": "FREQ=WEEKLY", "format": "in_person"}

    form = ChangeForm(meeting, ada, said)

    assert not form.is_valid()
    assert "on" in form.errors


def test_a_meeting_in_whose_chat_somebody_wrote_is_called_off_and_not_deleted(group, eve):
    series = weekly(group)
    written, untouched = series.meetings.order_by("starts_at")[:2]
    posts.say(threads.of_meeting(written), eve, "Shall I bring bread?", at=make.NOW)

    actions.end_series(first_of(series), at=make.NOW)

    assert Meeting.objects.get(pk=written.pk).cancelled_at is not None
    assert not Meeting.objects.filter(pk=untouched.pk).exists()
