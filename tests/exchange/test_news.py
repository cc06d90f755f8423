"""What fits is told where people look daily, to those who may see it, and without pressing anybody."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.exchange import actions, queries
from kith.exchange.models import Match
from kith.groups import actions as groups
from kith.groups.models import Membership
from kith.introductions import actions as introductions
from tests import make
from tests.exchange.cast import ask, offer, proved, to

INBOX, TODAY = "/inbox/", "/"


@pytest.fixture
def ben(db):
    return proved(make.user("ben"))


@pytest.fixture
def found(ada, ben):
    """Ada asks a group for what Ben offers there, and it was found today."""
    group = make.group(ada, "Runners", ben)
    now = timezone.now()
    ask(ada, "Our leaking tap needs mending", **to(group))
    offer(ben, "Plumber, small repairs", **to(group))
    for user in (ada, ben):
        make.person(user, "Somebody in the book")
        actions.refresh(user, now=now)
    return group


def news(user, *, after: timedelta = timedelta()) -> list[str]:
    """What is told so long after today."""
    return [str(one.match) for one in queries.news(user, timezone.now() + after, 5)]


@pytest.mark.parametrize("page", [INBOX, TODAY])
def test_what_fits_is_told_to_both_with_its_reason(page, ada, ben, found, client_of):
    hers, his = client_of(ada).get(page).text, client_of(ben).get(page).text

    assert "Plumber, small repairs" in hers
    assert "for your ask" in hers
    assert "Our leaking tap needs mending" in his
    assert "you offer" in his
    assert "means something like" in hers


@pytest.mark.parametrize("page", [INBOX, TODAY])
def test_whoever_is_not_of_the_group_or_left_it_is_told_nothing(page, ada, ben, eve, found, client_of):
    make.person(eve, "Somebody in the book")
    offer(eve, "Plumber, also at night", audience="groups")
    actions.refresh(eve, now=timezone.now())
    groups.leave(Membership.objects.get(group=found, user=ben), at=make.NOW)

    assert "leaking tap" not in client_of(eve).get(page).text
    assert "leaking tap" not in client_of(ben).get(page).text
    assert "small repairs" not in client_of(ada).get(page).text


def test_it_counts_for_nothing_in_the_sidebar(ada, found, client_of):
    assert not re.search(r'Inbox <span class="nav__key small soft">', client_of(ada).get(INBOX).text)


def test_what_was_seen_is_news_no_more_and_stays_on_the_exchange(ada, found, client_of):
    client = client_of(ada)

    answer = client.post(reverse("exchange:seen"), {"next": INBOX})

    assert answer.url == INBOX
    assert "Plumber, small repairs" not in client.get(INBOX).text
    assert "Plumber, small repairs" in client.get("/exchange/").text
    actions.refresh(ada, now=timezone.now())
    assert news(ada) == []


def test_somebody_elses_news_stay_theirs(ada, ben, found, client_of):
    client_of(ada).post(reverse("exchange:seen"))

    assert len(news(ben)) == 1


def test_what_is_not_wanted_is_set_aside_from_the_inbox(ada, found, client_of):
    match = Match.objects.get(user=ada)

    answer = client_of(ada).post(reverse("exchange:set_aside", args=[match.uid]), {"next": INBOX})

    assert answer.url == INBOX
    assert news(ada) == []


def test_nobody_is_sent_to_another_site(ada, found, client_of):
    assert client_of(ada).post(reverse("exchange:seen"), {"next": "https://evil.example/"}).url == "/exchange/"


def test_it_is_news_for_two_weeks(ada, found):
    assert len(news(ada, after=timedelta(days=13))) == 1
    assert news(ada, after=timedelta(days=15)) == []


def test_once_help_is_offered_neither_is_told_of_it_again(ada, ben, found):
    helped = actions.offer_help(Match.objects.get(user=ben).ask, ben, words="Tomorrow", at=make.NOW)
    assert news(ada) == news(ben) == []

    actions.decline(helped, at=make.NOW)

    assert news(ada) == news(ben) == []


def test_two_who_are_being_introduced_are_suggested_no_more(ada):
    one, other = make.person(ada, "Ana"), make.person(ada, "Bruno")
    ask(ada, person=one)
    offer(ada, person=other)
    actions.refresh(ada, now=timezone.now())
    assert len(news(ada)) == 1

    introductions.make(ada, party=other, other=one, at=make.NOW)

    assert news(ada) == []
