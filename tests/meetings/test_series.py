"""Series: rules, clocks that change, and changing one, the following, or all."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from kith.errors import Refused
from kith.meetings import actions, rules
from kith.meetings.models import RSVP, Meeting, Series
from tests import make
from tests.patience import within

BERLIN = ZoneInfo("Europe/Berlin")
YES = RSVP.Answer.YES


def series(group, rule: str = "FREQ=WEEKLY", on: date = date(2026, 11, 24), at: time = time(7), **more) -> Series:
    given = {"title": "Breakfast", **more}
    return actions.plan_series(group, rule=rule, on=on, starts_at=at, minutes=60, given=given, at=make.NOW)


def days(meetings) -> list[date]:
    return [meeting.starts_at.astimezone(meeting.zone).date() for meeting in meetings.order_by("starts_at")]


def test_the_first_tuesday_of_each_month():
    rule = rules.rule_of("place", date(2026, 12, 1))

    found = rules.turns(rule, date(2026, 12, 1), time(18), BERLIN, date(2027, 4, 30))

    assert rule == "FREQ=MONTHLY;BYDAY=1TU"
    assert [f"{turn.on:%d.%m}" for turn in found] == ["01.12", "05.01", "02.02", "02.03", "06.04"]


@pytest.mark.parametrize(
    ("often", "on", "words"),
    [
        ("workdays", date(2026, 11, 23), "Monday to Friday"),
        ("week", date(2026, 11, 26), "Every week on Thursday"),
        ("two_weeks", date(2026, 11, 26), "Every 2 weeks on Thursday"),
        ("place", date(2026, 11, 12), "Every month on the second Thursday"),
        ("place", date(2026, 11, 29), "Every month on the last Sunday"),
        ("date", date(2026, 11, 15), "Every month on the 15th"),
        ("date", date(2026, 12, 31), "Every month on the 31st, where a month has one"),
        ("day", date(2026, 11, 15), "Every day"),
    ],
)
def test_a_plain_choice_is_a_rule_that_is_said_in_words(often, on, words):
    assert rules.in_words(rules.checked(rules.rule_of(often, on))) == words


def test_a_rule_that_is_not_plain_is_shown_as_it_is():
    assert rules.in_words("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO") == "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO"


@pytest.mark.parametrize(
    "bomb",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=HOURLY;COUNT=3",
        "FREQ=DAILY;BYHOUR=0,1,2,3",
        "FREQ=DAILY;BYSECOND=0,1",
        "FREQ=DAILY;COUNT=99999999",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=YEARLY;BYYEARDAY=367",
        "nonsense",
        "",
    ],
)
def test_a_recurrence_bomb_is_refused(bomb):
    with pytest.raises(ValidationError):
        rules.checked(bomb)


def test_a_rule_that_never_happens_is_refused_and_soon():
    for never in ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTHDAY=31;BYMONTH=4;COUNT=1000"):
        with within(), pytest.raises(ValidationError):
            rules.first_turn(never, date(2026, 1, 1), time(7), BERLIN)


def test_a_rule_says_nothing_of_what_is_years_away_or_beyond_a_thousand():
    found = rules.turns("FREQ=DAILY", date(2026, 1, 1), time(7), BERLIN, date(2090, 1, 1))

    assert len(found) == rules.MOST
    assert found[-1].on - date(2026, 1, 1) < rules.HORIZON


def test_seven_in_berlin_stays_seven_when_the_clocks_change():
    found = rules.turns("FREQ=WEEKLY", date(2027, 3, 23), time(7), BERLIN, date(2027, 4, 6))

    assert [turn.at.astimezone(UTC).hour for turn in found] == [6, 5, 5]
    assert {turn.at.astimezone(BERLIN).hour for turn in found} == {7}


def test_a_time_that_the_clocks_jump_over_is_as_much_later_and_of_one_that_comes_twice_the_first_is_meant():
    gap = rules.turns("FREQ=YEARLY", date(2026, 3, 29), time(2, 30), BERLIN, date(2026, 3, 30))
    fold = rules.turns("FREQ=YEARLY", date(2026, 10, 25), time(2, 30), BERLIN, date(2026, 10, 26))

    assert gap[0].at.astimezone(UTC) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert fold[0].at.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_its_meetings_stand_as_rows_some_months_ahead_and_are_planned_on_once(ada):
    made = series(make.group(ada, time_zone="Europe/Berlin"))
    at_first = made.meetings.count()

    assert actions.plan_ahead(make.NOW) == 0
    more = actions.plan_ahead(make.NOW + timedelta(days=30))
    assert more > 0
    assert actions.plan_ahead(make.NOW + timedelta(days=30)) == 0
    assert made.meetings.count() == at_first + more
    assert days(made.meetings.all()) == [date(2026, 11, 24) + timedelta(weeks=n) for n in range(at_first + more)]


def test_one_meeting_can_be_moved_and_the_series_leaves_it_alone(ada):
    made = series(make.group(ada))
    second = made.meetings.order_by("starts_at")[1]

    moved = actions.change(
        second, on=date(2026, 12, 2), starts_at=time(9), minutes=30, given={"place": "Elsewhere"}, at=make.NOW
    )
    third = made.meetings.order_by("by_rule_at")[2]
    actions.change_following(
        first_of(made), rule=made.rule, starts_at=time(8), minutes=60, given={"place": "Hall"}, at=make.NOW
    )

    moved.refresh_from_db()
    third.refresh_from_db()
    assert (moved.place, moved.starts_at.hour, moved.sequence) == ("Elsewhere", 9, 1)
    assert (third.place, third.starts_at.hour, third.sequence) == ("Hall", 8, 1)


@pytest.mark.parametrize("begins", [0, 1])
def test_what_is_said_on_the_page_of_a_meeting_that_was_changed_by_itself_counts_for_it_as_well(ada, begins):
    made = series(make.group(ada))
    meetings = list(made.meetings.order_by("starts_at"))
    second = actions.change(
        meetings[1], on=date(2026, 12, 2), starts_at=time(9), minutes=30, given={"place": "Yard"}, at=make.NOW
    )
    said: Any = {"rule": made.rule, "starts_at": time(9, 30), "minutes": 30, "given": {"place": "Hall"}}

    first = second if begins else meetings[0]
    actions.change_following(first, **said, at=make.NOW, page=second)

    second.refresh_from_db()
    third = Meeting.objects.get(pk=meetings[2].pk)
    assert (second.place, second.starts_at) == ("Hall", datetime(2026, 12, 2, 9, 30, tzinfo=UTC))
    assert (third.place, third.starts_at) == ("Hall", datetime(2026, 12, 8, 9, 30, tzinfo=UTC))


def first_of(made: Series) -> Meeting:
    found = made.meetings.order_by("starts_at").first()
    assert found is not None
    return found


def test_one_meeting_can_be_called_off_and_the_others_stay(ada):
    made = series(make.group(ada))

    actions.call_off(made.meetings.order_by("starts_at")[1], at=make.NOW)

    assert Meeting.objects.coming(make.NOW).count() == made.meetings.count() - 1


def test_this_and_the_following_change_and_the_answers_go_along(ada):
    bea = make.user("bea")
    group = make.group(ada, "Runners", bea)
    made = series(group)
    meetings = list(made.meetings.order_by("starts_at"))
    actions.say_for_series(meetings[0], bea, answer=YES, at=make.NOW, scope="all")

    new = actions.change_following(
        meetings[2], rule="FREQ=WEEKLY;BYDAY=TH", starts_at=time(18), minutes=90, given={"title": "Supper"}, at=make.NOW
    )

    before = list(made.meetings.order_by("starts_at"))
    after = list(new.meetings.order_by("starts_at"))
    assert [meeting.pk for meeting in before] == [meeting.pk for meeting in meetings[:2]]
    assert [meeting.pk for meeting in after] == [meeting.pk for meeting in meetings[2:]]
    assert {meeting.starts_at.strftime("%a %H %M") for meeting in after} == {"Thu 18 00"}
    assert {meeting.title for meeting in after} == {"Supper"}
    assert RSVP.objects.filter(user=bea, answer=YES, meeting__series=new).count() == len(after)
    assert actions.plan_ahead(make.NOW + timedelta(days=40)) > 0
    assert RSVP.objects.filter(user=bea, answer=YES, meeting__series=new).count() == new.meetings.count()


def test_what_a_new_rule_leaves_out_is_called_off_where_somebody_would_come_and_else_gone(ada):
    bea = make.user("bea")
    made = series(make.group(ada, "Runners", bea))
    meetings = list(made.meetings.order_by("starts_at"))
    actions.say(meetings[1], bea, answer=YES, at=make.NOW)

    actions.change_following(
        meetings[0], rule="FREQ=MONTHLY;BYDAY=4TU", starts_at=time(7), minutes=60, given={}, at=make.NOW
    )

    kept = set(made.meetings.values_list("pk", flat=True))
    assert meetings[1].pk in kept
    assert made.meetings.get(pk=meetings[1].pk).cancelled_at == make.NOW
    assert not {meetings[2].pk, meetings[3].pk} & kept
    assert days(made.meetings.filter(cancelled_at=None)) == [
        date(2026, 11, 24), date(2026, 12, 22), date(2027, 1, 26), date(2027, 2, 23), date(2027, 3, 23)
    ][: made.meetings.filter(cancelled_at=None).count()]  # fmt: skip


def test_a_counted_rule_goes_on_with_what_is_left_of_its_count(ada):
    made = series(make.group(ada), rule="FREQ=WEEKLY;COUNT=6")
    meetings = list(made.meetings.order_by("starts_at"))

    new = actions.change_following(meetings[2], rule=made.rule, starts_at=time(8), minutes=60, given={}, at=make.NOW)

    assert len(meetings) == 6
    assert new.rule == "FREQ=WEEKLY;COUNT=4"
    assert new.meetings.count() == 4


def test_a_series_ends_before_a_meeting_and_nothing_more_is_planned(ada):
    made = series(make.group(ada))
    third = made.meetings.order_by("starts_at")[2]

    actions.end_series(third, at=make.NOW)

    assert made.meetings.filter(cancelled_at=None).count() == 2
    assert actions.plan_ahead(make.NOW + timedelta(days=60)) == 0


def test_what_is_over_is_not_changed_any_more(ada):
    made = series(make.group(ada))
    later = make.NOW + timedelta(days=10)

    with pytest.raises(Refused):
        actions.change_following(first_of(made), rule=made.rule, starts_at=time(8), minutes=60, given={}, at=later)
    with pytest.raises(Refused):
        actions.call_off(first_of(made), at=later)


def test_a_day_that_has_passed_is_refused(ada):
    with pytest.raises(ValidationError):
        actions.plan_meeting(
            make.group(ada), on=date(2026, 11, 1), starts_at=time(7), minutes=60, given={"title": "x"}, at=make.NOW
        )


def test_a_meeting_that_was_moved_behind_others_changes_none_of_those_that_are_over(ada):
    made = series(make.group(ada))
    first, second, third, *_rest = made.meetings.order_by("starts_at")
    moved = actions.change(first, on=date(2026, 12, 6), starts_at=time(7), minutes=60, given={}, at=make.NOW)
    later = third.starts_at - timedelta(days=3)  # the second is over
    new = actions.change_following(
        moved, rule=made.rule, starts_at=time(18), minutes=60, given={"title": "Supper"}, at=later
    )

    held = Meeting.objects.get(pk=second.pk)
    assert (held.starts_at, held.title) == (second.starts_at, "Breakfast")
    assert {meeting.title for meeting in new.meetings.filter(starts_at__gt=later)} == {"Supper"}
    assert new.meetings.earliest("starts_at") == third


def test_a_meeting_that_was_held_early_is_not_called_off_by_a_new_rule(ada):
    bea = make.user("bea")
    made = series(make.group(ada, "Runners", bea))
    first, second, third, *_rest = made.meetings.order_by("starts_at")
    actions.say(third, bea, answer=YES, at=make.NOW)
    actions.change(third, on=date(2026, 11, 23), starts_at=time(10), minutes=60, given={}, at=make.NOW)

    actions.change_following(
        second, rule="FREQ=MONTHLY;BYDAY=1FR", starts_at=time(7), minutes=60, given={}, at=first.starts_at
    )

    third.refresh_from_db()
    assert third.cancelled_at is None


def test_no_meeting_to_come_is_moved_to_where_it_would_be_over(ada):
    made = series(make.group(ada), at=time(19))
    first = first_of(made)
    noon = first.starts_at - timedelta(hours=7)

    with pytest.raises(ValidationError, match="passed already"):
        actions.change(first, on=date(2026, 11, 24), starts_at=time(7), minutes=60, given={}, at=noon)
    with pytest.raises(ValidationError, match="passed already"):
        actions.change_following(first, rule=made.rule, starts_at=time(7), minutes=60, given={}, at=noon)
    assert first_of(made).starts_at == first.starts_at


def test_all_to_come_and_all_that_follow_are_those_of_a_series_that_goes_on_differently_too(ada):
    bea, cem = make.user("bea"), make.user("cem")
    made = series(make.group(ada, "Runners", bea, cem))
    meetings = list(made.meetings.order_by("starts_at"))
    actions.say_for_series(meetings[0], bea, answer=YES, at=make.NOW, scope="all")
    actions.change_following(
        meetings[2], rule=made.rule, starts_at=time(8), minutes=60, given={"place": "Hall"}, at=make.NOW
    )

    actions.say_for_series(meetings[0], bea, answer=RSVP.Answer.NO, at=make.NOW, scope="all")
    actions.say_for_series(meetings[1], cem, answer=YES, at=make.NOW, scope="following")
    actions.plan_ahead(make.NOW + timedelta(days=40))

    count = Meeting.objects.count()
    assert count > len(meetings)
    assert not RSVP.objects.filter(user=bea, answer=YES).exists()
    assert RSVP.objects.filter(user=cem, answer=YES).count() == count - 1


def test_a_meeting_that_was_prepared_by_itself_is_called_off_and_not_gone_where_a_new_rule_leaves_it_out(ada):
    made = series(make.group(ada))
    first, second, third, *_rest = made.meetings.order_by("starts_at")
    actions.change(
        second, on=date(2026, 12, 1), starts_at=time(7), minutes=60, given={"agenda": "Ana tells of ovens"}, at=make.NOW
    )
    actions.keep_notes(third, "Bring the keys")

    actions.change_following(first, rule="FREQ=MONTHLY;BYDAY=4TU", starts_at=time(7), minutes=60, given={}, at=make.NOW)

    assert Meeting.objects.get(pk=second.pk).cancelled_at == make.NOW
    assert Meeting.objects.get(pk=third.pk).cancelled_at == make.NOW


def test_a_series_that_goes_on_differently_goes_with_its_group(ada):
    group = make.group(ada)
    third = series(group).meetings.order_by("starts_at")[2]
    actions.change_following(third, rule="FREQ=WEEKLY", starts_at=time(8), minutes=60, given={}, at=make.NOW)
    assert Series.objects.exclude(whole=None).exists()

    group.delete()

    assert not Series.objects.exists()


def test_the_end_of_a_rule_is_said_as_all_days_are():
    assert rules.in_words("FREQ=WEEKLY;UNTIL=20270302T090000Z") == "Every week, until 2 March 2027"
