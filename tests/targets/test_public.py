"""Tests of the target card as strangers see and answer it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.targets import actions, limits
from kith.targets.forms import AnswerForm
from kith.targets.models import CardAnswer
from kith.targets.views import public
from tests import make
from tests.make import NOW
from tests.targets import given

ANSWER = {"kind": "know", "words": "My sister runs one", "name": "Bo Li", "contact": "bo@li.example"}


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


@pytest.fixture
def card(ada):
    return given.card(ada)


def _address(card, name="page") -> str:
    return reverse(f"targets:{name}", args=[card.secret])


def _seen(seconds: int) -> str:
    return AnswerForm(timezone.now() - timedelta(seconds=seconds)).token


def _answer(card, seconds=20, client=None, **more):
    return (client or Client()).post(_address(card), ANSWER | {"seen": _seen(seconds)} | more)


def test_a_stranger_reads_the_card_and_answers_without_an_account(card):
    page = Client().get(_address(card)).content.decode()
    assert given.SENTENCE in page
    assert "You need no account" in page

    answer = _answer(card)

    assert answer["Location"] == f"{_address(card)}?sent=1"
    kept = CardAnswer.objects.get()
    assert (kept.owner, kept.words, kept.contact) == (card.owner, ANSWER["words"], ANSWER["contact"])
    assert "will read what you wrote" in Client().get(answer["Location"]).content.decode()


def test_nothing_of_the_book_is_on_the_card(ada, card):
    make.everything(ada, "canarybird")
    actions.add_aim(card.target, kind="person", text="canarybird famous")
    actions.write_pitch(card.target, length="short", text="canarybird pitch")

    answer = Client().get(_address(card))

    assert "canarybird" not in answer.content.decode()
    assert ada.email not in answer.content.decode()


def test_search_engines_and_other_sites_learn_nothing_of_the_address(card):
    for name in ("page", "page_pdf"):
        answer = Client().get(_address(card, name))
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Referrer-Policy"] == "same-origin"
        assert "no-store" in answer["Cache-Control"]


def test_an_address_that_is_wrong_or_old_leads_nowhere_and_both_say_the_same(card):
    old = _address(card)
    actions.turn_off(card)

    answers = [Client().get(old), Client().get(reverse("targets:page", args=["x" * 32])), Client().post(old, ANSWER)]
    answers.append(Client().get(reverse("targets:page_pdf", args=["x" * 32])))
    assert {answer.status_code for answer in answers} == {404}
    assert answers[0].content == answers[1].content


def test_the_file_can_be_had_by_whoever_has_the_address(card):
    answer = Client().get(_address(card, "page_pdf"))

    assert answer.content.startswith(b"%PDF")
    assert _address(card).encode() in answer.content


def test_an_answer_needs_words(card):
    answer = _answer(card, words=" ")

    assert answer.status_code == 422
    assert "Please write a few words." in answer.content.decode()
    assert not CardAnswer.objects.exists()


@pytest.mark.parametrize("more", [{"words": "x" * 4001}, {"name": "x" * 201}, {"contact": "x" * 301}, {"kind": "spam"}])
def test_lengths_are_capped(card, more):
    assert _answer(card, **more).status_code == 422


def test_markup_of_a_stranger_is_shown_as_text(card):
    answer = _answer(card, words="<script>alert(1)</script>", name=" ", kind="spam")

    assert "<script>alert" not in answer.content.decode()
    assert "&lt;script&gt;alert" in answer.content.decode()


def test_whoever_fills_in_what_nobody_sees_is_asked_to_leave_it_empty(card):
    answer = _answer(card, website="https://spam.example")

    assert answer.status_code == 422
    assert "leave the last field empty" in answer.content.decode()


@pytest.mark.parametrize("seconds", [0, 1, 3 * 24 * 3600])
def test_too_soon_or_much_later_one_presses_send_once_more_and_nothing_is_lost(card, seconds):
    answer = _answer(card, seconds)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "press Send once more" in page
    assert ANSWER["words"] in page
    assert not CardAnswer.objects.exists()


@pytest.mark.parametrize("seen", ["", "made up", "1700000000"])
def test_a_form_that_was_never_shown_is_not_taken(card, seen):
    assert _answer(card, seen=seen).status_code == 422


def test_pressing_once_more_goes_by_when_the_form_was_first_shown(card):
    first = datetime(2026, 11, 23, 9, 0, 0, tzinfo=UTC)
    token = AnswerForm(first).token

    too_soon = AnswerForm(first + timedelta(seconds=1), ANSWER | {"seen": token})
    again = AnswerForm(first + timedelta(seconds=5), ANSWER | {"seen": too_soon.token})

    assert not too_soon.is_valid()
    assert again.is_valid()


def test_one_address_answers_only_so_often(card):
    answers = [_answer(card) for _ in range(public.ANSWERS_AN_HOUR + 1)]

    assert [answer.status_code for answer in answers] == [302] * public.ANSWERS_AN_HOUR + [429]
    assert "try again in an hour" in answers[-1].content.decode()
    assert ANSWER["words"] in answers[-1].content.decode()
    assert _answer(card, client=Client(REMOTE_ADDR="203.0.113.9")).status_code == 302


def test_behind_a_proxy_the_address_is_what_the_proxy_says(card, settings):
    settings.BEHIND_PROXY = True
    for number in range(public.ANSWERS_AN_HOUR + 1):
        told = Client(headers={"X-Forwarded-For": f"198.51.100.{number}, 203.0.113.7"})
        last = _answer(card, client=told)

    assert last.status_code == 429
    other = Client(headers={"X-Forwarded-For": "203.0.113.7, 203.0.113.8"})
    assert _answer(card, client=other).status_code == 302


def test_a_count_that_ran_out_begins_anew(rf):
    assert all(limits.within(rf.get("/"), "answer", most=1, seconds=0) for _ in range(3))


@pytest.mark.parametrize("field", ["words", "name", "contact"])
def test_what_no_database_can_keep_is_refused(card, field):
    assert _answer(card, **{field: "a\0b"}).status_code == 422


def test_words_that_no_page_can_show_are_no_words(card):
    assert _answer(card, words="\x07").status_code == 422
    assert not CardAnswer.objects.exists()


def test_one_card_takes_only_so_many_answers_a_day(card):
    CardAnswer.objects.bulk_create(
        CardAnswer(owner=card.owner, card=card, kind="words", words="x", received_at=timezone.now())
        for _ in range(public.ANSWERS_A_DAY)
    )

    assert _answer(card).status_code == 429
    CardAnswer.objects.update(received_at=NOW - timedelta(days=900))
    assert _answer(card).status_code == 302


def test_files_are_made_only_so_often_for_one_address(card, monkeypatch):
    monkeypatch.setattr(public, "FILES_AN_HOUR", 1)

    assert Client().get(_address(card, "page_pdf")).status_code == 200
    assert Client().get(_address(card, "page_pdf")).status_code == 429


def test_an_answer_from_another_site_is_not_taken(card):
    answer = Client(enforce_csrf_checks=True).post(_address(card), ANSWER | {"seen": _seen(20)})

    assert answer.status_code == 403
    assert not CardAnswer.objects.exists()
