"""Looking for people who may be one: what is found, what is asked, and what is never asked again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kith.duplicates import actions, queries
from kith.duplicates.models import CERTAIN, Pair
from kith.duplicates.records import records_of
from kith.people import actions as people
from kith.people.models import Identity, Person
from tests import make

LATER = make.NOW + timedelta(hours=1)


@pytest.fixture
def bob(ada) -> Person:
    return make.person(ada, "Robert Stone", points=[make.email("bob.stone@acme.example")])


@pytest.fixture
def bobby(ada) -> Person:
    return make.person(ada, "Bob Stone", points=[make.email("bob.stone@acme.example")])


def pairs(owner) -> list[tuple[str, str]]:
    return [(pair.first.name, pair.second.name) for pair in queries.open_pairs(owner)]


def look(owner) -> int:
    return actions.look_for_pairs(owner, now=LATER)


def test_two_with_the_same_address_are_found_and_the_reason_is_said(ada, bob, bobby):
    make.person(ada, "Cleo Ruiz")

    assert look(ada) == 1

    pair = Pair.objects.get()
    assert (pair.first, pair.second, pair.created_at) == (bob, bobby, LATER)
    assert "ame e-mail" in pair.reason
    assert "Bob" in pair.reason


def test_nobody_is_merged_by_looking(ada, bob, bobby):
    look(ada)

    assert Person.objects.in_book().count() == 2
    assert Pair.objects.get().probability == CERTAIN


def test_looking_twice_changes_nothing(ada, bob, bobby):
    look(ada)
    before = list(Pair.objects.values())

    look(ada)

    assert list(Pair.objects.values()) == before


def test_what_was_learned_since_is_said_of_an_open_pair(ada, bob, bobby):
    look(ada)
    number = {"kind": "phone", "value": "+49 30 1234567"}
    for person in (bob, bobby):
        points = [*person.points.all(), number]
        people.edit_person(person, version=person.version, at=LATER, fields={}, points=points)

    look(ada)

    assert "same phone" in Pair.objects.get().evidence


def test_two_of_whom_the_user_said_that_they_are_two_are_not_asked_again(ada, bob, bobby):
    look(ada)
    actions.say_different(Pair.objects.get(), at=LATER)

    assert look(ada) == 0
    assert Pair.objects.get().decided_at == LATER


def test_that_they_are_two_also_holds_for_whom_one_was_merged_into(ada, bob, bobby):
    look(ada)
    actions.say_different(Pair.objects.get(), at=LATER)
    whole = make.person(ada, "Robert J. Stone")
    actions.merge(whole, bob, at=LATER)

    assert look(ada) == 0


def test_asking_again_asks_again(ada, bob, bobby):
    look(ada)
    pair = actions.say_different(Pair.objects.get(), at=LATER)

    actions.ask_again(pair)

    assert pairs(ada) == [("Robert Stone", "Bob Stone")]


def test_what_is_said_first_counts(ada, bob, bobby):
    look(ada)
    pair = actions.say_different(Pair.objects.get(), at=LATER)

    actions.say_different(pair, at=LATER + timedelta(days=1))

    assert Pair.objects.get().decided_at == LATER


def test_two_whom_nobody_took_for_one_can_be_called_different(ada, bob):
    other = make.person(ada, "Robert Stein")

    pair = actions.call_different(other, bob, at=LATER)

    assert (pair.first, pair.second, pair.state) == (bob, other, Pair.State.DIFFERENT)


@pytest.mark.parametrize("away", ["merged", "binned", "corrected", "erased"])
def test_pairs_go_away_with_their_people(ada, bob, bobby, away):
    look(ada)
    if away == "merged":
        actions.merge(bob, bobby, at=LATER)
    elif away == "corrected":
        people.edit_person(bobby, version=1, at=LATER, fields={"name": "Kim Yamada"}, points=[])
    else:
        people.bin_people([bobby], at=LATER)
    if away == "erased":
        people.erase_binned([bobby], at=LATER)
    assert pairs(ada) == [] or away == "corrected"

    look(ada)

    assert not Pair.objects.exists()


def test_a_pair_is_back_after_its_merge_is_taken_apart(ada, bob, bobby):
    look(ada)
    done = actions.merge(bob, bobby, at=LATER)
    assert pairs(ada) == []

    actions.split(done, at=LATER)

    assert pairs(ada) == [("Robert Stone", "Bob Stone")]


def test_the_surest_come_first(ada, bob, bobby):
    make.person(ada, "Cleo Ruizsomething", positions=[make.job("Acme")])
    make.person(ada, "Cleo Ruizsomethin", positions=[make.job("Acme")])

    look(ada)

    assert pairs(ada)[0] == ("Robert Stone", "Bob Stone")
    assert len(pairs(ada)) == 2


def test_a_pair_knows_its_place_among_the_open_ones(ada):
    a, b, c, d = (make.person(ada, name) for name in "ABCD")
    first, second, third = (
        Pair.objects.create(owner=ada, first=one, second=other, probability=probability)
        for one, other, probability in [(a, b, 0.9), (a, c, 0.8), (a, d, 0.8)]
    )

    assert queries.place_of(second) == queries.Place(2, 3, first.pk, third.pk)
    assert queries.place_of(first).before is None
    actions.say_different(second, at=LATER)
    assert queries.place_of(second) == queries.Place(2, 2, first.pk, third.pk)


def test_certain_pairs_are_merged_together_also_where_three_are_one(ada, bob, bobby):
    make.person(ada, "Bob Stone", points=[make.email("bob.stone@acme.example")])
    look(ada)

    merges = actions.merge_pairs(ada, queries.certain_pairs(ada), at=LATER)

    assert len(merges) == 2
    assert [person.name for person in Person.objects.in_book()] == ["Robert Stone"]


def test_eves_people_are_no_business_of_adas(ada, eve, bob):
    make.person(eve, "Robert Stone", points=[make.email("bob.stone@acme.example")])

    assert look(ada) == look(eve) == 0


def test_records_say_what_kith_read_says(ada):
    person = make.person(
        ada,
        "Dr. Ana Ruiz",
        nickname="Anita",
        points=[
            make.email("ana@acme.example"),
            {"kind": "phone", "value": "030 1234567"},
            {"kind": "address", "value": "Hauptstr. 1", "parts": ["", "", "Hauptstr. 1", "Berlin", "", "", ""]},
            {"kind": "url", "value": "https://ana.example/me"},
        ],
        positions=[make.job("Acme", "CTO", department="Research"), make.job(None, "Climber")],
        occasions=[{"kind": "birthday", "month": 2, "day": 29}],
        notes="long",
    )
    Identity.objects.create(owner=ada, person=person, key="uid:42")
    Identity.objects.create(owner=ada, person=person, key="linkedin:ana-ruiz")
    make.person(ada, "Ada", is_self=True)

    ids, [record] = records_of(ada)

    assert ids == [person.pk]
    assert record["n"] == ["Ruiz", "Ana", "", "Dr.", ""]
    assert (record["fn"], record["nickname"], record["uid"]) == ("Dr. Ana Ruiz", "Anita", "42")
    assert (record["email"], record["bday"], record["note"]) == (["ana@acme.example"], "--02-29", [])
    assert (record["org"], record["title"]) == ([["Acme", "Research"]], ["CTO", "Climber"])
    assert record["url"] == ["https://ana.example/me", "https://www.linkedin.com/in/ana-ruiz"]
    assert record["adr"] == [["", "", "Hauptstr. 1", "Berlin", "", "", ""]]


def test_records_take_the_same_queries_for_many(ada, django_assert_num_queries):
    for number in range(30):
        make.person(ada, f"P {number}", points=[make.email(f"p{number}@x.example")], positions=[make.job("Acme")])

    with django_assert_num_queries(6):
        assert len(records_of(ada)[1]) == 30
