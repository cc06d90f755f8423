"""What the user's next moves are, beside the people of the day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kith.interactions.models import Promise
from kith.introductions.models import Introduction
from kith.meetings import actions as meetings
from kith.meetings.models import Met
from kith.opportunities.models import Opportunity
from kith.today import views
from tests import make


@pytest.fixture
def today(ada, client_of):
    """Ada's page of the day, as text."""
    return lambda: client_of(ada).get("/").content.decode()


@pytest.fixture
def ana(ada):
    return make.person(ada, "Ana Ruiz")


def opening(owner, **more):
    on = owner.today()
    return Opportunity.objects.create(owner=owner, title="A depot for buses", began_on=on, **more)


def test_introductions_in_which_the_user_has_the_next_move_stand_on_today(ada, ana, today):
    Introduction.objects.create(owner=ada, introducer=ana, other_name="Bo Li", state="other_agreed")
    Introduction.objects.create(owner=ada, introducer=ana, other_name="Cy Ünal", state="introducer_asked")

    assert "Bo Li, through Ana Ruiz" in today()
    assert "Cy Ünal" not in today()


def test_steps_that_are_due_stand_on_today_and_later_ones_do_not(ada, ana, today):
    opening(ada, next_step="Send the plans", next_on=ada.today())
    opening(ada, next_step="Ask how it went", next_on=ada.today() + timedelta(days=1))

    assert "Send the plans" in today()
    assert "Ask how it went" not in today()


def test_without_any_move_nothing_is_said_of_moves(ana, today):
    assert 'id="moves"' not in today()


def test_meetings_of_groups_to_which_one_comes_stand_on_today(ada, eve, ana, today):
    group = make.group(eve, "Harbour Runners", ada)
    soon, later = timezone.now() + timedelta(hours=20), timezone.now() + timedelta(days=4)
    for title, at, user in (("Six miles", soon, ada), ("Ten miles", later, ada), ("Only Eve", soon, eve)):
        meetings.say(make.meeting(group, title, starts_at=at), user, answer="yes", at=timezone.now())

    assert "Six miles" in today()
    assert "Ten miles" not in today()
    assert "Only Eve" not in today()


def test_the_week_says_how_many_one_met_in_groups_and_what_comes_next(ada, eve, ana, client_of):
    group, on = make.group(eve, "Harbour Runners", ada), ada.today()
    next_week = timezone.now() + timedelta(days=7)
    meetings.say(make.meeting(group, starts_at=next_week), ada, answer="yes", at=timezone.now())
    Met.objects.create(owner=ada, person=ana, title="Six miles", on=on)

    page = client_of(ada).get("/week/").content.decode()
    weeks_ahead = client_of(ada).get("/week/", {"from": (on + timedelta(days=21)).isoformat()}).content.decode()

    assert "you met one person." in page
    assert "In the week after you come to one meeting." in page
    assert 'id="groups"' not in weeks_ahead


def test_moves_of_others_are_not_shown(ada, ana, eve, today):
    zoe = make.person(eve, "Zoe Stone")
    Introduction.objects.create(owner=eve, introducer=zoe, other_name="Bo Li", state="other_agreed")
    opening(eve, next_step="Send the plans", next_on=eve.today())

    assert 'id="moves"' not in today()


def test_many_moves_take_no_more_queries(ada, ana, client_of, django_assert_max_num_queries):
    client = client_of(ada)
    client.get("/")
    with django_assert_max_num_queries(30) as few:
        client.get("/")
    for number in range(12):
        Introduction.objects.create(owner=ada, introducer=ana, other_name=f"Bo {number}", state="other_agreed")
        opening(ada, next_step=f"Step {number}", next_on=ada.today())

    with django_assert_max_num_queries(len(few)):
        client.get("/")


def test_below_many_people_moves_come_as_one_gets_there_and_without_javascript_by_a_link(ada, ana, client_of):
    opening(ada, next_step="Send the plans", next_on=ada.today())
    for number in range(views.A_SCREEN):
        person = make.person(ada, f"Bo {number}")
        Promise.objects.create(owner=ada, person=person, by="me", what=f"deed {number}", due_on=ada.today())
    client = client_of(ada)

    page = client.get("/").content.decode()
    part = client.get("/", {"further": "1"}, headers={"HX-Request": "true"}).content.decode()
    whole = client.get("/", {"further": "1"}).content.decode()

    assert 'href="?further=1"' in page
    assert 'id="moves"' not in page
    assert 'id="moves"' in part
    assert "<h1>" not in part
    assert 'id="moves"' in whole
    assert "Bo 3" in whole
    assert 'href="?further=1"' not in whole
