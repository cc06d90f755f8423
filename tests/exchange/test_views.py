"""The doors of the exchange."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kith.exchange import actions
from kith.exchange.models import Ask, Help, Match, Offer, Recommendation
from kith.jobs import queue
from tests import make
from tests.exchange.cast import ask, known, offer, proved, to


@pytest.fixture
def ben(db):
    return proved(make.user("ben"))


@pytest.fixture
def group(ada, ben):
    return make.group(ada, "Runners", ben)


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """Jobs are done as soon as they are given."""
    monkeypatch.setattr(queue, "immediate", True)


def test_an_ask_is_matched_helped_with_and_thanked_for(ada, ben, group, client_of):
    offer(ben, "Plumber, small repairs", **to(group))
    hers, his = client_of(ada), client_of(ben)

    made = hers.post(
        reverse("exchange:new_ask"), {"text": "Our leaking tap needs mending", "shown_to": f"group:{group.uid}"}
    )
    asked = Ask.objects.get()
    assert made.url == asked.get_absolute_url()
    assert "Plumber, small repairs" in hers.get("/exchange/").text
    assert "Our leaking tap needs mending" in his.get("/exchange/").text
    his.post(reverse("exchange:offer_help", args=[asked.uid]), {"words": "Tomorrow at ten"})
    helped = Help.objects.get()
    assert "Tomorrow at ten" in hers.get(asked.get_absolute_url()).text
    assert "Tomorrow at ten" in hers.get("/inbox/").text
    hers.post(reverse("exchange:accept", args=[helped.uid]))
    hers.post(reverse("exchange:thank", args=[helped.uid]), {"words": "Dry at last"})

    assert "Dry at last" in his.get("/exchange/").text


def test_two_of_the_book_are_suggested_with_a_link_that_begins_the_introduction(ada, client_of):
    one, other = make.person(ada, "Ana"), make.person(ada, "Bruno")
    client = client_of(ada)

    client.post(
        reverse("exchange:new_offer"), {"text": "Plumber, small repairs", "person": "Bruno", "shown_to": "book"}
    )
    client.post(
        reverse("exchange:new_ask"), {"text": "Her leaking tap needs mending", "person": "Ana", "shown_to": "people"}
    )

    page = client.get("/exchange/").text
    assert f"{reverse('introductions:make')}?party={one.pk}&amp;other={other.pk}" in page
    assert Ask.objects.get().audience == "book"


@pytest.mark.parametrize("name", ["new_ask", "new_offer", "recommend"])
def test_nothing_is_shared_unless_one_says_so(ada, client_of, name):
    page = client_of(ada).get(reverse(f"exchange:{name}")).text

    assert '<option value="book" selected>' in page


def test_an_ask_that_nobody_else_sees_says_so(ada, client_of):
    assert "Only you see this." in client_of(ada).get(ask(ada).get_absolute_url()).text


def test_a_form_says_what_is_wrong(ada, client_of):
    client = client_of(ada)

    answer = client.post(reverse("exchange:new_ask"), {"text": "A tap", "shown_to": "book", "until": "2001-01-01"})

    assert answer.status_code == 422
    assert "That day is over." in answer.text
    assert client.post(reverse("exchange:new_ask"), {"text": "A", "shown_to": "group:x"}).status_code == 422


def test_ones_own_can_be_changed_taken_back_let_stand_and_removed(ada, client_of):
    offered, client = offer(ada), client_of(ada)

    client.post(reverse("exchange:edit_offer", args=[offered.uid]), {"text": "Guitar lessons", "shown_to": "people"})
    client.post(reverse("exchange:close_offer", args=[offered.uid]))
    offered.refresh_from_db()
    assert (offered.text, offered.audience, offered.state) == ("Guitar lessons", "people", "closed")
    client.post(reverse("exchange:reopen_offer", args=[offered.uid]))
    offered.refresh_from_db()
    assert offered.state == "open"
    client.post(reverse("exchange:remove_offer", args=[offered.uid]))

    assert not Offer.objects.exists()


def test_a_stranger_finds_nothing_and_changes_nothing(ada, ben, eve, group, client_of):
    asked, client = ask(ada, "Hidden tap", **to(group)), client_of(eve)
    recommended = actions.recommend(ada, at=make.NOW, name="Hidden plumber", **to(group))

    for name in ("ask", "edit_ask", "close_ask", "reopen_ask", "remove_ask", "offer_help", "note_help", "fulfil"):
        address = reverse(f"exchange:{name}", args=[asked.uid])
        assert {client.get(address).status_code, client.post(address).status_code} <= {404, 405}, name
    for name in ("recommendation", "change", "withdraw"):
        address = reverse(f"exchange:{name}", args=[recommended.uid])
        assert {client.get(address).status_code, client.post(address).status_code} <= {404, 405}, name
    assert client.get(reverse("exchange:group", args=[group.slug])).status_code == 404
    pages = [client.get(page).text for page in ("/exchange/", "/exchange/around/", "/exchange/recommendations/")]
    assert not any("Hidden" in page for page in pages)


def test_a_member_sees_an_ask_and_changes_nothing_of_it(ada, ben, group, client_of):
    asked, client = ask(ada, "A tap", more="Drips", **to(group)), client_of(ben)

    assert "Drips" in client.get(asked.get_absolute_url()).text
    for name in ("edit_ask", "close_ask", "reopen_ask", "remove_ask", "note_help", "fulfil"):
        assert client.post(reverse(f"exchange:{name}", args=[asked.uid])).status_code == 404


def test_help_is_answered_by_whoever_asked_and_nobody_else(ada, ben, group, client_of):
    helped = actions.offer_help(ask(ada, **to(group)), ben, words="Yes", at=make.NOW)

    for name in ("accept", "decline", "thank"):
        assert client_of(ben).post(reverse(f"exchange:{name}", args=[helped.uid])).status_code == 404


def test_what_others_offered_to_help_with_is_shown_to_nobody_else(ada, ben, eve, client_of):
    asked = ask(ada, **to(make.group(ada, "Runners", ben, eve)))
    actions.offer_help(asked, ben, words="Call me on Monday", at=make.NOW)

    assert "Call me on Monday" not in client_of(eve).get(asked.get_absolute_url()).text
    assert "Call me on Monday" in client_of(ben).get(asked.get_absolute_url()).text


def test_a_match_of_somebody_else_is_not_set_aside(ada, ben, group, client_of):
    ask(ada, **to(group))
    offer(ben, **to(group))
    actions.refresh(ada, now=make.NOW)
    match = Match.objects.get(user=ada)

    assert client_of(ben).post(reverse("exchange:set_aside", args=[match.uid])).status_code == 404
    client_of(ada).post(reverse("exchange:set_aside", args=[match.uid]))
    match.refresh_from_db()
    assert match.set_aside_at is not None


def test_help_of_somebody_in_the_book_is_noted_on_the_page(ada, client_of):
    asked, client = ask(ada), client_of(ada)
    make.person(ada, "Ana")

    unknown = client.post(reverse("exchange:note_help", args=[asked.uid]), {"helped-person": "Nobody Here"})
    client.post(reverse("exchange:note_help", args=[asked.uid]), {"helped-person": "Ana"})

    assert unknown.status_code == 422
    assert Help.objects.get().helper_person.name == "Ana"


def test_an_ask_is_fulfilled_with_nobody_named_and_a_helper_is_noted_and_thanked_later(ada, ben, group, client_of):
    asked, client = ask(ada, **to(group)), client_of(ada)
    make.person(ada, "Ana")
    assert "It is fulfilled" in client.get(asked.get_absolute_url()).text

    answer = client.post(reverse("exchange:fulfil", args=[asked.uid]))

    asked.refresh_from_db()
    assert (answer["Location"], asked.state, Help.objects.count()) == (asked.get_absolute_url(), "fulfilled", 0)
    page = client.get(asked.get_absolute_url()).text
    assert "It is fulfilled" not in page
    assert "Fulfilled" in page
    assert client_of(ben).get(asked.get_absolute_url()).status_code == 404
    client.post(reverse("exchange:note_help", args=[asked.uid]), {"helped-person": "Ana"})
    assert "Thank them" in client.get(asked.get_absolute_url()).text
    client.post(reverse("exchange:thank", args=[Help.objects.get().uid]), {"words": "Dry at last"})
    assert "Dry at last" in client.get(asked.get_absolute_url()).text


@pytest.mark.parametrize("state", ["closed", "fulfilled"])
def test_an_ask_that_is_over_is_not_fulfilled_once_more(ada, client_of, state):
    asked = ask(ada)
    actions.close(asked, at=make.NOW, state=state)

    client_of(ada).post(reverse("exchange:fulfil", args=[asked.uid]))

    asked.refresh_from_db()
    assert (asked.state, asked.closed_at) == (state, make.NOW)


def test_an_ask_whose_day_is_over_can_still_be_said_to_be_fulfilled_and_taken_up_again(ada, client_of):
    asked, client = ask(ada), client_of(ada)
    Ask.objects.update(until=make.TODAY - timedelta(days=400))

    client.post(reverse("exchange:fulfil", args=[asked.uid]))
    assert Ask.objects.get().state == "fulfilled"
    client.post(reverse("exchange:reopen_ask", args=[asked.uid]))

    assert (Ask.objects.get().state, Ask.objects.get().until) == ("open", None)


def test_help_offered_with_no_word_is_asked_for_one(ada, ben, group, client_of):
    asked = ask(ada, **to(group))

    assert client_of(ben).post(reverse("exchange:offer_help", args=[asked.uid]), {"words": ""}).status_code == 422


def test_recommendations_are_made_found_changed_and_removed(ada, ben, group, client_of):
    client = client_of(ada)
    given = {"name": "Café Zoë", "kind": "place", "used": "years", "again": "yes", "shown_to": "groups"}

    client.post(reverse("exchange:recommend"), given)
    made = Recommendation.objects.get()
    assert "For years" in client_of(ben).get("/exchange/recommendations/?q=cafe").text
    assert "Café Zoë" in client_of(ben).get(made.get_absolute_url()).text
    client.post(reverse("exchange:change", args=[made.uid]), {**given, "name": "Café Zora"})
    made.refresh_from_db()
    assert made.name == "Café Zora"
    client.post(reverse("exchange:withdraw", args=[made.uid]))

    assert not Recommendation.objects.exists()
    assert client.post(reverse("exchange:recommend"), {**given, "name": ""}).status_code == 422


def test_a_groups_page_shows_what_is_asked_and_offered_there(ada, ben, group, client_of):
    ask(ada, "A tap for the club", **to(group))
    offer(ben, "Guitar for the club", **to(group))
    client = client_of(ben)

    page = reverse("exchange:group", args=[group.slug])
    assert "A tap for the club" in client.get(page).text
    assert "Guitar for the club" in client.get(f"{page}?kind=offers").text
    assert "A tap for the club" in client.get(group.get_absolute_url()).text
    assert group.name in client.get(f"{reverse('exchange:new_ask')}?group={group.slug}").text


def test_a_long_list_is_turned_over_page_by_page_and_never_counted(ada, ben, group, client_of):
    for number in range(31):
        ask(ada, f"Wish {number:02}", **to(group))
    client = client_of(ben)

    with CaptureQueriesContext(connection) as asked:
        first = client.get("/exchange/around/").text

    assert not any("COUNT" in one["sql"] and '"exchange_ask"' in one["sql"] for one in asked.captured_queries)
    assert "page=2" in first
    assert "Wish 00" not in first
    second = client.get("/exchange/around/?page=2").text
    assert "Wish 00" in second
    assert "Wish 01" not in second
    assert "page=3" not in second
    for nowhere in ("3", "0", "x", "99999999999999999999"):
        assert "Wish 30" in client.get(f"/exchange/around/?page={nowhere}").text


def test_a_longer_list_takes_no_more_questions(ada, ben, group, client_of, django_assert_max_num_queries):
    client = client_of(ben)
    for number in range(12):
        ask(ada, f"A tap, number {number}", **to(group))
        ask(ben, f"A pipe, number {number}", person=known(ben, ada) if number == 0 else None)
        offer(ben, f"Plumber number {number}", **to(group))
        actions.recommend(ada, at=make.NOW, name=f"Plumber {number}", **to(group))
    actions.refresh(ben, now=make.NOW)

    pages = ["/exchange/", "/exchange/around/", "/exchange/recommendations/", f"/exchange/groups/{group.slug}/"]
    for page in pages:
        with django_assert_max_num_queries(24):
            assert client.get(page).status_code == 200


def test_what_members_write_is_text_and_nothing_else_wherever_it_is_listed(ada, ben, group, client_of):
    ben.name = "<i>Ben</i>"
    ben.save()
    offer(ben, "Plumber <b>small repairs</b>", **to(group))
    asked = ask(ada, "A leaking <b>tap</b> needs mending, plumber", **to(group))
    actions.refresh(ada, now=make.NOW)
    assert "&lt;b&gt;small repairs&lt;/b&gt;" in client_of(ada).get("/exchange/").text  # as what fits
    actions.offer_help(asked, ben, words="<b>Tomorrow</b>", at=make.NOW)

    for client in (client_of(ada), client_of(ben)):
        for path in ("/exchange/", "/exchange/around/", "/exchange/around/?kind=offers", asked.get_absolute_url()):
            page = client.get(path).text
            assert "<b>" not in page
            assert "<i>" not in page
    assert "&lt;b&gt;Tomorrow&lt;/b&gt;" in client_of(ada).get("/exchange/").text
