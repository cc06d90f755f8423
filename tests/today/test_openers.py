"""First words to somebody."""

import pytest

from kith.people.models import ContactPoint, Person
from kith.today.openers import openers_for, ways_to
from kith.today.reasons import REASONS
from kith.today.words import Why
from tests import make


def why(code, **more):
    return Why(code, 1, "words", "evidence", "/", make.TODAY, **more)


@pytest.mark.parametrize("code", list(REASONS))
@pytest.mark.parametrize("topic", ["", "the 100 % report.", "birthday", "work_anniversary"])
@pytest.mark.parametrize("gap", [None, 10, 700])
def test_every_reason_has_words_without_anything_left_to_fill_in(code, topic, gap):
    ana = Person(name="Ana Ruiz", given="Ana", met_at="PyCon")

    texts = [opener.text for opener in openers_for(ana, why(code, topic=topic, gap_days=gap), "Acme", [])]

    assert len(texts) >= 2
    assert all("Ana" in text and "%(" not in text and "  " not in text for text in texts)


def test_a_long_gap_asks_for_a_call_and_says_so_without_blame():
    openers = openers_for(Person(name="Ana Ruiz", given="Ana"), why("fading", gap_days=400), "", [])

    assert "call" in openers[0].text


def test_a_nickname_is_what_people_are_called():
    assert (
        "Hello Bob,"
        in openers_for(Person(name="Robert Li", given="Robert", nickname="Bob"), why("due"), "", [])[0].text
    )


def test_the_text_goes_along_to_the_mail_and_message_programs():
    points = [
        ContactPoint(kind="email", value="ana+x@acme.example"),
        ContactPoint(kind="phone", value="+49 151 23 45"),
        ContactPoint(kind="url", value="https://www.linkedin.com/in/ana"),
    ]

    urls = [way.url for way in ways_to(points, "Hello & how are you?")]

    assert urls == [
        "mailto:ana+x@acme.example?body=Hello%20%26%20how%20are%20you%3F",
        "tel:+491512345",
        "sms:+491512345?body=Hello%20%26%20how%20are%20you%3F",
        "https://www.linkedin.com/in/ana",
    ]


def test_an_address_that_is_no_web_address_becomes_no_link():
    points = [ContactPoint(kind="url", value="javascript:alert(1)"), ContactPoint(kind="handle", value="@ana")]

    assert ways_to(points, "Hello") == []
