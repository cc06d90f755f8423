"""Coffee: who is paired, when, with whom not again, and what comes into a book."""

from datetime import timedelta
from itertools import combinations

import pytest

from kith.errors import Refused
from kith.groups import actions as groups
from kith.groups.models import Membership
from kith.interactions.models import Interaction
from kith.mentorships import actions, queries
from kith.mentorships.models import Coffee, Rhythm, Seat
from kith.outbox.models import Letter
from kith.people.models import Person
from tests import make
from tests.mentorships import made

pytestmark = pytest.mark.django_db

NAMES = ("ben", "cleo", "dora", "emil", "finn", "gina")


@pytest.fixture
def bakers(ada):
    group = made.club(ada, *NAMES)
    actions.set_rhythm(group, "weekly", next_on=make.TODAY, by=ada, at=make.NOW)
    return group


def take_part(group, *names):
    for name in names:
        actions.drink_coffee(made.member(group, name), at=make.NOW)


def tables(group):
    return [{seat.membership.user.name for seat in coffee.seats.all()} for coffee in Coffee.objects.filter(group=group)]


def seat_of(group, name):
    found = queries.seat(made.member(group, name), Coffee.objects.get().uid)
    assert found is not None
    return found


def week(group, number):
    on = make.TODAY + timedelta(weeks=number)
    Membership.objects.filter(group=group).update(active_on=on)
    return actions.pair(group, on=on)


def test_those_who_want_it_are_paired_on_the_day_once(bakers):
    take_part(bakers, "ben", "cleo", "dora", "emil")

    assert actions.pair(bakers, on=make.TODAY - timedelta(days=1)) == 0
    assert [actions.pair(bakers, on=make.TODAY) for _ in range(2)] == [2, 0]
    assert set().union(*tables(bakers)) == {"Ben", "Cleo", "Dora", "Emil"}
    assert Rhythm.objects.get().next_on == make.TODAY + timedelta(days=7)


def test_an_odd_number_makes_one_trio(bakers):
    take_part(bakers, "ben", "cleo", "dora", "emil", "finn")

    actions.pair(bakers, on=make.TODAY)

    assert sorted(map(len, tables(bakers))) == [2, 3]


def test_no_two_meet_again_within_three_months_and_who_would_have_to_sits_out(bakers):
    take_part(bakers, "ben", "cleo", "dora", "emil")

    counts = [week(bakers, number) for number in range(14)]

    assert counts == [2, 2, 2] + [0] * 11
    pairs = [frozenset(pair) for table in tables(bakers) for pair in combinations(table, 2)]
    assert len(pairs) == len(set(pairs)) == 6
    assert week(bakers, 14) == 2


def test_of_a_trio_in_which_two_have_met_the_other_two_are_paired(bakers):
    take_part(bakers, "ben", "cleo", "dora")
    coffee = Coffee.objects.create(group=bakers, on=make.TODAY - timedelta(days=7))
    for name in ("ben", "cleo"):
        Seat.objects.create(coffee=coffee, membership=made.member(bakers, name))

    actions.pair(bakers, on=make.TODAY)

    assert len(tables(bakers)[0]) == 2
    assert tables(bakers)[0] != {"Ben", "Cleo"}


def test_who_was_not_heard_of_for_long_sits_out_until_they_say_so(bakers):
    take_part(bakers, "ben", "cleo", "dora")
    dora = made.member(bakers, "dora")
    Membership.objects.filter(pk=dora.pk).update(active_on=make.TODAY - timedelta(days=90))

    actions.pair(bakers, on=make.TODAY)

    assert tables(bakers) == [{"Ben", "Cleo"}]
    assert queries.my_coffee(dora, make.TODAY).is_quiet
    actions.drink_coffee(dora, at=make.NOW)
    assert not queries.my_coffee(dora, make.TODAY).is_quiet


def test_those_who_share_somebody_are_preferred(bakers):
    """Ben and Dora both had coffee with Cleo, and Emil, Finn and Gina with each other."""
    take_part(bakers, "ben", "dora", "emil", "finn")
    for one, other in (("ben", "cleo"), ("cleo", "dora"), ("emil", "gina"), ("gina", "finn")):
        coffee = Coffee.objects.create(group=bakers, on=make.TODAY - timedelta(days=30))
        for name in (one, other):
            Seat.objects.create(coffee=coffee, membership=made.member(bakers, name))
    take_part(bakers, "cleo", "gina")

    actions.pair(bakers, on=make.TODAY)

    fresh = [set(names) for names in tables(bakers)[:3]]
    assert sorted(map(sorted, fresh)) == [["Ben", "Dora"], ["Cleo", "Gina"], ["Emil", "Finn"]]


def test_each_gets_one_letter_that_is_answered_to_the_other(bakers, settings):
    settings.MAIL = True
    take_part(bakers, "ben", "cleo")

    for _ in range(2):
        actions.keep_going(make.NOW)

    letters = {letter.to: letter for letter in Letter.objects.all()}
    assert set(letters) == {"ben@kith.example", "cleo@kith.example"}
    assert letters["ben@kith.example"].subject == "Coffee with Cleo"
    assert letters["ben@kith.example"].reply_to == "cleo@kith.example"


def test_it_rests_where_no_day_is_set_and_no_day_that_has_been_can_be(bakers, ada):
    take_part(bakers, "ben", "cleo")
    actions.set_rhythm(bakers, "monthly", next_on=None, by=ada, at=make.NOW)

    assert actions.pair(bakers, on=make.TODAY) == 0
    with pytest.raises(Refused):
        actions.set_rhythm(bakers, "monthly", next_on=make.TODAY - timedelta(days=1), by=ada, at=make.NOW)


def test_monthly_is_the_same_day_of_the_next_month(bakers, ada):
    actions.set_rhythm(bakers, "monthly", next_on=make.TODAY, by=ada, at=make.NOW)

    actions.pair(bakers, on=make.TODAY)

    assert Rhythm.objects.get().next_on.isoformat() == "2026-12-23"


def test_a_coffee_is_noted_in_one_s_own_book_once_with_what_the_other_gives(bakers):
    take_part(bakers, "ben", "cleo")
    Membership.objects.filter(user__name="Cleo").update(gives_card=True)
    actions.pair(bakers, on=make.TODAY)
    ben = made.member(bakers, "ben")
    seat = seat_of(bakers, "ben")

    touches = {actions.note_coffee(seat, at=make.NOW).pk for _ in range(2)}

    cleo = Person.objects.get(owner=ben.user)
    assert len(touches) == 1
    assert (cleo.name, cleo.points.get().value) == ("Cleo", "cleo@kith.example")
    assert list(Interaction.objects.get().people.all()) == [cleo]
    assert not Person.objects.exclude(owner=ben.user).exists()


def test_somebody_who_is_in_the_book_by_that_address_is_not_added_again(bakers):
    take_part(bakers, "ben", "cleo")
    Membership.objects.filter(user__name="Cleo").update(gives_card=True)
    ben = made.member(bakers, "ben")
    known = make.person(ben.user, "Cleo Baker", points=[make.email("CLEO@kith.example")])
    actions.pair(bakers, on=make.TODAY)

    actions.note_coffee(seat_of(bakers, "ben"), at=make.NOW)

    assert Person.objects.get() == known


def test_there_is_nobody_to_note_once_the_other_has_left(bakers):
    take_part(bakers, "ben", "cleo")
    actions.pair(bakers, on=make.TODAY)
    groups.leave(made.member(bakers, "cleo"), at=make.NOW)

    with pytest.raises(Refused):
        actions.note_coffee(seat_of(bakers, "ben"), at=make.NOW)
