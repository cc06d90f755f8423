"""Coffee: who is paired, when, with whom not again, and what comes into a book."""

from datetime import timedelta
from itertools import combinations

import pytest
from django.urls import reverse

from kith.errors import Refused
from kith.groups import actions as groups
from kith.groups.models import Membership
from kith.interactions.models import Interaction
from kith.meetings.models import RSVP, Met
from kith.mentorships import actions, queries
from kith.mentorships.in_common import with_friends
from kith.mentorships.models import Coffee, Mentorship, Rhythm, Seat
from kith.outbox.models import Letter
from kith.people.models import Person
from kith.tables.models import Diner, Plan, Table
from kith.tables.models import Round as TableRound
from kith.tables.models import Seat as TableSeat
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
    assert queries.my_coffee(made.member(bakers, "dora"), make.TODAY).is_quiet
    actions.drink_coffee(dora, at=make.NOW)
    assert not queries.my_coffee(made.member(bakers, "dora"), make.TODAY).is_quiet


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


def came(group, *names, days_ago=30):
    """Have some be at a meeting together."""
    at = make.NOW - timedelta(days=days_ago)
    meeting = make.meeting(group, "Evening", starts_at=at, ends_at=at + timedelta(hours=2))
    for name in names:
        user = made.member(group, name).user
        RSVP.objects.create(meeting=meeting, user=user, answered_at=at, attendance="present")
    return meeting


def sat(group, *names):
    """Have some sit at one table, in a round that was held."""
    meeting = came(group, *names)
    RSVP.objects.all().delete()  # so that the table alone tells of it
    plan = Plan.objects.create(meeting=meeting)
    table = Table.objects.create(plan=plan, number=1, seats=4)
    held = TableRound.objects.create(plan=plan, number=1, started_at=meeting.starts_at)
    for name in names:
        diner = Diner.objects.create(plan=plan, user=made.member(group, name).user)
        TableSeat.objects.create(round=held, diner=diner, table=table)


def mentored(group, one, other):
    mentor, mentee = made.member(group, one), made.member(group, other)
    day = make.TODAY - timedelta(days=30)
    Mentorship.objects.create(group=group, mentor=mentor, mentee=mentee, starts_on=day, ends_on=make.TODAY)


TOGETHER = {"at a small meeting": came, "at a table": sat, "as mentor and mentee": mentored}


@pytest.mark.parametrize("how", TOGETHER)
@pytest.mark.parametrize("day", range(5))
def test_those_who_were_together_with_the_same_member_are_preferred(bakers, how, day):
    """Ben and Dora were with Cleo, Emil and Finn with Gina; neither Cleo nor Gina wants coffee."""
    for one, third in (("ben", "cleo"), ("dora", "cleo"), ("emil", "gina"), ("finn", "gina")):
        TOGETHER[how](bakers, one, third)
    take_part(bakers, "ben", "dora", "emil", "finn")
    Rhythm.objects.update(next_on=make.TODAY + timedelta(days=day))  # another day pairs by another chance

    actions.pair(bakers, on=make.TODAY + timedelta(days=day))

    assert sorted(map(sorted, tables(bakers))) == [["Ben", "Dora"], ["Emil", "Finn"]]


def common(group, *names):
    """Those of these who have somebody in common, by name."""
    users = [made.member(group, name).user_id for name in names]
    return [{names[one], names[other]} for one, other in with_friends(users, group, make.TODAY)]


@pytest.mark.parametrize("how", [*TOGETHER, "over coffee"])
def test_somebody_in_common_is_one_with_whom_both_were_and_not_with_each_other(bakers, how):
    def together(*names):
        coffee = Coffee.objects.create(group=bakers, on=make.TODAY - timedelta(days=200))
        Seat.objects.bulk_create(Seat(coffee=coffee, membership=made.member(bakers, name)) for name in names)

    be = {**TOGETHER, "over coffee": lambda _group, *names: together(*names)}[how]
    be(bakers, "ben", "cleo")
    be(bakers, "cleo", "dora")
    assert common(bakers, "ben", "cleo", "dora", "emil") == [{"ben", "dora"}]

    be(bakers, "ben", "dora")

    assert common(bakers, "ben", "cleo", "dora", "emil") == []


def test_a_large_meeting_one_long_ago_and_one_of_another_group_bring_nobody_together(ada, bakers):
    others = made.club(ada, *(f"guest{number}" for number in range(10)))
    came(bakers, "ben", "cleo", days_ago=400)
    came(bakers, "dora", "cleo", days_ago=400)
    crowd = came(bakers, *NAMES)
    RSVP.objects.bulk_create(
        RSVP(meeting=crowd, user=each.user, answered_at=make.NOW, attendance="present")
        for each in Membership.objects.filter(group=others)
    )
    elsewhere = make.group(ada, "Elsewhere", *(made.member(bakers, name).user for name in ("ben", "cleo", "dora")))
    came(elsewhere, "ben", "cleo")
    came(elsewhere, "cleo", "dora")

    assert common(bakers, *NAMES) == []


def test_what_members_have_in_their_own_books_pairs_nobody(bakers):
    """Ben and Dora both have Cleo in their books, met at a meeting of the group that nobody took the names of."""
    meeting = came(bakers)
    for name in ("ben", "dora"):
        owner, cleo = made.member(bakers, name).user, made.member(bakers, "cleo").user
        person = make.person(owner, "Cleo", points=[make.email(cleo.email)])
        make.interaction(owner, person)
        Met.objects.create(owner=owner, person=person, other=cleo, meeting=meeting, title="Evening", on=make.TODAY)

    assert common(bakers, *NAMES) == []


def test_how_many_questions_pairing_asks_does_not_grow(bakers, django_assert_max_num_queries):
    for number in range(6):
        came(bakers, "ben", "cleo", days_ago=30 + number)
        mentored(bakers, "dora", "emil")

    users = [made.member(bakers, name).user_id for name in NAMES]

    with django_assert_max_num_queries(4):
        assert with_friends(users, bakers, make.TODAY) == set()


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


@pytest.mark.parametrize(("mail", "told"), [("", "no letter tells you"), ("smtp://mail.kith.example", "get a letter")])
def test_letters_are_promised_only_where_some_can_be_sent(bakers, ada, client_of, settings, mail, told):
    settings.MAIL = mail

    assert told in client_of(ada).get(reverse("mentorships:coffee", args=[bakers.slug])).content.decode()
