"""The pages: what each shows to whom, and what a stranger learns."""

from __future__ import annotations

import re

import pytest
import time_machine

from kith.accounts.models import User
from kith.people.models import Label, Labelling
from kith.sharing import actions, queries
from kith.sharing.models import BlindAsk, OptOut, Refusal, Request, Sharing, Willingness
from kith.targets.models import Target
from tests import make
from tests.sharing.members import DAY, NOW, ask, asked, member, willing


@pytest.fixture(autouse=True)
def at_nine():
    """The pages read the clock; the cast lives at this moment."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ada(db):
    return member("ada")


@pytest.fixture
def ben(db):
    return member("ben")


def text(answer) -> str:
    return answer.content.decode()


# Taking part


def test_whoever_is_alone_reads_that_it_needs_others(client_of):
    page = text(client_of(member("ada")).get("/sharing/"))

    assert "This needs others" in page
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]


def test_it_is_off_until_turned_on_and_says_in_five_sentences_what_it_means(db, client_of, ben):
    ada = make.user("ada")
    client = client_of(ada)

    page = text(client.get("/sharing/"))
    assert page.partition("<main")[2].count("<li>") >= 5
    assert "Take part" in page
    assert not Sharing.objects.filter(owner=ada).exists()

    client.post("/sharing/part/", {"part": "on"})
    assert queries.part_of(ada)
    assert queries.may_be_asked_about(ada) == 0

    client.post("/sharing/part/", {"part": "off"})
    assert queries.part_of(ada) is None


def test_a_user_says_how_often_they_want_to_be_asked(ada, ben, client_of):
    client = client_of(ada)

    client.post("/sharing/limit/", {"a_month": "2"})
    client.post("/sharing/limit/", {"a_month": "61"})
    client.post("/sharing/limit/", {"a_month": "many"})

    assert queries.part_of(ada).a_month == 2


# Asking


def test_the_form_takes_what_the_address_says(ada, ben, client_of):
    page = text(client_of(ada).get("/sharing/?name=Ana+Ruiz&organisation=Acme"))

    assert 'value="Ana Ruiz"' in page
    assert 'value="Acme"' in page


def test_an_ask_stands_in_the_list_and_says_no_more_than_that_it_was_asked(ada, ben, client_of):
    willing(ben)
    client = client_of(ada)

    answer = client.post(
        "/sharing/ask/", {"name": "Ana Ruiz", "address": "ana@acme.example", "purpose": "A talk"}, follow=True
    )

    assert answer.redirect_chain == [("/sharing/", 302)]
    assert "Asked. You hear from Kith if somebody offers." in text(answer)
    made = BlindAsk.objects.get()
    assert "Ben" not in text(client.get(f"/sharing/asks/{made.uid}/"))


def test_an_ask_for_whoever_fits_keeps_its_target(ada, ben, client_of):
    target = Target.objects.create(owner=ada, sentence="To lead products in Lyon")
    foreign = Target.objects.create(owner=ben, sentence="Of another book")
    client = client_of(ada)
    said = {"role": "CTO", "organisation": "Acme", "purpose": "A talk"}

    wrong = client.post("/sharing/ask/?of=anybody", {**said, "target": foreign.pk})
    assert wrong.status_code == 422
    assert "Of another book" not in text(wrong)
    client.post("/sharing/ask/?of=anybody", {**said, "target": target.pk})

    made = BlindAsk.objects.get()
    assert (made.target, made.name, made.role) == (target, "", "CTO")


@pytest.mark.parametrize(
    "said",
    [
        {"name": "Ana", "purpose": ""},
        {"name": "Ana", "purpose": "x"},
        {"name": "Ana", "address": "nonsense", "purpose": "x"},
    ],
)
def test_an_ask_that_says_too_little_comes_back_with_what_is_missing(ada, ben, client_of, said):
    answer = client_of(ada).post("/sharing/ask/", said)

    assert answer.status_code == 422
    assert "errorlist" in text(answer)
    assert 'value="Ana"' in text(answer)


def test_one_ask_too_many_is_refused_in_words(ada, ben, client_of):
    for n in range(5):
        ask(ada, organisation=f"Works {n}")

    answer = client_of(ada).post("/sharing/ask/", {"name": "Ana", "organisation": "Acme", "purpose": "x"})

    assert answer.status_code == 409
    assert "Five asks are open" in text(answer)


def test_an_offer_waits_in_the_inbox_and_is_taken_up(ada, ben, client_of):
    willing(ben)
    [request] = asked(ada)
    actions.answer(request, "introduce", at=NOW)
    client = client_of(ada)

    assert "Introductions offered to you" in text(client.get("/inbox/"))
    page = text(client.get(f"/sharing/asks/{request.ask.uid}/"))
    assert "Ben" in page
    assert ben.email in page
    client.post(f"/sharing/offers/{request.uid}/take/")
    client.post(f"/sharing/offers/{request.uid}/take/")

    request.refresh_from_db()
    assert request.taken_at == NOW
    assert "You took this up." in text(client.get(f"/sharing/asks/{request.ask.uid}/"))
    assert "Introductions offered to you" not in text(client.get("/inbox/"))


def test_an_offer_can_be_left_and_an_ask_withdrawn(ada, ben, client_of):
    willing(ben)
    [request] = asked(ada)
    actions.answer(request, "introduce", at=NOW)
    client = client_of(ada)

    client.post(f"/sharing/offers/{request.uid}/leave/")
    assert "not open any more" in text(client.get(f"/sharing/asks/{request.ask.uid}/"))
    client.post(f"/sharing/offers/{request.uid}/leave/")
    client.post(f"/sharing/asks/{request.ask.uid}/withdraw/")

    assert BlindAsk.objects.get().withdrawn_at == NOW


# Answering


def test_an_introducer_sees_who_asks_what_for_and_about_whom(ada, ben, client_of):
    willing(ben)
    Target.objects.create(owner=ada, sentence="To lead products")
    [request] = asked(ada)
    client = client_of(ben)

    for page in ("/inbox/", "/sharing/requests/", f"/sharing/requests/{request.uid}/"):
        shown = text(client.get(page))
        assert "Ada" in shown
        assert "How her team hires" in shown
    assert ada.email in shown


def test_an_introducer_asks_first_and_notes_the_yes(ada, ben, client_of):
    willing(ben)
    [request] = asked(ada)
    client, page = client_of(ben), f"/sharing/requests/{request.uid}/"

    client.post(page, {"said": "target_first"})
    shown = text(client.get(page))
    assert "Hello Ana," in shown
    assert "mailto:ana@acme.example?" in shown
    client.post(f"{page}target/", {"said": "perhaps"})
    client.post(f"{page}target/", {"said": "yes", "contact": "ana@acme.example"})
    actions.take(Request.objects.get(), at=NOW)

    assert "hello Ada" in text(client.get(page))
    assert "Who agreed to what" in text(client.get(page))


def test_an_answer_that_is_none_comes_back(ada, ben, client_of):
    willing(ben, positions=[make.job("Acme")])
    [request] = asked(ada, organisation="Acme")
    client, page = client_of(ben), f"/sharing/requests/{request.uid}/"

    assert client.post(page, {"said": "perhaps"}).status_code == 422
    assert client.post(page, {"said": "introduce"}).status_code == 422
    assert client.post(page, {"said": "introduce", "may_name": "on", "person": "0"}).status_code == 404
    assert client.post(page, {"said": "introduce", "may_name": "on"}).status_code == 302
    assert "ended" not in text(client.post(page, {"said": "not_now"}, follow=True)).partition("<main")[2][:200]


def test_an_introducer_lets_a_muted_member_ask_again(ada, ben, client_of):
    willing(ben)
    [request] = asked(ada)
    client = client_of(ben)
    client.post(f"/sharing/requests/{request.uid}/", {"said": "muted"})
    assert "Members who cannot ask you" in text(client.get("/sharing/requests/"))

    client.post(f"/sharing/muted/{ada.pk}/")

    assert queries.muted_members(ben) == []


def test_people_of_whom_the_user_said_never_are_listed(ada, ben, client_of):
    ana = willing(ben)
    Refusal.objects.create(owner=ben, person=ana)

    assert "People of whom you said: never" in text(client_of(ben).get("/sharing/requests/"))


# About whom


def test_widening_asks_once_and_shows_who_will_see_what(ada, ben, client_of):
    people = [make.person(ada, f"Person {n}") for n in range(12)]
    client, ids = client_of(ada), {"people": [person.pk for person in people]}

    asked_back = client.post("/sharing/people/", {**ids, "to": "ask_me"})
    assert "Who will see what" in text(asked_back)
    assert "and 2 more" in text(asked_back)
    assert not Willingness.objects.exists()

    client.post("/sharing/people/", {**ids, "to": "ask_me", "sure": "1"})
    assert Willingness.objects.count() == 12
    client.post("/sharing/people/", {"people": ids["people"][:2], "to": "private"})
    assert Willingness.objects.count() == 10


def test_all_with_a_label_are_allowed_at_once(ada, ben, client_of):
    label = Label.objects.create(owner=ada, name="PyCon")
    for n in range(3):
        Labelling.objects.create(owner=ada, person=make.person(ada, f"Person {n}"), label=label)
    make.person(ada, "Without")
    client = client_of(ada)

    page = text(client.get(f"/sharing/people/?label={label.pk}"))
    assert "Person 2" in page
    assert "Without" not in page.partition("<main")[2]
    client.post("/sharing/people/", {"everything": "1", "label": label.pk, "to": "ask_me", "sure": "1"})

    assert queries.may_be_asked_about(ada) == 3
    assert "Person 1" in text(client.get("/sharing/people/?only=asked&q=person+1"))
    assert "Person 1" not in text(client.get("/sharing/people/?only=private")).partition("<main")[2]


def test_an_empty_book_and_an_empty_search_say_different_things(ada, ben, client_of):
    client = client_of(ada)

    assert "Nobody is in your book yet" in text(client.get("/sharing/people/"))
    assert "Nobody is like that" in text(client.get("/sharing/people/?q=zzz"))


def test_nobody_chosen_is_said(ada, ben, client_of):
    assert "Nobody was chosen" in text(client_of(ada).post("/sharing/people/", {"to": "ask_me"}, follow=True))


def test_the_switch_of_one_person(ada, ben, client_of):
    person = make.person(ada, "Ana")
    client, page = client_of(ada), f"/sharing/people/{person.pk}/"

    assert "At present they are private" in text(client.get(page, headers={"HX-Request": "true"}))
    assert not Willingness.objects.exists()
    client.post(page, {"to": "ask_me"})
    assert "At present they may" in text(client.get(page))
    answer = client.post(page, {"to": "private"}, headers={"HX-Request": "true"})

    assert answer.headers["HX-Redirect"] == f"/people/{person.pk}/"
    assert not Willingness.objects.exists()


def test_whoever_takes_no_part_has_no_list_and_no_switch(db, ben, client_of):
    ada = make.user("ada")
    person = make.person(ada, "Ana")

    assert client_of(ada).get("/sharing/people/").headers["Location"] == "/sharing/"
    assert client_of(ada).get(f"/sharing/people/{person.pk}/").headers["Location"] == "/sharing/"
    assert queries.about(person) is None


def test_lists_take_as_many_queries_however_long_they_are(ada, ben, client_of, django_assert_max_num_queries):
    client = client_of(ben)
    for n in range(12):
        willing(ben, f"Ana {n}", points=[make.email(f"ana{n}@acme.example")], positions=[make.job("Acme")])
    actions.set_limit(ben, 50)
    for n in range(12):
        asked(member(f"m{n}"), name="Ana", address=f"ana{n}@acme.example")
    for n in range(5):
        ask(ben, organisation=f"Works {n}")
    for page in ("/sharing/", "/sharing/requests/", "/sharing/people/"):
        client.get(page)
        with django_assert_max_num_queries(16):
            assert client.get(page).status_code == 200


# Strangers


def test_a_stranger_finds_nothing_of_asks_offers_and_requests(ada, ben, client_of):
    willing(ben)
    [request] = asked(ada)
    eve, asker, introducer = client_of(member("eve")), client_of(ada), client_of(ben)
    uid, of = request.uid, request.ask.uid

    for client, pages in [
        (eve, [f"asks/{of}/", f"requests/{uid}/"]),
        (asker, [f"requests/{uid}/", f"asks/{uid}/"]),
        (introducer, [f"asks/{of}/"]),
    ]:
        assert [client.get(f"/sharing/{page}").status_code for page in pages] == [404] * len(pages)
    for client in (eve, asker, introducer):
        moves = [f"offers/{uid}/take/", f"offers/{uid}/leave/", f"requests/{uid}/target/", f"asks/{of}/withdraw/"]
        allowed = {"asks": asker, "requests": introducer}
        for move in moves:
            if allowed.get(move.partition("/")[0]) is not client:
                assert client.post(f"/sharing/{move}", {"said": "yes"}).status_code == 404
    assert not Request.objects.exclude(offered_at=None, answer="", closed_at=None).exists()


def test_a_request_that_waits_for_its_wave_is_seen_by_nobody(ada, client_of):
    for n in range(4):
        willing(member(f"m{n}"))
    asked(ada)
    unseen = Request.objects.get(asked_at=None)

    client = client_of(unseen.introducer)
    assert client.get(f"/sharing/requests/{unseen.uid}/").status_code == 404
    assert "Ada" not in text(client.get("/inbox/"))


# Left out


def test_the_owner_of_the_server_leaves_somebody_out_for_good_and_lets_them_in(ada, ben, client_of):
    User.objects.filter(pk=ada.pk).update(is_owner=True)
    client = client_of(ada)
    willing(ben)
    [request] = asked(member("cleo"))

    assert client.post("/sharing/left-out/", {"address": "nonsense", "to": "out"}).status_code == 422
    client.post("/sharing/left-out/", {"address": "ana@acme.example", "to": "out"})
    request.refresh_from_db()
    assert request.closed_at == NOW
    assert "ana@acme.example" not in text(client.get("/sharing/left-out/"))
    assert "ana" not in OptOut.objects.get().digest

    client.post("/sharing/left-out/", {"address": "ana@acme.example", "to": "in"})
    assert not OptOut.objects.exists()
    assert client_of(ben).get("/sharing/left-out/").status_code == 404


def test_a_page_that_has_ended_says_the_same_whatever_happened(ada, ben, client_of):
    willing(ben)
    [request] = asked(ada)
    actions.answer(request, "not_now", at=NOW)
    other = ask(ada, name="Ana Ruiz", organisation="Nowhere", address="nobody@acme.example")

    with time_machine.travel(NOW + 8 * DAY, tick=False):
        actions.keep_going(NOW + 8 * DAY)
        pages = [text(client_of(ada).get(f"/sharing/asks/{made.uid}/")) for made in (request.ask, other)]

    notes = [re.findall(r'heading__note">(.*?)</p>', page)[0] for page in pages]
    assert notes[0] == notes[1]
    assert "says nothing about you" in notes[0]
