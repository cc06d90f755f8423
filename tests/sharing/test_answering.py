"""Introducers first, in waves of three; what they answer, and what of it reaches whoever asks."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from kith.errors import Refused
from kith.introductions import actions as introductions
from kith.introductions.models import Introduction
from kith.introductions.moves import Door
from kith.outbox.models import Letter
from kith.people import actions as people
from kith.people.models import ContactPoint, Person
from kith.sharing import actions, queries
from kith.sharing.models import BlindAsk, Consent, Refusal, Request, Willingness
from tests import make
from tests.sharing.members import ADDRESS, DAY, NOW, ask, asked, member, willing

HOUR = timedelta(hours=1)


@pytest.fixture
def ada(db):
    return member("ada")


@pytest.fixture
def ben(db):
    return member("ben")


def waiting(user) -> list[Request]:
    return list(queries.waiting_requests(user))


def offers(made: BlindAsk) -> list[queries.Told]:
    return queries.offers_of(made)


def log(request: Request) -> list[tuple[str, str]]:
    return list(Consent.objects.filter(request=request).values_list("by", "what"))


def words(answer) -> str:
    """A page without the mark against forged requests, which is another one each time."""
    return re.sub(r'value="[A-Za-z0-9]{64}"|"[A-Za-z0-9]{64}"', "", answer.content.decode())


# Waves


def test_three_are_asked_first_the_strongest_ties_before_the_others(ada):
    introducers = [member(f"m{tier}{n}") for tier in (1, 3, 2) for n in range(2)]
    for introducer in introducers:
        willing(introducer, tier=int(introducer.email[1]))

    requests = asked(ada)

    assert [request.introducer.email[1] for request in requests] == ["3", "3", "2"]
    assert {request.wave for request in requests} == {1}


def test_the_next_three_are_asked_after_two_days_and_not_before(ada):
    for n in range(5):
        willing(member(f"m{n}"))
    [first, *_] = asked(ada)

    actions.keep_going(NOW + 47 * HOUR)
    assert Request.objects.exclude(asked_at=None).count() == 3

    actions.keep_going(NOW + 48 * HOUR)
    assert list(first.ask.requests.order_by("pk").values_list("wave", flat=True)) == [1, 1, 1, 2, 2]


def test_nobody_else_is_asked_while_an_offer_is_open(ada):
    for n in range(4):
        willing(member(f"m{n}"))
    [first, *_] = asked(ada)
    actions.answer(first, "introduce", at=NOW)

    actions.keep_going(NOW + 3 * DAY)
    assert Request.objects.filter(wave=2).count() == 0

    actions.decline(first, at=NOW + 3 * DAY)
    actions.keep_going(NOW + 3 * DAY)
    assert Request.objects.filter(wave=2).count() == 1


def test_that_somebody_asks_the_other_side_is_told_to_nobody_who_is_asked_later(ada):
    for n in range(4):
        willing(member(f"m{n}"))
    [first, *_] = asked(ada)
    actions.answer(first, "target_first", at=NOW)

    actions.keep_going(NOW + 3 * DAY)

    assert Request.objects.filter(wave=2).count() == 1


def test_whoever_comes_to_take_part_is_seen_the_next_night(ada, ben):
    made = ask(ada)
    actions.look(made.pk, now=NOW)
    willing(ben)

    actions.keep_going(NOW + HOUR)
    assert waiting(ben) == []

    actions.look_again(NOW + DAY)
    assert len(waiting(ben)) == 1


def test_a_look_that_the_queue_has_lost_is_made_up_for(ada, ben):
    willing(ben)
    made = ask(ada)

    actions.keep_going(NOW + timedelta(minutes=9))
    assert waiting(ben) == []

    actions.keep_going(NOW + timedelta(minutes=10))
    assert [request.ask for request in waiting(ben)] == [made]


def test_nobody_is_asked_more_often_in_a_month_than_they_want_to_be(ada, ben):
    for n in range(3):
        willing(ben, f"Ana {n}", points=[make.email(f"ana{n}@acme.example")])
    actions.set_limit(ben, 2)

    for n in range(3):
        asked(ada, name="Ana", address=f"ana{n}@acme.example")
    assert len(waiting(ben)) == 2

    made = ask(member("cleo"), name="Ana", address="ana2@acme.example", at=NOW + 31 * DAY)
    actions.look(made.pk, now=NOW + 31 * DAY)
    assert made.requests.exclude(asked_at=None).count() == 1


def test_one_introducer_gets_one_request_however_many_of_their_people_fit(ada, ben):
    for n in range(3):
        willing(ben, f"Ana {n}", points=[], positions=[make.job("Acme")])

    assert len(asked(ada, organisation="Acme")) == 1


def test_after_seven_days_everything_that_nobody_answered_is_closed(ada, ben):
    willing(ben)
    [request] = asked(ada)

    actions.keep_going(NOW + 7 * DAY)

    assert waiting(ben) == []
    request.refresh_from_db()
    assert request.closed_at == NOW + 7 * DAY
    with pytest.raises(Refused):
        actions.answer(request, "introduce", at=NOW + 7 * DAY)


def test_a_late_answer_is_refused_also_before_the_clock_has_closed_it(ada, ben):
    willing(ben)
    [request] = asked(ada)

    with pytest.raises(Refused):
        actions.answer(request, "introduce", at=NOW + 7 * DAY)


def test_the_other_side_may_take_longer_but_not_for_ever(ada, ben):
    willing(ben)
    [request] = asked(ada)
    actions.answer(request, "target_first", at=NOW + 6 * DAY)

    actions.keep_going(NOW + 20 * DAY)
    assert Request.objects.get().closed_at is None

    actions.keep_going(NOW + 30 * DAY)
    assert Request.objects.get().closed_at is not None


# Answers


@pytest.mark.parametrize("said", ["not_now", "never", "muted", "target_first"])
def test_all_but_an_offer_look_to_the_asker_as_if_nobody_had_been_asked(ada, ben, client_of, said):
    willing(ben)
    made, client = ask(ada), client_of(ada)
    pages = ("/sharing/", f"/sharing/asks/{made.uid}/", "/inbox/")
    before = [words(client.get(page)) for page in pages]
    actions.look(made.pk, now=NOW)

    actions.answer(made.requests.get(), said, at=NOW)

    assert offers(made) == []
    assert [words(client.get(page)) for page in pages] == before


def test_an_offer_names_the_introducer_and_for_a_named_person_hides_nothing(ada, ben):
    willing(ben, "A. Ruiz")
    [request] = asked(ada)

    actions.answer(request, "introduce", at=NOW)

    [offer] = offers(request.ask)
    assert (offer.request.introducer, offer.who, offer.is_named) == (ben, "Ana Ruiz", True)
    assert log(request) == [("introducer", "offered")]


def test_for_whoever_fits_only_a_description_is_shown_until_the_other_side_agrees(ada, ben):
    willing(ben, "Ana Ruiz", positions=[make.job("Acme")])
    [request] = asked(ada, organisation="Acme")

    with pytest.raises(ValidationError):
        actions.answer(request, "introduce", at=NOW)
    actions.answer(request, "introduce", at=NOW, descriptor="leads a team there")
    [offer] = offers(request.ask)
    assert (offer.who, offer.is_named) == ("leads a team there", False)

    actions.take(request, at=NOW)
    assert Introduction.objects.get().other_name == "leads a team there"
    actions.target_said(request, True, at=NOW)
    [offer] = offers(request.ask)
    assert (offer.who, offer.is_named) == ("Ana Ruiz", True)
    assert Introduction.objects.get().other_name == "Ana Ruiz"


def test_an_introducer_may_speak_for_the_other_side_and_that_is_noted(ada, ben):
    willing(ben, positions=[make.job("Acme")])
    [request] = asked(ada, organisation="Acme")

    actions.answer(request, "introduce", at=NOW, may_name=True)

    assert offers(request.ask)[0].who == "Ana Ruiz"
    assert log(request) == [("introducer", "offered"), ("introducer", "spoke_for")]


def test_how_to_reach_them_passes_with_the_yes_of_the_other_side_only(ada, ben):
    willing(ben)
    [request] = asked(ada)
    actions.answer(request, "target_first", at=NOW)
    assert offers(request.ask) == []

    actions.target_said(request, True, at=NOW, contact=" +49 30  123 ")

    [offer] = offers(request.ask)
    assert offer.request.contact == "+49 30 123"
    assert log(request) == [("introducer", "offered"), ("target", "agreed"), ("introducer", "passed_on")]


def test_a_no_of_the_other_side_is_no_offer(ada, ben):
    willing(ben)
    [request] = asked(ada)
    actions.answer(request, "target_first", at=NOW)

    actions.target_said(request, False, at=NOW)

    assert offers(request.ask) == []
    with pytest.raises(Refused):
        actions.target_said(request, True, at=NOW)


def test_not_now_can_become_an_offer_while_the_ask_lasts(ada, ben):
    willing(ben)
    [request] = asked(ada)
    actions.answer(request, "not_now", at=NOW)

    actions.answer(request, "introduce", at=NOW + DAY)

    assert len(offers(request.ask)) == 1
    with pytest.raises(Refused):
        actions.answer(request, "not_now", at=NOW + DAY)


def test_never_makes_somebody_private_until_the_introducer_says_otherwise(ada, ben):
    ana = willing(ben)
    [request] = asked(ada)

    actions.answer(request, "never", at=NOW)

    assert not Willingness.objects.exists()
    assert asked(member("cleo")) == []
    assert queries.about(ana) == queries.About(may_be_asked=False, was_refused=True)
    actions.allow(ben, [ana], at=NOW)
    assert len(asked(member("dora"))) == 1


def test_a_muted_member_reaches_the_introducer_no_more_and_others_do(ada, ben):
    willing(ben)
    willing(ben, "Bo Li", points=[make.email("bo@acme.example")])
    first, second = asked(ada), asked(ada, name="Bo Li", address="bo@acme.example")

    actions.answer(first[0], "muted", at=NOW)

    assert waiting(ben) == []
    assert second[0].ask.requests.get().closed_at == NOW
    assert len(asked(member("cleo"))) == 1
    assert queries.muted_members(ben) == [ada]
    actions.hear_again(ben, ada)
    assert len(asked(ada, name="Bo Li", address="bo@acme.example", at=NOW + 91 * DAY)) == 1


def test_the_introducer_may_choose_another_one_who_fits_and_nobody_else(ada, ben):
    for n in range(2):
        willing(ben, f"Ana {n}", points=[], positions=[make.job("Acme")])
    private = make.person(ben, "Private", positions=[make.job("Acme")])
    [request] = asked(ada, organisation="Acme")
    other = queries.others_who_fit(request).exclude(pk=request.person_id).get()

    with pytest.raises(Refused):
        actions.answer(request, "introduce", at=NOW, person=private, may_name=True)
    actions.answer(request, "introduce", at=NOW, person=other, may_name=True)

    assert offers(request.ask)[0].who == other.name


def test_a_consent_is_never_written_over(ada, ben):
    willing(ben)
    [request] = asked(ada)
    actions.answer(request, "introduce", at=NOW)

    said = Consent.objects.get()
    said.what = "taken"

    with pytest.raises(TypeError):
        said.save()


# What the asker does with an offer


@pytest.fixture
def offered(ada, ben):
    willing(ben)
    [request] = asked(ada)
    actions.answer(request, "introduce", at=NOW)
    return request


def test_nothing_comes_into_the_askers_book_before_they_take_an_offer_up(ada, offered):
    assert not Person.objects.filter(owner=ada).exists()

    made = actions.take(offered, at=NOW)

    assert (made.owner, made.introducer.name, made.other_name) == (ada, "Ben", "Ana Ruiz")
    assert (made.state, made.purpose) == ("introducer_agreed", "How her team hires")
    assert [(step.actor, step.move) for step in made.steps.all()] == [
        ("me", "draft"),
        ("me", "asked"),
        ("introducer", "agree"),
    ]
    assert log(offered)[-1] == ("asker", "taken")


def test_an_address_that_nobody_checked_is_not_taken_for_the_introducers(ada, ben, offered):
    namesake = make.person(ada, "Namesake", points=[make.email(ben.email)])

    made = actions.take(offered, at=NOW)

    assert made.introducer != namesake
    assert not ContactPoint.objects.filter(person=made.introducer).exists()


def test_an_introducer_who_is_in_the_book_is_found_by_a_verified_address(ada, ben, offered):
    known = make.person(ada, "Benny", points=[make.email(ben.email)])
    ben.emailaddress_set.create(email=ben.email, verified=True)

    assert actions.take(offered, at=NOW).introducer == known


def test_a_new_introducer_comes_with_their_verified_address(ada, ben, offered):
    ben.emailaddress_set.create(email=ben.email, verified=True)

    added = actions.take(offered, at=NOW).introducer

    assert ContactPoint.objects.get(person=added).value == ben.email


def test_the_introduction_points_at_the_person_if_they_are_in_the_askers_book(ada, offered):
    ana = make.person(ada, "Ana", points=[make.email(ADDRESS)])

    assert actions.take(offered, at=NOW).other == ana


def test_a_yes_of_the_other_side_reaches_the_introduction_whenever_it_comes(ada, ben, offered):
    made = actions.take(offered, at=NOW)

    actions.target_said(offered, True, at=NOW + DAY)

    made.refresh_from_db()
    assert made.state == "other_agreed"
    assert made.steps.latest("pk").actor == "other"


def test_an_asker_who_has_withdrawn_the_introduction_is_left_in_peace(ada, ben, offered):
    made = actions.take(offered, at=NOW)
    introductions.act(made, actor="me", move="withdraw", door=Door.OWN, at=NOW)

    actions.target_said(offered, True, at=NOW + DAY)

    made.refresh_from_db()
    assert made.state == "withdrawn"


def test_how_to_reach_them_stands_in_the_introduction(ada, ben, offered):
    made = actions.take(offered, at=NOW)

    actions.target_said(offered, True, at=NOW + DAY, contact=ADDRESS)

    made.refresh_from_db()
    assert made.other_contact == ADDRESS


def test_an_offer_with_the_other_sides_yes_begins_as_agreed(ada, ben):
    willing(ben)
    [request] = asked(ada)
    actions.answer(request, "target_first", at=NOW)
    actions.target_said(request, True, at=NOW)

    assert actions.take(request, at=NOW).state == "other_agreed"


def test_an_offer_is_taken_up_or_left_once(offered):
    actions.decline(offered, at=NOW)

    for move in (actions.take, actions.decline):
        with pytest.raises(Refused):
            move(offered, at=NOW)


# Ends


def end_by_leaving(introducer, person):
    actions.turn_off(introducer, at=NOW)


def end_by_keeping_private(introducer, person):
    actions.keep_private(introducer, [person], at=NOW)


def end_by_the_bin(introducer, person):
    people.bin_people([person], at=NOW)


def end_by_leaving_out(introducer, person):
    actions.leave_out(ADDRESS, at=NOW)


@pytest.mark.parametrize("end", [end_by_leaving, end_by_keeping_private, end_by_the_bin, end_by_leaving_out])
def test_open_requests_end_at_once_whoever_leaves(ada, ben, end):
    ana = willing(ben)
    [request] = asked(ada)

    end(ben, ana)

    assert waiting(ben) == []
    assert Request.objects.get().closed_at is not None
    with pytest.raises(Refused):
        actions.answer(request, "introduce", at=NOW)


def test_an_asker_who_leaves_takes_their_asks_along(ada, ben):
    willing(ben)
    asked(ada)

    actions.turn_off(ada, at=NOW)

    assert waiting(ben) == []
    assert not BlindAsk.objects.get().is_open(NOW)


def test_whoever_is_erased_leaves_no_request_and_no_willingness(ada, ben):
    ana = willing(ben)
    asked(ada)
    Refusal.objects.create(owner=ben, person=ana)

    people.erase_people([ana], at=NOW)

    assert not Request.objects.exists() | Willingness.objects.exists() | Refusal.objects.exists()


@pytest.mark.parametrize("wanted", [{}, {"name": "Ana Ruiz", "organisation": "Acme"}])
def test_an_ask_for_somebody_whom_the_asker_erases_says_nothing_of_them_and_still_counts(ada, ben, wanted):
    willing(ben, positions=[make.job("Acme")])
    [request] = asked(ada, **wanted)
    ana = make.person(ada, "Ana Ruiz", points=[make.email(ADDRESS)])

    people.erase_people([ana], at=NOW)

    [left] = BlindAsk.objects.all()
    assert (left.name, left.address, left.organisation, left.purpose) == ("", "", "", "")
    assert not Request.objects.filter(pk=request.pk).exists()
    assert list(queries.asks_of(ada)) == []


# Letters


@pytest.fixture
def mail(settings):
    settings.MAIL = "smtp://localhost:9"
    settings.URL = "https://kith.example"


def test_letters_go_to_members_only_and_name_nobody_who_is_asked_about(mail, ada, ben):
    willing(ben)
    [request] = asked(ada)
    actions.answer(request, "target_first", at=NOW)
    actions.target_said(request, True, at=NOW)

    letters = list(Letter.objects.order_by("pk"))

    assert [(letter.owner, letter.to) for letter in letters] == [(ben, ben.email), (ada, ada.email)]
    assert not any("Ana" in letter.subject + letter.text for letter in letters)
    assert f"https://kith.example/sharing/requests/{request.uid}/" in letters[0].text


def test_a_letter_that_has_not_gone_is_called_back_when_the_request_ends(mail, ada, ben):
    willing(ben)
    [request] = asked(ada)

    actions.withdraw(request.ask, at=NOW)

    assert Letter.objects.get().state == Letter.State.CALLED_BACK
