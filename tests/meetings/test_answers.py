"""Answers, places and the waiting list."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from kith.errors import Refused
from kith.groups import actions as groups
from kith.groups.models import Group, Membership
from kith.meetings import actions
from kith.meetings.models import RSVP, Meeting, Pledge
from kith.outbox.models import Letter
from tests import make

YES, NO, MAYBE, WAITING = RSVP.Answer.YES, RSVP.Answer.NO, RSVP.Answer.MAYBE, RSVP.Answer.WAITING
NOW = make.NOW


def said(meeting: Meeting, user, answer: str = YES, **more) -> RSVP:
    return actions.say(meeting, user, answer=answer, at=more.pop("at", NOW), **more)


@pytest.fixture
def cast(ada):
    """Ada's group with four members besides her."""
    members = [make.user(name) for name in ("bea", "cem", "dan", "eli")]
    return make.group(ada, "Runners", *members), members


def test_whoever_says_yes_where_there_is_no_place_waits_for_one(cast):
    group, (bea, cem, _dan, _eli) = cast
    meeting = make.meeting(group, seats=1)

    assert said(meeting, bea).answer == YES
    assert said(meeting, cem).answer == WAITING


def test_whoever_waits_reads_where_they_stand_in_the_line(cast, client_of):
    group, (bea, cem, dan, _eli) = cast
    meeting = make.meeting(group, seats=1, starts_at=timezone.now() + timedelta(days=3))
    for minutes, user in enumerate((bea, cem, dan)):
        said(meeting, user, at=timezone.now() + timedelta(minutes=minutes))

    assert "You are the first in line." in client_of(cem).get(meeting.get_absolute_url()).content.decode()
    assert "1 person is in line before you." in client_of(dan).get(meeting.get_absolute_url()).content.decode()


def test_guests_take_places_too(cast):
    group, (bea, cem, _dan, _eli) = cast
    meeting = make.meeting(group, seats=3)
    said(meeting, bea, guests=2)

    assert said(meeting, cem).answer == WAITING


def test_more_guests_than_there_are_places_hold_up_no_line(cast):
    group, (bea, *_others) = cast

    with pytest.raises(Refused, match="not so many places"):
        said(make.meeting(group, seats=2), bea, guests=2)


def test_nobody_brings_guests_where_only_members_come(cast):
    group, (bea, *_others) = cast
    meeting = make.meeting(group, guests_may_come=False)

    with pytest.raises(ValidationError, match="members of the group alone"):
        said(meeting, bea, guests=1)
    assert said(meeting, bea).answer == YES


def test_whoever_came_by_call_takes_a_place_in_the_room_where_the_call_is_taken_away(cast, settings):
    settings.MAIL = "smtp://127.0.0.1:9"
    group, (bea, cem, dan, eli) = cast
    meeting = make.meeting(group, format="hybrid", seats=2)
    for minute, (user, by_call) in enumerate(((bea, False), (cem, True), (dan, True))):
        said(meeting, user, by_call=by_call, at=NOW + timedelta(minutes=minute))
    local = meeting.starts_at.astimezone(meeting.zone)
    on, starts_at, later = local.date(), local.time(), NOW + timedelta(hours=1)

    actions.change(meeting, on=on, starts_at=starts_at, minutes=90, given={"format": "in_person"}, at=later)

    found = {rsvp.user: (rsvp.answer, rsvp.by_call) for rsvp in RSVP.objects.all()}
    assert found == {bea: (YES, False), cem: (YES, False), dan: (WAITING, False)}
    assert RSVP.objects.get(user=dan).remind_at is None
    assert "you are on the waiting list" in Letter.objects.get(owner=dan).text
    assert said(meeting, eli, at=NOW + timedelta(hours=2)).answer == WAITING
    actions.change(meeting, on=on, starts_at=starts_at, minutes=90, given={"seats": 3}, at=NOW + timedelta(hours=3))
    assert RSVP.objects.get(user=dan).offered_until is not None


def test_room_and_call_have_places_of_their_own(cast):
    group, (bea, cem, dan, _eli) = cast
    meeting = make.meeting(group, format="hybrid", seats=1, call_seats=1)
    said(meeting, bea)

    assert said(meeting, cem, by_call=True).answer == YES
    assert said(meeting, dan, by_call=True).answer == WAITING


def test_who_comes_to_a_meeting_by_call_comes_by_call(cast):
    group, (bea, *_others) = cast

    assert said(make.meeting(group, format="call"), bea).by_call
    assert not said(make.meeting(group, format="in_person"), bea, by_call=True).by_call


def test_a_place_that_becomes_free_is_kept_a_day_for_whoever_waited_longest(cast):
    group, (bea, cem, dan, _eli) = cast
    meeting = make.meeting(group, seats=1)
    said(meeting, bea)
    said(meeting, cem)
    said(meeting, dan)

    said(meeting, bea, NO, at=NOW + timedelta(hours=1))

    assert RSVP.objects.get(user=cem).offered_until == NOW + timedelta(hours=25)
    assert RSVP.objects.get(user=dan).offered_until is None
    assert said(meeting, cem, at=NOW + timedelta(hours=2)).answer == YES


def test_a_kept_place_is_nobody_elses(cast):
    group, (bea, cem, _dan, eli) = cast
    meeting = make.meeting(group, seats=1)
    said(meeting, bea)
    said(meeting, cem)
    said(meeting, bea, NO)

    assert said(meeting, eli).answer == WAITING


def test_after_a_day_the_place_goes_to_the_next_in_line_and_to_each_once(cast):
    group, (bea, cem, dan, _eli) = cast
    meeting = make.meeting(group, seats=1)
    for user in (bea, cem, dan):
        said(meeting, user)
    said(meeting, bea, NO)

    later = NOW + timedelta(hours=24)

    assert actions.pass_on(later) == 1
    assert actions.pass_on(later) == 0
    assert RSVP.objects.get(user=cem).answer == MAYBE
    assert RSVP.objects.get(user=dan).offered_until == later + timedelta(hours=24)


def test_who_asks_again_for_a_place_that_they_let_lapse_goes_to_the_end_of_the_line(cast):
    group, (bea, cem, dan, _eli) = cast
    meeting = make.meeting(group, seats=1)
    for number, user in enumerate((bea, cem, dan)):
        said(meeting, user, at=NOW + timedelta(minutes=number))
    said(meeting, bea, NO, at=NOW + timedelta(hours=1))
    too_late = NOW + timedelta(hours=25, seconds=20)  # the job that passes places on comes each minute

    asked = said(meeting, cem, at=too_late)

    assert (asked.answer, asked.waiting_since) == (WAITING, too_late)
    assert RSVP.objects.get(user=dan).offered_until == too_late + timedelta(hours=24)


def test_a_place_is_kept_until_the_meeting_begins_at_most(cast):
    group, (bea, cem, _dan, _eli) = cast
    meeting = make.meeting(group, seats=1, starts_at=NOW + timedelta(hours=3))
    said(meeting, bea)
    said(meeting, cem)

    said(meeting, bea, NO)

    assert RSVP.objects.get(user=cem).offered_until == meeting.starts_at


def test_the_first_in_line_goes_first_also_where_a_later_one_would_fit(cast):
    group, (bea, cem, dan, eli) = cast
    meeting = make.meeting(group, seats=2)
    said(meeting, bea)
    said(meeting, cem)
    said(meeting, dan, guests=1)
    said(meeting, eli)

    said(meeting, cem, NO)

    assert RSVP.objects.get(user=dan).offered_until is None
    assert RSVP.objects.get(user=eli).offered_until is None


def test_nobody_loses_their_place_by_asking_for_more(cast):
    group, (bea, cem, _dan, _eli) = cast
    meeting = make.meeting(group, seats=2)
    said(meeting, bea)
    said(meeting, cem)

    with pytest.raises(Refused, match="keep your place"):
        said(meeting, bea, guests=1)
    assert RSVP.objects.get(user=bea).guests == 0


def test_saying_it_again_changes_nothing_about_the_place_in_line(cast):
    group, (bea, cem, dan, _eli) = cast
    meeting = make.meeting(group, seats=1)
    said(meeting, bea)
    said(meeting, cem)
    said(meeting, dan, at=NOW + timedelta(minutes=1))
    said(meeting, cem, at=NOW + timedelta(minutes=2))

    said(meeting, bea, NO, at=NOW + timedelta(minutes=3))

    assert RSVP.objects.get(user=cem).offered_until is not None


def test_more_seats_are_offered_to_those_who_wait(cast):
    group, (bea, cem, dan, _eli) = cast
    meeting = make.meeting(group, seats=1)
    for user in (bea, cem, dan):
        said(meeting, user)
    local = meeting.starts_at.astimezone(meeting.zone)

    actions.change(meeting, on=local.date(), starts_at=local.time(), minutes=90, given={"seats": 2}, at=NOW)

    assert RSVP.objects.filter(offered_until__isnull=False).get().user == cem


def test_who_leaves_the_group_gives_their_place_on(cast):
    group, (bea, cem, _dan, _eli) = cast
    meeting = make.meeting(group, seats=1)
    said(meeting, bea)
    said(meeting, cem)

    groups.leave(Membership.objects.get(user=bea, group=group), at=NOW)

    assert not RSVP.objects.filter(user=bea).exists()
    assert RSVP.objects.get(user=cem).offered_until is not None


def test_what_is_over_or_called_off_or_not_for_them_is_refused(cast, eve):
    group, (bea, *_others) = cast
    over = make.meeting(group, starts_at=NOW - timedelta(days=1))
    off = make.meeting(group, cancelled_at=NOW)
    own = make.meeting(group, guests_may_come=False)

    for meeting, user in ((over, bea), (off, bea), (own, eve)):
        with pytest.raises(Refused):
            said(meeting, user)
    with pytest.raises(ValidationError):
        said(make.meeting(group), bea, WAITING)


def test_whom_the_organisers_removed_comes_to_no_open_meeting(cast, ada):
    group, (bea, *_others) = cast
    groups.remove_member(Membership.objects.get(user=bea, group=group), by=ada, at=NOW)

    with pytest.raises(Refused):
        said(make.meeting(group), bea)


def test_a_newcomer_may_say_that_they_come_to_an_open_meeting(cast, eve):
    group, _members = cast

    assert said(make.meeting(group), eve).answer == YES


def test_an_answer_for_a_series_holds_for_what_is_to_come_and_is_not_planned_yet(cast):
    group, (bea, *_others) = cast
    series = weekly(group)
    second = series.meetings.order_by("starts_at")[1]

    count = len(actions.say_for_series(second, bea, answer=YES, at=NOW, scope="following").rsvps)
    actions.plan_ahead(NOW + timedelta(days=60))

    assert count == series.meetings.filter(created_at=NOW).count() - 1
    assert RSVP.objects.filter(user=bea, answer=YES).count() == series.meetings.count() - 1
    assert series.meetings.count() > count + 1


def test_a_standing_yes_asks_no_more_for_more_members_and_does_not_make_them_active(
    cast, django_assert_max_num_queries
):
    group, members = cast
    series = weekly(group)
    meeting = series.meetings.order_by("starts_at")[0]
    for user in members:
        actions.say_for_series(meeting, user, answer=YES, at=NOW, scope="all")
    later = NOW + timedelta(days=8)

    with django_assert_max_num_queries(22):
        assert actions.plan_ahead(later) == 1

    new = RSVP.objects.filter(meeting__created_at=later, answer=YES)
    assert new.exclude(remind_at=None).count() == len(members)
    assert {member.active_on for member in Membership.objects.filter(group=group, user__in=members)} == {make.TODAY}


def test_a_standing_yes_takes_places_in_the_order_in_which_it_was_said(cast):
    group, (bea, cem, _dan, _eli) = cast
    series = weekly(group, seats=1)
    meeting = series.meetings.order_by("starts_at")[0]
    for user in (cem, bea):
        actions.say_for_series(meeting, user, answer=YES, at=NOW, scope="all")

    actions.plan_ahead(NOW + timedelta(days=8))

    last = series.meetings.order_by("starts_at").last()
    assert {rsvp.user: rsvp.answer for rsvp in RSVP.objects.filter(meeting=last)} == {cem: YES, bea: WAITING}


def test_guests_plan_and_promise_of_an_answer_for_a_series_come_along_to_all_meetings(cast, client_of):
    group, (bea, cem, *_others) = cast
    soon = (timezone.now() + timedelta(days=3)).date()
    given = {"title": "Breakfast"}
    series = actions.plan_series(
        group, rule="FREQ=WEEKLY", on=soon, starts_at=time(7), minutes=60, given=given, at=timezone.now()
    )
    first, second = series.meetings.order_by("starts_at")[:2]
    said(second, cem, at=timezone.now())
    said(first, cem, at=timezone.now())
    to = Membership.objects.get(group=group, user=cem).uid
    form = {"answer": "yes", "scope": "all", "guests": "1", "leaves": "at six", "to": to, "words": "With rolls"}

    client_of(bea).post(reverse("meetings:answer", args=[group.slug, first.uid]), form)
    parted = actions.change_following(
        second, rule="FREQ=WEEKLY", starts_at=time(8), minutes=60, given=given, at=timezone.now()
    )
    actions.plan_ahead(timezone.now() + timedelta(days=40))

    mine = RSVP.objects.filter(user=bea, answer=YES)
    assert set(mine.values_list("guests", "leaves", "pledge__words", "pledge__given_to")) == {
        (1, "at six", "With rolls", cem.pk)
    }
    assert mine.filter(meeting__series=parted).count() == parted.meetings.count() > 18
    client_of(bea).post(reverse("meetings:answer", args=[group.slug, second.uid]), {"answer": "no", "scope": "all"})
    assert not Pledge.objects.filter(rsvp__meeting__series=parted).exists()


def test_where_one_meeting_of_a_series_has_no_room_for_guests_the_others_take_them(cast):
    group, (bea, *_others) = cast
    series = weekly(group)
    first, full, members_only = series.meetings.order_by("starts_at")[:3]
    Meeting.objects.filter(pk=full.pk).update(seats=1)
    Meeting.objects.filter(pk=members_only.pk).update(guests_may_come=False)
    said(full, bea)

    noted = actions.say_for_series(first, bea, answer=YES, guests=2, at=NOW, scope="all")

    guests = dict(RSVP.objects.filter(user=bea).values_list("meeting", "guests"))
    assert (guests[first.pk], guests[full.pk], guests[members_only.pk]) == (2, 0, 0)
    assert noted.without_room == 1


def test_a_standing_yes_with_guests_waits_where_they_do_not_fit_and_nobody_goes_before_it(cast):
    group, (bea, cem, dan, _eli) = cast
    series = weekly(group, seats=3)
    first = series.meetings.order_by("starts_at")[0]
    for user, guests in ((cem, 0), (bea, 2), (dan, 0)):
        actions.say_for_series(first, user, answer=YES, guests=guests, at=NOW, scope="all")

    actions.plan_ahead(NOW + timedelta(days=8))

    last = series.meetings.order_by("starts_at").last()
    assert {rsvp.user: rsvp.answer for rsvp in RSVP.objects.filter(meeting=last)} == {
        cem: YES,
        bea: WAITING,
        dan: WAITING,
    }


def test_all_of_a_series_can_be_answered_with_no(cast):
    group, (bea, *_others) = cast
    series = weekly(group)
    meeting = series.meetings.order_by("starts_at")[3]
    actions.say_for_series(meeting, bea, answer=YES, at=NOW, scope="all")

    actions.say_for_series(meeting, bea, answer=NO, at=NOW, scope="all")
    actions.plan_ahead(NOW + timedelta(days=60))

    assert not RSVP.objects.filter(user=bea, answer=YES).exists()


def weekly(group, **more):
    on, given = make.TODAY + timedelta(days=1), {"title": "Breakfast", **more}
    return actions.plan_series(group, rule="FREQ=WEEKLY", on=on, starts_at=time(7), minutes=60, given=given, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_for_the_last_place_at_once_get_one_between_them():
    ada, bea, cem = (make.user(name) for name in ("ada", "bea", "cem"))
    group = make.group(ada, "Runners", bea, cem)
    for number in range(5):
        meeting = make.meeting(group, f"Evening {number}", seats=1)
        start = Barrier(2)

        def ask(user, meeting=meeting, start=start) -> str:
            start.wait()
            try:
                return said(meeting, user).answer
            finally:
                connections[connection.alias].close()

        with ThreadPoolExecutor(2) as both:
            answers = sorted(both.map(ask, (bea, cem)))

        assert answers == [WAITING, YES]


def kept_for(group: Group, one, other, **more) -> Meeting:
    """A meeting with one place, which is kept for the other one, who waited, now that the first does not come."""
    now = timezone.now()
    meeting = make.meeting(group, starts_at=now + timedelta(days=3), seats=3)
    said(meeting, one, guests=2, at=now)
    said(meeting, other, at=now, **more)
    said(meeting, one, NO, at=now)
    return meeting


def test_a_kept_place_stands_in_the_inbox_with_until_when_and_is_taken_there_as_it_was_asked_for(cast, client_of):
    group, (bea, cem, *_others) = cast
    meeting = kept_for(group, bea, cem, guests=2, plan=actions.Plan(leaves="at six"))
    client, inbox = client_of(cem), reverse("inbox:home")
    until = RSVP.objects.get(user=cem).offered_until.astimezone(cem.zone)

    page = client.get(inbox).content.decode()
    answer = client.post(reverse("meetings:place", args=[group.slug, meeting.uid]), {"answer": "yes", "from": "inbox"})

    assert f"until {date_format(until, 'l, j F, H:i')}" in page
    assert answer["Location"] == inbox
    mine = RSVP.objects.get(user=cem)
    assert (mine.answer, mine.guests, mine.leaves) == (YES, 2, "at six")
    assert "Take the place" not in client.get(inbox).content.decode()


def test_a_kept_place_is_passed_on_from_the_inbox_to_the_next_in_line(cast, client_of):
    group, (bea, cem, dan, _eli) = cast
    meeting = kept_for(group, bea, cem, guests=2)
    said(meeting, dan, guests=2, at=timezone.now())

    client_of(cem).post(reverse("meetings:place", args=[group.slug, meeting.uid]), {"answer": "no", "from": "inbox"})

    assert RSVP.objects.get(user=cem).answer == NO
    assert "Take the place" in client_of(dan).get(reverse("inbox:home")).content.decode()


def test_nobody_takes_a_place_that_is_not_kept_for_them(cast, client_of):
    group, (bea, cem, dan, _eli) = cast
    meeting = kept_for(group, bea, cem, guests=2)
    said(meeting, dan, at=timezone.now())

    client_of(dan).post(reverse("meetings:place", args=[group.slug, meeting.uid]), {"answer": "yes"})

    assert RSVP.objects.get(user=dan).answer == WAITING
    with pytest.raises(Refused, match="No place is kept"):
        actions.answer_offer(meeting, cem, takes=True, at=timezone.now() + timedelta(hours=25))


def test_a_kept_place_in_a_group_that_has_ended_is_in_no_inbox(cast, ada, client_of):
    group, (bea, cem, *_others) = cast
    kept_for(group, bea, cem)
    groups.end_group(group, by=ada, at=timezone.now())

    assert "Take the place" not in client_of(cem).get(reverse("inbox:home")).content.decode()


def test_whoever_sends_somebody_keeps_the_place_for_them_and_the_list_at_the_door_says_so(cast, ada, client_of):
    group, (bea, cem, *_others) = cast
    meeting = make.meeting(group, starts_at=timezone.now() + timedelta(days=3), seats=1)
    said(meeting, bea, at=timezone.now())
    said(meeting, cem, at=timezone.now())
    address = reverse("meetings:answer", args=[group.slug, meeting.uid])

    client_of(bea).post(address, {"answer": "no", "substitute": "Uwe from the shop", "scope": "one"})

    assert RSVP.objects.get(user=cem).offered_until is None
    door = client_of(ada).get(reverse("meetings:check_in", args=[group.slug, meeting.uid])).content.decode()
    assert "Uwe from the shop" in door
    client_of(bea).post(address, {"answer": "no", "substitute": "", "scope": "one"})
    assert RSVP.objects.get(user=cem).offered_until is not None


def test_nobody_is_sent_where_there_is_no_place(cast):
    group, (bea, cem, *_others) = cast
    meeting = make.meeting(group, seats=1)
    said(meeting, bea)

    with pytest.raises(Refused, match="nobody can come in your place"):
        said(meeting, cem, NO, substitute="Uwe")
    said(meeting, bea, NO, substitute="Uwe")
    assert said(meeting, cem).answer == WAITING
    assert said(meeting, bea).substitute == ""


def test_whom_somebody_sends_has_a_place_in_the_room_where_the_call_is_taken_away(cast):
    group, (bea, cem, *_others) = cast
    meeting = make.meeting(group, format="hybrid", seats=1)
    for user in (bea, cem):
        said(meeting, user, by_call=True)
    said(meeting, bea, NO, substitute="Uwe")
    local = meeting.starts_at.astimezone(meeting.zone)
    same: dict[str, Any] = {"on": local.date(), "starts_at": local.time(), "minutes": 90}

    actions.change(meeting, **same, given={"format": "in_person"}, at=NOW + timedelta(hours=1))

    found = {rsvp.user: (rsvp.answer, rsvp.by_call, rsvp.substitute) for rsvp in RSVP.objects.all()}
    assert found == {bea: (NO, False, "Uwe"), cem: (WAITING, False, "")}


def test_somebody_with_more_guests_than_there_are_places_left_altogether_keeps_nobody_else_waiting(cast):
    group, (bea, cem, dan, eli) = cast
    meeting = make.meeting(group, seats=3)
    for user in (bea, cem):
        said(meeting, user)
    actions.say(meeting, dan, answer=YES, guests=2, at=NOW)
    said(meeting, eli, at=NOW + timedelta(minutes=1))
    local = meeting.starts_at.astimezone(meeting.zone)
    actions.change(meeting, on=local.date(), starts_at=local.time(), minutes=90, given={"seats": 2}, at=NOW)

    said(Meeting.objects.get(), bea, NO, at=NOW + timedelta(minutes=2))

    assert RSVP.objects.get(user=eli).offered_until is not None
    assert RSVP.objects.get(user=dan).answer == WAITING
