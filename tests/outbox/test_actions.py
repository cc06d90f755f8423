"""Letters: written down once, sent once, tried again, given up with a reason, called back."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from kith.errors import Refused
from kith.outbox import actions, links, queries
from kith.outbox.models import Letter
from tests.make import NOW
from tests.outbox import office as offices

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def put(owner, key="a:1", to="ana@kith.example", **more) -> Letter:
    wanted = {"subject": "A question", "text": "Good morning, Ana.", "due_at": NOW, **more}
    return actions.put(owner, key=key, to=to, **wanted)


def state_of(letter) -> str:
    return Letter.objects.get(pk=letter.pk).state


def test_a_letter_goes_in_the_users_name_and_is_answered_to_the_user(ada, office, settings):
    settings.DEFAULT_FROM_EMAIL = "Kith <post@kith.example>"
    letter = put(ada, to='"Ruiz, Ana" <ana@kith.example>', text="Grüße\nfrom Ada.")

    assert actions.send_due(NOW) == 1

    [arrived] = office.letters
    assert arrived["from"] == "Ada via Kith <post@kith.example>"
    assert arrived["to"].addresses[0].display_name == "Ruiz, Ana"
    assert arrived["reply-to"] == "Ada <ada@kith.example>"
    assert arrived["auto-submitted"] == "auto-generated"
    assert arrived["message-id"] == letter.message_id
    assert letter.message_id.endswith("@kith.example>")
    assert arrived.get_content().splitlines() == ["Grüße", "from Ada."]
    assert state_of(letter) == "sent"
    assert Letter.objects.filter(sent_at__range=(NOW, NOW + MINUTE)).exists()


def test_one_letter_goes_to_both_whom_it_is_for(ada, office):
    put(ada, to='Ana Ruiz <ana@kith.example>, "Li, Bo" <bo@kith.example>')
    actions.send_due(NOW)
    assert [each.addr_spec for each in office.letters[0]["to"].addresses] == ["ana@kith.example", "bo@kith.example"]


def test_a_second_letter_of_the_same_key_is_not_written(ada, office):
    first, second = put(ada), put(ada, subject="Another")

    assert first == second
    assert actions.send_due(NOW) == 1
    assert actions.send_due(NOW + MINUTE) == 0
    assert len(office.letters) == 1


def test_the_same_key_of_another_book_is_another_letter(ada, eve, office):
    assert put(ada) != put(eve)
    assert actions.send_due(NOW) == 2


def test_nothing_goes_before_its_time_nor_from_a_closed_account(ada, eve, office):
    put(ada, due_at=NOW + MINUTE)
    put(eve)
    eve.is_active = False
    eve.save()

    assert actions.send_due(NOW) == 0
    assert actions.send_due(NOW + MINUTE) == 1


@pytest.mark.parametrize(
    "to", ["a@b.example\nBcc: eve@kith.example", "nobody", "", "a b@c", "a@b.example\0", "<>", ","]
)
def test_what_is_no_address_is_not_written_to(ada, office, to):
    with pytest.raises(ValidationError):
        put(ada, to=to)


def test_a_name_that_is_too_long_is_left_out_of_an_address(ada, office):
    letter = put(ada, to=f'"{"A" * 300}" <ana@kith.example>')
    assert letter.to == "ana@kith.example"
    with pytest.raises(ValidationError):
        put(ada, key="a:2", to=", ".join(f"{letter * 60}@{'kith' * 10}.example" for letter in "abcd"))


def test_no_word_of_a_letter_adds_a_header(ada, office):
    ada.name = "Ada\r\nBcc: eve@kith.example"
    ada.save()
    put(ada, subject="Hello\r\nBcc: eve@kith.example", text="One\r\n.\r\nTwo\rBcc: eve@kith.example")

    actions.send_due(NOW)

    [arrived] = office.letters
    assert arrived["bcc"] is None
    assert arrived["subject"] == "Hello Bcc: eve@kith.example"
    assert arrived.get_content().splitlines() == ["One", ".", "Two", "Bcc: eve@kith.example"]


def test_without_a_mail_server_nothing_is_written_down(ada, settings):
    settings.MAIL = ""
    assert not queries.can_send()
    with pytest.raises(Refused):
        put(ada)


def test_letters_wait_while_the_mail_server_is_taken_away(ada, office, settings):
    letter, settings.MAIL = put(ada), ""
    assert actions.send_due(NOW) == 0
    assert state_of(letter) == "waiting"


def test_what_the_server_will_never_take_is_given_up_with_its_words(ada, office):
    office.refused["ana@kith.example"] = "550 No such person here"
    letter, other = put(ada), put(ada, key="a:2", to="bo@kith.example")

    assert actions.send_due(NOW) == 1

    assert state_of(other) == "sent"
    [shown] = queries.undelivered(ada)
    assert shown == letter
    assert shown.problem == "550 No such person here"


def test_what_the_server_may_take_later_is_tried_with_growing_waits_and_given_up_after_days(ada, office):
    office.refused["ana@kith.example"] = "451 Come back later"
    letter, now, tried = put(ada), NOW, []
    while state_of(letter) == "waiting":
        now = Letter.objects.get().due_at
        tried.append(now)
        actions.send_due(now)

    waits = [round((after - before) / MINUTE) for before, after in pairwise(tried)]
    assert waits == sorted(waits)
    assert waits[0] == 1
    assert timedelta(days=4) < now - NOW < timedelta(days=7)
    assert queries.undelivered(ada).get().problem == "451 Come back later"


def test_where_the_server_is_away_all_letters_wait_and_the_problem_is_kept(ada, settings):
    offices.use(settings, offices.free_port())
    first, second = put(ada), put(ada, key="a:2")

    assert actions.send_due(NOW) == 0

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("waiting", "waiting")
    assert "refused" in first.problem
    assert (first.tries, second.tries) == (1, 0)


def test_what_could_not_be_delivered_is_tried_again_or_let_go(ada, eve, office, client_of):
    office.refused["ana@kith.example"] = "550 No such person here"
    letter, other = put(ada), put(ada, key="a:2")
    actions.send_due(NOW)
    assert client_of(eve).post(f"/letters/{letter.uid}/again/").status_code == 404
    assert "550 No such person here" in client_of(ada).get("/inbox/").content.decode()

    office.refused.clear()
    assert client_of(ada).post(f"/letters/{letter.uid}/again/").status_code == 302
    assert client_of(ada).post(f"/letters/{other.uid}/let-go/").status_code == 302

    letter.refresh_from_db()
    assert actions.send_due(letter.due_at) == 1
    assert (state_of(letter), state_of(other)) == ("sent", "called_back")
    assert not queries.undelivered(ada)


def test_what_is_called_back_is_not_sent(ada, office):
    called, forgets, kept = put(ada), put(ada, key="a:2", forgets=True), put(ada, key="ab:1")

    assert actions.call_back(ada, "a:") == 2

    assert actions.send_due(NOW) == 1
    assert (state_of(called), state_of(kept)) == ("called_back", "sent")
    assert not Letter.objects.filter(pk=forgets.pk).exists()


def test_what_was_sent_cannot_be_called_back(ada, office):
    letter = put(ada)
    actions.send_due(NOW)
    assert actions.call_back(ada, "a:") == 0
    assert state_of(letter) == "sent"


def test_a_letter_is_written_down_with_what_it_is_about_or_not_at_all(ada, office):
    with transaction.atomic():
        put(ada)
        transaction.set_rollback(True)
    assert not Letter.objects.exists()


def test_a_secret_address_is_made_as_the_letter_goes_and_stands_in_no_row(ada, office):
    links.register("testing", lambda rest, at: f"https://kith.example/{rest}/secret")
    put(ada, text=f"Answer here:\n{links.PLACE}\n", link="testing:7")

    actions.send_due(NOW)

    assert "https://kith.example/7/secret" in office.letters[0].get_content()
    assert "secret" not in Letter.objects.get().text


def test_a_letter_that_nobody_wants_any_more_does_not_go(ada, office):
    links.register("testing", lambda _rest, _at: None)
    letter, reminder = put(ada, link="testing:7"), put(ada, key="a:2", link="testing:7", forgets=True)
    assert actions.send_due(NOW) == 0
    assert (office.letters, state_of(letter)) == ([], "called_back")
    assert not Letter.objects.filter(pk=reminder.pk).exists()


def test_a_letter_that_was_answered_before_its_sending_was_written_down_counts_as_sent(ada, office):
    links.register("testing", lambda _rest, _at: None)
    letter = put(ada, link="testing:7")
    Letter.objects.update(tries=1, held_until=NOW - MINUTE)
    actions.send_due(NOW)
    assert (office.letters, state_of(letter)) == ([], "sent")


@pytest.mark.parametrize("answer", ["", "451 Come back later", "550 No such person here"])
def test_a_reminder_is_tried_once_and_leaves_no_row_whatever_came_of_it(ada, office, answer):
    if answer:
        office.refused["ana@kith.example"] = answer
    put(ada, forgets=True)
    actions.send_due(NOW)
    assert not Letter.objects.exists()


def test_a_reminder_waits_for_the_server_and_is_given_up_without_a_word(ada, settings):
    offices.use(settings, offices.free_port())
    reminder = put(ada, forgets=True)
    for _try in range(actions.MOST_TRIES):
        reminder.refresh_from_db()
        actions.send_due(reminder.due_at)
    assert not Letter.objects.exists()


def test_a_letter_that_ends_kith_each_time_is_given_up(ada, office):
    letter = put(ada)
    Letter.objects.update(tries=actions.MOST_TRIES)
    actions.send_due(NOW)
    assert state_of(letter) == "given_up"
    assert office.letters == []


@pytest.mark.django_db(transaction=True)
def test_once_it_is_saved_a_job_sends_it(ada, office, settings):
    put(ada, due_at=NOW - timedelta(days=400))
    assert connection.in_atomic_block is False
    assert len(office.letters) == 1
