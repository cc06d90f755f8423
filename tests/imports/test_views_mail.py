"""Saying on the page of an import whether letters are read whole."""

import pytest
from django.urls import reverse

from kith.imports import actions
from kith.imports.models import Import
from kith.interactions.models import Interaction
from tests import make
from tests.imports import given
from tests.imports.mailboxes import mbox, message, sent
from tests.make import NOW


@pytest.fixture
def import_(ada, tmp_path) -> Import:
    """A mailbox that has been looked through."""
    make.person(ada, "Ana Ruiz", points=[make.email("ana@acme.example")])
    return given.started(ada, mbox(tmp_path / "a.mbox", sent(body="Lunch?"), message(body="Gladly.")))


def page(client, import_) -> str:
    return client.get(reverse("imports:import", args=[import_.pk])).content.decode()


def test_only_headers_are_read_until_the_user_says_so(ada, client_of, import_):
    client = client_of(ada)
    assert "The letters themselves are not read" in page(client, import_)

    client.post(reverse("imports:letters", args=[import_.pk]), {"bodies": "1"})
    actions.preview(import_.pk, now=NOW)

    assert "Kith has read your letters whole." in page(client, import_)
    actions.commit(import_.pk, now=NOW)
    assert {touch.notes for touch in Interaction.objects.all()} == {"Me: Lunch?", "Ana: Gladly."}


def test_without_a_tick_headers_are_read_again(ada, client_of, import_):
    client = client_of(ada)
    for told in ({"bodies": "1"}, {}):
        client.post(reverse("imports:letters", args=[import_.pk]), told)
        actions.preview(import_.pk, now=NOW)

    assert "The letters themselves are not read" in page(client, import_)
    actions.commit(import_.pk, now=NOW)
    assert {touch.notes for touch in Interaction.objects.all()} == {""}


def test_nothing_is_asked_of_an_import_without_mail(ada, client_of, tmp_path):
    cards = given.started(ada, given.cards(tmp_path / "a.vcf", "FN:Ana Ruiz"))

    assert "What your letters say" not in page(client_of(ada), cards)


def test_once_it_is_in_the_book_it_is_too_late(ada, client_of, import_):
    actions.commit(import_.pk, now=NOW)

    answer = client_of(ada).post(reverse("imports:letters", args=[import_.pk]), {"bodies": "1"}, follow=True)

    assert "does not have these files any more" in answer.content.decode()


def test_a_stranger_cannot_ask_for_it(eve, client_of, import_):
    assert client_of(eve).post(reverse("imports:letters", args=[import_.pk])).status_code == 404


def test_the_folder_of_sent_mail_tells_whose_the_others_are(ada, tmp_path):
    make.person(ada, "Ana Ruiz", points=[make.email("ana@acme.example")])
    inbox = mbox(tmp_path / "Inbox", *(message(to=f"p{n}@x.example", subject=str(n)) for n in range(3)))
    outbox = mbox(tmp_path / "Sent", message("Me <me@other.example>", "Ana <ana@acme.example>"))

    given.brought_in(ada, inbox, outbox)

    assert {touch.direction for touch in Interaction.objects.all()} == {"incoming", "outgoing"}


def test_the_same_mailbox_five_times_adds_nothing(ada, tmp_path):
    make.person(ada, "Ana Ruiz", points=[make.email("ana@acme.example")])
    box = mbox(tmp_path / "a.mbox", sent(), message(), message("cy@x.example"))
    given.brought_in(ada, box)
    once = given.book(ada)

    for _ in range(4):
        given.brought_in(ada, box)

    assert given.book(ada) == once
