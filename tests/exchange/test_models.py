"""Who sees what of asks, offers and recommendations."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kith.exchange import actions, queries
from kith.exchange.models import Ask, Offer, Recommendation
from kith.groups import actions as groups
from kith.groups.models import Group, Membership
from tests import make
from tests.exchange.cast import ask, known, offer, proved, to


@pytest.fixture
def ben(db):
    return proved(make.user("ben"))


def seen(user) -> list[str]:
    return sorted(Ask.objects.shown_to(user).values_list("text", flat=True))


def test_a_note_in_the_book_is_shown_to_nobody(ada, ben):
    known(ada, ben)
    make.group(ada, "Runners", ben)
    ask(ada)

    assert seen(ben) == []


def test_what_is_for_people_is_shown_to_those_in_the_book_with_an_address_that_is_proved(ada, ben, eve):
    known(ada, ben)
    known(ada, eve)  # whose address is not proved
    ask(ada, "A tap", audience="people")

    assert seen(ben) == ["A tap"]
    assert seen(eve) == []


def test_what_is_for_people_is_not_shown_to_somebody_whose_person_is_in_the_bin(ada, ben):
    person = known(ada, ben)
    ask(ada, audience="people")

    from kith.people import actions as people

    people.bin_people([person], at=make.NOW)

    assert seen(ben) == []


def test_that_somebody_has_the_owner_in_their_book_opens_nothing(ada, ben):
    known(ben, proved(ada))
    ask(ada, audience="people")

    assert seen(ben) == []


def test_what_is_for_a_group_is_shown_to_its_members_and_not_to_its_guests(ada, ben, eve):
    group = make.group(ada, "Runners", ben, eve)
    groups.set_role(Membership.objects.get(group=group, user=eve), "guest", by=ada, at=make.NOW)
    ask(ada, "A tap", **to(group))

    assert seen(ben) == ["A tap"]
    assert seen(eve) == []


def test_what_is_for_one_group_is_not_shown_to_another(ada, ben, eve):
    group = make.group(ada, "Runners", ben)
    make.group(ada, "Readers", eve)
    ask(ada, **to(group))

    assert seen(eve) == []


def test_what_is_for_all_groups_is_shown_in_each_of_them(ada, ben, eve):
    make.group(ada, "Runners", ben)
    make.group(ada, "Readers", eve)
    ask(ada, "A tap", audience="groups")

    assert seen(ben) == seen(eve) == ["A tap"]
    assert seen(make.user("stranger")) == []


@pytest.mark.parametrize("audience", ["group", "groups"])
def test_whoever_leaves_sees_nothing_more_and_shows_nothing_more(ada, ben, audience):
    group = make.group(ada, "Runners", ben)
    more = to(group) if audience == "group" else {"audience": "groups"}
    ask(ada, "Hers", **more)
    ask(ben, "His", **more)
    assert (seen(ada), seen(ben)) == (["His"], ["Hers"])

    groups.leave(Membership.objects.get(group=group, user=ben), at=make.NOW)

    assert (seen(ada), seen(ben)) == ([], [])


def test_a_group_that_has_ended_shows_nothing(ada, ben):
    group = make.group(ada, "Runners", ben)
    ask(ada, **to(group))

    Group.objects.filter(pk=group.pk).update(ended_at=make.NOW)

    assert seen(ben) == []


def test_the_instances_owner_sees_no_more_than_others(ada, ben):
    group = make.group(ada, "Runners", ben)
    ask(ada, **to(group))

    assert seen(make.user("boss", is_owner=True)) == []


def test_what_is_past_its_day_or_taken_back_stands_no_more(ada, ben):
    group = make.group(ada, "Runners", ben)
    ask(ada, "Until today", until=make.TODAY, **to(group))
    actions.close(ask(ada, "Taken back", **to(group)), at=make.NOW)

    assert [one.text for one in queries.around(Ask, ben, make.TODAY)] == ["Until today"]
    assert list(queries.around(Ask, ben, make.TODAY + timedelta(days=1))) == []


def test_a_group_has_what_members_show_to_it_or_to_all_their_groups(ada, ben):
    group, other = make.group(ada, "Runners", ben), make.group(ada, "Readers")
    offer(ada, "To it", **to(group))
    offer(ben, "To all", audience="groups")
    offer(ada, "To another", **to(other))
    offer(ada, "To people", audience="people")

    assert {one.text for one in queries.of_group(Offer, group, make.TODAY)} == {"To it", "To all"}


def test_recommendations_of_all_groups_are_found_by_words_whatever_their_case_and_accents(ada, ben, eve):
    make.group(ada, "Runners", ben)
    make.group(eve, "Readers", ben)
    actions.recommend(ada, at=make.NOW, name="Café Zoë", kind="place", audience="groups")
    actions.recommend(eve, at=make.NOW, name="Press", what_for="coffee at home, café style", audience="groups")
    actions.recommend(eve, at=make.NOW, name="Own café", audience="book")

    assert {one.name for one in queries.recommendations(ben, "CAFE")} == {"Café Zoë", "Press"}
    assert {one.name for one in queries.recommendations(ben, "cafe zoe")} == {"Café Zoë"}
    assert {one.name for one in queries.recommendations(ben, "cafe", "place")} == {"Café Zoë"}
    assert {one.name for one in queries.recommendations(ada)} == {"Café Zoë"}
    assert Recommendation.objects.count() == 3
