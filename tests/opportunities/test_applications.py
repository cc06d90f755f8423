"""Applications of the log are offered as opportunities, taken once, and left again by one undo."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from kith.interactions import actions as log
from kith.opportunities import actions, queries
from kith.opportunities.models import Opportunity
from kith.people import actions as people
from tests import make
from tests.make import NOW, TODAY

pytestmark = pytest.mark.django_db


def application(owner, summary: str = "Nurse", **more):
    place = people.find_or_add_organisation(owner, "Acme")
    return make.interaction(owner, kind="application", summary=summary, organisation=place, **more)


def test_each_becomes_an_opportunity_on_its_day_with_its_people(ada):
    bo = make.person(ada, "Bo Li")
    application(ada, notes="Four days", channel="email", on=TODAY - timedelta(days=9))
    application(ada, "")
    make.interaction(ada, bo, kind="application", summary="Pilot")

    assert actions.take_applications(ada, at=NOW) == 3

    nurse, nameless, pilot = Opportunity.objects.visible_to(ada).order_by("pk")
    assert (nurse.title, nurse.organisation.name, nurse.notes, nurse.channel) == ("Nurse", "Acme", "Four days", "email")
    assert (nurse.stage, nurse.began_on, nurse.source) == ("applied", TODAY - timedelta(days=9), "application")
    assert (nameless.title, [part.person for part in pilot.involvements.all()]) == ("Acme", [bo])


def test_none_is_taken_twice_nor_from_the_bin(ada):
    application(ada)
    log.bin(application(ada, "Gone"), at=NOW)
    assert [actions.take_applications(ada, at=NOW) for _time in range(2)] == [1, 0]


def test_what_came_from_a_file_as_both_is_one(ada):
    application(ada, source_key="linkedin:application:77:2024-03-07")
    Opportunity.objects.create(
        owner=ada, title="Nurse", began_on=TODAY, source_key="linkedin:application:77:2024-03-07"
    )
    assert queries.logged_applications(ada) == []


def test_the_undo_leaves_those_out_that_were_not_changed(ada):
    application(ada)
    application(ada, "Pilot")
    actions.take_applications(ada, at=NOW)
    kept = Opportunity.objects.get(title="Pilot")
    actions.move(kept, "interview", on=TODAY, at=NOW)

    assert actions.leave_applications(ada, taken_at=NOW) == 1

    assert list(Opportunity.objects.visible_to(ada)) == [kept]
    assert len(queries.logged_applications(ada)) == 1


def test_the_list_offers_them_and_its_message_takes_it_back(ada, client_of):
    application(ada)
    client = client_of(ada)
    assert "Your log has an application" in client.get(reverse("opportunities:list")).content.decode()

    text = client.post(reverse("opportunities:take_applications"), follow=True).content.decode()
    assert "1 application is here now." in text
    assert "Your log has" not in text

    [undo] = re.findall(r'action="(/opportunities/applications/leave/[^"]+)"', text)
    client.post(unescape(undo))
    assert not Opportunity.objects.exists()


@pytest.mark.parametrize("moment", ["", "soon", "2026-11-23T09:00:00", "2026-13-99T09:00:00+00:00"])
def test_no_moment_is_taken_back(ada, client_of, moment):
    assert client_of(ada).post(reverse("opportunities:leave_applications") + f"?at={moment}").status_code == 404
