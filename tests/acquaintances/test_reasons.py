"""Why two people are thought to know each other, in words."""

from __future__ import annotations

from datetime import date

import pytest

from kith.acquaintances import evidence
from kith.people.models import Related
from kith.ties.models import Acquaintance
from tests import make
from tests.make import TODAY


def said(owner, one, other) -> list[tuple[str, bool]]:
    assert evidence.why(owner, one.pk, other.pk, TODAY) == evidence.why(owner, other.pk, one.pk, TODAY)
    return [(known.text, known.is_fact) for known in evidence.why(owner, one.pk, other.pk, TODAY)]


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({}, "noted by you"),
        ({"said_on": date(2026, 5, 3)}, "noted on 3 May 2026"),
        ({"sureness": 3, "said_on": date(2026, 5, 3), "note": "from PyCon"}, "noted on 3 May 2026 · well · from PyCon"),
        ({"sureness": 1}, "noted by you · vaguely"),
    ],
)
def test_what_was_said_is_told_with_its_day(ada, fields, text):
    ana, bo = make.person(ada, "Ana"), make.person(ada, "Bo")
    Acquaintance.objects.create(owner=ada, one=ana, other=bo, **fields)

    assert said(ada, ana, bo) == [(text, True)]


def test_who_said_it_is_named(ada):
    ana, bo, cy = (make.person(ada, name) for name in ("Ana", "Bo", "Cy"))
    Acquaintance.objects.create(owner=ada, one=ana, other=bo, said_by=ana, said_on=date(2026, 5, 3))
    Acquaintance.objects.create(owner=ada, one=ana, other=cy, said_by=cy)

    assert said(ada, ana, bo) == [("said by Ana, 3 May 2026", True)]
    assert said(ada, ana, cy) == [("said by Cy", True)]


def test_pages_of_people_tell(ada):
    ana = make.person(ada, "Ana")
    bo = make.person(ada, "Bo", met_through=ana)
    Related.objects.create(owner=ada, person=bo, kind="sibling", name="Ana", other=ana)
    Related.objects.create(owner=ada, person=ana, kind="other", label="Landlord", name="Bo", other=bo)

    assert said(ada, ana, bo) == [
        ("stands on the page of Bo: sibling", True),
        ("stands on the page of Ana: landlord", True),
        ("you met Bo through Ana", True),
    ]


def test_a_meeting_is_told_with_day_and_place(ada):
    ana, bo = make.person(ada, "Ana"), make.person(ada, "Bo")
    meeting = make.interaction(ada, ana, bo, on=date(2026, 5, 3), place="The Long Table")

    assert said(ada, ana, bo) == [("at the same meeting: The Long Table, 3 May 2026", True)]
    assert evidence.why(ada, ana.pk, bo.pk)[0].interaction == meeting.pk
    make.interaction(ada, ana, bo, on=date(2026, 6, 3))
    assert said(ada, ana, bo) == [("at 2 meetings together, the last on 3 June 2026", True)]


def test_a_gathering_of_many_is_no_proof(ada):
    people = [make.person(ada, f"P{n}") for n in range(9)]
    make.interaction(ada, *people, kind="event", on=date(2026, 5, 3))

    assert said(ada, *people[:2]) == [("at the same meeting, 3 May 2026 (with 9 people)", False)]


@pytest.mark.parametrize(
    ("kind", "mine", "theirs", "text"),
    [
        ("work", ("2018-01", "2021-06"), ("2019-05", "2022"), "perhaps: both at Acme, 2019–2021"),
        ("work", ("2019-02", ""), ("2018-01", ""), "perhaps: both at Acme, since 2019"),
        ("work", ("2019-01", "2019-06"), ("2019-05", "2022"), "perhaps: both at Acme, 2019"),
        ("education", ("2001", "2004"), ("2002", "2005"), "perhaps: both studied at Acme, 2002–2004"),
        ("education", ("", ""), ("", ""), "perhaps, as both are or were studying at Acme"),
        ("work", ("", ""), ("", ""), "perhaps, as both are at Acme"),
        ("work", ("", "2019"), ("", "2020"), "perhaps, as both are or were at Acme"),
    ],
)
def test_the_same_place_is_told_as_a_guess(ada, kind, mine, theirs, text):
    ana, bo = (
        make.person(ada, name, positions=[make.job("Acme", kind=kind, started=started, ended=ended)])
        for name, (started, ended) in {"Ana": mine, "Bo": theirs}.items()
    )

    assert said(ada, ana, bo) == [(text, False)]


def test_of_several_times_at_one_place_the_longest_together_is_told(ada):
    ana = make.person(ada, "Ana", positions=[make.job("Acme", started="2010-01", ended="2015-12"), make.job("Acme")])
    bo = make.person(ada, "Bo", positions=[make.job("Acme", started="2014-01", ended="2020-12")])

    assert said(ada, ana, bo) == [("perhaps: both at Acme, 2014–2015", False)]


def test_one_firms_addresses_are_told_as_a_guess(ada):
    ana, bo = (make.person(ada, name, points=[make.email(f"{name}@acme.com")]) for name in ("Ana", "Bo"))

    assert said(ada, ana, bo) == [("perhaps, as both have an address at acme.com", False)]


def test_facts_come_first(ada):
    ana, bo = (make.person(ada, name, positions=[make.job("Acme")]) for name in ("Ana", "Bo"))
    Acquaintance.objects.create(owner=ada, one=ana, other=bo, source="inferred")
    Acquaintance.objects.create(owner=ada, one=ana, other=bo, source="book")

    assert said(ada, ana, bo) == [
        ("shared book", True),
        ("perhaps: inferred", False),
        ("perhaps, as both are at Acme", False),
    ]
