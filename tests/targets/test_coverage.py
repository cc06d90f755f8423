"""Tests of whom the user knows where they aim."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kith.people import actions as people
from kith.people.models import Organisation
from kith.targets import actions, queries
from kith.ties.models import Acquaintance, Inroad
from tests import make
from tests.make import TODAY
from tests.targets import given


@pytest.fixture
def target(ada):
    return given.target(ada)


def _covered(target, kind, text, **more):
    aim = actions.add_aim(target, kind=kind, text=text, **more)
    return next(each for each in queries.coverage(target, TODAY).aims if each.aim == aim)


def _names(seen):
    return [(each.person.name, each.level) for each in seen]


def test_people_at_an_organisation_stand_by_level_the_best_known_first(ada, target):
    given.known(ada, "Stranger", 0, make.job("Acme"))
    given.known(ada, "Vaguely", 1, make.job("Acme"))
    given.known(ada, "Close", 3, make.job("Acme", "CTO"))
    given.known(ada, "Was there", 3, make.job("Acme", is_current=False))
    given.known(ada, "Elsewhere", 3, make.job("Globex"))

    covered = _covered(target, "organisation", "ACME")

    assert _names(covered.seen) == [("Close", 1), ("Vaguely", 2), ("Stranger", 3)]
    assert covered.counts == (1, 1, 1)
    assert covered.seen[0].why == "CTO"
    assert covered.state == "known"


def test_a_role_is_held_by_whoever_does_it_whatever_their_title(ada, target):
    given.known(ada, "Dev", 2, make.job("Acme", "Senior Software Engineer (Payments)"))
    given.known(ada, "Coder", 1, make.job("Globex", "iOS developer"))
    given.known(ada, "Nurse", 3, make.job("Clinic", "Registered Nurse"))

    covered = _covered(target, "role", "Software Developers", code="15-1252.00")

    assert _names(covered.seen) == [("Dev", 1), ("Coder", 2)]


def test_a_role_of_esco_is_held_by_those_whose_title_is_of_the_other_classification(ada, target):
    given.known(ada, "Dev", 2, make.job("Acme", "Software Engineer"))

    assert _names(_covered(target, "role", "software developer", code="esco:2512.4").seen) == [("Dev", 1)]


def test_a_role_of_just_words_is_held_by_whoever_has_them_in_the_title(ada, target):
    given.known(ada, "Ana", 2, make.job("Acme", "Grid Whisperer, senior"))
    given.known(ada, "Bo", 2, make.job("Acme", "Grid planner"))

    assert _names(_covered(target, "role", "whisperer grid").seen) == [("Ana", 1)]


def test_a_field_reaches_what_is_like_its_occupation(ada, target):
    given.known(ada, "Web", 2, make.job("Acme", "Web Developer"))

    assert _names(_covered(target, "role", "Software Developers", code="15-1252.00").seen) == []
    assert _names(_covered(target, "field", "Software", code="15-1252.00").seen) == [("Web", 1)]


def test_a_field_of_words_finds_whoever_has_them_in_what_the_book_says(ada, target):
    given.known(ada, "Ana", 1, interests=["Renewable energy"])
    given.known(ada, "Bo", 1, interests=["100% cotton"])

    assert _names(_covered(target, "field", "renewable ENERGY").seen) == [("Ana", 2)]
    assert _names(_covered(target, "field", "0% c").seen) == [("Bo", 2)]
    assert _names(_covered(target, "field", "x_y").seen) == []


def test_a_place_finds_whoever_works_or_lives_there(ada, target):
    given.known(ada, "Works", 1, make.job("Acme", place="Leipzig"))
    given.known(ada, "Lives", 1, points=[{"kind": "address", "value": "Ring 1, 04109 Leipzig"}])
    office = given.known(ada, "Office", 1, make.job("Globex"))
    people.edit_organisation(Organisation.objects.get(positions__person=office), fields={"place": "Leipzig"})
    given.known(ada, "Away", 1, make.job("Hooli", place="Bonn"))

    assert {name for name, _ in _names(_covered(target, "place", "leipzig").seen)} == {"Works", "Lives", "Office"}


def test_a_named_person_stands_at_their_own_level_or_is_nobody(ada, target):
    bo = given.known(ada, "Bo", 1)

    assert _names(_covered(target, "person", "Bo", person=bo).seen) == [("Bo", 2)]
    assert _covered(target, "person", "Greta Famous").state == "nobody"


def test_somebody_in_the_bin_stands_nowhere(ada, target):
    bo = given.known(ada, "Bo", 3, make.job("Acme", "Nurse"))
    people.bin_people([bo], at=make.NOW)

    assert _covered(target, "organisation", "Acme").state == "nobody"
    assert _covered(target, "role", "nurse").state == "nobody"
    assert _covered(target, "person", "Bo", person=bo).state == "nobody"


def test_where_somebody_knows_somebody_there_is_a_way(ada, target):
    ana = given.known(ada, "Ana", 2)
    unknown = given.known(ada, "Unknown", 0)
    acme = given.organisation(ada, "Acme")
    Inroad.objects.create(owner=ada, person=ana, organisation=acme, role="the CTO")
    Inroad.objects.create(owner=ada, person=unknown, organisation=acme)

    covered = _covered(target, "organisation", "Acme")

    assert [(way.person, way.why) for way in covered.ways] == [(ana, "knows the CTO there")]
    assert covered.state == "through"


def test_an_inroad_to_a_role_counts_for_the_role(ada, target):
    ana = given.known(ada, "Ana", 1)
    Inroad.objects.create(owner=ada, person=ana, organisation=given.organisation(ada, "Acme"), role="software engineer")

    covered = _covered(target, "role", "Software Developers", code="15-1252.00")

    assert [(way.person, way.why) for way in covered.ways] == [(ana, "knows software engineer at Acme")]


def test_whoever_knows_a_stranger_there_is_a_way_in_either_direction_unless_it_was_denied(ada, target):
    stranger = given.known(ada, "Zoe", 0, make.job("Acme"))
    one, other, denied = (given.known(ada, name, 2) for name in ("One", "Other", "Denied"))
    Acquaintance.objects.create(owner=ada, one=one, other=stranger, sureness=1)
    Acquaintance.objects.create(owner=ada, one=stranger, other=other, sureness=3)
    Acquaintance.objects.create(owner=ada, one=denied, other=stranger, sureness=0)

    covered = _covered(target, "organisation", "Acme")

    assert [way.person for way in covered.ways] == [other, one]
    assert covered.ways[0].why == "knows Zoe"


def test_a_guess_is_told_as_one_stands_last_and_is_nothing_against_a_denial(ada, target):
    stranger = given.known(ada, "Zoe", 0, make.job("Acme"))
    guessed, said, denied = (given.known(ada, name, 2) for name in ("Guessed", "Said", "Denied"))
    for one, sureness in ((guessed, 3), (denied, 3)):
        Acquaintance.objects.create(owner=ada, one=one, other=stranger, sureness=sureness, source="inferred")
    Acquaintance.objects.create(owner=ada, one=said, other=stranger, sureness=1)
    Acquaintance.objects.create(owner=ada, one=stranger, other=denied, sureness=0)

    covered = _covered(target, "organisation", "Acme")

    assert [(way.person, way.why) for way in covered.ways] == [
        (said, "knows Zoe"),
        (guessed, "perhaps knows Zoe: inferred"),
    ]


def test_strangers_without_a_way_are_told_apart_from_nobody(ada, target):
    given.known(ada, "Zoe", 0, make.job("Acme"))

    assert _covered(target, "organisation", "Acme").state == "unknown"
    assert _covered(target, "organisation", "Globex").state == "nobody"


def test_the_summary_says_how_many_can_be_reached_and_how_many_have_nobody(ada, target):
    given.known(ada, "Ana", 1, make.job("Acme"))
    given.known(ada, "Zoe", 0, make.job("Hooli"))
    for name in ("Acme", "Hooli", "Globex"):
        actions.add_aim(target, kind="organisation", text=name)
    actions.add_aim(target, kind="person", text="Greta")

    words = [summary.words for summary in queries.coverage(target, TODAY).summaries]

    assert words == ["1 of 3 organisations reachable, 1 with nobody", "0 of 1 key person reachable, 1 with nobody"]


def test_every_kind_of_aim_is_counted_in_its_own_words_and_asked_of_reach(ada, target):
    bo = given.known(ada, "Bo", 1)
    for kind in ("person", "place", "organisation", "field", "role"):
        actions.add_aim(target, kind=kind, text=f"Some {kind}")
    actions.add_aim(target, kind="person", text="Bo", person=bo)

    covered = queries.coverage(target, TODAY)

    assert [(summary.label, summary.words) for summary in covered.summaries] == [
        ("Roles", "0 of 1 role reachable, 1 with nobody"),
        ("Fields", "0 of 1 field reachable, 1 with nobody"),
        ("Organisations", "0 of 1 organisation reachable, 1 with nobody"),
        ("Places", "0 of 1 place reachable, 1 with nobody"),
        ("People", "1 of 2 key people reachable, 1 with nobody"),
    ]
    assert [each.question for each in covered.aims] == [
        "role:Some role",
        "skill:Some field",
        "org:Some organisation",
        "skill:Some place",
        "person:Some person",
        f"person:#{bo.pk}",
    ]


def test_more_people_than_are_shown_are_counted(ada, target):
    for number in range(8):
        given.known(ada, f"Person {number}", 1, make.job("Acme"))

    covered = _covered(target, "organisation", "Acme")

    assert len(covered.seen) == 5
    assert covered.more == 3


def test_the_number_of_queries_does_not_depend_on_how_much_there_is(ada, target):
    _fill(ada, target, 2)
    with CaptureQueriesContext(
        connection,
    ) as few:
        queries.shown(ada, TODAY)
    _fill(ada, given.target(ada, "Another"), 9)
    with CaptureQueriesContext(connection) as many:
        queries.shown(ada, TODAY)

    assert len(many) == len(few) <= 10


def _fill(ada, target, number):
    for n in range(number):
        name = f"{target.pk} {n}"
        ana = given.known(ada, f"Ana {name}", 1, make.job(f"Acme {name}", "Nurse"))
        zoe = given.known(ada, f"Zoe {name}", 0, make.job(f"Acme {name}", "Nurse"))
        Acquaintance.objects.create(owner=ada, one=ana, other=zoe)
        for kind in ("role", "field", "organisation", "place"):
            actions.add_aim(target, kind=kind, text=f"Acme {name}")
        actions.add_aim(target, kind="role", text="Nurses", code="29-1141.00")
        actions.add_aim(target, kind="person", text=ana.name, person=ana)


def test_nobody_of_another_book_counts(ada, eve, target):
    given.known(eve, "Eve's", 3, make.job("Acme", "Nurse"), interests=["energy"])

    assert _covered(target, "organisation", "Acme").state == "nobody"
    assert _covered(target, "role", "Nurse").state == "nobody"
    assert _covered(target, "field", "energy").state == "nobody"
