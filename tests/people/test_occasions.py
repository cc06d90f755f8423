"""Yearly days: in time, over the year's end, on leap days, and with the right age."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kith.people import actions, queries
from kith.people.models import Person
from kith.people.occasions import kept_on
from tests import make

BIRTHDAY, WORK = "birthday", "work_anniversary"


def born(month, day, year=None, **more):
    return {"kind": BIRTHDAY, "month": month, "day": day, "year": year, **more}


def coming(owner, on: date, days: int = 14):
    names = dict(Person.objects.values_list("pk", "name"))
    return [(names[c.person_id], c.kind, c.on, c.years) for c in queries.upcoming_occasions(owner, on, days)]


def test_days_are_listed_from_today_to_the_last_day_the_soonest_first(ada, eve):
    make.person(ada, "Last", occasions=[born(12, 7)])
    make.person(
        ada, "Today", occasions=[born(11, 23, 1980), {"kind": "other", "label": "Name day", "month": 11, "day": 24}]
    )
    make.person(ada, "Too late", occasions=[born(12, 8)])
    make.person(ada, "Over", occasions=[born(11, 22)])
    make.person(eve, "Cleo", occasions=[born(11, 23)])

    assert coming(ada, make.TODAY) == [
        ("Today", BIRTHDAY, date(2026, 11, 23), 46),
        ("Today", "other", date(2026, 11, 24), None),
        ("Last", BIRTHDAY, date(2026, 12, 7), None),
    ]


def test_the_list_goes_over_the_years_end(ada):
    make.person(ada, "Ana", occasions=[born(1, 3, 1990)])
    make.person(ada, "Bo", occasions=[born(12, 31, 1990)])

    assert coming(ada, date(2026, 12, 28), 7) == [
        ("Bo", BIRTHDAY, date(2026, 12, 31), 36),
        ("Ana", BIRTHDAY, date(2027, 1, 3), 37),
    ]


@pytest.mark.parametrize(("year", "day"), [(2026, 28), (2027, 28), (2028, 29), (2100, 28)])
def test_the_29th_of_february_is_kept_on_the_28th_in_common_years(ada, year, day):
    make.person(ada, "Ana", occasions=[born(2, 29, 1988)])

    assert coming(ada, date(year, 2, 20)) == [("Ana", BIRTHDAY, date(year, 2, day), year - 1988)]
    assert coming(ada, date(year, 3, 1)) == []
    assert kept_on(year, 2, 29) == date(year, 2, day)


def test_somebody_born_in_the_future_has_no_birthday_yet(ada):
    make.person(ada, "Ana", occasions=[born(11, 24, 2030)])

    assert coming(ada, make.TODAY) == []


def test_years_in_a_job_follow_from_its_start(ada):
    ana = make.person(
        ada, "Ana", positions=[make.job("Acme", "CTO", started="2020-12-01"), make.job("Base", started="2019-12")]
    )

    exact, month = queries.upcoming_occasions(ada, make.TODAY, 14)[::1]

    assert (exact.on, month.on) == (date(2026, 12, 1), date(2026, 12, 1))
    by_place = {c.organisation: (c.kind, c.years, c.label, c.is_exact) for c in (exact, month)}
    assert by_place == {"Acme": (WORK, 6, "CTO", True), "Base": (WORK, 7, "", False)}
    assert {exact.position_id, month.position_id} == set(ana.positions.values_list("pk", flat=True))


@pytest.mark.parametrize(
    "position",
    [
        make.job("Acme", started="2020"),
        make.job("Acme", started="2026-12"),
        make.job("Acme", started="2020-12", is_current=False),
        make.job("Acme", started="2020-12", ended="2025"),
        make.job("School", started="2020-12", kind="education"),
        make.job("Acme", started="2020-01"),
        make.job("Acme"),
    ],
)
def test_other_positions_have_no_anniversary_now(ada, position):
    make.person(ada, "Ana", positions=[position])

    assert coming(ada, make.TODAY) == []


def test_a_position_without_organisation_has_its_anniversary(ada):
    make.person(ada, "Ana", positions=[make.job("", "Painter", started="2020-12", ended="2030")])

    assert [(c.organisation, c.label) for c in queries.upcoming_occasions(ada, make.TODAY, 14)] == [("", "Painter")]


def test_a_work_anniversary_that_is_stated_goes_before_the_derived_one(ada):
    make.person(
        ada,
        "Ana",
        positions=[make.job("Acme", started="2020-12-02")],
        occasions=[{"kind": WORK, "month": 12, "day": 1, "year": 2020}],
    )

    assert coming(ada, make.TODAY) == [("Ana", WORK, date(2026, 12, 1), 6)]


def test_who_is_away_has_no_occasion(ada):
    ana = make.person(ada, "Ana", occasions=[born(11, 24)], positions=[make.job("Acme", started="2020-12")])
    make.person(ada, "Ada", is_self=True, occasions=[born(11, 24)])
    actions.bin_people([ana], at=make.NOW + timedelta(hours=1))

    assert coming(ada, make.TODAY) == []


def test_a_year_ahead_each_day_comes_once(ada):
    make.person(ada, "Ana", occasions=[born(11, 23), born(2, 29)])

    assert [when for _name, _kind, when, _years in coming(ada, make.TODAY, 9999)] == [
        date(2026, 11, 23),
        date(2027, 2, 28),
    ]


def test_two_queries_are_enough_for_any_number(ada, django_assert_num_queries):
    for number in range(5):
        make.person(ada, f"P {number}", occasions=[born(11, 24)], positions=[make.job("Acme", started="2020-12")])

    with django_assert_num_queries(2):
        assert len(queries.upcoming_occasions(ada, make.TODAY, 14)) == 10


def test_one_person_can_be_asked_for(ada):
    make.person(ada, "Ana", occasions=[born(11, 24)])
    bo = make.person(ada, "Bo", occasions=[born(11, 25)], positions=[make.job("Acme", started="2020-12")])

    found = queries.upcoming_occasions(ada, make.TODAY, 14, bo.pk)

    assert [(c.person_id, c.kind) for c in found] == [(bo.pk, BIRTHDAY), (bo.pk, WORK)]


def test_the_same_day_of_another_month_is_not_meant(ada):
    make.person(ada, "Ana", occasions=[born(11, 3), born(12, 29)])

    assert coming(ada, make.TODAY, 14) == []
