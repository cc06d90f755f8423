"""The pages of posts, of chats, and of single messages."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kith.groups import actions as groups
from kith.posts import actions, lists, queries, threads
from kith.posts.models import Message, Post, Reaction, Report, Thread
from tests import make
from tests.posts.test_saying import question

HTMX = {"HX-Request": "true"}


@pytest.fixture
def chat(runners):
    """The chat of the runners."""
    return threads.of_group(runners)


def url(name: str, *args) -> str:
    return reverse(f"posts:{name}", args=["runners", *args])


def text_of(answer) -> str:
    return answer.content.decode()


def test_a_post_is_written_and_read_by_the_others(client_of, runners, ada, ben):
    sent = {"kind": "question", "title": "Which shoes", "text": "For **rain**", "used_for": "", "again": ""}
    answer = client_of(ben).post(url("new"), sent)

    page = text_of(client_of(ada).get(answer["Location"]))
    assert "<strong>rain</strong>" in page
    assert "Which shoes" in text_of(client_of(ada).get(url("list")))


def test_of_a_removed_post_others_read_neither_title_nor_verdict_nor_helpers(client_of, runners, ada, ben):
    carl = make.user("carl")
    groups.join(runners, carl, at=make.NOW, invited_by=ada)
    told = {"used_for": "eleven winters", "again": "no"}
    kind, title, text = "recommendation", "Zwicky the plumber", "Never again"
    post = actions.post(runners, ben, kind=kind, title=title, text=text, fields=told, at=make.NOW)
    actions.react(post.opening, carl, "can_help", at=make.NOW)
    actions.say(post.thread, ada, "Bananas", at=make.NOW)
    actions.remove(post.opening, by=ada, why="Unkind", at=make.NOW)

    pages = text_of(client_of(carl).get(post.get_absolute_url())), text_of(client_of(carl).get(url("found") + "?q=ban"))
    own = text_of(client_of(ben).get(post.get_absolute_url()))

    assert all("Removed post" in page and "Bananas" in page for page in pages)
    for secret in ("Zwicky", "eleven winters", "Would not buy", "Can help:"):
        assert secret not in "".join(pages)
    assert "Zwicky" in own
    assert "eleven winters" in own


def test_an_empty_form_says_nothing_of_mistakes_and_takes_its_kind_from_the_address(client_of, runners, ben):
    page = text_of(client_of(ben).get(url("new") + "?kind=project"))

    assert "required." not in page
    assert 'value="project" selected' in page


@pytest.mark.parametrize(("wrong", "said"), [({"title": ""}, "required"), ({"kind": "advert"}, "valid choice")])
def test_a_post_with_a_mistake_keeps_what_was_typed(client_of, runners, ben, wrong, said):
    answer = client_of(ben).post(url("new"), {"kind": "question", "title": "Shoes", "text": "My long story"} | wrong)

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert "My long story" in text_of(answer)


def test_the_list_shows_one_kind_where_one_is_chosen(client_of, runners, ben):
    question(runners, ben, "Which shoes")
    actions.post(runners, ben, kind="success", title="Ran ten", text="Yes", at=make.NOW)

    page = text_of(client_of(ben).get(url("list") + "?kind=success"))

    assert "Ran ten" in page
    assert "Which shoes" not in page


def test_lists_go_on_behind_the_last_row_and_ask_no_more_as_they_grow(client_of, runners, ben):
    for number in range(lists.POSTS + 3):
        made = question(runners, ben, f"Title {number:02}")
        actions.say(made.thread, ben, "A reply", at=make.NOW + timedelta(minutes=number))
        Message.objects.update(created_at=make.NOW - timedelta(days=1))
    client = client_of(ben)
    client.get(url("list"))

    with CaptureQueriesContext(connection) as many:
        page = text_of(client.get(url("list")))
    earlier = Post.objects.order_by("-pk")[lists.POSTS - 1]
    assert f"before={earlier.uid}" in page
    assert "1 reply" in page
    with CaptureQueriesContext(connection) as few:
        page = text_of(client.get(url("list") + f"?before={earlier.uid}"))
    assert "Title 02" in page
    assert "Title 03" not in page
    assert len(few) == len(many) + 1 <= 10  # one more finds where to go on


def test_a_chat_asks_no_more_as_it_grows(client_of, chat, ben):
    client = client_of(ben)
    actions.say(chat, ben, "Hello", at=make.NOW)
    client.get(url("chat"))
    with CaptureQueriesContext(connection) as few:
        client.get(url("chat"))
    for number in range(queries.A_PAGE + 5):
        actions.say(chat, ben, f"Line {number:02}", at=make.NOW + timedelta(minutes=number))

    with CaptureQueriesContext(connection) as many:
        page = text_of(client.get(url("chat")))

    assert len(many) == len(few) <= 12
    assert "Line 05" in page
    assert "Line 04" not in page
    first = Message.objects.get(text="Line 05")
    earlier = text_of(client.get(url("chat") + f"?before={first.number}"))
    assert "Line 04" in earlier
    assert "Latest messages" in earlier
    assert 'id="say"' not in earlier
    assert 'id="say"' in page


def test_earlier_messages_of_a_meeting_stand_on_the_page_of_its_chat(client_of, runners, ben):
    meeting = make.meeting(runners)
    talk = threads.of_meeting(meeting)
    for number in range(queries.A_PAGE + 2):
        actions.say(talk, ben, f"Line {number:02}", at=make.NOW + timedelta(minutes=number))
    client = client_of(ben)
    pages = [text_of(client.get(meeting.get_absolute_url() + part)) for part in ("", "?from=4")]
    [link] = {found for page in pages for found in re.findall(r'href="([^"]+)">Earlier messages', page)}

    earlier = text_of(client.get(link))

    assert "Line 00" not in "".join(pages)
    assert "Line 00" in earlier
    assert "Line 03" not in earlier
    assert "Latest messages" in earlier


def test_a_message_is_sent_without_javascript(client_of, chat, ben):
    answer = client_of(ben).post(url("thread", chat.uid), {"text": "Who comes?"})

    assert answer.status_code == 302
    assert answer["Location"].startswith(url("chat"))
    assert "Who comes?" in text_of(client_of(ben).get(url("chat")))


def test_a_message_sent_by_htmx_is_answered_with_what_is_new(client_of, chat, ada, ben):
    actions.say(chat, ada, "Before", at=make.NOW)
    answer = client_of(ben).post(url("thread", chat.uid), {"text": "After", "since": "0", "first": "0"}, headers=HTMX)

    assert text_of(answer).index("Before") < text_of(answer).index("After")
    assert 'name="since" value="2"' in text_of(answer)


def test_a_poll_where_nothing_is_new_is_one_look_and_no_content(client_of, chat, ada, ben):
    actions.say(chat, ada, "Before", at=make.NOW)
    client = client_of(ben)
    client.get(url("chat"))

    with CaptureQueriesContext(connection) as asked:
        answer = client.get(url("news", chat.uid) + "?since=1&first=1", headers=HTMX)

    assert answer.status_code == 204
    assert [query["sql"] for query in asked if "posts_" in query["sql"]] == [asked[-1]["sql"]]
    assert len(asked) <= 3  # the session and who it is come first


def test_a_poll_brings_what_is_new_and_what_has_changed(client_of, chat, ada, ben):
    old, _other = (actions.say(chat, ada, text, at=make.NOW) for text in ("Tusday", "Rain"))
    actions.edit(old, "Tuesday", at=make.NOW)
    actions.say(chat, ada, "Bring a coat", at=make.NOW)

    page = text_of(client_of(ben).get(url("news", chat.uid) + "?since=2&first=1", headers=HTMX))

    assert f'id="m-{old.uid}" hx-swap-oob="true"' in page
    assert "Tuesday" in page
    assert "Bring a coat" in page
    assert "Rain" not in page
    assert 'name="since" value="4"' in page


def test_a_message_that_is_refused_stays_in_its_field(client_of, chat, ben):
    now = timezone.now()
    for number in range(queries.MOST_A_MINUTE):
        actions.say(chat, ben, f"{number}", at=now)

    for headers, expected in ((HTMX, "#say"), ({}, None)):
        answer = client_of(ben).post(url("thread", chat.uid), {"text": "One more thing"}, headers=headers)
        assert answer.status_code == 409
        assert answer.headers.get("HX-Retarget") == expected
        assert "One more thing" in text_of(answer)
        assert "thirty times" in text_of(answer)


def test_a_picture_that_is_none_keeps_the_text(client_of, chat, ben):
    upload = SimpleUploadedFile("a.jpg", b"no picture", content_type="image/jpeg")
    answer = client_of(ben).post(url("thread", chat.uid), {"text": "Look at this", "pictures": [upload]})

    assert answer.status_code == 422
    assert "Look at this" in text_of(answer)
    assert "not a picture" in text_of(answer)


def test_pictures_are_shown_to_members_only(client_of, chat, ben, eve):
    uploads = [SimpleUploadedFile(name, make.picture(), content_type="image/jpeg") for name in ("a.jpg", "b.jpg")]
    client_of(ben).post(url("thread", chat.uid), {"text": "", "pictures": uploads})
    said = Message.objects.get()
    picture = said.pictures.first()

    answer = client_of(ben).get(url("picture", picture.uid))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert said.pictures.count() == 2
    assert client_of(ben).get(url("picture", picture.uid), headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert client_of(eve).get(url("picture", picture.uid)).status_code == 404
    b"".join(answer)


def test_an_answer_of_one_press_is_counted_and_taken_back(client_of, runners, ada, ben):
    asked = question(runners, ben)
    client, where = client_of(ada), url("react", asked.opening.uid)

    fragment = text_of(client.post(where, {"kind": "can_help"}, headers=HTMX))
    assert 'aria-pressed="true"' in fragment
    assert "Can help: Ada" in text_of(client_of(ben).get(url("post", asked.uid)))
    assert client.post(where, {"kind": "can_help"}).status_code == 302
    assert not Reaction.objects.exists()
    assert client.post(where, {"kind": "nonsense"}).status_code == 422


def test_what_others_answer_by_a_press_comes_with_the_news(client_of, runners, ada, ben):
    asked = question(runners, ben)
    reply = actions.say(asked.thread, ada, "Wax them", at=make.NOW)
    since = {"since": Thread.objects.get(pk=asked.thread_id).changes, "first": reply.number}
    where, client = url("news", asked.thread.uid), client_of(ben)

    before = client.get(where, since, headers=HTMX)
    actions.react(asked.opening, ada, "can_help", at=make.NOW)
    actions.react(reply, ada, "well_done", at=make.NOW)
    told = text_of(client.get(where, since, headers=HTMX))

    assert before.status_code == 204
    for message in (asked.opening, reply):
        assert f'id="answers-{message.uid}"' in told
    assert told.count('<span class="chip__count">1</span>') == 2
    assert "Wax them" not in told


def test_one_can_change_and_take_back_only_what_is_ones_own(client_of, chat, runners, ada, ben):
    said = actions.say(chat, ben, "Tusday", at=make.NOW)
    asked = question(runners, ben)

    for name, uid in (("edit", said.uid), ("take_back", said.uid), ("edit_post", asked.uid)):
        assert client_of(ada).post(url(name, uid), {"text": "x"}).status_code == 404
    mine = client_of(ben)
    assert "Tusday" in text_of(mine.get(url("edit", said.uid)))
    assert mine.post(url("edit", said.uid), {"text": "Tuesday"}).status_code == 302
    assert mine.post(url("edit", said.uid), {"text": " "}).status_code == 422
    assert mine.get(url("edit", asked.opening.uid))["Location"] == url("edit_post", asked.uid)
    assert "For rain" in text_of(mine.get(url("edit_post", asked.uid)))
    sent = {"kind": "success", "title": "Shoes found", "text": "Blue"}
    assert mine.post(url("edit_post", asked.uid), sent).status_code == 302
    assert mine.post(url("edit_post", asked.uid), sent | {"text": ""}).status_code == 422
    assert mine.post(url("take_back", said.uid)).status_code == 302
    assert "Taken back by its author." in text_of(mine.get(url("chat")))
    assert mine.post(url("take_back", asked.opening.uid))["Location"] == url("list")
    assert "Shoes found" not in text_of(mine.get(url("list")))


def test_what_is_written_is_found_by_its_words_without_accents(client_of, chat, runners, ben):
    actions.say(chat, ben, "Treffpunkt Café Müller", at=make.NOW)
    question(runners, ben, "Where is the café", "I forgot")

    page = text_of(client_of(ben).get(url("found") + "?q=CAFE"))
    assert "Treffpunkt" in page
    assert "Where is the café" in page
    assert "Nothing with these words" in text_of(client_of(ben).get(url("found") + "?q=cafe+tuesday"))
    assert "Nothing with these words" not in text_of(client_of(ben).get(url("found")))


def test_what_is_found_is_told_without_marks(client_of, chat, ben):
    actions.say(chat, ben, "Some **rain**, see [the map](https://maps.example/) & <b>go</b>", at=make.NOW)

    page = client_of(ben).get(url("found") + "?q=rain").content.decode()

    assert "Some rain, see the map &amp; &lt;b&gt;go&lt;/b&gt;" in page


def test_what_is_found_goes_on_behind_the_last_row(client_of, chat, ben):
    for number in range(lists.FOUND + 2):
        actions.say(chat, ben, f"Rain {number:02}", at=make.NOW + timedelta(minutes=number))
    client = client_of(ben)

    page = text_of(client.get(url("found") + "?q=rain"))
    last = Message.objects.get(text="Rain 02")
    earlier = text_of(client.get(url("found") + f"?q=rain&before={last.uid}"))

    assert f"before={last.uid}" in page
    assert "Rain 01" not in page
    assert "Rain 01" in earlier
    assert "Rain 02" not in earlier


def test_names_of_members_are_offered_and_no_others(client_of, runners, ada, ben, eve):
    page = text_of(client_of(ben).get(url("names") + "?q=ad"))

    assert 'data-name="Ada"' in page
    assert "Eve" not in text_of(client_of(ben).get(url("names") + "?q=ev"))
    assert text_of(client_of(ben).get(url("names") + "?q=")).strip() == ""


def test_hiding_is_for_oneself_and_can_be_undone(client_of, chat, ada, ben):
    said = actions.say(chat, ada, "Too long a story", at=make.NOW)
    client = client_of(ben)

    client.post(url("hide", said.uid))
    assert "Too long a story" not in text_of(client.get(url("chat")))
    assert "Too long a story" in text_of(client_of(ada).get(url("chat")))
    assert "Show it to me again" in text_of(client.get(url("message", said.uid)))
    client.post(url("show_again", said.uid))
    assert "Too long a story" in text_of(client.get(url("chat")))


def test_muting_is_for_oneself_and_can_be_undone(client_of, chat, runners, ada, ben):
    said, asked = actions.say(chat, ada, "A story", at=make.NOW), question(runners, ada, "A title")
    client = client_of(ben)

    assert client.post(url("mute", said.uid)).status_code == 302
    assert "A story" not in text_of(client.get(url("chat")))
    assert "A title" not in text_of(client.get(url("list")))
    assert "A title" in text_of(client_of(ada).get(url("list")))
    page = text_of(client.get(url("wishes")))
    undo = page[page.index("/groups/runners/posts/muted/") :].split('"')[0]
    client.post(undo)
    assert "A title" in text_of(client.get(url("list")))
    assert asked.title == "A title"
    assert client.post(url("mute", actions.say(chat, ben, "Mine", at=make.NOW).uid)).status_code == 409


def test_what_can_be_done_with_a_message_is_shown_in_a_dialog_and_on_a_page(client_of, chat, ada, ben):
    said = actions.say(chat, ben, "Hello", at=make.NOW)

    mine, theirs = (text_of(client_of(user).get(url("message", said.uid))) for user in (ben, ada))
    assert "Take it back" in mine
    assert "Report" not in mine
    assert "Remove for everybody" in theirs
    dialog = text_of(client_of(ada).get(url("message", said.uid), headers=HTMX))
    assert "<html" not in dialog
    assert "Remove for everybody" in dialog


def test_a_report_is_made_looked_at_and_written_down(client_of, chat, ada, ben):
    carl = make.user("carl")
    groups.join(chat.group, carl, at=make.NOW, invited_by=ada)
    said = actions.say(chat, ben, "Buy my shoes", at=make.NOW)

    assert client_of(carl).post(url("report", said.uid), {"why": ""}).status_code == 422
    assert client_of(carl).post(url("report", said.uid), {"why": "An advert"}).status_code == 302
    organiser = client_of(ada)
    assert "Reported in your groups" in text_of(organiser.get("/inbox/"))
    assert "An advert" in text_of(organiser.get(url("order")))
    report = Report.objects.get()
    assert organiser.post(url("handle", report.uid), {"move": "remove", "why": ""}).status_code == 422
    assert organiser.post(url("handle", report.uid), {"move": "remove", "why": "No adverts"}).status_code == 302
    page = text_of(organiser.get(url("order")))
    assert "Ben: removed: No adverts" in page
    assert "Nothing waits." in page
    assert "Removed by an organiser." in text_of(client_of(carl).get(url("chat")))
    assert "An organiser removed this: No adverts" in text_of(client_of(ben).get(url("chat")))
    assert client_of(ben).get(url("order")).status_code == 404


def test_an_organiser_removes_without_a_report_and_others_do_not(client_of, chat, ada, ben):
    said = actions.say(chat, ada, "Hello", at=make.NOW)

    assert client_of(ben).post(url("remove", said.uid), {"why": "x"}).status_code == 404
    assert client_of(ada).post(url("remove", said.uid), {"why": ""}).status_code == 422
    assert client_of(ada).post(url("remove", said.uid), {"why": "Twice"}).status_code == 302
    assert client_of(ada).post(url("remove", said.uid), {"why": "Twice"}).status_code == 404


def test_a_report_can_be_left_as_it_is(client_of, chat, ada, ben):
    made = actions.report(actions.say(chat, ben, "Hm", at=make.NOW), make_member(chat, ada), why="Odd", at=make.NOW)

    client_of(ada).post(url("handle", made.uid), {"move": "keep"})

    made.refresh_from_db()
    assert made.outcome == Report.Outcome.KEPT
    assert "Hm" in text_of(client_of(ada).get(url("chat")))


def make_member(chat, ada):
    carl = make.user("carl")
    groups.join(chat.group, carl, at=make.NOW, invited_by=ada)
    return carl


def test_the_inbox_leads_to_where_one_was_named(client_of, chat, ada, ben):
    said = actions.say(chat, ben, "Ask @Ada", at=make.NOW)
    client = client_of(ada)

    page = text_of(client.get("/inbox/"))
    assert "Ben named you" in page
    where = page[page.index("/groups/notices/") :]
    look = next(part for part in where.split('"') if part.startswith("/groups/notices/") and "seen" not in part)
    assert client.post(look)["Location"] == f"{url('chat')}#m-{said.uid}"
    assert "named you" not in text_of(client.get("/inbox/"))
    actions.say(chat, ben, "And @Ada again", at=make.NOW)
    client.post(reverse("posts:all_seen"))
    assert "named you" not in text_of(client.get("/inbox/"))


def test_the_latest_posts_stand_on_the_front_page_of_the_group(client_of, runners, ben, eve):
    question(runners, ben, "Which shoes")

    assert "Which shoes" in text_of(client_of(ben).get(runners.get_absolute_url()))
    assert "Which shoes" not in text_of(client_of(eve).get(runners.get_absolute_url()))


def test_wishes_for_letters_are_kept(client_of, runners, ben, settings):
    settings.MAIL = "smtp://localhost"
    client = client_of(ben)
    assert "checked" in text_of(client.get(url("wishes")))

    client.post(url("wishes"), {"answers": "on"})

    wish = runners.memberships.get(user=ben).wish_for_letters
    assert (wish.mentions, wish.answers) == (False, True)
