"""The pages of Reach: paths and levels."""

from __future__ import annotations

import pytest

from kith.introductions.models import Introduction
from kith.people.models import Person
from kith.targets.models import Target
from kith.ties import actions as ties
from kith.ties.models import Acquaintance
from tests import make

TODAY = make.TODAY


@pytest.fixture
def book(ada):
    """Ana, who is close, knows Dee at Acme."""
    dee = make.person(ada, "Dee Fox", positions=[make.job("Acme", "CTO")])
    ana = make.person(ada, "Ana Ruiz")
    ties.overrule(ana, tier=3, on=TODAY)
    Acquaintance.objects.create(owner=ada, one=ana, other=dee, sureness=3)
    return ada


def text_of(answer) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_an_empty_book_is_told_what_to_do_next(ada, client_of):
    client = client_of(ada)

    assert "Set a target" in text_of(client.get("/reach/"))
    assert "Your book is empty so far" in text_of(client.get("/reach/", {"q": "org:Acme"}))
    assert "Nobody here yet" in text_of(client.get("/network/levels/"))


def test_a_path_is_shown_with_its_people_reasons_weakest_link_and_a_draft(book, client_of):
    ana, dee = Person.objects.get(name="Ana Ruiz"), Person.objects.get(name="Dee Fox")

    page = text_of(client_of(book).get("/reach/", {"q": "org:acme"}))

    assert "Through Ana Ruiz to Dee Fox" in page
    assert "CTO, Acme" in page
    assert "Close: you said so on" in page
    assert "The weakest link is" in page
    assert "You have not asked them for an introduction yet." in page
    assert f"introducer={ana.pk}&amp;other={dee.pk}" in page


def test_htmx_gets_the_answer_only_and_from_the_same_template(book, client_of):
    client = client_of(book)

    whole, part = (
        client.get("/reach/", {"q": "org:acme"}),
        client.get("/reach/", {"q": "org:acme"}, HTTP_HX_REQUEST="true"),
    )

    assert "<h1>" not in part.content.decode()
    assert "Through Ana Ruiz to Dee Fox" in text_of(part)
    assert text_of(part).strip() in text_of(whole)
    assert "HX-Request" in whole["Vary"]


def test_a_target_decides_which_ties_come_first_unless_the_user_does(book, client_of):
    target = Target.objects.create(owner=book, sentence="A calm workshop", weak_ties_first=False)
    client = client_of(book)

    for query, first in (
        ({}, "strong"),
        ({"q": f"target:#{target.pk}"}, "strong"),
        ({"q": f"target:#{target.pk}", "first": "weak"}, "weak"),
        ({"first": "nonsense"}, "strong"),
    ):
        assert client.get("/reach/", query).context["first"] == first
    assert "A calm workshop" in text_of(client.get("/reach/"))


def test_what_came_of_asks_is_said(book, client_of):
    ana = Person.objects.get(name="Ana Ruiz")
    for _ in range(11):
        Introduction.objects.create(owner=book, introducer=ana, other_name="x", state="met", asked_at=make.NOW, tier=3)

    assert "Of 11 asks at close, 11 answered." in text_of(client_of(book).get("/reach/"))


@pytest.mark.parametrize(
    "typed", ["\0", "org:", "x" * 5000, "person:#999999999999999999", "%00", "skill:((", "role:\ud83d"]
)
def test_whatever_is_typed_the_page_answers(book, client_of, typed):
    text_of(client_of(book).get("/reach/", {"q": typed.encode(errors="replace")}))


def test_somebody_else_finds_none_of_it(book, eve, client_of):
    client = client_of(eve)

    for address in ("/reach/?q=org:acme", "/reach/?q=Dee Fox", "/network/levels/?level=1"):
        shown = text_of(client.get(address))
        assert "Ana Ruiz" not in shown
        assert "CTO" not in shown


def test_each_level_has_its_people_and_the_third_says_through_whom(book, client_of):
    client = client_of(book)

    first, third = (text_of(client.get("/network/levels/", {"level": level})) for level in ("1", "3"))

    assert "Ana Ruiz" in first
    assert "Dee Fox" not in first
    assert "Dee Fox" in third
    assert "through Ana Ruiz" in third
    assert "one can be reached through somebody" in third


@pytest.mark.parametrize("query", [{"level": "9"}, {"level": "x"}, {"page": "-1"}, {"page": "99"}])
def test_a_level_or_page_that_is_none_is_the_first(book, client_of, query):
    text_of(client_of(book).get("/network/levels/", query))


def test_pages_of_levels_hold_fifty_and_ask_no_more_for_more(book, client_of, django_assert_max_num_queries):
    ana = Person.objects.get(name="Ana Ruiz")
    for n in range(60):
        other = make.person(book, f"Other {n}")
        Acquaintance.objects.create(owner=book, one=ana, other=other)
    client = client_of(book)
    client.get("/network/levels/")

    with django_assert_max_num_queries(9):
        page = client.get("/network/levels/", {"level": "3"})

    assert len(page.context["rows"]) == 50
    assert len(client.get("/network/levels/", {"level": "3", "page": "2"}).context["rows"]) == 11
