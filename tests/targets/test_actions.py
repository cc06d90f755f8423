"""Tests of what can be done with targets, aims, pitches, cards and answers."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from kith.errors import Refused
from kith.interactions.models import Interaction
from kith.people.models import Organisation, Person
from kith.targets import actions, queries
from kith.targets.models import Aim, CardAnswer, Target, TargetCard
from tests import make
from tests.make import NOW, TODAY
from tests.targets import given


@pytest.fixture
def target(ada):
    return given.target(ada)


def _answer(ada, **more):
    told = {"kind": "know", "words": "My sister runs one", "name": "Bo Li", "contact": "bo@li.example"} | more
    return actions.receive(given.card(ada), at=NOW, **told)


def test_a_target_begins_with_one_sentence(ada):
    target = actions.begin(ada, sentence="  A job \n at a grid ", at=NOW)

    assert target.sentence == "A job at a grid"
    assert list(queries.active(ada)) == [target]


@pytest.mark.parametrize("sentence", ["", "  \n", "x" * 501])
def test_a_target_needs_a_sentence_of_a_length(ada, sentence):
    with pytest.raises(ValidationError):
        actions.begin(ada, sentence=sentence, at=NOW)


def test_a_new_state_is_dated_and_takes_it_from_what_is_aimed_for(ada, target):
    later = TODAY.replace(month=12)

    actions.edit(target, on=later, state="reached")
    actions.edit(target, on=TODAY, sentence="Found it", weak_ties_first=False)

    target.refresh_from_db()
    assert (target.state, target.state_on, target.sentence) == ("reached", later, "Found it")
    assert not queries.active(ada).exists()


def test_an_aim_is_there_once_however_it_is_spelt(target):
    first = actions.add_aim(target, kind="organisation", text="Acme")

    assert actions.add_aim(target, kind="organisation", text="  ACME ") == first
    assert actions.add_aim(target, kind="place", text="Acme") != first
    assert Organisation.objects.filter(name="Acme").count() == 1


def test_a_code_stays_only_where_it_is_one(target):
    assert actions.add_aim(target, kind="role", text="Nurse", code="29-1141.00").code == "29-1141.00"
    assert actions.add_aim(target, kind="role", text="Wizard", code="00-0000.00").code == ""
    assert actions.add_aim(target, kind="place", text="Leipzig", code="29-1141.00").code == ""


@pytest.mark.parametrize(("kind", "text"), [("role", " "), ("wizardry", "x"), ("role", "x" * 301)])
def test_an_aim_needs_a_kind_and_words(target, kind, text):
    with pytest.raises(ValidationError):
        actions.add_aim(target, kind=kind, text=text)


def test_somebody_of_another_book_is_no_aim(target, eve):
    with pytest.raises(ValidationError):
        actions.add_aim(target, kind="person", text="Bo", person=make.person(eve, "Bo"))


def test_a_named_person_stays_off_the_card(ada, target):
    named = actions.add_aim(target, kind="person", text="Bo", person=make.person(ada, "Bo"))

    assert not named.is_on_card
    assert actions.add_aim(target, kind="role", text="Nurse").is_on_card
    assert actions.add_aim(target, kind="person", text="Bo again", person=named.person) == named


def test_a_hundred_aims_are_enough(target):
    Aim.objects.bulk_create(Aim(owner=target.owner, target=target, kind="place", text=f"{n}") for n in range(100))

    with pytest.raises(Refused):
        actions.add_aim(target, kind="place", text="one more")


def test_an_aim_can_be_removed(target):
    actions.remove_aim(actions.add_aim(target, kind="role", text="Nurse"))

    assert not target.aims.exists()


def test_every_edit_of_a_pitch_is_a_version_and_the_latest_counts(target):
    for text in ("First", "Second", "Second", "  ", "Third"):
        actions.write_pitch(target, length="short", text=text)
    actions.write_pitch(target, length="long", text="Else")

    short, medium, long = queries.pitches(target)
    assert (short.now.text, [each.text for each in short.earlier]) == ("Third", ["Second", "First"])
    assert medium.now is None
    assert long.now.version == 1


def test_an_earlier_version_comes_back_with_its_note_and_none_is_lost(target):
    first = given.pitch(target, "First")
    actions.note_worked(first, worked="Bo asked on")
    actions.write_pitch(target, length="short", text="Second")

    again = actions.restore_pitch(first)

    assert (again.text, again.version, again.worked) == ("First", 3, "Bo asked on")
    assert [each.text for each in queries.pitches(target)[0].earlier] == ["Second", "First"]
    assert actions.restore_pitch(again) == again


def test_a_pitch_that_nobody_would_listen_to_is_not_saved(target):
    with pytest.raises(ValidationError):
        actions.write_pitch(target, length="long", text="x" * 5001)
    with pytest.raises(ValidationError):
        actions.write_pitch(target, length="endless", text="x")


def test_how_long_a_pitch_takes_goes_by_150_words_a_minute(target):
    actions.write_pitch(target, length="medium", text="word " * 75)

    medium = queries.pitches(target)[1]
    assert (medium.words, medium.seconds) == (75, 30)


def test_a_card_has_another_address_whenever_it_is_turned_on_and_none_when_off(target):
    first = actions.turn_on(target, length="short").secret or ""
    second = actions.turn_on(target).secret or ""

    assert first != second
    assert queries.open_card(first) is None
    card = queries.open_card(second)
    assert card is not None
    assert card.length == "short"
    actions.turn_off(card)
    assert queries.open_card(second) is None
    assert queries.open_card("") is None


def test_two_cards_may_be_off_at_once(ada, target):
    actions.turn_off(actions.turn_on(target))
    actions.turn_off(given.card(ada, "Another"))

    assert TargetCard.objects.filter(secret=None).count() == 2


def test_a_card_shows_what_was_chosen(ada, target):
    shown, hidden = (actions.add_aim(target, kind="place", text=text) for text in ("Leipzig", "Bonn"))
    actions.write_pitch(target, length="short", text="I build grids.")

    card = actions.change_card(target, greeting=" Hello ", length="short", shows_email=True, aims=[shown.pk])

    showing = queries.showing(target, card)
    assert (showing.name, showing.greeting, showing.pitch) == ("Ada", "Hello", "I build grids.")
    assert showing.email == ada.email
    assert showing.aims == (("Places", ("Leipzig",)),)
    assert hidden.text not in showing.text


def test_a_card_says_who_the_user_is_by_their_own_card(ada, target):
    make.person(ada, "Ada Walker", is_self=True, positions=[make.job("Kith", "Engineer"), make.job(None, "Climber")])

    showing = queries.showing(target, actions.turn_on(target))

    assert (showing.name, showing.lines) == ("Ada", ("Engineer, Kith", "Climber"))
    assert showing.email == ""


def test_an_answer_is_kept_as_it_was_written(ada):
    answer = _answer(ada, words=" <b>Call</b>\nher ", name="Bo   Li")

    assert (answer.words, answer.name, answer.state) == ("<b>Call</b>\nher", "Bo Li", "open")
    assert queries.count_open(ada) == 1


def test_what_no_page_can_show_is_left_out_of_an_answer(ada):
    answer = _answer(ada, words="Call\x07 her", contact="bo@li.example\x1b")

    assert (answer.words, answer.contact) == ("Call her", "bo@li.example")
    assert actions.become_person(answer, name="Bo", contact=answer.contact, at=NOW).met_notes.endswith("Call her")


@pytest.mark.parametrize(
    "more", [{"words": " "}, {"words": "x" * 4001}, {"name": "x" * 201}, {"contact": "x" * 301}, {"kind": "spam"}]
)
def test_an_answer_has_words_and_lengths(ada, more):
    with pytest.raises(ValidationError):
        _answer(ada, **more)


def test_an_answer_becomes_a_person_who_is_thanked(ada):
    answer = _answer(ada, contact="bo@li.example, +34 600 123 456")

    person = actions.become_person(answer, name="Bo Li", contact=answer.contact, at=NOW)
    thanked = actions.thank(answer, on=TODAY, now=NOW)

    assert set(person.points.values_list("kind", "value")) == {("email", "bo@li.example"), ("phone", "+34 600 123 456")}
    assert "My sister runs one" in person.met_notes
    assert Interaction.objects.get(participations__person=person) == thanked
    assert (thanked.kind, thanked.direction) == ("thank_you", "outgoing")
    assert queries.count_open(ada) == 0


def test_nobody_can_be_thanked_before_it_is_said_who_it_was(ada):
    with pytest.raises(Refused):
        actions.thank(_answer(ada), on=TODAY, now=NOW)


def test_an_answer_may_be_of_somebody_in_the_book_but_of_no_other_book(ada, eve):
    answer = _answer(ada)
    bo = make.person(ada, "Bo Li")
    by_mail = make.person(ada, "Robert", points=[make.email("bo@li.example")])
    make.person(ada, "Bo Lindqvist")

    assert queries.lookalikes(answer) == [by_mail, bo]
    assert actions.link_person(answer, bo) == bo
    with pytest.raises(ValidationError):
        actions.link_person(answer, make.person(eve, "Bo Li"))


def test_an_answer_that_is_done_can_be_opened_again(ada):
    answer = _answer(ada)

    actions.finish(answer)
    assert not queries.open_answers(ada).exists()
    actions.reopen(answer)
    assert list(queries.open_answers(ada)) == [answer]


def test_a_target_goes_with_all_of_it(ada):
    answer = _answer(ada)

    actions.remove(answer.card.target)

    assert not any(model.objects.exists() for model in (Target, TargetCard, CardAnswer))


def test_somebody_can_be_marked_as_a_recruiter(ada):
    bo, ana = make.person(ada, "Bo"), make.person(ada, "Ana")
    for person in (bo, ana):
        actions.mark_recruiter(person, at=NOW)
    make.interaction(ada, bo)

    assert list(queries.recruiters(ada)) == [bo, ana]


def test_nothing_remains_of_whoever_is_erased(ada):
    from kith.erasing import actions as erasing

    target = given.target(ada, "To work with Zebulon Quirk in Leipzig")
    bo = make.person(ada, "Bo Li")
    quirk = make.person(ada, "Zebulon Quirk", points=[make.email("zeb@quirk.example")])
    actions.add_aim(target, kind="person", text="The Zeb", person=quirk)
    actions.add_aim(target, kind="person", text="zebulon quirk")
    actions.add_aim(target, kind="person", text="Bo Li", person=bo)
    actions.write_pitch(target, length="short", text="I want to meet Zébulon QUIRK.")
    card = actions.change_card(target, greeting="Zebulon Quirk sent me", length="", shows_email=False, aims=[])
    actions.receive(card, kind="know", words="Me", name="", contact="zeb@quirk.example", at=NOW)
    kept = actions.receive(card, kind="know", words="Somebody else", name="Bo", contact="", at=NOW)

    another = given.target(ada, "Something else")

    erasing.erase(quirk, at=NOW)

    another.refresh_from_db()
    target.refresh_from_db()
    assert another.sentence == "Something else"
    card.refresh_from_db()
    assert target.sentence == "To work with … in Leipzig"
    assert [aim.text for aim in target.aims.all()] == ["Bo Li"]
    assert target.pitches.get().text == "…"
    assert card.greeting == "… sent me"
    assert list(card.answers.all()) == [kept]
    assert Person.objects.filter(pk=bo.pk).exists()
