"""Who reads and writes what: members all, guests the chat of a meeting to which they come, whoever has left nothing."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kith.groups import actions as groups
from kith.groups.models import Group, Role
from kith.meetings import parts
from kith.meetings.models import RSVP
from kith.posts import actions, threads
from kith.posts.models import Message, Notice, Post, Thread
from tests import make
from tests.posts.test_saying import question


@pytest.fixture
def meeting(runners):
    """A meeting of the runners."""
    return make.meeting(runners)


def reads(client, thread: Thread) -> bool:
    """Whether somebody may read a thread, and then may write there as well."""
    where = reverse("posts:thread", args=[thread.group.slug, thread.uid])
    wrote = client.post(where, {"text": "hello"}).status_code
    read = client.get(reverse("posts:news", args=[thread.group.slug, thread.uid])).status_code
    assert (wrote, read) in {(302, 200), (404, 404)}
    return read == 200


def say_yes(user, meeting, answer=RSVP.Answer.YES):
    RSVP.objects.create(meeting=meeting, user=user, answer=answer, answered_at=make.NOW)


def test_members_read_and_write_everywhere(client_of, runners, meeting, ben):
    spaces = (threads.of_group(runners), threads.of_meeting(meeting), question(runners, ben).thread)

    assert all(reads(client_of(ben), thread) for thread in spaces)


def test_a_stranger_reads_nothing(client_of, runners, meeting, ben, eve):
    spaces = (threads.of_group(runners), threads.of_meeting(meeting), question(runners, ben).thread)

    assert not any(reads(client_of(eve), thread) for thread in spaces)


def test_the_owner_of_the_instance_reads_no_more_than_a_stranger(client_of, runners, ben):
    owner = make.user("ona", is_owner=True)

    assert not reads(client_of(owner), threads.of_group(runners))


@pytest.mark.parametrize("is_listed", [True, False])
def test_a_guest_of_the_group_reads_the_chat_of_a_meeting_to_which_they_come_and_no_other(
    client_of, runners, meeting, ada, eve, is_listed
):
    Group.objects.update(is_listed=is_listed)
    groups.join(runners, eve, at=make.NOW, role=Role.GUEST, invited_by=ada)
    other = make.meeting(runners, "Another")
    assert not reads(client_of(eve), threads.of_meeting(meeting))

    say_yes(eve, meeting)

    assert reads(client_of(eve), threads.of_meeting(meeting))
    assert not reads(client_of(eve), threads.of_meeting(other))
    assert not reads(client_of(eve), threads.of_group(runners))
    assert not reads(client_of(eve), question(runners, ada).thread)


@pytest.mark.parametrize("answer", [RSVP.Answer.NO, RSVP.Answer.MAYBE, RSVP.Answer.WAITING])
def test_whoever_does_not_surely_come_does_not_read_the_chat(client_of, meeting, eve, answer):
    say_yes(eve, meeting, answer)

    assert not reads(client_of(eve), threads.of_meeting(meeting))


def test_whoever_has_left_reads_nothing_at_once_also_not_where_they_said_that_they_come(
    client_of, runners, meeting, ada, ben
):
    say_yes(ben, meeting)
    asked = question(runners, ben)
    actions.say(asked.thread, ada, "The blue ones", at=make.NOW)
    assert Notice.objects.filter(user=ben).exists()
    client = client_of(ben)

    groups.leave(runners.memberships.get(user=ben), at=make.NOW)
    say_yes_again = RSVP.objects.filter(user=ben, meeting=meeting)
    say_yes_again.update(answer=RSVP.Answer.YES)

    spaces = (threads.of_group(runners), threads.of_meeting(meeting), asked.thread)
    assert not any(reads(client, thread) for thread in spaces)
    assert not Notice.objects.filter(user=ben).exists()


def test_in_a_group_that_has_ended_members_read_and_nobody_writes(client_of, runners, ben, eve):
    chat = threads.of_group(runners)
    actions.say(chat, ben, "It was good", at=make.NOW)
    Group.objects.update(ended_at=make.NOW)

    client_of(ben).post(reverse("posts:thread", args=[runners.slug, chat.uid]), {"text": "hello"})

    page = client_of(ben).get(reverse("posts:chat", args=[runners.slug])).content.decode()
    assert "It was good" in page
    assert 'id="say"' not in page
    assert Message.objects.count() == 1
    assert not reads(client_of(eve), chat)


def test_what_is_in_one_group_is_not_found_under_the_address_of_another(client_of, runners, ben):
    other = make.group(ben, "Bakers")
    asked = question(runners, ben)

    client = client_of(ben)
    for name, uid in (("post", asked.uid), ("thread", asked.thread.uid), ("message", asked.opening.uid)):
        assert client.get(reverse(f"posts:{name}", args=[other.slug, uid])).status_code == 404


def test_whoever_has_left_keeps_the_name_and_a_deleted_account_is_a_former_member(client_of, runners, ada, ben):
    actions.say(threads.of_group(runners), ben, "Hello all", at=make.NOW)
    page = reverse("posts:chat", args=[runners.slug])
    groups.leave(runners.memberships.get(user=ben), at=make.NOW)
    assert "<strong>Ben</strong>" in client_of(ada).get(page).content.decode()

    ben.delete()

    shown = client_of(ada).get(page).content.decode()
    assert "<strong>a former member</strong>" in shown
    assert "Hello all" in shown


def test_nobody_is_shown_by_an_address(client_of, runners, ada, ben):
    ben.name = ""
    ben.save()
    question(runners, ben)
    actions.say(threads.of_group(runners), ben, "Hello", at=make.NOW)

    for name in ("list", "chat"):
        assert ben.email not in client_of(ada).get(reverse(f"posts:{name}", args=[runners.slug])).content.decode()


def test_the_page_of_a_meeting_holds_its_chat_for_whoever_may_read_it(
    client_of, runners, meeting, ada, ben, eve, monkeypatch
):
    monkeypatch.setattr(parts, "AT_ONCE", 99)  # not only what fits a screen
    actions.say(threads.of_meeting(meeting), ben, "I bring cake", at=make.NOW)

    pages = [client_of(user).get(meeting.get_absolute_url()).content.decode() for user in (ada, eve)]

    assert "I bring cake" in pages[0]
    assert "I bring cake" not in pages[1]


def test_deleting_a_group_takes_everything_along(runners, ben):
    question(runners, ben)
    runners.delete()

    assert not Message.objects.exists()
    assert not Post.objects.exists()
