"""Suggestions are taken, or not, once; what is taken stands with the person."""

import pytest

from kith.errors import Refused
from kith.people import actions as people
from kith.suggestions import actions, queries
from kith.suggestions.models import Suggestion
from tests import make
from tests.make import NOW

State = Suggestion.State
PHONE = {"kind": "phone", "value": "+49 30 1234567", "label": "work"}
ROLE = {"title": "Head of Data", "organisation": "Nova", "department": "Lab"}


@pytest.fixture
def ana(ada):
    return make.person(ada, "Ana Ruiz", points=[make.email("ana@acme.example")], positions=[make.job("Acme", "CTO")])


def suggested(person, kind, facts, key="signature:1", **more):
    return Suggestion.objects.create(
        owner=person.owner, kind=kind, person=person, facts=facts, source="her mail of 3 May", source_key=key, **more
    )


def test_a_way_to_reach_somebody_is_added_beside_what_they_have(ana):
    suggestion = suggested(ana, "point", PHONE)

    actions.take_detail(suggestion, at=NOW)

    assert [(p.kind, p.value, p.label) for p in ana.points.order_by("pk")] == [
        ("email", "ana@acme.example", ""),
        ("phone", "+49 30 1234567", "work"),
    ]
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.decided_at) == (State.TAKEN, NOW)


def test_a_role_is_added_with_its_organisation_and_noticed_as_new(ana):
    actions.take_detail(suggested(ana, "position", ROLE), at=NOW)

    role = ana.positions.get(title="Head of Data")
    assert (str(role.organisation), role.department, role.is_current, role.noticed_on) == (
        "Nova",
        "Lab",
        True,
        make.TODAY,
    )
    assert ana.positions.count() == 2


def test_what_the_person_has_already_is_not_added_twice(ana):
    actions.take_detail(suggested(ana, "point", {"kind": "email", "value": "ANA@acme.example"}), at=NOW)
    actions.take_detail(suggested(ana, "position", {"title": "cto", "organisation": "ACME"}, "signature:2"), at=NOW)

    assert (ana.points.count(), ana.positions.count()) == (1, 1)


@pytest.mark.parametrize("verb", [actions.dismiss, actions.take_detail])
def test_what_was_decided_on_is_not_decided_again(ana, verb):
    suggestion = suggested(ana, "point", PHONE)
    verb(suggestion, at=NOW)

    for again in (actions.dismiss, actions.take_detail):
        with pytest.raises(Refused):
            again(suggestion, at=NOW)


def test_only_what_was_not_needed_is_asked_again(ana):
    suggestion = suggested(ana, "point", PHONE)
    actions.dismiss(suggestion, at=NOW)
    assert not queries.open_suggestions(ana.owner).exists()

    actions.reopen(suggestion)

    assert queries.open_suggestions(ana.owner).get() == suggestion
    assert suggestion.decided_at is None
    with pytest.raises(Refused):
        actions.reopen(suggestion)


def test_nothing_is_added_to_somebody_in_the_bin_or_from_an_offer_of_a_person(ana):
    suggestion = suggested(ana, "point", PHONE)
    offer = Suggestion.objects.create(owner=ana.owner, kind="person", source_key="person:email:x@y.example")
    people.bin_people([ana], at=NOW)

    for each in (suggestion, offer):
        with pytest.raises(Refused):
            actions.take_detail(each, at=NOW)


def test_what_waits_is_what_is_open_about_people_who_are_there(ada, eve, ana):
    gone = make.person(ada, "Bo Li")
    people.bin_people([gone], at=NOW)
    shown = suggested(ana, "point", PHONE)
    suggested(gone, "point", PHONE, "signature:2")
    suggested(ana, "position", ROLE, "signature:3", state=State.COUNTING)

    assert list(queries.open_suggestions(ada)) == list(queries.of_person(ana)) == [shown]
    assert not queries.open_suggestions(eve).exists()
