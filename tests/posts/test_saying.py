"""Writing, changing and taking back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from kith.errors import Refused
from kith.groups import actions as groups
from kith.groups.models import Membership
from kith.people import photos
from kith.posts import actions, lists, queries, threads
from kith.posts.models import LONGEST, Message, Notice, Picture, Post, Thread
from tests import make


def question(group, author, title="Which shoes", text="For rain", **more) -> Post:
    return actions.post(group, author, kind="question", title=title, text=text, at=make.NOW, **more)


def test_messages_of_a_thread_are_numbered_in_their_order(runners, ada, ben):
    chat = threads.of_group(runners)

    first, second = (actions.say(chat, user, "Hello", at=make.NOW) for user in (ada, ben))

    assert (first.number, second.number) == (1, 2)
    chat.refresh_from_db()
    assert chat.changes == 2


def test_a_group_has_one_chat_and_a_meeting_one(runners):
    meeting = make.meeting(runners)

    assert threads.of_group(runners) == threads.of_group(runners)
    assert threads.of_meeting(meeting) == threads.of_meeting(meeting)
    assert Thread.objects.count() == 2


def test_writing_counts_as_being_active(runners, ben):
    Membership.objects.update(active_on=None)

    actions.say(threads.of_group(runners), ben, "Hello", at=make.NOW)

    assert Membership.objects.get(user=ben).active_on == make.TODAY


@pytest.mark.parametrize("text", ["", "   \n", "\0"])
def test_nothing_is_not_said(runners, ben, text):
    with pytest.raises(ValidationError):
        actions.say(threads.of_group(runners), ben, text, at=make.NOW)

    assert not Message.objects.exists()


def test_what_is_too_long_is_refused_and_not_cut(runners, ben):
    with pytest.raises(ValidationError, match="longer than 10000"):
        actions.say(threads.of_group(runners), ben, "x" * (LONGEST + 1), at=make.NOW)


def test_thirty_messages_a_minute_are_enough(runners, ben):
    chat = threads.of_group(runners)
    for number in range(queries.MOST_A_MINUTE):
        actions.say(chat, ben, f"{number}", at=make.NOW)

    with pytest.raises(Refused, match="thirty times"):
        actions.say(chat, ben, "one more", at=make.NOW + timedelta(seconds=59))

    assert actions.say(chat, ben, "later", at=make.NOW + timedelta(seconds=61)).text == "later"


def test_a_recommendation_has_a_verdict_and_nothing_else_has(runners, ben):
    verdict = {"used_for": "two winters", "again": "yes"}
    told = actions.post(
        runners, ben, kind="recommendation", title="Headlamp", text="Bright", at=make.NOW, fields=verdict
    )

    assert (told.used_for, told.again) == ("two winters", "yes")
    assert question(runners, ben, fields=verdict).again == ""


@pytest.mark.parametrize("wrong", [{"kind": "advert"}, {"title": " "}, {"title": "x" * 161}, {"text": ""}])
def test_a_post_needs_a_kind_a_title_and_a_text(runners, ben, wrong):
    with pytest.raises(ValidationError):
        actions.post(runners, ben, **({"kind": "question", "title": "Shoes", "text": "Which", "at": make.NOW} | wrong))

    assert not Post.objects.exists()


def test_whoever_asked_is_told_of_replies_and_nobody_of_their_own(runners, ada, ben):
    asked = question(runners, ben)

    actions.say(asked.thread, ben, "I should add: for mud", at=make.NOW)
    actions.say(asked.thread, ada, "The red ones", at=make.NOW)

    told = Notice.objects.get()
    assert (told.user, told.by, told.kind) == (ben, ada, Notice.Kind.REPLY)


def test_whoever_is_named_is_told_once_however_often_it_is_edited(runners, ada, ben):
    said = actions.say(threads.of_group(runners), ben, "Ask @Ada", at=make.NOW)
    actions.edit(said, "Better ask @Ada", at=make.NOW)

    assert Notice.objects.filter(user=ada, kind=Notice.Kind.MENTION).count() == 1


def test_editing_changes_the_text_what_is_found_and_what_is_new(runners, ben):
    said = actions.say(threads.of_group(runners), ben, "Tusday", at=make.NOW)
    actions.edit(said, "Tuesday", at=make.NOW)

    said.refresh_from_db()
    assert (said.text, said.search_text, said.edited_at) == ("Tuesday", "tuesday", make.NOW)
    assert said.changed == 2 > said.number


def test_a_post_is_edited_with_its_title(runners, ben):
    asked = question(runners, ben)
    actions.edit_post(asked, kind="success", title="Shoes found", text="The blue ones", at=make.NOW)

    asked.refresh_from_db()
    assert (asked.kind, asked.title, asked.opening.text) == ("success", "Shoes found", "The blue ones")
    assert [each.uid for each in lists.find(runners, ben, "found blue")] == [asked.opening.uid]


def test_what_is_taken_back_is_gone_with_its_pictures_and_notices(runners, ben, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    said = actions.say(threads.of_group(runners), ben, "Oh @Ada", at=make.NOW, pictures=[make.picture()])
    place = photos.path_of(said.pictures.get().file)

    actions.take_back(said, at=make.NOW)

    said.refresh_from_db()
    assert (said.text, said.search_text, said.gone_at) == ("", "", make.NOW)
    assert not Picture.objects.exists()
    assert not Notice.objects.exists()
    assert place.parent.exists()


def test_a_group_that_is_deleted_leaves_no_picture_behind(
    runners, ada, ben, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    said = actions.say(threads.of_group(runners), ben, "", at=make.NOW, pictures=[make.picture()])
    place = photos.path_of(said.pictures.get().file)
    assert place.exists()

    groups.end_group(runners, by=ada, at=make.NOW)
    with django_capture_on_commit_callbacks(execute=True):
        groups.delete_ended(make.NOW + timedelta(days=31))

    assert not place.exists()


@pytest.mark.django_db(transaction=True)
def test_the_file_of_a_picture_goes_with_its_message(runners, ben, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    said = actions.say(threads.of_group(runners), ben, "", at=make.NOW, pictures=[make.picture()])
    place = photos.path_of(said.pictures.get().file)
    assert place.exists()

    actions.take_back(said, at=make.NOW)

    assert not place.exists()


def test_a_picture_is_made_small_and_tells_nothing_of_the_camera(runners, ben, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    taken = make.picture((3000, 2000), "Leica")
    assert b"Leica" in taken

    said = actions.say(threads.of_group(runners), ben, "", at=make.NOW, pictures=[taken])

    with Image.open(photos.path_of(said.pictures.get().file)) as kept:
        assert (kept.format, max(kept.size)) == ("JPEG", 1600)
        assert dict(kept.getexif()) == {}


def test_one_bad_picture_leaves_nothing_behind(runners, ben, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with pytest.raises(ValidationError) as raised:
        actions.say(threads.of_group(runners), ben, "x", at=make.NOW, pictures=[make.picture(), b"<svg onload=x>"])

    assert "pictures" in raised.value.message_dict
    assert not Message.objects.exists()
    assert not list(tmp_path.rglob("*.jpg"))


def test_at_most_four_pictures_go_with_a_message(runners, ben):
    with pytest.raises(ValidationError, match="At most 4"):
        actions.say(threads.of_group(runners), ben, "x", at=make.NOW, pictures=[b""] * 5)
