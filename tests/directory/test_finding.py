"""Tests of which groups suit somebody, in which order, and that every one says why."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kith.appointments.models import Appointment
from kith.directory import actions, queries
from kith.directory.models import CareerStep
from kith.directory.queries import Asked, finding
from kith.groups import actions as groups
from kith.people import actions as people
from kith.targets.models import Aim, Target
from tests import make

NURSE, DATA_SCIENTIST, INFORMATICS = "29-1141.00", "15-2051.00", "15-1211.01"
NOW = make.NOW


def found(user, **asked):
    """What the search finds, by name: the reasons in words."""
    wanted = queries.wanted(user, Asked(**asked), now=NOW)
    return {each.candidate.name: [reason.text for reason in each.reasons] for each in queries.find(user, wanted)}


def here(user, **asked):
    """The groups of this server that the search finds, in its order."""
    wanted = queries.wanted(user, Asked(**asked), now=NOW)
    return [each.candidate.name for each in queries.find(user, wanted) if each.candidate.is_here]


@pytest.fixture
def ben(db):
    return make.user("ben")


def aim(user, text, code):
    target = Target.objects.create(owner=user, sentence=text)
    Aim.objects.create(owner=user, target=target, kind="role", text=text, code=code)


def test_everything_that_is_found_says_why(ada, ben):
    make.group(ben, "Plain")

    assert len(found(ada)) > 60
    assert all(reasons and all(reasons) for reasons in found(ada).values())


def test_the_target_of_the_user_counts_without_being_asked_for(ada, ben):
    make.group(ben, "Plots", occupations=[DATA_SCIENTIST])
    make.group(ben, "Bakers", occupations=["51-3011.00"])
    aim(ada, "Data scientist", DATA_SCIENTIST)

    assert here(ada)[0] == "Plots"
    assert found(ada)["Plots"][0] == "Your target: Data Scientists."
    assert not any("target" in reason for reason in found(ada)["Bakers"])


def test_a_group_for_a_step_of_the_way_says_which_step(ada, ben):
    make.group(ben, "Informatics night", occupations=[INFORMATICS])
    actions.say_wish(ada, fields={"does": "nurse", "wants": "data scientist"})

    assert found(ada)["Informatics night"][0] == (
        "On your way to Data Scientists: Health Informatics Specialists is step 1."
    )


def test_a_group_for_another_occupation_of_the_field_counts_less(ada, ben):
    make.group(ben, "Coders", occupations=["15-1252.00"])
    make.group(ben, "Plots", occupations=[DATA_SCIENTIST])

    assert here(ada, career="data scientist") == ["Plots", "Coders"]
    assert found(ada, career="data scientist")["Coders"][0] == (
        "Computing and mathematics: the same field as Data Scientists."
    )


def test_a_career_that_is_asked_for_leaves_out_what_has_nothing_to_do_with_it(ada, ben):
    make.group(ben, "Bakers", occupations=["51-3011.00"])

    assert "Bakers" not in found(ada, career="data scientist")
    assert "American Statistical Association (ASA)" in found(ada, career="data scientist")


def test_what_the_own_card_says_is_what_one_does(ada):
    fields = {"is_self": True}
    positions = [make.job("Clinic", "Registered nurse")]
    people.add_person(ada, name="Ada", at=NOW, fields=fields, positions=positions)

    assert queries.wanted(ada, Asked(), now=NOW).does.code == NURSE


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({"kind": "club"}, {"kind": "club"}),
        ({"format": "call"}, {"format": "call"}),
        ({"seasons": ["new_parent"]}, {"season": "new_parent"}),
        ({"language": "de"}, {"language": "de"}),
        ({"is_free": True}, {"is_free": True}),
        ({"welcomes_newcomers": True}, {"newcomers": True}),
        ({"interests": ["chess"]}, {"q": "chess"}),
        ({"skills": ["SQL"]}, {"q": "sql"}),
        ({"industries": ["Shipping"]}, {"q": "shipp"}),
        ({"occupations": [NURSE]}, {"q": "nurse"}),
        ({"place": "Leipzig"}, {"place": "Halle", "within": 50}),
    ],
)
def test_what_is_asked_for_leaves_out_the_rest(ada, ben, fields, asked):
    make.group(ben, "This", **fields)
    other = {"kind": "party", "format": "in_person", "language": "fr", "is_free": False, "welcomes_newcomers": False}
    make.group(ben, "Other", **{**other, "place": "Lyon", "occupations": ["51-3011.00"]})

    assert here(ada, **asked) == ["This"]


def test_size_is_asked_for_by_how_many_belong(ada, ben):
    make.group(ben, "Few")
    make.group(ben, "Many", *[make.user(f"u{number}") for number in range(12)])

    assert here(ada, size="small") == ["Few"]
    assert here(ada, size="middle") == ["Many"]


def test_a_time_that_suits_the_week_is_found_in_the_users_own_zone(ben):
    sid = make.user("sid", time_zone="Australia/Sydney")
    group = make.group(ben, "Callers", format="call")
    make.meeting(group, starts_at=NOW.replace(hour=21) + timedelta(days=1))  # Tuesday evening in London, Wednesday at 8

    assert here(sid, days=(2,), parts=("early",)) == ["Callers"]
    assert here(sid, days=(1,), parts=("evening",)) == []
    assert "which suits your week" in " ".join(found(sid, days=(2,))["Callers"])


def test_a_time_that_suits_may_be_one_of_the_next_weeks(ada, ben):
    group = make.group(ben, "Callers")
    make.meeting(group, starts_at=NOW.replace(hour=12) + timedelta(days=1))
    make.meeting(group, starts_at=NOW.replace(hour=19) + timedelta(days=24))
    actions.enter(ada, at=NOW, fields={"name": "Owls", "meets": "First Tuesday, 19:00"})
    actions.enter(ada, at=NOW, fields={"name": "Silent"})

    told = found(ada, days=(3,), parts=("evening",))

    assert set(told) == {"Callers", "Owls"}
    assert "Meets on Thursday 17 December at 19:00, which suits your week." in told["Callers"]
    assert any("“First Tuesday, 19:00”; Kith does not know" in reason for reason in told["Owls"])
    assert "Callers" not in found(ada, days=(6,))


def test_near_a_place_that_nobody_knows_is_nothing(ada, ben):
    make.group(ben, "Near", place="Halle, Germany")

    assert found(ada, place="04109", within=25) == {}
    assert found(ada, within=25) == {}
    assert queries.wanted(ada, Asked(place="04109"), now=NOW).is_lost


@pytest.mark.parametrize("asked", ["de", "DE", "de-AT"])
def test_a_language_is_one_however_it_is_written(ada, ben, asked):
    for name, language in (("Tag", "de"), ("Region", "de-CH"), ("Name", "German"), ("Other", "fr"), ("Unsaid", "")):
        make.group(ben, name, language=language)

    assert set(here(ada, language=asked)) == {"Tag", "Region", "Name", "Unsaid"}


def test_a_time_at_which_the_own_calendar_has_something_speaks_against_it(ada, ben):
    meeting = make.meeting(make.group(ben, "Callers"))
    make.meeting(make.group(ben, "Readers"), starts_at=meeting.starts_at + timedelta(hours=4))
    said = {"on": meeting.starts_at.date(), "starts_at": meeting.starts_at - timedelta(minutes=30)}
    Appointment.objects.create(owner=ada, source_key="x", ends_at=meeting.starts_at + timedelta(hours=1), **said)

    assert here(ada) == ["Readers", "Callers"]
    assert "your calendar has something else" in " ".join(found(ada)["Callers"])
    assert "your calendar" not in " ".join(found(ben)["Callers"] + found(ada)["Readers"])


def test_distance_is_told_in_kilometres_and_not_for_calls(ada, ben):
    make.group(ben, "Near", place="Halle, Germany")
    make.group(ben, "Call", place="Halle, Germany", format="call")

    assert any("km from Leipzig" in reason for reason in found(ada, place="Leipzig")["Near"])
    assert not any("km from" in reason for reason in found(ada, place="Leipzig")["Call"])


def test_a_group_that_is_not_listed_is_not_found_not_even_by_its_members(ada, ben):
    make.group(ben, "Hidden", is_listed=False)

    assert "Hidden" not in found(ada)
    assert "Hidden" not in found(ben)


def test_a_meeting_that_is_for_members_only_is_not_told_to_others(ada, ben):
    group = make.group(ben, "Closed")
    make.meeting(group, guests_may_come=False)

    assert not any("Meets soon" in reason for reason in found(ada)["Closed"])
    assert any("Meets soon" in reason for reason in found(ben)["Closed"])


def test_members_who_made_a_step_are_named_only_as_far_as_they_agreed(ada, ben):
    group = make.group(ben, "Plots", occupations=[DATA_SCIENTIST])
    for name, shown in (("mia", "all"), ("gil", "groups"), ("nan", "nobody")):
        member = make.user(name)
        groups.join(group, member, at=NOW, invited_by=ben)
        fields = {"shown_to": shown}
        actions.add_step(member, before="nurse", after="data scientist", at=NOW, fields=fields)
    actions.say_wish(ada, fields={"does": "nurse", "wants": "data scientist"})
    actions.say_wish(ben, fields={"does": "nurse", "wants": "data scientist"})

    told, told_inside = " ".join(found(ada)["Plots"]), " ".join(found(ben)["Plots"])

    assert ("Mia, a member" in told, "Gil, a member" in told, "Nan, a member" in told) == (True, False, False)
    assert ("Mia, a member" in told_inside, "Gil, a member" in told_inside) == (True, True)
    assert "Nan, a member" not in told_inside


def test_who_left_the_group_is_seen_by_its_members_no_more(ada, ben):
    gil = make.user("gil")
    group = make.group(ben, "Plots", gil)
    actions.add_step(gil, before="nurse", after="data scientist", at=NOW, fields={"shown_to": "groups"})
    assert CareerStep.objects.shown_to(ben).count() == 1

    groups.leave(gil.memberships.get(group=group), at=NOW)

    assert CareerStep.objects.shown_to(ben).count() == 0
    assert CareerStep.objects.shown_to(ada).count() == 0


def test_nothing_is_told_of_whoever_cannot_sign_in_or_by_a_group_that_has_ended(ada, ben):
    gil = make.user("gil")
    group = make.group(ben, "Plots", gil)
    actions.add_step(gil, before="nurse", after="data scientist", at=NOW, fields={"shown_to": "groups"})
    everyone = actions.add_step(gil, before="nurse", after="baker", at=NOW, fields={"shown_to": "all"})
    groups.end_group(group, by=ben, at=NOW)
    assert list(CareerStep.objects.shown_to(ben)) == [everyone]

    gil.is_active = False
    gil.save()

    assert not CareerStep.objects.shown_to(ben).exists()


def test_questions_do_not_grow_with_the_groups(ada, ben, django_assert_max_num_queries):
    actions.say_wish(ada, fields={"does": "nurse", "wants": "data scientist"})
    for number in range(12):
        group = make.group(ben, f"Group {number}", occupations=[DATA_SCIENTIST])
        make.meeting(group)
        actions.enter(ben, at=NOW, fields={"name": f"Elsewhere {number}"})

    with django_assert_max_num_queries(14):
        wanted = queries.wanted(ada, Asked(size="small"), now=timezone.now())
        assert len(finding.page(ada, queries.find(ada, wanted)[:12], wanted.now)) == 12
