"""Tests of bridges between occupations: sensible steps, honest gaps, and a word where there is none."""

from __future__ import annotations

import gzip
from math import inf, isfinite

import numpy as np
import pytest

from kith import careers, occupations
from kith.careers import walking
from kith.careers.asked import technology_to_learn
from kith.careers.table import CLASSED, COSTS, PACKAGED, TIERS, table

NURSE, DATA_SCIENTIST, TEACHER, WAITER = "29-1141.00", "15-2051.00", "25-2031.00", "35-3031.00"
SOFTWARE_DEVELOPER, INFANTRY, ENGINEERS = "15-1252.00", "55-3016.00", "17-2199.00"


def test_a_nurse_becomes_a_data_scientist_over_health_informatics_and_clinical_data():
    best = careers.bridge(NURSE, DATA_SCIENTIST)[0]

    assert best.title == "Registered Nurses"
    assert [step.title for step in best.steps] == [
        "Health Informatics Specialists",
        "Clinical Data Managers",
        "Data Scientists",
    ]


def test_a_step_says_what_to_learn_where_there_are_ratings():
    first = careers.bridge(NURSE, DATA_SCIENTIST)[0].steps[0]

    assert first.knowledge[0].name == "Computers and Electronics"
    assert first.knowledge[0].gap > 2
    assert all(gain.importance >= 3 and gain.gap > 0 for gain in first.skills + first.knowledge)
    assert "Structured query language SQL" in first.technology
    assert first.preparation.startswith("More preparation than now")
    assert first.worked_out == ""


def test_a_step_without_ratings_says_that_it_rests_on_technology_and_titles():
    last = careers.bridge(NURSE, DATA_SCIENTIST)[0].steps[-1]

    assert last.skills == ()
    assert "Python" in last.technology
    assert last.worked_out.startswith("O*NET has no ratings of skills for Data Scientists")
    assert careers.bridge(NURSE, DATA_SCIENTIST)[0].is_worked_out


def test_other_ways_lead_mostly_over_other_occupations():
    ways = careers.bridge(WAITER, "13-2011.00", ways=3)
    over = [{step.code for step in way.steps[:-1]} for way in ways]

    assert len(ways) == 3
    assert [way.cost for way in ways] == sorted(way.cost for way in ways)
    for later in range(3):
        for earlier in range(later):
            shared = over[later] & over[earlier]
            assert 2 * len(shared) <= max(len(over[later]), len(over[earlier]))


def test_a_way_has_as_many_steps_as_asked_for_at_most():
    short = careers.bridge(NURSE, DATA_SCIENTIST, most_steps=2)

    assert all(len(way.steps) <= 2 for way in short)
    assert careers.bridge(NURSE, DATA_SCIENTIST, most_steps=1) == []
    assert "longer one" in careers.why_none(NURSE, DATA_SCIENTIST, most_steps=1)


def test_the_cost_of_a_way_is_the_sum_of_its_steps_and_each_is_by_its_parts():
    known = table()
    up = np.maximum(known.zones[known.target].astype(int) - known.zones[known.source] - 1, 0)
    told = (known.zones[known.target] > 0) & (known.zones[known.source] > 0)

    assert np.allclose(known.costs, COSTS[known.tiers] + 0.04 * known.gaps + np.where(told, up, 0))
    for way in careers.bridge(TEACHER, SOFTWARE_DEVELOPER):
        assert way.cost == pytest.approx(sum(step.cost for step in way.steps))


def test_no_way_is_cheaper_than_the_one_found_on_small_questions():
    known = table()
    steps: dict[int, list[tuple[int, float]]] = {}
    for one, other, cost in zip(known.source.tolist(), known.target.tolist(), known.costs.tolist(), strict=True):
        steps.setdefault(one, []).append((other, cost))
    start, end = known.places[NURSE], known.places["15-1211.01"]

    def cheapest(place, left):
        if place == end:
            return 0.0
        onward = steps[place] if left else []
        return min((cost + cheapest(other, left - 1) for other, cost in onward), default=inf)

    assert careers.bridge(NURSE, "15-1211.01", most_steps=3, ways=1)[0].cost == pytest.approx(cheapest(start, 3))


def test_every_occupation_is_reached_from_a_nurse_or_the_reason_is_told():
    least = walking.distances(table().places[NURSE], 8)
    silent = {code for code, cost in zip(table().codes, least, strict=True) if not isfinite(cost)}

    assert len(table().codes) == 1016
    assert silent == {code for code in table().codes if code.startswith("55-")}
    for code in silent:
        assert occupations.get(code).title in careers.why_none(NURSE, code, most_steps=8)
        assert occupations.get(code).title in careers.why_none(code, NURSE, most_steps=8)
        assert careers.bridge(NURSE, code, most_steps=8) == []


def test_where_there_is_a_way_there_is_a_way_back_of_as_many_steps():
    some = table().codes[::40]

    for one in some:
        there = np.isfinite(walking.distances(table().places[one], 3))
        for other in some:
            back = walking.distances(table().places[other], 3)
            assert there[table().places[other]] == np.isfinite(back[table().places[one]])


def test_nobody_is_led_through_an_occupation_of_which_nothing_is_known():
    known = table()
    rests = {known.codes[place] for place in known.source if (known.tiers[known.source == place] == CLASSED).all()}

    way = careers.bridge(ENGINEERS, NURSE)[0]
    assert ENGINEERS in rests
    assert "where the two stand in its list" in way.steps[0].worked_out
    for start in (ENGINEERS, NURSE, WAITER):
        for end in known.codes[::50]:
            for found in careers.bridge(start, end):
                assert not rests & {step.code for step in found.steps[:-1]}


def test_who_is_there_already_has_no_step_to_take():
    (way,) = careers.bridge(NURSE, NURSE)

    assert (way.steps, way.cost) == ((), 0.0)


def test_a_code_of_esco_stands_for_the_same_of_onet():
    nurse = next(found.code for found in occupations.search("nurse", limit=50) if found.source == "ESCO")

    assert careers.bridge(nurse, DATA_SCIENTIST)
    assert careers.family("esco:2512.4") == "Computing and mathematics"


def test_an_unknown_code_has_no_way_no_family_and_nothing_near():
    assert careers.bridge("99-9999.00", NURSE) == []
    assert "99-9999.00" in careers.why_none("99-9999.00", NURSE)
    assert "99-9999.00" in careers.why_none(NURSE, "99-9999.00")
    assert careers.family("99-9999.00") == ""
    assert careers.near("99-9999.00", 3) == []


def test_where_there_is_a_way_nothing_has_to_be_explained():
    assert careers.why_none(NURSE, DATA_SCIENTIST) == ""


@pytest.mark.parametrize("wrong", [{"most_steps": 0}, {"ways": 0}])
def test_less_than_one_step_or_way_is_refused(wrong):
    with pytest.raises(ValueError, match="at least one step"):
        careers.bridge(NURSE, DATA_SCIENTIST, **wrong)


def test_what_is_near_comes_nearest_first_without_itself():
    near = careers.near(NURSE, 20)

    assert len(near) == 20
    assert NURSE not in {one.code for one in near}
    assert [one.cost for one in near] == sorted(one.cost for one in near)
    assert "Critical Care Nurses" in {one.title for one in near}


def test_every_occupation_has_a_family_and_a_sentence():
    assert all(careers.family(code) for code in table().codes)
    assert all(does.endswith(".") for does in table().does)


def test_less_and_equal_preparation_are_told_apart():
    assert careers.bridge("11-1011.00", "11-1021.00")[0].steps[0].preparation.startswith("Less preparation")
    assert careers.bridge(SOFTWARE_DEVELOPER, DATA_SCIENTIST)[0].steps[-1].preparation.startswith("About the same")
    assert careers.bridge(NURSE, ENGINEERS)[0].steps[-1].preparation == ""


def test_kinds_of_software_are_told_where_none_of_it_is_in_demand():
    known = table()
    plain = next(place for place, uses in enumerate(known.uses) if not uses and known.uses_kinds[place])

    told = technology_to_learn(known.places[INFANTRY], plain)
    assert told == known.uses_kinds[plain][:3]


def test_the_packaged_table_is_what_the_files_of_onet_make(shared, monkeypatch):
    from bench import make_careers

    monkeypatch.setattr(make_careers, "_SHARED", shared / "occupations")
    made = make_careers.read()
    model, explained = make_careers.fitted(made)

    assert make_careers.packed(made, model) == gzip.decompress(PACKAGED.read_bytes())
    assert 0.2 < explained < 0.3
    assert len(TIERS) == 3
    assert PACKAGED.stat().st_size < 1_000_000
