"""Merging and splitting: nothing of either person is lost, and the two can be parted again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Q

from kith.acquaintances.models import Asking
from kith.appointments.models import Appointment, Attendance
from kith.cadences.models import Cadence
from kith.cards.models import CardPhoto, OwnCard
from kith.duplicates import actions, moving
from kith.duplicates.models import Merge
from kith.errors import Refused
from kith.exchange.models import Ask, Help, Offer
from kith.imports.models import Import, ImportRecord
from kith.interactions.models import Interaction, Participation, Promise
from kith.interactions.signals import interactions_changed
from kith.introductions.models import IntroducerRule, Introduction, SetAside
from kith.meetings.models import Met
from kith.opportunities.models import Involvement, Link, Opportunity
from kith.people import actions as people_actions
from kith.people import queries, signals
from kith.people.models import Identity, Label, Labelling, Organisation, Person, Related
from kith.sharing.models import BlindAsk, Refusal, Request, Willingness
from kith.suggestions.models import Suggestion
from kith.targets.models import Aim, CardAnswer, Target, TargetCard
from kith.ties import actions as tie_actions
from kith.ties.models import Acquaintance, Inroad, Tie
from kith.today.models import Answer
from tests import make

LATER = make.NOW + timedelta(hours=1)


@pytest.fixture
def bob(ada) -> Person:
    return make.person(ada, "Robert Stone", points=[make.email("bob@acme.example")], labels=["climbs", "pycon"])


@pytest.fixture
def bobby(ada) -> Person:
    return make.person(
        ada,
        "Bobby Stone",
        nickname="Bobby",
        interests=["chess"],
        points=[make.email("BOB@acme.example", label="work"), make.email("bobby@home.example")],
        positions=[make.job("Acme", "CTO")],
        occasions=[{"kind": "birthday", "month": 2, "day": 29}],
        labels=["pycon"],
    )


def interaction(owner, *people, note="", on=make.TODAY) -> Interaction:
    row = Interaction.objects.create(owner=owner, on=on)
    for person in people:
        Participation.objects.create(
            owner=owner, interaction=row, person=person, private_note=note and f"{note} {person}"
        )
    return row


def everything(owner) -> dict[str, list[Any]]:
    """Every row that hangs on a person, and the people, as far as a merge and its split must give them back."""
    people = Person.objects.filter(owner=owner).order_by("pk")
    changing = {"version", "edited_at"}
    kept = {"people.person": [{k: v for k, v in row.items() if k not in changing} for row in people.values()]}
    for link in moving.links():
        if link.model is not Person:
            rows = link.model._base_manager.filter(owner=owner).order_by("pk")
            kept[moving.name_of(link)] = [dict(row) for row in rows.values()]
    return kept


def one_of_each(owner, person: Person, friend: Person) -> None:
    """Give a person a row of every kind that hangs on people."""
    interaction(owner, person, friend, note="about")
    Promise.objects.create(owner=owner, person=person, what="the report")
    Tie.objects.create(owner=owner, person=person, own_tier=3, own_tier_on=make.TODAY)
    Cadence.objects.create(owner=owner, person=person, days=14)
    Acquaintance.objects.create(owner=owner, one=person, other=friend)
    Acquaintance.objects.create(owner=owner, one=friend, other=person)
    Identity.objects.create(owner=owner, person=person, key=f"uid:{person.pk}")
    Answer.objects.create(owner=owner, person=person, reason="due", what="done", on=make.TODAY)
    brought = Import.objects.create(owner=owner)
    ImportRecord.objects.create(owner=owner, of=brought, file="a.csv", line=1, action="created", person=person)
    make.person(owner, f"Introduced by {person}", met_through=person)
    Related.objects.create(owner=owner, person=person, kind="spouse", name="Kim")
    Related.objects.create(owner=owner, person=friend, kind="friend", name=person.name, other=person)
    coming = Appointment.objects.create(owner=owner, on=make.TODAY, source_key=f"of {person.pk}")
    Attendance.objects.create(owner=owner, appointment=coming, person=person)
    Suggestion.objects.create(owner=owner, kind="point", person=person, source_key=f"of {person.pk}")
    reach_of_each(owner, person, friend)
    CardPhoto.objects.create(owner=owner, person=person)
    OwnCard.objects.get_or_create(owner=owner, defaults={"person": person})


def reach_of_each(owner, person, friend):
    Acquaintance.objects.create(owner=owner, one=friend, other=make.person(owner, "Told of"), said_by=person)
    place = Organisation.objects.create(owner=owner, name=f"Place {person.pk}", key=f"place {person.pk}")
    Inroad.objects.create(owner=owner, person=person, organisation=place)
    Asking.objects.create(owner=owner, person=person, on=make.TODAY)
    target = Target.objects.create(owner=owner, sentence="To work with them")
    Aim.objects.create(owner=owner, target=target, kind="person", text=person.name, person=person)
    card = TargetCard.objects.create(owner=owner, target=target)
    CardAnswer.objects.create(owner=owner, card=card, kind="know", words="Me", person=person)
    asked = {"introducer": person, "party": person, "other": person, "other_name": "them"}
    Introduction.objects.create(owner=owner, **asked)
    IntroducerRule.objects.create(owner=owner, introducer=friend, about=person, kind="not_for", said_on=make.TODAY)
    IntroducerRule.objects.create(owner=owner, introducer=person, kind="never", said_on=make.TODAY)
    SetAside.objects.create(owner=owner, one=person, other=friend)
    SetAside.objects.create(owner=owner, one=friend, other=person)
    opening = Opportunity.objects.create(owner=owner, title="An opening", began_on=make.TODAY)
    Link.objects.create(owner=owner, opportunity=opening, place=0, person=person)
    Involvement.objects.create(owner=owner, opportunity=opening, person=person)
    Willingness.objects.create(owner=owner, person=person)
    Refusal.objects.create(owner=owner, person=person)
    ask = BlindAsk.objects.create(owner=owner, purpose="A talk", asked_at=LATER, expires_at=LATER)
    Request.objects.create(ask=ask, introducer=owner, person=person, strength=9)
    groups_of_each(owner, person)


def groups_of_each(owner, person):
    wanted = Ask.objects.create(owner=owner, text="A decorator", person=person)
    Offer.objects.create(owner=owner, text="A ladder", person=person)
    Help.objects.create(owner=owner, ask=wanted, helper_person=person, introducer_person=person, state_at=LATER)
    Met.objects.create(owner=owner, person=person, title="Round table", on=make.TODAY)


def test_every_row_that_points_at_a_person_goes_along(ada, bob, bobby):
    friend = make.person(ada, "Cleo")
    one_of_each(ada, bobby, friend)
    rows = {name: list(moving.rows_of(link, bobby)) for link in moving.links() if (name := moving.name_of(link))}
    assert [name for name, found in rows.items() if not found] == [], "make one of each in this test"

    actions.merge(bob, bobby, at=LATER)

    left = {moving.name_of(link): moving.rows_of(link, bobby).count() for link in moving.links()}
    assert set(left.values()) == {0}


def test_only_what_tells_of_merges_stays_with_the_absorbed():
    pointing = {moving.name_of(rel.field) for rel in Person._meta.related_objects if not rel.many_to_many}

    assert pointing - {moving.name_of(link) for link in moving.links()} == {
        "people.person.merged_into",
        "duplicates.merge.kept",
        "duplicates.merge.absorbed",
    }


def test_split_gives_back_everything_as_it_was(ada, bob, bobby):
    friend = make.person(ada, "Cleo")
    one_of_each(ada, bob, friend)
    one_of_each(ada, bobby, friend)
    interaction(ada, bob, bobby, note="both were there:")
    Acquaintance.objects.create(owner=ada, one=bob, other=bobby)
    tie_actions.recompute(ada, on=make.TODAY)
    before = everything(ada)

    done = actions.merge(bob, bobby, at=LATER)
    assert everything(ada) != before
    actions.split(done, at=LATER)

    assert everything(ada) == before


def test_merging_again_after_a_split_works(ada, bob, bobby):
    actions.split(actions.merge(bob, bobby, at=LATER), at=LATER)

    actions.merge(bob, bobby, at=LATER)

    assert list(Person.objects.in_book().filter(owner=ada)) == [bob]


def test_blanks_are_filled_and_lists_united_without_doubles(ada, bob, bobby):
    actions.merge(bob, bobby, at=LATER)

    bob.refresh_from_db()
    assert (bob.name, bob.nickname, bob.interests) == ("Robert Stone", "Bobby", ["chess"])
    assert [point.value for point in bob.points.order_by("pk")] == ["bob@acme.example", "bobby@home.example"]
    assert bob.points.order_by("pk")[0].label == "work"
    assert sorted(bob.labels.values_list("name", flat=True)) == ["climbs", "pycon"]
    assert bob.positions.get().title == "CTO"
    assert bob.edited_at == LATER


def test_the_absorbed_person_is_hidden_and_found_as_the_kept_one(ada, bob, bobby):
    actions.merge(bob, bobby, at=LATER)

    assert list(queries.find_people(ada, "stone")) == [bob]
    assert list(queries.find_people(ada, "home.example acme cto")) == [bob]
    assert queries.people_by_keys(ada, ["email:bobby@home.example"]) == {"email:bobby@home.example": bob.pk}


def test_chosen_fields_are_taken_whole(ada, bob, bobby):
    Person.objects.filter(pk=bob.pk).update(notes="Met in Rome.", nickname="Rob")
    Person.objects.filter(pk=bobby.pk).update(notes="Met in Oslo.")

    actions.merge(bob, bobby, choices={"name": "absorbed", "notes": "kept", "nickname": "absorbed"}, at=LATER)

    bob.refresh_from_db()
    assert (bob.name, bob.given, bob.sort_name) == ("Bobby Stone", "Bobby", "stone, bobby")
    assert (bob.notes, bob.nickname) == ("Met in Rome.", "Bobby")


@pytest.mark.parametrize("choices", [{"version": "kept"}, {"name": "both"}, {"given": "absorbed"}])
def test_a_choice_that_is_none_is_refused(bob, bobby, choices):
    with pytest.raises(ValidationError):
        actions.merge(bob, bobby, choices=choices, at=LATER)

    assert not Merge.objects.exists()


def test_notes_of_both_are_kept(bob, bobby):
    Person.objects.filter(pk=bob.pk).update(notes="Met in Rome.")
    Person.objects.filter(pk=bobby.pk).update(notes="Met in Oslo.")

    actions.merge(bob, bobby, at=LATER)

    bob.refresh_from_db()
    assert bob.notes == "Met in Rome.\n\nMet in Oslo."


def test_notes_that_hold_the_others_are_not_doubled(ada):
    one = make.person(ada, "A B", notes="Met in Rome. Likes tea.", met_notes="hello")
    other = make.person(ada, "A B", notes="Likes tea.", met_notes="hello there")

    actions.merge(one, other, at=LATER)

    one.refresh_from_db()
    assert (one.notes, one.met_notes) == ("Met in Rome. Likes tea.", "hello there")


def test_private_notes_of_one_interaction_are_joined(ada, bob, bobby):
    both = interaction(ada, bob, bobby, note="on")

    done = actions.merge(bob, bobby, at=LATER)

    part = both.participations.get()
    assert (part.person, part.private_note) == (bob, "on Robert Stone\n\non Bobby Stone")

    actions.split(done, at=LATER)

    assert sorted(both.participations.values_list("private_note", flat=True)) == ["on Bobby Stone", "on Robert Stone"]


def test_positions_that_say_the_same_are_one_and_others_stay(ada):
    one = make.person(ada, "A B", positions=[make.job("Acme", "CTO"), make.job("Base", "Dev", started="2019")])
    other = make.person(
        ada,
        "A B",
        positions=[
            make.job("ACME", "cto", started="2020-02", place="Oslo"),
            make.job("Base", "Dev", started="2015", ended="2017"),
            make.job("Acme", "Adviser"),
        ],
    )

    actions.merge(one, other, at=LATER)

    found = [(str(p.organisation), p.title, p.started, p.place) for p in one.positions.order_by("pk")]
    assert found == [
        ("Acme", "CTO", "2020-02", "Oslo"),
        ("Base", "Dev", "2019", ""),
        ("Base", "Dev", "2015", ""),
        ("Acme", "Adviser", "", ""),
    ]


def test_an_address_twice_is_one_and_a_birthday_learns_its_year(ada):
    place = {"kind": "address", "value": "1 Main Street\nOslo"}
    one = make.person(ada, "A B", points=[place], occasions=[{"kind": "birthday", "month": 5, "day": 1}])
    other = make.person(
        ada, "A B", points=[place], occasions=[{"kind": "birthday", "month": 5, "day": 1, "year": 1980}]
    )

    actions.merge(one, other, at=LATER)

    assert one.points.count() == 1
    assert one.occasions.get().year == 1980


def test_the_kept_persons_own_word_stands_and_the_others_fills_a_blank(ada, bob, bobby):
    Tie.objects.create(owner=ada, person=bob, own_tier=2, own_tier_on=make.TODAY)
    Tie.objects.create(owner=ada, person=bobby, own_tier=1, own_tier_on=date(2020, 1, 1), rating=4, rated_on=make.TODAY)
    Cadence.objects.create(owner=ada, person=bob, days=30)
    Cadence.objects.create(owner=ada, person=bobby, days=7, planned_on=make.TODAY, plan_note="lunch")

    actions.merge(bob, bobby, at=LATER)

    tie, cadence = Tie.objects.get(), Cadence.objects.get()
    assert (tie.person, tie.own_tier, tie.own_tier_on, tie.rating) == (bob, 2, make.TODAY, 4)
    assert (cadence.days, cadence.planned_on, cadence.plan_note) == (30, make.TODAY, "lunch")


def test_nobody_knows_themself_after_a_merge(ada, bob, bobby):
    Acquaintance.objects.create(owner=ada, one=bob, other=bobby)
    Acquaintance.objects.create(owner=ada, one=bobby, other=bob)
    Person.objects.filter(pk=bob.pk).update(met_through=bobby)
    Person.objects.filter(pk=bobby.pk).update(met_through=bob)

    done = actions.merge(bob, bobby, at=LATER)

    bob.refresh_from_db()
    assert bob.met_through is None
    assert not Acquaintance.objects.exists()

    actions.split(done, at=LATER)

    bob.refresh_from_db()
    assert bob.met_through == bobby
    assert Acquaintance.objects.count() == 2


def test_what_was_changed_since_the_merge_stays_with_the_kept_person(ada, bob, bobby):
    done = actions.merge(bob, bobby, at=LATER)
    bob.refresh_from_db()
    people_actions.edit_person(
        bob, version=bob.version, at=LATER, fields={"nickname": "Rocky", "interests": ["chess", "tea"]}, points=[]
    )
    new = interaction(ada, bob)

    actions.split(done, at=LATER)

    bob.refresh_from_db()
    assert (bob.nickname, bob.interests) == ("Rocky", ["tea"])
    assert list(new.people.all()) == [bob]
    assert [point.value for point in bobby.points.all()] == ["BOB@acme.example"]


def test_a_split_leaves_out_what_is_gone_since(ada, bob, bobby):
    Person.objects.filter(pk=bobby.pk).update(met_through=make.person(ada, "Cleo"))
    both = interaction(ada, bob, bobby)
    done = actions.merge(bob, bobby, at=LATER)
    both.delete()
    Label.objects.filter(name="pycon").delete()
    bob.points.all().delete()

    actions.split(done, at=LATER)

    assert not bobby.participations.exists()
    assert not Labelling.objects.filter(person=bobby).exists()


def test_an_introducer_erased_since_is_not_brought_back(ada, bob, bobby):
    cleo = make.person(ada, "Cleo")
    Person.objects.filter(pk=bob.pk).update(met_through=cleo)
    Person.objects.filter(pk=bobby.pk).update(met_through=make.person(ada, "Dora"))
    done = actions.merge(bob, bobby, choices={"met_through": "absorbed"}, at=LATER)
    people_actions.bin_people([cleo], at=LATER)
    people_actions.erase_binned([cleo], at=LATER)

    actions.split(done, at=LATER)

    bob.refresh_from_db()
    assert str(bob.met_through) == "Dora"


def test_a_row_that_is_back_already_is_not_doubled(ada, bob, bobby):
    done = actions.merge(bob, bobby, at=LATER)
    for saved in done.before["removed"]:
        moving._add_again(saved)

    actions.split(done, at=LATER)

    assert bobby.points.count() == 2


def test_merges_in_a_row_are_split_from_the_last(ada, bob, bobby):
    cleo = make.person(ada, "Cleo", points=[make.email("cleo@x.example")])
    first = actions.merge(bobby, cleo, at=LATER)
    second = actions.merge(bob, bobby, at=LATER)
    assert queries.people_by_keys(ada, ["email:cleo@x.example"]) == {"email:cleo@x.example": bob.pk}

    with pytest.raises(Refused, match="Bobby Stone was merged into Robert Stone after that"):
        actions.split(first, at=LATER)
    actions.split(second, at=LATER)
    actions.split(first, at=LATER)

    assert Person.objects.in_book().count() == 3
    assert [point.value for point in cleo.points.all()] == ["cleo@x.example"]


def test_a_merge_is_split_once(bob, bobby):
    done = actions.merge(bob, bobby, at=LATER)
    actions.split(done, at=LATER)

    with pytest.raises(Refused, match="already"):
        actions.split(done, at=LATER)


def test_one_cannot_be_merged_with_oneself(bob):
    with pytest.raises(Refused, match="same person"):
        actions.merge(bob, bob, at=LATER)


def test_people_of_two_books_cannot_be_merged(bob, eve):
    with pytest.raises(Refused, match="same book"):
        actions.merge(bob, make.person(eve, "Bob"), at=LATER)


def test_the_user_is_not_merged_into_somebody_else(ada, bob):
    me = make.person(ada, "Ada", is_self=True)

    with pytest.raises(Refused, match="into you"):
        actions.merge(bob, me, at=LATER)


def test_somebody_in_the_bin_or_merged_already_cannot_be_merged(ada, bob, bobby):
    cleo = make.person(ada, "Cleo")
    people_actions.bin_people([cleo], at=LATER)
    with pytest.raises(Refused, match="not in your book"):
        actions.merge(bob, cleo, at=LATER)

    actions.merge(bob, bobby, at=LATER)
    with pytest.raises(Refused, match="not in your book"):
        actions.merge(bob, bobby, at=LATER)


def test_an_open_form_conflicts_with_a_merge(bob, bobby):
    actions.merge(bob, bobby, at=LATER)

    with pytest.raises(people_actions.EditConflict):
        people_actions.edit_person(bob, version=1, at=LATER, fields={"notes": "x"})


def test_merge_and_split_are_announced(ada, bob, bobby):
    heard = []

    def on_merge(sender, kept, absorbed, **kwargs):
        heard.append(("merged", kept, absorbed))

    def on_split(sender, kept, absorbed, **kwargs):
        heard.append(("split", kept, absorbed))

    def on_interactions(sender, people_ids, interaction, **kwargs):
        heard.append(("interactions", people_ids, interaction))

    signals.people_merged.connect(on_merge)
    signals.people_split.connect(on_split)
    interactions_changed.connect(on_interactions)
    try:
        done = actions.merge(bob, bobby, at=LATER)
        actions.split(done, at=LATER)
    finally:
        signals.people_merged.disconnect(on_merge)
        signals.people_split.disconnect(on_split)
        interactions_changed.disconnect(on_interactions)

    assert heard == [
        ("merged", bob, bobby),
        ("interactions", [bob.pk], None),
        ("split", bob, bobby),
        ("interactions", [bob.pk, bobby.pk], None),
    ]


def test_erasing_the_kept_person_erases_whom_they_absorbed(ada, bob, bobby):
    actions.merge(bob, bobby, at=LATER)
    people_actions.bin_people([bob], at=LATER)

    people_actions.erase_binned([bob], at=LATER)

    assert not Person.objects.filter(Q(pk=bob.pk) | Q(pk=bobby.pk)).exists()
