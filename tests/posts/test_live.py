"""The questions in SQL say what the filters in Django's words say."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from django.http import Http404

from kith.groups import actions as groups
from kith.groups.models import Role
from kith.meetings.models import RSVP
from kith.posts import actions, live, showing, threads
from kith.posts.models import Thread
from tests import make
from tests.posts.test_saying import question


def test_who_may_read_a_thread_is_the_same_in_both_words(runners, ada, ben, eve):
    meeting = make.meeting(runners)
    made = [threads.of_group(runners), threads.of_meeting(meeting), question(runners, ben).thread]
    guest, left, owner = (make.user(name, is_owner=name == "ona") for name in ("gus", "lea", "ona"))
    groups.join(runners, guest, at=make.NOW, role=Role.GUEST, invited_by=ada)
    RSVP.objects.create(meeting=meeting, user=guest, answered_at=make.NOW)
    RSVP.objects.create(meeting=meeting, user=left, answered_at=make.NOW)
    groups.leave(groups.join(runners, left, at=make.NOW, invited_by=ada), at=make.NOW)

    seen = 0
    for user, thread in itertools.product((ada, ben, eve, guest, left, owner), made):
        if Thread.objects.visible_to(user).filter(pk=thread.pk).exists():
            assert live.thread(user, runners.slug, thread.uid) == thread
            seen += 1
        else:
            with pytest.raises(Http404):
                live.thread(user, runners.slug, thread.uid)
    assert seen == 7  # ada and ben all three, the guest one
    with pytest.raises(Http404):
        live.thread(ada, "another", made[0].uid)


def test_a_look_leaves_out_what_is_hidden_or_muted_and_goes_on_behind_it(runners, ada, ben):
    chat = threads.of_group(runners)
    hidden, _seen = (actions.say(chat, ada, text, at=make.NOW) for text in ("One", "Two"))
    actions.hide(hidden, ben)
    chat.refresh_from_db()

    new, altered, up_to = showing.news(chat, ben, 0, 0)
    assert [each.message.text for each in new] == ["Two"]
    assert (altered, up_to) == ([], 2)
    actions.mute(hidden, ben)
    assert showing.news(chat, ben, 0, 0) == ([], [], 2)


def test_the_opening_of_a_post_is_no_reply(runners, ben):
    asked = question(runners, ben)
    actions.say(asked.thread, ben, "For mud as well", at=make.NOW)

    assert [each.message.text for each in showing.news(asked.thread, ben, 0, 0)[0]] == ["For mud as well"]


def test_somebody_who_slept_gets_what_was_missed_in_several_looks(runners, ben, monkeypatch):
    monkeypatch.setattr(live, "A_LOOK", 2)
    chat = threads.of_group(runners)
    for number in range(5):
        actions.say(chat, ben, f"{number}", at=make.NOW + timedelta(minutes=number))
    chat.refresh_from_db()

    said, since = [], 0
    for _look in range(3):
        new, _altered, since = showing.news(chat, ben, since, 0)
        said += [each.message.text for each in new]

    assert said == ["0", "1", "2", "3", "4"]
    assert since == 5


def test_a_look_brings_names_and_pictures(runners, ada, ben, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    chat = threads.of_group(runners)
    actions.say(chat, ben, "Look", at=make.NOW, pictures=[make.picture()])
    actions.say(chat, make_nameless(runners, ada), "Hello", at=make.NOW)
    ben.delete()

    new, _altered, _up_to = showing.news(chat, ada, 0, 0)

    assert [(each.name, len(each.pictures)) for each in new] == [("a former member", 1), ("Member", 0)]


def make_nameless(runners, ada):
    user = make.user("nobody")
    user.name = ""
    user.save()
    groups.join(runners, user, at=make.NOW, invited_by=ada)
    return user
