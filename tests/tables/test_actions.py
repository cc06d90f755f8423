"""What can be done with round tables."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kith.errors import Refused
from kith.groups import actions as groups
from kith.meetings.models import RSVP
from kith.seating import checking
from kith.tables import actions
from kith.tables.actions import solving
from kith.tables.models import Diner, Plan, Round, Seat, Table
from kith.tables.queries.evening import evening
from kith.tables.queries.figures import broken, sentences
from kith.tables.queries.question import question
from tests import make
from tests.make import NOW
from tests.tables import given


@pytest.fixture
def group(ada):
    return make.group(ada)


def rounds_of(plan) -> list[list[list[int]]]:
    """The seats as kith.seating's checker takes them, counted by primary key."""
    found = evening(plan)
    order = {pk: place for place, pk in enumerate(found.diners)}
    return [[[order[diner.pk] for diner in people] for _table, people in found.at(row)] for row in found.rounds]


def told(plan) -> str:
    return " ".join([*sentences(evening(plan)), *broken(evening(plan))])


def test_everybody_who_said_yes_is_seated_once_a_round_with_no_more_than_asked_at_a_table(group):
    plan = given.solved(given.plan(group, 16, rounds_wanted=5))

    assert checking.faults(16, rounds_of(plan), size=4) == []
    assert (plan.state, plan.again, plan.least, plan.unmet) == ("", 0, 0, 0)
    assert "In fours, 16 people need 5 rounds at best for all to meet; you have 5." in told(plan)
    assert "Everybody meets everybody." in told(plan)


def test_what_cannot_be_avoided_is_counted_beside_what_is_possible(group):
    plan = given.solved(given.plan(group, 12))

    assert plan.least == 6
    assert plan.again == checking.count(12, rounds_of(plan)).repeats
    assert f"{plan.again} times two people meet again; fewer than 6 is not possible." in told(plan)


def test_a_meeting_has_one_plan(group):
    plan = given.plan(group, 4)

    with pytest.raises(Refused):
        actions.start_plan(plan.meeting, at=NOW)


def test_guests_sit_too_and_those_who_cannot_come_do_not(group, ada):
    ana, bo, chen = given.members(group, 3)
    meeting = given.meeting(group, [ana, bo, chen])
    RSVP.objects.filter(user=ana).update(guests=2)
    RSVP.objects.filter(user=bo).update(answer=RSVP.Answer.NO)
    RSVP.objects.filter(user=chen).update(attendance="substitute", substitute="Zoë Late")
    plan = actions.start_plan(meeting, at=NOW)

    assert sorted(map(str, Diner.objects.filter(plan=plan))) == [
        "Ana 0",
        "Guest of Ana 0",
        "Guest of Ana 0",
        "Zoë Late",
    ]


def test_answers_that_come_later_are_taken_in_and_what_an_organiser_said_stays(group):
    plan = given.plan(group, 4)
    new, *_ = given.members(group, 1)
    RSVP.objects.create(meeting=plan.meeting, user=new, answered_at=NOW)
    RSVP.objects.filter(user=given.diner(plan, "Bo").user).update(answer=RSVP.Answer.NO)
    actions.come_away(given.diner(plan, "Chen"), at=NOW)

    changed = actions.bring_up_to_date(plan, at=NOW)

    away = {str(diner).split()[0] for diner in plan.diners.exclude(away_since=None)}
    assert (changed, away, plan.diners.count()) == (2, {"Bo", "Chen"}, 5)


def test_whoever_is_late_has_no_seat_before_and_one_from_then_on(group):
    plan = given.solved(given.plan(group, 12))
    actions.come_late(given.diner(plan, "Dina"), first_round=2, at=NOW)
    given.solved(plan)

    assert [name for name in given.seating(plan, 1) if name.startswith("Dina")] == []
    assert len(given.seating(plan, 1)) == 11
    assert len(given.seating(plan, 2)) == 12


def test_a_late_one_who_comes_sits_from_the_next_round_and_what_was_held_stays(group):
    plan = given.plan(group, 12)
    actions.come_late(given.diner(plan, "Dina"), first_round=3, at=NOW)
    given.start(given.solved(plan))
    before = given.seating(plan, 1)
    actions.return_(given.diner(plan, "Dina"), at=NOW)
    given.solved(plan)

    assert given.seating(plan, 1) == before
    assert len(given.seating(plan, 2)) == len(given.seating(plan, 3)) == 12


def test_whoever_goes_home_keeps_the_seats_that_were_held_and_no_other(group):
    plan = given.solved(given.plan(group, 12))
    given.start(plan)
    actions.go_home(given.diner(plan, "Emil"), at=NOW)
    given.solved(plan)

    assert [len(given.seating(plan, number)) for number in (1, 2, 3)] == [12, 11, 11]


def test_somebody_put_at_a_table_by_hand_stays_there_and_earlier_rounds_stay(group):
    plan = given.solved(given.plan(group, 12))
    one = given.diner(plan, "Fay")
    row, first = plan.rounds.get(number=2), given.seating(plan, 1)
    table = next(table for table in plan.tables.all() if table.number != given.seating(plan, 2)[str(one)])
    actions.move(one, row, table, at=NOW)
    second = given.seating(plan, 2)
    given.solved(plan)

    assert (given.seating(plan, 1), given.seating(plan, 2)) == (first, second)
    assert second[str(one)] == table.number
    actions.seat_anew(plan, at=NOW)
    given.solved(plan)
    assert given.seating(plan, 2)[str(one)] == table.number


def test_two_change_places_and_nobody_else_moves(group):
    plan = given.solved(given.plan(group, 12))
    before = given.seating(plan, 1)
    ana = given.diner(plan, "Ana")
    bo = next(d for d in plan.diners.all() if before[str(d)] != before[str(ana)])
    actions.swap(ana, bo, plan.rounds.get(number=1), at=NOW)

    after = given.seating(plan, 1)
    assert (after[str(ana)], after[str(bo)]) == (before[str(bo)], before[str(ana)])
    assert {name for name in after if after[name] != before[name]} == {str(ana), str(bo)}


def test_a_round_that_is_over_is_not_changed_any_more(group):
    plan = given.solved(given.plan(group, 8))
    given.start(plan)
    actions.end_round(plan, at=NOW)

    with pytest.raises(Refused):
        actions.move(given.diner(plan, "Ana"), plan.rounds.get(number=1), plan.tables.get(number=1), at=NOW)


def test_wishes_and_kept_tables_hold_in_every_round(group):
    plan = given.solved(given.plan(group, 12))
    ana, bo, chen, dina = (given.diner(plan, name) for name in ("Ana", "Bo", "Chen", "Dina"))
    actions.add_wish(ana, bo, "apart", at=NOW)
    actions.add_wish(chen, dina, "together", at=NOW)
    actions.keep_table(ana, plan.tables.get(number=2), at=NOW)
    given.solved(plan)

    assert broken(evening(plan)) == []
    for number in (1, 2, 3):
        at = given.seating(plan, number)
        assert at[str(ana)] == 2
        assert at[str(bo)] != 2
        assert at[str(chen)] == at[str(dina)]


def test_a_wish_that_contradicts_another_is_refused_by_name(group):
    plan = given.plan(group, 8)
    ana, bo, chen = (given.diner(plan, name) for name in ("Ana", "Bo", "Chen"))
    actions.add_wish(ana, bo, "together", at=NOW)
    actions.add_wish(bo, chen, "together", at=NOW)

    with pytest.raises(Refused) as refused:
        actions.add_wish(ana, chen, "apart", at=NOW)

    assert f"{ana} and {chen} cannot be both apart and together" in str(refused.value)
    assert plan.wishes.count() == 2


def test_what_a_hand_breaks_is_said(group):
    plan = given.solved(given.plan(group, 8))
    ana, bo = given.diner(plan, "Ana"), given.diner(plan, "Bo")
    actions.add_wish(ana, bo, "apart", at=NOW)
    given.solved(plan)
    table = plan.tables.get(number=given.seating(plan, 3)[str(ana)])
    actions.move(bo, plan.rounds.get(number=3), table, at=NOW)

    assert broken(evening(plan)) == [f"{ana} and {bo} should be apart, and share Table {table.number} in round 3."]


def test_what_cannot_be_seated_is_said_in_names_and_the_rounds_stay(group):
    plan = given.solved(given.plan(group, 8))
    ana, bo = given.diner(plan, "Ana"), given.diner(plan, "Bo")
    actions.add_wish(ana, bo, "apart", at=NOW)
    given.solved(plan)
    row, table = plan.rounds.get(number=3), plan.tables.get(number=1)
    actions.move(ana, row, table, at=NOW)
    actions.move(bo, row, table, at=NOW)
    before = [given.seating(plan, number) for number in (1, 2, 3)]
    actions.seat_anew(plan, at=NOW)
    given.solved(plan)

    assert f"{ana} and {bo} must be apart and are locked to one table in round 3" in plan.trouble
    assert [given.seating(plan, number) for number in (1, 2, 3)] == before


def test_whom_people_met_at_an_earlier_meeting_counts_where_its_round_was_held(group):
    users = given.members(group, 8)
    first = actions.start_plan(given.meeting(group, users), at=NOW, size=4, rounds_wanted=2)
    given.start(given.solved(first))
    held = given.seating(first, 1)
    later = given.meeting(group, users, title="The next one", starts_at=first.meeting.starts_at.replace(month=12))
    plan = given.solved(actions.start_plan(later, at=NOW, size=2, rounds_wanted=4))

    pairs = {
        tuple(sorted(name for name, table in at.items() if table == number))
        for at in (given.seating(plan, n) for n in (1, 2, 3, 4))
        for number in (1, 2, 3, 4)
    }
    assert plan.again == 0
    assert len(pairs) == 16
    assert all(held[one] != held[other] for one, other in pairs)  # not with those of round 1; round 2 was never held


def test_as_many_rounds_as_everybody_needs_to_meet(group):
    plan = given.plan(group, 9, size=3, rounds_wanted=2)
    actions.all_meet(plan, at=NOW)
    given.solved(plan)

    assert (plan.rounds_wanted, plan.rounds.count(), plan.unmet) == (4, 4, 0)


def test_an_answer_to_an_older_question_is_dropped(group):
    plan = given.plan(group, 8)
    Plan.objects.filter(pk=plan.pk).update(asked=7)
    old = Plan.objects.get(pk=plan.pk)
    Plan.objects.filter(pk=plan.pk).update(asked=8)
    asked = question(evening(old), 1)

    assert not solving._take_over(old, solving._answer(old, asked, 0.1, 1))
    assert not Seat.objects.exists()


def test_a_plan_whose_worker_died_is_taken_up_by_the_clock(group, django_capture_on_commit_callbacks):
    given.plan(group, 4)

    with django_capture_on_commit_callbacks() as soon:
        actions.resume_unfinished(NOW)
    with django_capture_on_commit_callbacks() as later:
        actions.resume_unfinished(NOW.replace(hour=10))

    assert (len(soon), len(later)) == (0, 1)


def test_a_table_with_seats_of_its_own_takes_no_more(group):
    plan = given.solved(given.plan(group, 12))
    actions.name_table(plan.tables.get(number=1), name="Window", seats=2, at=NOW)
    given.solved(plan)

    for number in (1, 2, 3):
        assert list(given.seating(plan, number).values()).count(1) == 2
    assert str(plan.tables.get(number=1)) == "Table 1, Window"


def test_mentors_come_to_keep_a_table_each(group, ada):
    plan = given.solved(given.plan(group, 12))
    mentor = given.diner(plan, "Lea").user
    groups.set_role(group.memberships.get(user=mentor), "mentor", by=ada, at=NOW)

    assert actions.give_hosts(plan, at=NOW) == 1
    assert given.diner(plan, "Lea").table == plan.tables.get(number=1)


def test_mentors_sit_at_different_tables_and_beginners_with_old_hands(group, ada):
    plan = given.plan(group, 8, parts_mentors=True, balances_levels=True, rounds_wanted=1)
    people = list(plan.diners.order_by("pk"))
    for diner in people[:2]:
        groups.set_role(group.memberships.get(user=diner.user), "mentor", by=ada, at=NOW)
    group.memberships.filter(user__in=[diner.user for diner in people[:4]]).update(level="long")
    group.memberships.filter(user__in=[diner.user for diner in people[4:]]).update(level="beginning")
    given.solved(plan)

    at = given.seating(plan, 1)
    assert at[str(people[0])] != at[str(people[1])]
    assert [at[str(diner)] for diner in people[:4]].count(1) == 2


def test_walk_ins_sit_from_the_next_round_on(group):
    plan = given.solved(given.plan(group, 8))
    given.start(plan)
    actions.add_walk_ins(plan, ["Zeno", " ", "Zoë"], at=NOW)
    given.solved(plan)

    assert "Zeno" not in given.seating(plan, 1)
    assert {"Zeno", "Zoë"} <= given.seating(plan, 2).keys()


def test_whoever_leaves_the_group_has_no_place_at_what_is_to_come(group):
    plan = given.solved(given.plan(group, 8))
    one = given.diner(plan, "Ana").user
    assert one is not None
    groups.leave(group.memberships.get(user=one), at=NOW)

    assert given.diner(plan, "Ana").is_away
    assert not Diner.objects.seated(one).exists()


def test_fewer_people_need_fewer_tables_and_what_was_held_stands(group):
    plan = given.solved(given.plan(group, 12))
    actions.change(plan, at=NOW, size=6)
    given.solved(plan)

    assert Table.objects.filter(plan=plan).count() == 2
    given.start(plan)
    given.start(plan)
    with pytest.raises(Refused):
        actions.change(plan, at=NOW, rounds_wanted=1)


def test_a_button_that_is_pressed_twice_starts_one_round(group):
    plan = given.solved(given.plan(group))
    number = actions.start_next(plan, at=NOW, number=1).number

    with pytest.raises(Refused, match="begun already"):
        actions.start_next(plan, at=NOW, number=1)

    assert number == 1
    assert Round.objects.filter(plan=plan).exclude(started_at=None).count() == 1


def test_the_guests_of_somebody_who_leaves_the_group_have_no_place_either(group):
    ana, *others = given.members(group, 6)
    meeting = given.meeting(group, [ana, *others])
    RSVP.objects.filter(user=ana).update(guests=2)
    plan = given.solved(actions.start_plan(meeting, at=NOW, size=4, rounds_wanted=2, minutes=20))

    groups.leave(group.memberships.get(user=ana), at=NOW)

    plan.refresh_from_db()
    assert set(given.seating(given.solved(plan), 1)) == {other.name for other in others}


def test_whoever_comes_without_belonging_to_the_group_has_no_place_once_their_account_is_gone(group):
    newcomer = make.user("ned")
    in_a_week = timezone.now() + timedelta(days=7)  # whoever deletes an account asks the clock
    meeting = given.meeting(group, [newcomer, *given.members(group, 5)], starts_at=in_a_week)
    plan = given.solved(actions.start_plan(meeting, at=NOW, size=3, rounds_wanted=2, minutes=20))
    assert "Ned" in given.seating(plan, 1)

    newcomer.delete()

    plan.refresh_from_db()
    assert len(given.seating(given.solved(plan), 1)) == 5
