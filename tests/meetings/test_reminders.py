"""Reminders: a week, a day and an hour before, each sent once, over a year with restarts, by real SMTP on loopback."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from kith.groups import actions as groups
from kith.groups.models import Membership
from kith.meetings import actions, reminding
from kith.meetings.actions import Plan
from kith.meetings.models import RSVP
from kith.outbox import actions as outbox
from kith.outbox.models import Letter
from tests import make
from tests.outbox.conftest import office as office
from tests.outbox.office import Office

YES = RSVP.Answer.YES
BERLIN, SYDNEY = ZoneInfo("Europe/Berlin"), ZoneInfo("Australia/Sydney")
NOW = make.NOW


def test_they_go_by_the_clocks_where_the_member_lives_also_when_those_change():
    starts = datetime(
        2027, 3, 29, 7, 0, tzinfo=BERLIN
    )  # the clocks in Berlin change the day before, in Sydney a week on

    assert reminding.moment("day", starts, BERLIN) == datetime(2027, 3, 28, 7, 0, tzinfo=BERLIN)
    assert starts - reminding.moment("week", starts, BERLIN) == timedelta(days=7) - timedelta(hours=1)
    assert starts.astimezone(UTC) - reminding.moment("week", starts, SYDNEY) == timedelta(days=7)
    assert starts.astimezone(UTC) - reminding.moment("hour", starts, BERLIN) == timedelta(hours=1)


def test_a_moment_that_the_clocks_jump_over_is_later_and_of_one_that_comes_twice_the_first_is_meant():
    after_gap = datetime(2026, 3, 30, 2, 30, tzinfo=BERLIN)
    after_fold = datetime(2026, 10, 26, 2, 30, tzinfo=BERLIN)

    assert reminding.moment("day", after_gap, BERLIN) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert reminding.moment("day", after_fold, BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.django_db
def test_a_year_of_reminders_in_berlin_and_sydney_each_goes_once_though_workers_are_ended_and_clocks_change(office):
    ada = make.user("ada", time_zone="Europe/Berlin")
    ben = make.user("ben", time_zone="Australia/Sydney")
    group = make.group(ada, "Early birds", ben, time_zone="Europe/Berlin")
    first = actions.plan_series(
        group, rule="FREQ=MONTHLY;BYDAY=-1MO", on=date(2026, 11, 30), starts_at=time(7), minutes=60,
        given={"title": "Breakfast"}, at=NOW,
    ).meetings.order_by("starts_at").first()  # fmt: skip
    assert first is not None
    for user in (ada, ben):
        actions.say_for_series(first, user, answer=YES, at=NOW, scope="all")

    ended = NOW + timedelta(days=365)
    due = _run(NOW, ended)

    keys = list(Letter.objects.values_list("owner", "key"))
    assert len(keys) == len(set(keys)) == due >= 60
    assert len(office.letters) == due
    assert set(office.ids().values()) == {1}
    assert {letter.sent_at is not None for letter in Letter.objects.all()} == {True}
    _check_times(ada, BERLIN, "07:00", ended)
    _check_times(ben, SYDNEY, None, ended)


def _run(now: datetime, ended: datetime) -> int:
    """Let the clock run from one moment at which something is due to the next.

    Each time one worker is ended before it has saved what it did, and another begins anew.
    """
    written = 0
    while now < ended:
        actions.plan_ahead(now)
        with transaction.atomic():
            actions.write_reminders(now)
            transaction.set_rollback(True)
        written += actions.write_reminders(now)
        assert actions.write_reminders(now) == 0  # started again, with the same clock
        outbox.send_due(now)
        outbox.send_due(now)
        following = (
            RSVP.objects.exclude(remind_at=None).order_by("remind_at").values_list("remind_at", flat=True).first()
        )
        planned = now + timedelta(days=30)
        now = min(following or planned, planned)
    return written


def _check_times(user, zone: ZoneInfo, hour: str | None, ended: datetime) -> None:
    """Every meeting that was reminded of had its three letters, which say the hour where the member lives."""
    mine = RSVP.objects.filter(user=user, meeting__starts_at__gt=NOW + timedelta(days=8), meeting__starts_at__lt=ended)
    for rsvp in mine.select_related("meeting"):
        starts = rsvp.meeting.starts_at
        letters = Letter.objects.filter(owner=user, key__startswith=f"meeting:{rsvp.meeting.uid.hex}:").order_by(
            "due_at"
        )
        assert [letter.due_at for letter in letters] == [
            reminding.moment(kind, starts, zone) for kind in ("week", "day", "hour")
        ]
        said = starts.astimezone(zone).strftime("%H:%M")
        assert hour is None or said == hour
        assert {f", {said} (" in letter.text and letter.subject.endswith(said) for letter in letters} == {True}


@pytest.fixture
def reminded(ada, office: Office):
    """A meeting in three days to which bea comes; she promised it to ada."""
    bea = make.user("bea", time_zone="Australia/Sydney")
    meeting = make.meeting(make.group(ada, "Runners", bea), "Long run", place="The bridge")
    plan = Plan("6:10", "the office", "Rain. Then I take the tram.")
    rsvp = actions.say(meeting, bea, answer=YES, plan=plan, at=NOW)
    actions.pledge(rsvp, to=[ada], words="I bring the map", at=NOW)
    return rsvp


def test_a_reminder_names_who_counts_on_them_and_their_own_plan(reminded):
    day_before = reminded.meeting.starts_at - timedelta(days=1)

    assert actions.write_reminders(day_before) == 1

    letter = Letter.objects.get(owner=reminded.user)
    for words in ("Ada counts on you.", "I bring the map", "6:10", "the office", "the tram", "The bridge"):
        assert words in letter.text
    assert "BEGIN:VALARM" in letter.calendar


def test_who_said_yes_after_a_reminder_was_due_gets_the_next_one_only(reminded):
    assert reminded.remind_at == reminded.meeting.starts_at - timedelta(days=1)


def test_after_a_long_pause_only_the_last_one_that_is_due_goes(reminded):
    assert actions.write_reminders(reminded.meeting.starts_at - timedelta(minutes=30)) == 1

    assert ":hour:" in Letter.objects.get(owner=reminded.user).key


def test_nothing_goes_once_the_meeting_has_begun(reminded):
    assert actions.write_reminders(reminded.meeting.starts_at + timedelta(minutes=1)) == 0
    assert not Letter.objects.exists()


def test_a_letter_that_waits_is_called_back_when_they_cannot_come(reminded):
    actions.write_reminders(reminded.meeting.starts_at - timedelta(days=1))

    actions.say(reminded.meeting, reminded.user, answer=RSVP.Answer.NO, at=NOW + timedelta(days=2))

    assert Letter.objects.get().state == Letter.State.CALLED_BACK


@pytest.mark.parametrize("how", ["moved", "called off", "left"])
def test_a_letter_about_what_has_changed_meanwhile_does_not_go(reminded, office, how):
    at = reminded.meeting.starts_at - timedelta(days=1)
    actions.write_reminders(at)
    if how == "moved":
        actions.change(reminded.meeting, on=date(2026, 11, 30), starts_at=time(7), minutes=60, given={}, at=at)
    elif how == "called off":
        actions.call_off(reminded.meeting, at=at)
    else:
        groups.leave(Membership.objects.get(user=reminded.user), at=at)

    outbox.send_due(at + timedelta(minutes=1))

    assert Letter.objects.get(key__contains=":day:").state == Letter.State.CALLED_BACK
    assert Letter.objects.filter(key__contains=":changed:").count() == (how != "left")


def test_a_meeting_that_is_moved_is_reminded_of_anew(reminded):
    actions.write_reminders(reminded.meeting.starts_at - timedelta(days=1))
    moved = actions.change(
        reminded.meeting, on=date(2026, 12, 20), starts_at=time(7), minutes=60, given={}, at=NOW + timedelta(days=2)
    )

    actions.write_reminders(moved.starts_at - timedelta(days=7) + timedelta(hours=1))

    assert Letter.objects.filter(key__contains=":week:").count() == 1


def test_a_member_chooses_which_reminders_come(reminded):
    membership = Membership.objects.get(user=reminded.user)

    actions.choose_reminders(membership, week=False, day=False, hour=True, at=NOW)

    reminded.refresh_from_db()
    assert reminded.remind_at == reminded.meeting.starts_at - timedelta(hours=1)


def test_without_a_mail_server_nothing_is_written(ada, settings):
    settings.MAIL = ""
    meeting = make.meeting(make.group(ada))
    actions.say(meeting, ada, answer=YES, at=NOW)

    actions.write_reminders(meeting.starts_at - timedelta(days=1))

    assert not Letter.objects.exists()


def test_who_comes_is_told_of_a_changed_series_in_one_letter(ada, office):
    bea = make.user("bea")
    made = actions.plan_series(
        make.group(ada, "Runners", bea), rule="FREQ=WEEKLY", on=date(2026, 11, 24), starts_at=time(7), minutes=60,
        given={"title": "Breakfast"}, at=NOW,
    )  # fmt: skip
    first = made.meetings.order_by("starts_at").first()
    assert first is not None
    actions.say_for_series(first, bea, answer=YES, at=NOW, scope="all")

    actions.change_following(first, rule=made.rule, starts_at=time(8), minutes=60, given={}, at=NOW)

    assert Letter.objects.filter(owner=bea, key__contains=":changed:").count() == 1
