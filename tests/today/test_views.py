"""The pages of Today and of the week."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.urls import reverse

from kith.accounts.models import User
from kith.meetings.models import RSVP
from tests import make


def test_the_week_names_meetings_to_which_one_said_yes_on_the_day_of_one_s_own_calendar(ada, eve, client_of):
    User.objects.filter(pk=ada.pk).update(time_zone="Australia/Sydney")
    group = make.group(eve, "Walkers", ada)
    late = datetime(2026, 12, 1, 20, 0, tzinfo=UTC)  # in Sydney it is the second of December by then
    for title, answer, starts_at in (
        ("Said yes", "yes", late),
        ("Said no", "no", late),
        ("A week on", "yes", late + timedelta(days=7)),
    ):
        meeting = make.meeting(group, title, starts_at=starts_at)
        RSVP.objects.create(meeting=meeting, user=ada, answer=answer, answered_at=make.NOW)

    page = client_of(ada).get(reverse("today:week"), {"from": "2026-11-30"}).content.decode()

    tuesday, wednesday = (page.partition(f'id="day-2026-12-0{day}"')[2].partition("</section>")[0] for day in (1, 2))
    assert ("Said yes" in wednesday, "Said yes" in tuesday) == (True, False)
    assert ("Said no" in page, "A week on" in page) == (False, False)
