"""What the user and a person share."""

from __future__ import annotations

import pytest

from kith.ties.common_ground import common_ground
from tests import make


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
