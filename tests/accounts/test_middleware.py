"""What every request gets from its user."""

import pytest
from allauth.usersessions.models import UserSession
from django.http import HttpResponse
from django.test import Client

from kith.accounts import actions
from kith.accounts.middleware import SessionsSeen


@pytest.mark.django_db
def test_on_a_new_instance_the_way_in_is_to_sign_up():
    assert Client().get("/")["Location"].startswith("/accounts/signup/")

    actions.first_user("owner@kith.invalid")

    assert Client().get("/people/")["Location"].startswith("/accounts/signup/")


@pytest.mark.django_db
def test_once_somebody_has_signed_up_the_way_in_is_to_sign_in(ada):
    ada.set_password("a calm and long passphrase")
    ada.save()

    assert Client().get("/people/")["Location"] == "/accounts/login/?next=/people/"


@pytest.mark.django_db
def test_a_signed_in_browser_stands_in_the_list_of_sessions(ada, client_of):
    client_of(ada).get("/settings/")

    assert UserSession.objects.filter(user=ada).count() == 1


def test_a_session_is_noted_once_in_ten_minutes():
    seen = SessionsSeen(lambda request: HttpResponse())

    assert [seen.is_due("a", now) for now in (0.0, 599.0, 600.0, 601.0)] == [True, False, True, False]
    assert seen.is_due("b", 601.0)


def test_no_more_sessions_are_remembered_than_there_is_room_for():
    seen = SessionsSeen(lambda request: HttpResponse())
    seen.MOST = 2

    for key in "abc":
        seen.is_due(key, 0.0)

    assert len(seen.noted) <= 2
