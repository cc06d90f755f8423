"""Leaving, by whatever door: all that was said or asked is withdrawn at once, and nobody is told. What members learn stands on one page."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress

from kith.accounts.models import User
from kith.outbox.models import Letter
from kith.people.models import Person
from kith.sharing import actions, matching, queries
from kith.sharing.models import BlindAsk, OptOut, Refusal, Request, Sharing, Willingness
from tests import make
from tests.sharing.members import ADDRESS, DAY, NOW, ask, asked, member, willing


@pytest.fixture(autouse=True)
def at_nine():
    """The pages read the clock; the cast lives at this moment."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ada(db):
    return member("ada")


@pytest.fixture
def ben(db):
    return member("ben")


@pytest.fixture
def mail(settings):
    settings.MAIL = "smtp://localhost:9"
    settings.URL = "https://kith.example"


def text(answer: Any) -> str:
    return str(answer.content.decode()).partition("<main")[2].partition("</main>")[0]


def verify(user: User) -> None:
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


# Accounts that go


def test_an_account_that_is_deleted_leaves_nothing_in_sharing(mail, ada, ben):
    willing(ben)
    [request] = asked(ada)
    actions.answer(request, "introduce", at=NOW)
    Refusal.objects.create(owner=ben, member=ada)

    ben.delete()

    assert not Request.objects.exists() | Willingness.objects.exists() | Refusal.objects.exists()
    assert not Sharing.objects.exclude(owner=ada).exists()
    assert [letter.state for letter in Letter.objects.filter(owner=ada)] == [Letter.State.CALLED_BACK]


def test_what_a_deleted_account_asked_reaches_nobody_any_more(mail, ada, ben):
    willing(ben)
    asked(ada)

    ada.delete()

    assert not BlindAsk.objects.exists() | Request.objects.exists()
    assert [letter.state for letter in Letter.objects.filter(owner=ben)] == [Letter.State.CALLED_BACK]


def test_an_account_that_is_switched_off_takes_no_part_from_then_on(mail, ada, ben):
    willing(ben)
    [request] = asked(ada)

    ada.is_active = False
    ada.save(update_fields=["is_active"])

    request.refresh_from_db()
    assert request.closed_at == NOW
    assert not queries.waiting_requests(ben).exists()
    assert not BlindAsk.objects.get().is_live
    assert Letter.objects.get().state == Letter.State.CALLED_BACK


def test_whoever_is_switched_off_meanwhile_has_no_place_in_the_next_wave(ada):
    members = [member(f"m{n}") for n in range(5)]
    for each in members:
        willing(each)
    asked(ada)
    User.objects.filter(pk=members[3].pk).update(is_active=False)

    actions.keep_going(NOW + 2 * DAY)

    assert [request.introducer for request in Request.objects.filter(wave=2)] == [members[4]]


# Levels


def test_a_level_that_is_no_leave_to_ask_lets_nobody_ask(ada, ben):
    """Groups are a wider level, and a level of their own: until they exist such a row shares nothing with anybody."""
    ana = willing(ben)
    Willingness.objects.update(level="group")

    assert matching.fits(BlindAsk(owner=ada, name="Ana Ruiz", address=ADDRESS)) == []
    assert queries.may_be_asked_about(ben) == 0
    assert queries.about(ana) == queries.About(may_be_asked=False, was_refused=False)
    assert not queries.people_with_leave(ben, only="asked").exists()


# An offer that is withdrawn


def test_an_offer_that_is_taken_back_says_no_longer_whom_it_was_about(ada, ben, client_of):
    willing(ben, positions=[make.job("Acme")])
    [request] = asked(ada, organisation="Acme")
    actions.answer(request, "target_first", at=NOW)
    actions.target_said(request, True, at=NOW, contact="+49 30 123")
    client, page = client_of(ada), f"/sharing/asks/{request.ask.uid}/"
    assert "Ana Ruiz" in text(client.get(page))

    actions.turn_off(ben, at=NOW)

    shown = text(client.get(page))
    assert "not open any more" in shown
    assert "Ana Ruiz" not in shown
    assert "+49 30 123" not in shown


# What members learn


def test_the_page_of_a_request_says_what_the_asker_knows(ada, ben, client_of):
    willing(ben)
    [request] = asked(ada)
    client, page = client_of(ben), f"/sharing/requests/{request.uid}/"
    assert "They do not know that you know anybody" in text(client.get(page))

    actions.answer(request, "introduce", at=NOW)

    assert "You offered, so they know" in text(client.get(page))


@pytest.mark.parametrize(
    ("takes_part", "marked", "words"),
    [
        (False, 0, "Nothing. You take no part"),
        (True, 0, "Nothing. Everybody in your book is private."),
        (True, 2, "Nothing, until you yourself offer it"),
    ],
)
def test_a_page_says_in_one_sentence_what_members_learn(ben, client_of, takes_part, marked, words):
    ada = member("ada") if takes_part else make.user("ada")
    for n in range(marked):
        willing(ada, f"Person {n}")

    assert words in text(client_of(ada).get("/sharing/seen/"))


def test_the_page_lists_all_that_was_offered_and_nothing_else(ada, ben, client_of):
    willing(ben, positions=[make.job("Acme")])
    willing(ben, "Bo Li", points=[make.email("bo@acme.example")])
    [offered], [refused] = asked(ada, organisation="Acme"), asked(ada, name="Bo Li", address="bo@acme.example")
    actions.answer(offered, "introduce", at=NOW, descriptor="leads a team there")
    actions.answer(refused, "not_now", at=NOW)
    client = client_of(ben)

    shown = text(client.get("/sharing/seen/"))
    assert "leads a team there" in shown
    assert "Bo Li" not in shown
    assert "knows that you know Ana Ruiz" not in shown
    assert "Nothing so far" in text(client_of(ada).get("/sharing/seen/"))

    actions.take(offered, at=NOW)
    actions.target_said(offered, True, at=NOW, contact="+49 30 123")
    shown = text(client.get("/sharing/seen/"))
    assert "knows that you know Ana Ruiz" in shown
    assert "+49 30 123" in shown


def test_a_member_with_a_verified_address_is_left_out_by_a_button_of_their_own(ada, ben, client_of):
    zoe = member("zoe")
    verify(zoe)
    willing(ben, "Zoe", points=[make.email(zoe.email.upper())])
    [request] = asked(ada, name="Zoe", address=zoe.email)
    client = client_of(zoe)

    client.post("/sharing/oneself/", {"to": "out"})
    request.refresh_from_db()
    assert request.closed_at == NOW
    assert "Nobody is asked about you" in text(client.get("/sharing/seen/"))
    assert asked(member("cleo"), name="Zoe", address=zoe.email) == []

    client.post("/sharing/oneself/", {"to": "in"})
    assert not OptOut.objects.exists()
    assert len(asked(member("dora"), name="Zoe", address=zoe.email)) == 1


def test_an_address_that_nobody_checked_leaves_nobody_out(ada, ben, client_of):
    zoe = member("zoe")
    client = client_of(zoe)
    assert "not verified here" in text(client.get("/sharing/seen/"))

    answer = client.post("/sharing/oneself/", {"to": "out"}, follow=True)

    assert "No address of yours is verified here" in answer.content.decode()
    assert not OptOut.objects.exists()


def test_an_ask_is_ended_for_both_when_the_asker_stops_taking_part_and_stays_ended(ada, ben):
    willing(ben)
    made = ask(ada)
    actions.look(made.pk, now=NOW)

    actions.turn_off(ada, at=NOW)
    actions.turn_on(ada, at=NOW)
    actions.look_again(NOW)

    assert not queries.waiting_requests(ben).exists()
    assert Person.objects.filter(owner=ben, willingness__isnull=False).exists()
