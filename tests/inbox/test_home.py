"""What needs a decision, on one page, and counted in the sidebar."""

from __future__ import annotations

import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kith.connections.models import Connection
from kith.duplicates.models import Pair
from kith.groups import actions as groups
from kith.imports import actions as imports
from kith.outbox.models import Letter
from kith.people import actions as people
from kith.suggestions.models import Suggestion
from tests import make
from tests.architecture.worlds_of_groups import World, fill
from tests.inbox.counting import waits

HOME = reverse("inbox:home")


def suggest(owner, number: int, kind: str = "person", **more) -> Suggestion:
    facts = {"name": f"New {number}", "key": f"email:n{number}@x.example", "sent": 5, "received": 7}
    facts |= {"first": "2025-03-04", "last": "2026-05-03", "days": [day(number)]}
    return Suggestion.objects.create(
        owner=owner, kind=kind, source_key=f"{kind}{number}", **{"facts": facts, "source": "your mail", **more}
    )


def day(number: int) -> dict[str, object]:
    """A day of letters as an import that is no more has counted it."""
    return {
        "source_key": f"mail:t{number}:2026-05-03:n{number}@x.example",
        "on": "2026-05-03",
        "at": None,
        "place": "",
        "kind": "email",
        "channel": "email",
        "direction": "mutual",
        "sent": 5,
        "received": 7,
        "summary": "Hello",
        "marks": [],
        "import": "01a206e5-9804-7ce1-9167-14f5ee4480c3",
    }


def counted(page: str) -> list[int]:
    """The number beside Inbox, in the sidebar and in the menu of the phone."""
    return [int(number) for number in re.findall(r'Inbox <span class="nav__key small soft">(\d+)', page)]


def one_of_each(owner) -> None:
    one, other = make.person(owner, "Ana Ruiz"), make.person(owner, "A. Ruiz")
    Pair.objects.create(owner=owner, first=one, second=other, probability=0.9, evidence=["same phone"])
    suggest(owner, 1)
    suggest(
        owner, 2, "position", person=one, facts={"title": "CTO", "organisation": "Acme"}, source="her mail of 3 May"
    )
    waiting = imports.start(
        owner, [("friends.vcf", io.BytesIO(b"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Bo\r\nEND:VCARD\r\n"))], now=make.NOW
    )
    imports.preview(waiting.pk, now=make.NOW)


def test_an_empty_inbox_is_kind(ada, client_of):
    page = client_of(ada).get(HOME).content.decode()

    assert "Nothing needs your word" in page
    assert counted(page) == []


def test_everything_that_waits_is_there_with_its_reason(ada, client_of):
    one_of_each(ada)

    page = client_of(ada).get(HOME).content.decode()

    assert "Same phone" in page
    assert "New 1" in page
    assert "12 letters since March 2025, the last on 3 May 2026" in page
    assert "CTO, Acme" in page
    assert "her mail of 3 May" in page
    assert "friends.vcf" in page


def test_the_sidebar_counts_what_waits_on_every_page(ada, eve, client_of):
    one_of_each(ada)

    assert counted(client_of(ada).get(reverse("imports:list")).content.decode()) == [4, 4]
    assert counted(client_of(eve).get(HOME).content.decode()) == []


def test_what_tells_of_somebody_in_the_bin_does_not_wait(ada, client_of):
    one_of_each(ada)
    people.bin_people(list(ada_people(ada)), at=make.NOW)

    page = client_of(ada).get(HOME).content.decode()

    assert counted(page) == [2, 2]
    assert "Same phone" not in page


def ada_people(owner):
    from kith.people.models import Person

    return Person.objects.filter(owner=owner)


def test_a_fuller_inbox_asks_no_more_of_the_database(ada, client_of, django_assert_num_queries):
    one_of_each(ada)
    client = client_of(ada)
    client.get(HOME)
    with CaptureQueriesContext(connection) as few:
        client.get(HOME)
    for number in range(10, 40):
        suggest(ada, number)
        one, other = make.person(ada, f"One {number}"), make.person(ada, f"Other {number}")
        Pair.objects.create(owner=ada, first=one, second=other, probability=0.9, evidence=["same phone"])

    with django_assert_num_queries(len(few)):
        client.get(HOME)


def test_eve_sees_nothing_of_it(ada, eve, client_of):
    one_of_each(ada)

    page = client_of(eve).get(HOME).content.decode()

    assert "Nothing needs your word" in page
    assert "Ruiz" not in page


def test_kinds_of_which_nothing_waits_are_not_asked_for(ada, client_of):
    client = client_of(ada)
    client.get(HOME)
    with CaptureQueriesContext(connection) as asked:
        client.get(HOME)

    assert len(asked) <= 5  # the session, the user, the counts here and in the sidebar, and what fits on the exchange


def test_the_sidebar_counts_no_further_than_ninety_nine(ada, client_of):
    for number in range(100):
        suggest(ada, number)

    page = client_of(ada).get(HOME).content.decode()

    assert page.count('Inbox <span class="nav__key small soft">99+<') == 2


def every_kind(owner) -> None:
    """Five kinds of things that wait, one more than are shown at once."""
    one_of_each(owner)
    Letter.objects.create(
        owner=owner, key="t", to="ana@x.example", subject="Lost letter", due_at=make.NOW, state="given_up"
    )
    Connection.objects.create(owner=owner, kind="mailbox", name="Broken mailbox", problem="It does not answer")


def test_kinds_below_the_first_ones_come_as_one_gets_there_and_without_javascript_by_a_link(ada, client_of):
    every_kind(ada)
    client = client_of(ada)

    first = client.get(HOME).content.decode()
    [address] = re.findall(r'<a [^>]*href="(\?from=\d+)"[^>]*hx-trigger="click, revealed"', first)
    fragment = client.get(HOME + address, headers={"HX-Request": "true"}).content.decode()
    page = client.get(HOME + address).content.decode()

    assert "New 1" in first
    assert "Lost letter" in first
    assert "Broken mailbox" not in first
    assert "Broken mailbox" in fragment
    assert "<h1>" not in fragment
    assert "Broken mailbox" in page
    assert "<h1>" in page
    assert "New 1" not in page
    assert "What else waits" not in page


@pytest.mark.parametrize("start", ["x", "99999", "-1", "²", ""])
def test_an_address_that_says_nothing_to_begin_with_begins_with_the_first_kind(ada, client_of, start):
    one_of_each(ada)

    assert "friends.vcf" in client_of(ada).get(HOME, {"from": start}).content.decode()


@pytest.mark.slow  # rows of every kind that there is
def test_what_is_counted_in_the_sidebar_is_shown_and_what_is_shown_is_counted(ada):
    ben, cem, group = make.user("ben"), make.user("cem"), make.group(ada, "Circle", is_listed=False)
    make.everything(ada, "word")
    for user, role in ((ben, "member"), (cem, "guest")):
        groups.join(group, user, at=make.NOW, invited_by=ada, role=role)
    fill(World(group, ada, ben, cem, "word"))

    found = {user.name: waits(user) for user in (ada, ben, cem)}

    assert len(found["Ada"]) >= 8, found
    assert found["Ben"], found
