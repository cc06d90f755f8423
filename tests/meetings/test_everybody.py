"""What concerns everybody who comes costs as many questions for many members as for few."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kith.groups import actions as groups
from kith.meetings import actions
from kith.meetings.models import RSVP, Meeting, Series
from kith.outbox.models import Letter
from tests import make

YES, WAITING = RSVP.Answer.YES, RSVP.Answer.WAITING
NOW = make.NOW
_SOON = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def mail(settings):
    """Letters are written down; nothing sends them here."""
    settings.MAIL = "smtp://127.0.0.1:9"


def meeting_with(count: int, **more) -> Series:
    """A weekly series to all of whose meetings so many members come."""
    ada = make.user(f"ada{count}")
    group = make.group(ada, f"Runners {count}", *(make.user(f"m{count}x{n}") for n in range(count - 1)))
    series = actions.plan_series(
        group, rule="FREQ=WEEKLY;COUNT=4", on=date(2026, 12, 1), starts_at=time(7), minutes=60,
        given={"title": "Breakfast", "answers_to": ada, **more}, at=NOW,
    )  # fmt: skip
    users = [member.user for member in group.memberships.select_related("user").order_by("pk")]
    for each in series.meetings.all():
        RSVP.objects.bulk_create(RSVP(meeting=each, user=user, answered_at=NOW, remind_at=NOW) for user in users)
        Letter.objects.bulk_create(
            Letter(owner=user, key=f"meeting:{each.uid.hex}:day:x", to=user.email, message_id=f"{each.pk}-{user.pk}")
            for user in users
        )
    return series


def first_of(series: Series) -> Meeting:
    return series.meetings.select_related("group").order_by("starts_at")[0]


def later(series: Series) -> None:
    actions.change_following(
        first_of(series), rule=series.rule, starts_at=time(8), minutes=60, given={"title": "Breakfast"}, at=_SOON
    )


def off(series: Series) -> None:
    actions.end_series(first_of(series), at=_SOON)


def ended(series: Series) -> None:
    groups.end_group(series.group, by=series.group.started_by, at=_SOON)


def asked(act: Callable[[Series], object], series: Series) -> int:
    with CaptureQueriesContext(connection) as found:
        act(series)
    return len(found)


@pytest.mark.django_db
@pytest.mark.parametrize("act", [later, off, ended])
def test_a_series_that_changes_or_ends_asks_no_more_for_more_who_come(act):
    few, many = meeting_with(2), meeting_with(9)

    assert asked(act, many) == asked(act, few)
    waiting = Letter.objects.filter(key__endswith=":day:x", state=Letter.State.WAITING)
    assert not waiting.exists()


@pytest.mark.django_db
def test_whoever_comes_is_told_in_one_letter_and_reminded_by_the_new_time():
    series = meeting_with(3)

    later(series)

    told = Letter.objects.filter(state=Letter.State.WAITING)
    assert sorted(letter.owner_id for letter in told) == sorted(series.group.memberships.values_list("user", flat=True))
    meeting = first_of(series)
    assert set(meeting.rsvps.values_list("remind_at", flat=True)) == {meeting.starts_at - timedelta(days=7)}


@pytest.mark.django_db
def test_letters_about_other_meetings_and_to_somebody_who_may_come_stay():
    meeting = first_of(meeting_with(3))
    out = meeting.rsvps.order_by("pk")[1]
    RSVP.objects.filter(pk=out.pk).update(answer=RSVP.Answer.MAYBE)

    actions.call_off(meeting, at=_SOON)

    reminders = Letter.objects.filter(key__endswith=":day:x", state=Letter.State.WAITING)
    about = reminders.filter(key__startswith=f"meeting:{meeting.uid.hex}:")
    assert [letter.owner_id for letter in about] == [out.user_id]
    assert reminders.count() == 1 + 3 * 3


@pytest.mark.django_db
def test_a_standing_yes_where_places_are_counted_asks_no_more_for_more_members_and_seats_the_first():
    def planned(count: int) -> tuple[int, Series]:
        series = meeting_with(count, seats=2)
        Series.objects.filter(pk=series.pk).update(rule="FREQ=WEEKLY")
        series.standing.bulk_create(
            series.standing.model(series=series, user_id=pk, answer=YES)
            for pk in series.group.memberships.order_by("pk").values_list("user", flat=True)
        )
        return asked(lambda _series: actions.plan_ahead(NOW + timedelta(days=15)), series), series

    first, few = planned(3)
    Series.objects.filter(pk=few.pk).update(ended_at=NOW)
    second, many = planned(9)

    assert second == first
    new = many.meetings.order_by("starts_at").last()
    assert new is not None
    members = list(many.group.memberships.order_by("pk").values_list("user", flat=True))
    assert dict(new.rsvps.values_list("user", "answer")) == {
        user: YES if place < 2 else WAITING for place, user in enumerate(members)
    }
