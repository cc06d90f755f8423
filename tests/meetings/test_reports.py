"""What meetings tell of groups: what comes next, counts for a roof, exports, what is held on a member."""

from __future__ import annotations

from datetime import time, timedelta

from django.urls import reverse
from django.utils import timezone

from kith.groups import actions, holdings, queries, reports
from kith.groups.models import Membership
from kith.meetings import actions as meetings
from kith.meetings.models import RSVP, Standing
from tests import make
from tests.make import NOW, TODAY


def rsvp(meeting, user, **fields) -> RSVP:
    return RSVP.objects.create(meeting=meeting, user=user, answered_at=NOW, **fields)


def test_the_next_meeting_of_many_groups_takes_two_questions(ada, django_assert_num_queries):
    groups = [make.group(ada, name) for name in ("A", "B", "C")]
    for group in groups[:2]:
        make.meeting(group, "Later", starts_at=NOW + timedelta(days=9))
        make.meeting(group, "Sooner", starts_at=NOW + timedelta(days=2))
        make.meeting(group, "Called off", starts_at=NOW + timedelta(days=1), cancelled_at=NOW)

    with django_assert_num_queries(2):
        found = reports.next_of([group.pk for group in groups], NOW)

    assert {pk: coming.title for pk, coming in found.items()} == {groups[0].pk: "Sooner", groups[1].pk: "Sooner"}


def test_my_groups_show_what_comes_next(client_of, ada):
    group = make.group(ada)
    make.meeting(group, "Hill run", starts_at=timezone.now() + timedelta(days=3))

    assert "Hill run" in client_of(ada).get(reverse("groups:mine")).content.decode()


def test_a_roof_counts_meetings_and_who_came_without_names(client_of, ada):
    ben = make.user("ben")
    roof, child = make.group(ada, "Roof"), make.group(ben, "Leith")
    ask = actions.ask_roof(roof=roof, child=child, by=ada, from_roof=True, at=NOW)
    assert ask is not None
    actions.agree_roof(ask, by=ben, at=NOW)
    for days in (1, 8):
        past = make.meeting(child, starts_at=NOW - timedelta(days=days))
        rsvp(past, ben, attendance="present" if days == 1 else "late")
        rsvp(past, make.user(f"c{days}"), attendance="absent")

    counted = queries.under(roof, NOW - timedelta(days=90), NOW)

    assert counted.labels == ["Meetings", "Came to them"]
    assert [(row.members, row.figures) for row in counted.rows] == [(1, [2, 2])]
    assert counted.totals == [2, 2]
    assert "Ben" not in client_of(ada).get(reverse("groups:roof", args=[roof.slug])).content.decode()


def test_what_is_held_on_a_member_has_all_that_they_said_about_a_whole_series(ada):
    group = make.group(ada)
    given = {"title": "Breakfast", "place": "Café"}
    on = TODAY + timedelta(days=1)
    series = meetings.plan_series(group, rule="FREQ=WEEKLY", on=on, starts_at=time(7), minutes=60, given=given, at=NOW)
    said = {"guests": 2, "leaves": "At six", "leaves_from": "Home", "obstacle": "The cat", "words": "I come"}
    Standing.objects.create(series=series, user=ada, answer="yes", stake="Ten", cause="The library", **said)

    held = {part.name: part.rows for part in holdings.about(Membership.objects.get(group=group, user=ada))}

    [row] = held["series"]
    assert {**said, "stake": "Ten", "cause": "The library"}.items() <= row.items()


def test_what_is_held_on_a_member_has_their_own_answers_alone(ada):
    ben = make.user("ben")
    group = make.group(ada, "Runners", ben)
    meeting = make.meeting(group)
    rsvp(meeting, ada, obstacle="The dog")
    rsvp(meeting, ben, obstacle="The cat")

    held = {part.name: part.rows for part in holdings.about(Membership.objects.get(group=group, user=ben))}

    assert [row["obstacle"] for row in held["meetings"]] == ["The cat"]


def test_an_export_counts_who_came_and_names_no_plan(ada):
    group = make.group(ada)
    rsvp(make.meeting(group, "Hill run"), ada, obstacle="The dog", attendance="present")

    [row] = next(part for part in reports.exports() if part.name == "meetings").ask(group)

    assert (row["title"], row["said_yes"], row["came"]) == ("Hill run", 1, 1)
    assert "The dog" not in str(row)


def test_those_who_were_at_most_meetings_with_a_quiet_member_are_asked_to_bring_them_back(ada):
    quiet, near, often, once = (make.user(name) for name in ("bea", "cem", "dan", "eli"))
    group = make.group(ada, "Runners", quiet, near, once, often)
    days = [timedelta(days=number) for number in (90, 80, 70)]
    for before, coming in zip(days, ([quiet, often], [quiet, often, once], [near, ada]), strict=True):
        meeting = make.meeting(group, starts_at=make.NOW - before)
        for user in coming:
            RSVP.objects.create(meeting=meeting, user=user, answer="yes", answered_at=make.NOW - before)
    RSVP.objects.filter(user=once).update(attendance="present")
    absent = make.meeting(group, starts_at=make.NOW - timedelta(days=60))
    for user, attendance in ((quiet, "present"), (near, "absent")):
        RSVP.objects.create(
            meeting=absent, user=user, answer="yes", answered_at=make.NOW - timedelta(days=60), attendance=attendance
        )
    later = make.TODAY + timedelta(days=1)

    helpers = queries.helpers_for(Membership.objects.get(user=quiet), later)

    assert [helper.user for helper in helpers] == [often, once]
    Membership.objects.filter(user=often).update(active_on=make.TODAY - timedelta(days=90))
    assert queries.helpers_for(Membership.objects.get(user=quiet), later)[0].user == once


def test_a_visitor_finds_again_where_they_go_next(client_of, ada, eve):
    group = make.group(ada, "Hill walkers", is_listed=True)
    for day, title in ((3, "First walk"), (10, "Second walk")):
        meeting = make.meeting(group, title, starts_at=timezone.now() + timedelta(days=day), guests_may_come=True)
        rsvp(meeting, eve, answer="yes")

    page = client_of(eve).get(reverse("groups:mine")).content.decode()

    assert ("First walk" in page, "Hill walkers" in page, "Second walk" in page) == (True, True, False)
    assert "Where you go next" in client_of(eve).get(reverse("today:home")).content.decode()
    assert reports.visits_of(ada, timezone.now()) == []


def test_what_a_visitor_said_no_to_or_may_not_see_any_more_is_not_named(ada, eve):
    group = make.group(ada, "Hill walkers", is_listed=True)
    rsvp(make.meeting(group, "Declined", guests_may_come=True), eve, answer="no")
    rsvp(make.meeting(group, "For members by now", guests_may_come=False), eve, answer="yes")

    assert reports.visits_of(eve, NOW) == []
