"""The sample network as records: the same each time, of nobody real, and a believable three years."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest

from kith.imports.records import AppointmentRecord, InteractionRecord, PersonRecord
from kith.interactions.models import Channel, Direction, Kind
from kith.people.identity import key_of
from kith.people.models import Relation
from kith.sample.network import generate
from tests.make import TODAY

LEAP_DAY = date(2028, 2, 29)
NEW_YEAR = date(2027, 1, 1)


@pytest.fixture(scope="module")
def network():
    return list(generate(today=TODAY))


@pytest.fixture(scope="module")
def people(network):
    return [each for each in network if isinstance(each, PersonRecord)]


@pytest.fixture(scope="module")
def touches(network):
    return [each for each in network if isinstance(each, InteractionRecord)]


def test_the_same_day_and_seed_give_the_same_network(network):
    assert list(generate(today=TODAY)) == network


def test_another_seed_gives_other_people(people):
    others = [each for each in generate(today=TODAY, seed=7) if isinstance(each, PersonRecord)]

    assert len({each.full_name for each in others} & {each.full_name for each in people}) < 40


@pytest.mark.parametrize("size", [40, 400, 1000])
def test_there_are_as_many_people_as_asked_for_and_the_user(size):
    people = [each for each in generate(today=TODAY, people=size) if isinstance(each, PersonRecord)]

    assert sum(not each.is_self for each in people) == size
    assert sum(each.is_self for each in people) == 1


def test_fewer_people_than_the_stories_need_are_refused():
    with pytest.raises(ValueError, match="at least 40"):
        next(generate(today=TODAY, people=39))


def test_every_address_is_below_the_domain_for_examples(people):
    points = [point for each in people for point in each.points]
    hosts = [point.value.split("@")[-1] for point in points if point.kind == "email"]
    hosts += [point.value.split("/")[2] for point in points if point.kind == "url"]

    assert len(hosts) > 400
    assert all(host.endswith(".example") for host in hosts)


def test_every_telephone_number_is_one_kept_free_for_fiction(people):
    free = re.compile(
        r"\+1 \d{3} 555 01\d\d|\+44 (20 7946 0|117 496 0|113 496 0|7700 900)\d{3}|\+49 30 23125 \d{3}"
        r"|\+33 (1 99 00|6 39 98) \d{4}"
    )
    numbers = [point.value for each in people for point in each.points if point.kind == "phone"]

    assert len(numbers) > 50
    assert all(free.fullmatch(number) for number in numbers)


def test_no_two_people_share_an_identifier():
    people = [each for each in generate(today=TODAY, people=3000) if isinstance(each, PersonRecord)]
    keys = [key_of(point.kind, point.value) for each in people for point in each.points if point.kind != "address"]
    keys += [key for each in people for key in each.keys]

    assert all(keys)
    assert len(set(keys)) == len(keys)


def test_some_people_have_no_way_to_be_reached_and_others_up_to_four(people):
    assert {len(each.points) for each in people} >= {0, 1, 2, 3}


def test_one_birthday_is_on_29_february_and_some_have_no_year(people):
    birthdays = [day for each in people for day in each.occasions if day.kind == "birthday"]

    assert sum((day.month, day.day) == (2, 29) for day in birthdays) == 1
    assert 20 < sum(day.year is None for day in birthdays) < len(birthdays) / 2


def test_people_work_at_several_places_studied_and_changed_jobs(people):
    current = [sum(job.is_current and job.kind == "work" for job in each.positions) for each in people]

    assert max(current) == 2
    assert sum(job.kind == "education" for each in people for job in each.positions) > 100
    assert all(job.started <= job.ended for each in people for job in each.positions if job.ended)
    assert all(job.started <= TODAY.isoformat()[:7] for each in people for job in each.positions)


def test_several_people_share_an_organisation_with_the_user(people):
    own = {job.organisation for job in people[0].positions}
    sharing = Counter(org for each in people[1:] for org in {job.organisation for job in each.positions} & own)

    assert set(sharing) == own
    assert min(sharing.values()) >= 20


def test_it_uses_every_relation_but_two_and_many_labels(people):
    relations = {each.relation for each in people if each.relation}

    assert set(Relation.values) - relations <= {"other", "mentee"}
    assert len({label for each in people for label in each.labels}) >= 10


def test_whoever_introduced_somebody_was_known_before(people):
    by_name = {each.full_name: each for each in people}
    introduced = [each for each in people if each.met_through]

    assert len(introduced) > 20
    assert all(each.met_through.name in by_name for each in introduced)


@pytest.mark.parametrize("today", [TODAY, LEAP_DAY, NEW_YEAR])
def test_what_happened_reaches_over_three_years_up_to_today_and_no_further(today):
    days = [each.on for each in generate(today=today) if isinstance(each, InteractionRecord)]

    assert max(days) >= today - timedelta(days=4)
    assert max(days) <= today
    assert len([day for day in days if day >= today - timedelta(days=1110)]) > 0.9 * len(days)


def test_interactions_are_of_many_kinds_by_every_channel_and_with_values_that_the_book_has(touches):
    kinds = Counter(each.kind for each in touches)

    assert set(kinds) <= set(Kind.values)
    assert len(kinds) >= 11
    assert {each.channel for each in touches} <= {*Channel.values, ""}
    assert {each.direction for each in touches} == set(Direction.values)
    assert max(len(each.people) for each in touches) >= 6


def test_contact_is_skewed_a_few_often_many_seldom(touches):
    often = Counter(ref.name for each in touches for ref in each.people)

    assert sum(count >= 40 for count in often.values()) < 30
    assert sum(count >= 8 for count in often.values()) > 40
    assert sum(count <= 3 for count in often.values()) > 150


def test_a_timeline_does_not_repeat_itself(touches):
    said: dict[str, list[str]] = {}
    for each in touches:
        for ref in each.people:
            said.setdefault(ref.name, []).append(each.summary)
    spoken = [text for texts in said.values() for text in set(texts)]

    assert len({each.summary for each in touches}) > 1000
    assert len(spoken) > 0.95 * sum(len(texts) for texts in said.values())
    assert not [each.summary for each in touches if "{" in each.summary + each.notes]


def test_promises_of_the_user_are_kept_but_for_those_of_these_days(touches):
    promises = [promise for each in touches for promise in each.promises]
    mine_open = [promise for promise in promises if promise.by == "me" and promise.kept_on is None]

    assert len(promises) > 60
    assert sorted((promise.due_on - TODAY).days for promise in mine_open) == [-3, 2, 4]
    assert any(promise.by == "them" and promise.kept_on is None for promise in promises)


def test_some_interactions_have_private_notes_about_those_who_took_part(touches):
    noted = [each for each in touches if each.private_notes]

    assert len(noted) > 20
    assert all(set(each.private_notes) <= {ref.name for ref in each.people} for each in noted)


@pytest.mark.parametrize("today", [TODAY, LEAP_DAY, NEW_YEAR])
def test_a_meeting_with_two_of_them_stands_in_the_calendar_for_tomorrow(today):
    [coming] = [each for each in generate(today=today) if isinstance(each, AppointmentRecord)]

    assert coming.on == coming.starts_at.date() == today + timedelta(days=1)
    assert len({ref.name for ref in coming.people}) == 2


def test_every_mention_is_of_somebody_in_the_network(network, people, touches):
    keys = {key for each in people for key in each.keys}
    told = touches + [each for each in network if isinstance(each, AppointmentRecord)]

    assert all(set(ref.keys) <= keys for each in told for ref in each.people)
