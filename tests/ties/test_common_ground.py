"""What the user and a person share, and whom a person knows or may know."""

from __future__ import annotations

import pytest

from kith.people import actions as people_actions
from kith.ties.common_ground import acquaintances, common_ground, inferred_acquaintances
from kith.ties.models import Acquaintance
from tests import make
from tests.make import NOW


def texts(person) -> list[str]:
    return [ground.text for ground in common_ground(person)]


def test_without_the_users_own_card_only_who_introduced_them_is_known(ada):
    bo = make.person(ada, "Bo Li")
    ana = make.person(ada, "Ana", met_through=bo, interests=["Climbing"], positions=[make.job("Acme")])

    (ground,) = common_ground(ana)

    assert (ground.text, ground.person) == ("You met through Bo Li.", bo)


@pytest.mark.parametrize(
    ("mine", "theirs", "said"),
    [
        ({}, {}, "You are both at Acme."),
        ({"ended": "2020"}, {}, "You have both been at Acme."),
        (
            {"started": "2015", "ended": "2020-05"},
            {"started": "2019-11-03"},
            "You were both at Acme at the same time.",
        ),
        ({"started": "2015", "ended": "2018-05"}, {"started": "2018-06"}, "You have both been at Acme."),
        ({"kind": "education"}, {"kind": "education"}, "You are both studying at Acme."),
        (
            {"kind": "education", "started": "2001", "ended": "2004"},
            {"kind": "education", "started": "2003", "ended": "2005"},
            "You both studied at Acme at the same time.",
        ),
        ({"kind": "education", "ended": "1990"}, {"kind": "education", "ended": "2005"}, "You both studied at Acme."),
    ],
)
def test_a_shared_organisation_is_said_as_exactly_as_the_dates_allow(ada, mine, theirs, said):
    make.person(ada, "Ada", is_self=True, positions=[make.job("Acme", **mine), make.job("Elsewhere")])
    ana = make.person(ada, "Ana", positions=[make.job("acme", **theirs), make.job("Initech")])

    assert texts(ana) == [said]


def test_of_several_times_at_one_organisation_the_shared_one_is_told(ada):
    make.person(ada, "Ada", is_self=True, positions=[make.job("Acme", started="2010", ended="2012")])
    ana = make.person(
        ada,
        "Ana",
        positions=[make.job("Acme", started="2020"), make.job("Acme", started="2011", ended="2013")],
    )

    assert texts(ana) == ["You were both at Acme at the same time."]


def test_shared_interests_are_compared_without_case(ada):
    make.person(ada, "Ada", is_self=True, interests=["climbing", "Chess", "Tea"])
    ana = make.person(ada, "Ana", interests=["Climbing", "tea", "Opera"])

    assert texts(ana) == ["You share: Climbing and tea."]


def test_who_was_at_the_same_organisation_may_be_known_unless_dates_speak_against_it(ada):
    ana = make.person(
        ada, "Ana", positions=[make.job("Acme", started="2015", ended="2018"), make.job("Acme", started="2021")]
    )
    bo = make.person(ada, "Bo", positions=[make.job("Acme", started="2018-02", ended="2019")])
    cem = make.person(ada, "Cem", positions=[make.job("ACME"), make.job("Acme", "CTO")])
    make.person(ada, "Too early", positions=[make.job("Acme", ended="2014")])
    make.person(ada, "Between", positions=[make.job("Acme", started="2019", ended="2020")])
    make.person(ada, "Elsewhere", positions=[make.job("Initech")])
    make.person(ada, "Ada", is_self=True, positions=[make.job("Acme")])
    people_actions.bin_people([make.person(ada, "Binned", positions=[make.job("Acme")])], at=NOW)
    make.interaction(ada, cem)

    found = inferred_acquaintances(ana)

    assert [(one.person, one.is_inferred) for one in found] == [(cem, True), (bo, True)]
    assert found[0].text == "perhaps, as both are or were at Acme"
    assert inferred_acquaintances(ana, limit=1) == found[:1]


def test_what_was_said_comes_before_what_is_inferred_whichever_side_it_was_written_on(ada):
    ana, bo, cem, dua = (make.person(ada, name, positions=[make.job("Acme")]) for name in ("Ana", "Bo", "Cem", "Dua"))
    Acquaintance.objects.create(owner=ada, one=ana, other=bo, source="inferred")
    Acquaintance.objects.create(owner=ada, one=bo, other=ana, source="said", note="They climb together")
    Acquaintance.objects.create(owner=ada, one=cem, other=ana, source="inferred")
    Acquaintance.objects.create(owner=ada, one=ana, other=bo, source="meeting")
    gone = make.person(ada, "Gone")
    Acquaintance.objects.create(owner=ada, one=ana, other=gone)
    people_actions.bin_people([gone], at=NOW)

    found = acquaintances(ana)

    assert [(one.person, one.text, one.is_inferred) for one in found] == [
        (bo, "They climb together", False),
        (cem, "Inferred", True),
        (dua, "perhaps, as both are or were at Acme", True),
    ]
    assert acquaintances(ana, limit=1) == found[:1]


def test_acquaintances_take_the_same_queries_for_many_as_for_few(ada, django_assert_num_queries):
    ana = make.person(ada, "Ana", positions=[make.job("Acme")])
    for number in range(12):
        other = make.person(ada, f"P{number}", positions=[make.job("Acme")])
        Acquaintance.objects.create(owner=ada, one=ana, other=other, source="said")

    with django_assert_num_queries(4):
        assert len([(one.person.name, one.text) for one in acquaintances(ana)]) == 12
