"""Telling who is concerned: in the inbox, and in one letter a day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kith.groups import actions as groups
from kith.outbox import actions as outbox
from kith.outbox.models import Letter
from kith.posts import actions, threads
from kith.posts.models import Notice
from tests import make
from tests.outbox import office as offices
from tests.posts.test_saying import question

EVENING = make.NOW.replace(hour=17, minute=30)


@pytest.fixture
def chat(runners, settings):
    """The chat of the runners, on an instance with a mail server."""
    settings.MAIL, settings.URL = "smtp://localhost", "https://kith.example"
    return threads.of_group(runners)


def test_whoever_is_muted_tells_nothing(chat, ada, ben):
    actions.mute(actions.say(chat, ben, "Hello @Ada", at=make.NOW), ada)
    assert not Notice.objects.exists()

    actions.say(chat, ben, "Hello again, @Ada", at=make.NOW)

    assert not Notice.objects.exists()


def test_whoever_can_help_tells_who_asked_and_takes_it_back(runners, ada, ben):
    asked = question(runners, ben)

    assert actions.react(asked.opening, ada, "can_help", at=make.NOW)
    told = Notice.objects.get()
    assert (told.user, told.by, told.kind) == (ben, ada, Notice.Kind.CAN_HELP)
    assert not actions.react(asked.opening, ada, "can_help", at=make.NOW)
    assert not Notice.objects.exists()
    actions.react(asked.opening, ada, "me_too", at=make.NOW)
    actions.react(asked.opening, ben, "can_help", at=make.NOW)
    assert not Notice.objects.exists()


def test_whoever_has_left_is_not_told_what_is_said_to_what_they_wrote(runners, ada, ben):
    asked = question(runners, ben)
    replied = actions.say(asked.thread, ben, "Anyone?", at=make.NOW)
    groups.leave(runners.memberships.get(user=ben), at=make.NOW)

    actions.say(asked.thread, ada, "The blue ones", at=make.NOW)
    actions.react(asked.opening, ada, "can_help", at=make.NOW)
    actions.remove(replied, by=ada, why="Not here", at=make.NOW)

    assert not Notice.objects.filter(user=ben).exists()


def test_whoever_is_made_a_guest_is_told_no_more_of_posts(runners, ada, ben):
    asked = question(runners, ben)
    actions.say(asked.thread, ada, "The blue ones", at=make.NOW)
    assert Notice.objects.filter(user=ben).exists()

    groups.set_role(runners.memberships.get(user=ben), "guest", by=ada, at=make.NOW)
    actions.say(asked.thread, ada, "Or the red ones", at=make.NOW)

    assert not Notice.objects.filter(user=ben).exists()


def test_one_letter_an_evening_says_who_and_where_and_not_what(chat, ada, ben):
    actions.say(chat, ben, "A secret for @Ada", at=make.NOW)
    actions.say(chat, ben, "Two secrets for @Ada", at=make.NOW)

    assert actions.write_letters(make.NOW) == 0  # it is morning
    assert actions.write_letters(EVENING) == 1
    assert actions.write_letters(EVENING + timedelta(hours=1)) == 0

    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == (ada.email, "Runners: somebody wrote to you")
    assert letter.text.count("Ben named you in Runners.") == 2
    assert "https://kith.example/groups/runners/chat/#m-" in letter.text
    assert "secret" not in letter.text


def test_what_came_after_the_letter_waits_for_the_next_evening(chat, ada, ben):
    actions.say(chat, ben, "@Ada", at=make.NOW)
    actions.write_letters(EVENING)
    actions.say(chat, ben, "@Ada", at=EVENING)

    assert actions.write_letters(EVENING + timedelta(hours=2)) == 0
    assert actions.write_letters(EVENING + timedelta(days=1)) == 1
    assert Letter.objects.order_by("-pk").first().text.count("named you") == 1


def test_what_was_looked_at_needs_no_letter(chat, ada, ben):
    actions.say(chat, ben, "@Ada", at=make.NOW)
    actions.see(Notice.objects.get(), at=make.NOW)

    assert actions.write_letters(EVENING) == 0


def test_letters_tell_of_being_named_alone_until_more_is_wished(chat, runners, ada, ben):
    asked = question(runners, ada)
    actions.say(asked.thread, ben, "The blue ones", at=make.NOW)
    actions.react(asked.opening, ben, "can_help", at=make.NOW)
    assert actions.write_letters(EVENING) == 0

    actions.wish(runners.memberships.get(user=ada), mentions=False, answers=True)

    assert actions.write_letters(EVENING) == 1
    assert "Ben replied to you in Runners." in Letter.objects.get().text
    assert "Ben can help you in Runners." in Letter.objects.get().text


def test_no_letter_goes_where_being_named_is_not_to_be_told(chat, runners, ada, ben):
    actions.wish(runners.memberships.get(user=ada), mentions=False, answers=False)
    actions.say(chat, ben, "@Ada", at=make.NOW)

    assert actions.write_letters(EVENING) == 0


def test_the_evening_is_that_of_whoever_gets_the_letter(chat, ada, ben):
    ada.time_zone = "Australia/Sydney"
    ada.save()
    actions.say(chat, ben, "@Ada", at=make.NOW)

    assert actions.write_letters(make.NOW) == 1  # nine in the morning in London is eight in the evening there


def test_a_letter_that_waits_is_called_back_from_whoever_leaves(chat, runners, ada, ben):
    actions.say(chat, ada, "@Ben", at=make.NOW)
    actions.write_letters(EVENING)

    groups.leave(runners.memberships.get(user=ben), at=EVENING)

    assert Letter.objects.get().state == Letter.State.CALLED_BACK
    assert not Notice.objects.exists()


def test_without_a_mail_server_nothing_is_written(chat, ada, ben, settings):
    settings.MAIL = ""
    actions.say(chat, ben, "@Ada", at=make.NOW)

    assert actions.write_letters(EVENING) == 0


def test_the_letter_arrives(runners, ada, ben, settings):
    office = offices.Office()
    server = offices.opened(office)
    offices.use(settings, server.port)
    actions.say(threads.of_group(runners), ben, "@Ada", at=make.NOW)
    actions.write_letters(EVENING)

    outbox.send_due(EVENING)
    server.stop()

    assert [letter["To"] for letter in office.letters] == [ada.email]


def test_removing_something_tells_its_author_and_nobody_whom_it_named(chat, ada, ben):
    carl = make.user("carl")
    groups.join(chat.group, carl, at=make.NOW, invited_by=ada)
    said = actions.say(chat, ben, "Hello @Carl", at=make.NOW)

    actions.remove(said, by=ada, why="Off topic", at=make.NOW)

    assert [(told.user, told.kind) for told in Notice.objects.all()] == [(ben, Notice.Kind.REMOVED)]
