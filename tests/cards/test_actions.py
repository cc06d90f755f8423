"""Photos become cards, cards become people, and all of it can be taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from kith.cards import actions, queries
from kith.cards.actions.keeping import Met
from kith.cards.drafts import Draft
from kith.cards.models import CardPhoto
from kith.errors import Refused
from kith.imports import actions as imports
from kith.interactions.models import Interaction
from kith.people import actions as people
from kith.people import photos
from kith.people.models import Person, Tombstone
from tests import make
from tests.cards import given
from tests.make import NOW, TODAY

State = CardPhoto.State


def draft(**more) -> Draft:
    return Draft(**{**given.ANA, **more})  # type: ignore[typeddict-item]


def ana_read(owner) -> CardPhoto:
    return make.card(owner, "Ana Ruiz", found=given.ANA)


def read_all() -> None:
    while actions.read_next(now=NOW):
        pass


def test_a_photo_is_read_in_a_child_and_waits_to_be_looked_at(ada):
    actions.take_in(ada, "card.jpg", given.jpeg(given.card()), now=NOW)
    read_all()

    card = CardPhoto.objects.get()
    assert card.state == State.READ
    assert card.found["name"] == "Käthe Strößner"
    assert [point["value"] for point in card.found["points"]] == ["kaethe.stroessner@nordlicht.de", "+49 171 1234567"]
    assert photos.path_of(card.photo).is_file()


def test_a_photo_of_several_cards_becomes_several(ada, django_capture_on_commit_callbacks):
    ana = given.card("Ana Ruiz", "Gerente", "Acme S.L.", "ana.ruiz@acme.es")
    bo = given.card("Bo Lindqvist", "Partner", "Nova AB", "bo@nova.se")
    taken = actions.take_in(ada, "table.jpg", given.jpeg(given.on_a_table(ana, bo)), now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        read_all()

    assert [card.found["name"] for card in CardPhoto.objects.order_by("pk")] == ["Ana Ruiz", "Bo Lindqvist"]
    assert not photos.path_of(taken.photo).exists()


def test_what_is_no_photo_is_refused_at_once(ada):
    for data, word in ((b"hello", "not a picture"), (b"\0\0\0\x18ftypheic" + bytes(40), "HEIC")):
        with pytest.raises(ValidationError, match=word):
            actions.take_in(ada, "x.jpg", data, now=NOW)

    assert not CardPhoto.objects.exists()


def test_nothing_of_the_camera_stays_in_what_is_kept(ada):
    from PIL import Image

    exif = Image.Exif()
    exif[0x010F] = "Secret Phone"
    card = actions.take_in(ada, "card.jpg", given.jpeg(given.card(), exif=exif), now=NOW)

    assert b"Secret" not in photos.path_of(card.photo).read_bytes()


def test_one_photo_is_read_at_a_time(ada):
    make.card(ada, "a", state="reading")
    CardPhoto.objects.update(state_at=NOW)
    make.card(ada, "b", state="waiting")

    assert actions.read_next(now=NOW) is False


def test_a_photo_whose_worker_died_is_read_again_and_left_to_the_user_the_second_time(ada):
    card = make.card(ada, "", state="reading")

    for expected in (State.WAITING, State.FAILED):
        CardPhoto.objects.update(state=State.READING, state_at=NOW)
        actions.resume_unfinished(NOW + timedelta(hours=1))
        card.refresh_from_db()
        assert card.state == expected

    assert "fault of its own" in card.problem


def test_a_card_is_kept_as_somebody_new_and_nothing_is_logged(ada):
    person, _import = actions.keep(ana_read(ada), draft(), now=NOW)

    assert (person.name, person.positions.get().title) == ("Ana Ruiz", "CTO")
    assert set(person.points.values_list("value", flat=True)) == {"ana@acme.es", "+34 655 12 34 56"}
    assert list(queries.cards_of(person)) == [CardPhoto.objects.get()]
    assert not Interaction.objects.exists()


def test_that_they_met_is_logged_where_the_user_says_so(ada):
    person, _import = actions.keep(ana_read(ada), draft(), met=Met(TODAY, "PyCon"), now=NOW)

    touch = Interaction.objects.get()
    assert (touch.kind, touch.on, touch.place) == ("meeting", TODAY, "PyCon")
    assert [part.person for part in touch.participations.all()] == [person]


def test_a_card_of_somebody_in_the_book_is_added_to_them(ada):
    ana = make.person(ada, "Ana Ruiz", points=[make.email("ana@acme.es")])
    card = ana_read(ada)

    assert queries.lookalike(ada, card.found) == ana
    person, _import = actions.keep(card, draft(), now=NOW)

    assert person == ana
    assert ana.points.filter(kind="phone").count() == 1


def test_a_shared_number_of_somebody_else_is_no_likeness(ada):
    make.person(ada, "Bo Li", points=[{"kind": "phone", "value": "+34 655 12 34 56"}])

    assert queries.lookalike(ada, given.ANA) is None  # type: ignore[arg-type]


def test_somebody_of_another_book_is_no_likeness(ada, eve):
    make.person(eve, "Ana Ruiz", points=[make.email("ana@acme.es")])

    assert queries.lookalike(ada, given.ANA) is None  # type: ignore[arg-type]


def test_keeping_is_taken_back_as_one_step_and_the_card_waits_again(ada):
    card = ana_read(ada)
    _person, import_ = actions.keep(card, draft(), met=Met(TODAY), now=NOW)

    imports.undo(import_.pk, now=NOW)

    card.refresh_from_db()
    assert (card.state, card.person) == (State.READ, None)
    assert not Person.objects.filter(name="Ana Ruiz").exists()
    assert not Interaction.objects.exists()
    actions.keep(card, draft(), now=NOW)
    assert Person.objects.filter(name="Ana Ruiz").count() == 1


def test_a_card_is_kept_once(ada):
    card = ana_read(ada)
    actions.keep(card, draft(), now=NOW)

    with pytest.raises(Refused, match="kept already"):
        actions.keep(card, draft(), now=NOW)


def test_whoever_was_erased_does_not_come_back_by_a_card(ada):
    ana = make.person(ada, "Ana Ruiz", points=[make.email("ana@acme.es")])
    people.erase_people([ana], at=NOW)
    assert Tombstone.objects.exists()
    card = ana_read(ada)

    with pytest.raises(Refused, match="erased"):
        actions.keep(card, draft(), now=NOW)

    card.refresh_from_db()
    assert card.state == State.READ


def test_the_cards_of_the_erased_go_with_their_pictures(ada, django_capture_on_commit_callbacks):
    person, _import = actions.keep(ana_read(ada), draft(), now=NOW)
    name = CardPhoto.objects.get().photo

    with django_capture_on_commit_callbacks(execute=True):
        people.erase_people([person], at=NOW)

    assert not CardPhoto.objects.exists()
    assert not photos.path_of(name).exists()


def test_a_card_that_waits_and_tells_of_the_erased_goes_as_well(ada):
    ana = make.person(ada, "Ana R.", points=[make.email("ana@acme.es")])
    ana_read(ada)
    other = make.card(ada, "Bo Li")

    people.erase_people([ana], at=NOW)

    assert list(CardPhoto.objects.all()) == [other]


def test_a_card_that_is_thrown_away_goes_with_its_picture(ada, django_capture_on_commit_callbacks):
    card = ana_read(ada)

    with django_capture_on_commit_callbacks(execute=True):
        actions.discard(card)

    assert not photos.path_of(card.photo).exists()


def test_cards_go_along_when_two_people_are_made_one(ada):
    from kith.duplicates import actions as duplicates

    person, _import = actions.keep(ana_read(ada), draft(), now=NOW)
    other = make.person(ada, "A. Ruiz")

    duplicates.merge(other, person, at=NOW)

    assert CardPhoto.objects.get().person == other
