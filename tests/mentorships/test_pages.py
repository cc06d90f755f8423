"""The pages of mentoring and coffee: who sees what, and that a no is nobody's to know."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kith.groups.models import Membership
from kith.mentorships import actions
from kith.mentorships.models import Coffee, Match, Mentee, Mentor, Mentorship, Rhythm, Round, Seat
from kith.ui import waiting
from tests import make
from tests.mentorships import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def bakers(ada):
    return made.club(ada, "ben", "cleo", "dora")


@pytest.fixture
def proposed(ada, bakers):
    made.offers(bakers, "ben", "Ovens and flour for a bakery")
    made.seeks(bakers, "cleo", "A bakery by the sea")
    return made.proposed(bakers, ada)


@pytest.fixture
def door(client_of, bakers):
    """Opens a page of mentoring as a member."""

    def opened(name, page, *args, post=None):
        user = Membership.objects.get(group=bakers, user__email=f"{name}@kith.example").user
        address = reverse(f"mentorships:{page}", args=[bakers.slug, *args])
        client = client_of(user)
        return client.get(address) if post is None else client.post(address, post)

    return opened


def text(answer):
    return answer.content.decode()


def test_a_member_looks_and_another_offers(door):
    seek = {"goal": "My own bakery", "values": ["craft"], "often": "monthly"}
    offer = {"topics": "Ovens", "values": ["craft", "family"], "often": "monthly", "capacity": "2"}

    assert door("cleo", "seek", post=seek).status_code == 302
    assert door("ben", "offer", post=offer).status_code == 302

    assert (Mentee.objects.get().values, Mentor.objects.get().capacity) == (["craft"], 2)
    assert "My own bakery" in text(door("cleo", "home"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"topics": ""},
        {"capacity": "0"},
        {"capacity": "21"},
        {"values": ["x"]},
        {"values": list("abcde")},
        {"often": "x"},
    ],
)
def test_what_is_wrong_with_an_offer_is_said_and_nothing_is_kept(door, wrong):
    offer = {"topics": "Ovens", "often": "monthly", "capacity": "2", **wrong}

    assert door("ben", "offer", post=offer).status_code == 422
    assert not Mentor.objects.exists()


def test_more_than_four_values_are_refused(door):
    values = ["craft", "family", "learning", "freedom", "security"]

    answer = door("ben", "offer", post={"topics": "Ovens", "often": "monthly", "capacity": "2", "values": values})

    assert "Please choose four at most." in text(answer)


def test_both_are_taken_back(door, bakers):
    made.offers(bakers, "ben")
    made.seeks(bakers, "cleo")

    door("ben", "offer", post={"stop": "1"})
    door("cleo", "seek", post={"stop": "1"})

    assert not Mentor.objects.exists()
    assert not Mentee.objects.exists()


def test_an_organiser_finds_matches_leaves_one_out_and_proposes_the_rest(door, bakers, ada):
    made.offers(bakers, "ben", capacity=2)
    made.seeks(bakers, "cleo", "A bakery by the sea")
    made.seeks(bakers, "dora", "Bread for a school")

    door("ada", "organise", post={"what": "match"})
    page = text(door("ada", "organise"))
    assert "Nobody has been told yet." in page
    assert "Cleo" in page
    assert door("cleo", "match", Match.objects.get(mentee__user__name="Cleo").uid).status_code == 404

    door("ada", "drop", Match.objects.get(mentee__user__name="Dora").uid, post={})
    door("ada", "organise", post={"what": "propose"})

    assert Round.objects.get().told_at is not None
    assert "bakery" in text(door("cleo", "match", Match.objects.get().uid))


@pytest.mark.parametrize("what", ["", "propose", "discard", "end"])
def test_what_cannot_be_done_is_said(door, what):
    assert door("ada", "organise", post={"what": what}).status_code == 302
    assert not Round.objects.exists()


def test_whoever_a_mentor_is_proposed_to_is_not_told_to_wait_for_the_next_round(door, proposed):
    waits = "on the list for the next round"

    assert waits not in text(door("cleo", "home"))
    door("cleo", "match", proposed.uid, post={"answer": "no"})
    assert waits in text(door("cleo", "home"))


def test_found_matches_are_thrown_away_and_a_proposed_round_is_ended(door, bakers, ada):
    made.offers(bakers, "ben")
    made.seeks(bakers, "cleo")
    made.matched(bakers, ada)
    door("ada", "organise", post={"what": "discard"})
    assert not Round.objects.exists()

    made.proposed(bakers, ada)
    door("ada", "drop", Match.objects.get().uid, post={})
    door("ada", "organise", post={"what": "end"})

    assert Round.objects.get().state == Round.State.OVER
    assert "came to nothing" in text(door("cleo", "home"))


def test_a_no_and_silence_look_the_same_to_the_other_and_to_the_organiser(door, proposed):
    def seen():
        pages = door("ben", "home"), door("ben", "match", proposed.uid), door("ada", "organise"), door("dora", "home")
        return [page.content.split(b"<main")[1].split(b"csrfmiddlewaretoken")[0] for page in pages]

    before = seen()
    door("cleo", "match", proposed.uid, post={"answer": "no"})

    assert seen() == before
    assert "Not this time" in text(door("cleo", "home"))


def test_both_say_yes_and_have_a_page_of_their_own_that_nobody_else_opens(door, client_of, eve, proposed, bakers):
    door("ben", "match", proposed.uid, post={"answer": "yes"})
    answer = door("cleo", "match", proposed.uid, post={"answer": "yes"})
    mentorship = Mentorship.objects.get()
    assert answer["Location"] == mentorship.get_absolute_url()

    note = {"on": "2026-11-20", "about": "Rye and patience", "next_step": "Visit an oven"}
    assert door("cleo", "mentorship", mentorship.uid, post=note).status_code == 302

    for name in ("ben", "cleo"):
        assert "Rye and patience" in text(door(name, "mentorship", mentorship.uid))
    for name in ("ada", "dora"):
        assert door(name, "mentorship", mentorship.uid).status_code == 404
        assert door(name, "agreement", mentorship.uid).status_code == 404
        assert door(name, "end", mentorship.uid, post={}).status_code == 404
        assert "Rye and patience" not in text(door(name, "home"))
    assert client_of(eve).get(mentorship.get_absolute_url()).status_code == 404


def test_an_answer_that_comes_too_late_is_told_so(door, proposed):
    actions.end_round(proposed.round)

    assert door("cleo", "match", proposed.uid, post={"answer": "yes"}).status_code == 404


def two(proposed):
    actions.answer(proposed, proposed.mentor, is_yes=True, at=make.NOW)
    return actions.answer(proposed, proposed.mentee, is_yes=True, at=make.NOW)


def test_the_two_change_their_agreement_and_are_told_what_is_wrong(door, proposed):
    uid = two(proposed).uid
    good = {"goal": "A bakery", "often": "weekly", "ends_on": "2027-11-23", "agreement": "Between us"}

    assert door("ben", "agreement", uid, post={**good, "ends_on": "2026-01-01"}).status_code == 422
    assert door("ben", "agreement", uid, post=good).status_code == 302
    assert "Between us" in text(door("cleo", "mentorship", uid))
    assert door("ben", "mentorship", uid, post={"on": "2126-01-01", "about": "Ovens"}).status_code == 422


def test_it_ends_with_thanks_and_the_mentee_is_asked_to_mentor(door, proposed):
    uid = two(proposed).uid
    door("ben", "end", uid, post={"thanks": "You will do well."})

    page = text(door("cleo", "mentorship", uid))

    assert "You will do well." in page
    assert "Would you mentor somebody?" in page
    assert "Would you mentor somebody?" not in text(door("ben", "mentorship", uid))
    assert (
        door("ben", "agreement", uid, post={"goal": "x", "often": "weekly", "ends_on": "2027-11-23"}).status_code == 422
    )


def test_what_is_proposed_waits_in_the_inbox_until_it_is_answered(door, client_of, proposed, bakers):
    cleo = made.member(bakers, "cleo").user
    assert "Bakers" in text(client_of(cleo).get(reverse("inbox:home")))
    kind = next(kind for kind in waiting.kinds() if kind.template == "mentorships/inbox.html")
    assert kind.ask(cleo)

    door("cleo", "match", proposed.uid, post={"answer": "no"})

    assert not kind.ask(cleo)


def test_how_it_goes_is_asked_in_the_inbox_and_on_the_page_and_answered_by_one_press(door, client_of, proposed, bakers):
    for one in (proposed.mentor, proposed.mentee):
        actions.answer(proposed, one, is_yes=True, at=make.NOW)
    mentorship = Mentorship.objects.get()
    actions.keep_going(make.NOW + timedelta(days=14))
    ben, inbox = client_of(made.member(bakers, "ben").user), reverse("inbox:home")
    assert "With Cleo" in text(ben.get(inbox))
    assert "How is it going with Cleo?" in text(ben.get(mentorship.get_absolute_url()))

    fine = reverse("mentorships:fine", args=[bakers.slug, mentorship.uid])
    assert door("dora", "fine", mentorship.uid, post={}).status_code == 404
    answer = ben.post(fine, {"next": inbox})

    assert answer["Location"] == inbox
    assert "With Cleo" not in text(ben.get(inbox))
    assert "How is it going" not in text(ben.get(mentorship.get_absolute_url()))
    assert ben.post(fine, {"next": "https://elsewhere.example/"})["Location"] == mentorship.get_absolute_url()
    assert "With Ben" in text(client_of(made.member(bakers, "cleo").user).get(inbox))


def test_guests_and_strangers_have_no_door(door, client_of, eve, bakers, proposed):
    pages = ["home", "offer", "seek", "organise", "coffee"]
    Membership.objects.filter(user__name="Dora").update(role="guest")

    assert {door("dora", page).status_code for page in pages} == {404}
    assert {client_of(eve).get(reverse(f"mentorships:{page}", args=[bakers.slug])).status_code for page in pages} == {
        404
    }
    assert door("ben", "organise").status_code == 404
    assert door("ben", "rhythm", post={"often": "weekly"}).status_code == 404


def test_a_member_takes_part_in_coffee_notes_it_and_sits_out(door, bakers, ada):
    door("ada", "rhythm", post={"often": "weekly", "next_on": "2126-11-23"})
    assert door("ada", "rhythm", post={"often": "weekly", "next_on": "2020-01-01"}).status_code == 422
    for name in ("ben", "cleo"):
        door(name, "coffee", post={"what": "in"})
    assert "2 members take part" in text(door("ben", "coffee"))
    Rhythm.objects.update(next_on=make.TODAY)
    Membership.objects.update(active_on=make.TODAY)
    actions.pair(bakers, on=make.TODAY)

    assert "We met" in text(door("ben", "coffee"))
    door("ben", "note_coffee", Coffee.objects.get().uid, post={})
    assert "In your book" in text(door("ben", "coffee"))
    assert door("dora", "note_coffee", Coffee.objects.get().uid, post={}).status_code == 404

    door("ben", "coffee", post={"what": "out"})
    assert "Take part" in text(door("ben", "coffee"))


def test_who_is_paired_finds_it_on_the_group_s_first_page(client_of, bakers):
    coffee = Coffee.objects.create(group=bakers, on=make.TODAY)
    Rhythm.objects.create(group=bakers, last_on=make.TODAY)
    for name in ("ben", "cleo"):
        actions.drink_coffee(made.member(bakers, name), at=make.NOW)
        Seat.objects.create(coffee=coffee, membership=made.member(bakers, name))

    page = text(client_of(made.member(bakers, "ben").user).get(bakers.get_absolute_url()))

    assert "Coffee with" in page


def test_the_pages_ask_no_more_for_more_rows(door, bakers):
    made.offers(bakers, "ben", capacity=20)
    ben, asked = made.member(bakers, "ben"), Round.objects.create(group=bakers, state="found", asked_at=make.NOW)
    pages = (("ada", "organise"), ("ben", "coffee"), ("ben", "home"))

    def more(names):
        for name in names:
            one = Membership.objects.create(group=bakers, user=make.user(name), joined_at=make.NOW)
            Match.objects.create(round=asked, mentor=ben, mentee=one, fit=0.5, reasons=["Both bake."])
            coffee = Coffee.objects.create(group=bakers, on=make.TODAY)
            for drinker in (ben, one):
                Seat.objects.create(coffee=coffee, membership=drinker)

    def questions(name, page):
        with CaptureQueriesContext(connection) as asked_for:
            door(name, page)
        return len(asked_for)

    more(["m1", "m2"])
    few = [questions(*page) for page in pages]
    more(["m3", "m4", "m5", "m6", "m7", "m8"])

    assert [questions(*page) for page in pages] == few


def test_what_a_group_holds_about_a_member_names_what_they_said_and_not_what_the_other_did(client_of, bakers, proposed):
    two(proposed)
    ben = made.member(bakers, "ben").user

    held = text(client_of(ben).get(reverse("groups:held", args=[bakers.slug]), {"file": "1"}))

    assert "Ovens and flour for a bakery" in held
    assert "by_mentor" in held
    assert "by_mentee" not in held
