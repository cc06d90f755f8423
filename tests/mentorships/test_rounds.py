"""A round: from offers and wishes over proposals to two who have both said yes."""

from datetime import timedelta

import pytest

from kith.accounts.models import User
from kith.errors import Refused
from kith.groups import actions as groups
from kith.groups.models import Membership
from kith.mentorships import actions
from kith.mentorships.models import Match, Mentee, Mentorship, Round
from tests import make
from tests.mentorships import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def bakers(ada):
    return made.club(ada, "ben", "cleo", "dora", "emil")


@pytest.fixture
def proposed(ada, bakers):
    made.offers(bakers, "ben")
    made.seeks(bakers, "cleo")
    return made.proposed(bakers, ada)


def say(match, name, is_yes, at=make.NOW):
    return actions.answer(match, made.member(match.round.group, name), is_yes=is_yes, at=at)


def test_who_has_the_same_goal_is_matched_and_told_why(ada, bakers):
    made.offers(bakers, "ben", "Opening a bakery, ovens and flour", values=["craft", "family"])
    made.offers(bakers, "dora", "Tax law for companies")
    made.seeks(bakers, "cleo", "I want to open a bakery of my own", values=["craft"])
    made.matched(bakers, ada)

    match = Match.objects.known().get()

    assert match.mentor == made.member(bakers, "ben")
    assert "To both matters: Doing it well." in match.reasons
    assert any("bakery" in reason for reason in match.reasons)


def test_nobody_mentors_more_than_they_offered_and_those_left_are_counted(ada, bakers):
    made.offers(bakers, "ben", capacity=2)
    for name in ("cleo", "dora", "emil"):
        made.seeks(bakers, name)

    asked = made.matched(bakers, ada)

    assert (asked.state, asked.matches.count(), asked.without) == (Round.State.FOUND, 2, 1)


def test_of_mentors_as_good_the_one_who_mentored_here_before_is_preferred(ada, bakers):
    made.offers(bakers, "ben")
    made.offers(bakers, "dora")
    day = make.TODAY - timedelta(days=200)
    past = {"goal": "Bread", "starts_on": day, "ends_on": make.TODAY, "ended_on": make.TODAY}
    Mentorship.objects.create(group=bakers, mentor=made.member(bakers, "dora"), mentee=None, **past)
    made.seeks(bakers, "cleo")

    assert made.matched(bakers, ada).matches.get().mentor == made.member(bakers, "dora")


def test_mentors_as_good_carry_as_much_each(ada, bakers):
    for name in ("ben", "dora"):
        made.offers(bakers, name, capacity=2)
    for name in ("cleo", "emil"):
        made.seeks(bakers, name)

    mentors = made.matched(bakers, ada).matches.values_list("mentor__user__name", flat=True)

    assert sorted(mentors) == ["Ben", "Dora"]


def test_goals_and_values_make_a_match_better_and_nothing_else_that_two_have_in_common(ada, bakers):
    made.offers(bakers, "ben", values=["craft"])
    made.seeks(bakers, "cleo")

    def fit() -> float:
        asked = made.matched(bakers, ada)
        found = asked.matches.get().fit
        actions.discard(asked)
        return found

    before = fit()
    Membership.objects.filter(group=bakers).update(trade="Baker", season="student", does="Ran the school of baking")
    User.objects.update(name="Kim Baker", language="de")
    assert fit() == before
    made.seeks(bakers, "cleo", values=["craft"])
    assert fit() > before


def test_nobody_is_matched_with_themselves(ada, bakers):
    made.offers(bakers, "ben")
    made.seeks(bakers, "ben")

    assert not made.matched(bakers, ada).matches.exists()


def test_only_one_round_goes_on_at_a_time(ada, bakers, proposed):
    with pytest.raises(Refused):
        actions.ask_round(bakers, by=ada, at=make.NOW)


def test_a_round_is_worked_out_once_however_often_it_is_tried(ada, bakers):
    made.offers(bakers, "ben")
    made.seeks(bakers, "cleo")
    asked = made.matched(bakers, ada)

    assert actions.work_out(asked.pk) == 0
    assert asked.matches.count() == 1


def test_a_match_is_left_out_only_before_it_is_proposed(ada, bakers):
    made.offers(bakers, "ben", capacity=2)
    made.seeks(bakers, "cleo")
    made.seeks(bakers, "dora")
    asked = made.matched(bakers, ada)

    actions.drop(asked.matches.get(mentee__user__name="Cleo"))
    actions.propose(asked, by=ada, at=make.NOW)
    with pytest.raises(Refused):
        actions.drop(asked.matches.get())


def test_what_was_found_can_be_thrown_away_and_what_was_proposed_cannot(ada, bakers, proposed):
    with pytest.raises(Refused):
        actions.discard(proposed.round)
    actions.end_round(proposed.round)

    actions.discard(made.matched(bakers, ada))

    assert Round.objects.get().state == Round.State.OVER


def test_two_who_both_say_yes_are_mentor_and_mentee(proposed):
    assert say(proposed, "ben", True) is None
    mentorship = say(proposed, "cleo", True)

    assert mentorship.goal == "My own bakery"
    assert mentorship.ends_on.isoformat() == "2027-05-23"
    assert not Mentee.objects.exists()
    assert not actions.work_out(proposed.round_id)


def test_one_may_change_one_s_mind_while_the_round_goes_on(proposed):
    say(proposed, "ben", False)
    say(proposed, "cleo", True)
    assert not Mentorship.objects.exists()

    say(proposed, "ben", True)

    assert Mentorship.objects.get().mentor == proposed.mentor


def test_once_both_have_said_yes_or_the_round_is_over_no_answer_counts(bakers, proposed, ada):
    say(proposed, "ben", True)
    actions.end_round(proposed.round)

    with pytest.raises(Refused):
        say(proposed, "cleo", True)


def test_a_round_ends_by_itself_after_its_last_day(proposed):
    last = make.NOW + timedelta(days=14)

    actions.keep_going(last)
    assert Round.objects.get().state == Round.State.PROPOSED

    actions.keep_going(last + timedelta(days=1))
    assert Round.objects.get().state == Round.State.OVER


def test_two_to_whom_it_was_proposed_in_vain_are_not_proposed_again(ada, bakers, proposed):
    made.offers(bakers, "dora", "Tax law")
    actions.end_round(proposed.round)

    again = made.matched(bakers, ada)

    assert again.matches.get().mentor == made.member(bakers, "dora")


def test_who_mentors_already_has_less_room(ada, bakers, proposed):
    say(proposed, "ben", True)
    say(proposed, "cleo", True)
    actions.end_round(proposed.round)
    made.seeks(bakers, "dora")

    assert made.matched(bakers, ada).without == 1


def test_who_has_a_mentor_looks_for_no_other(bakers, proposed):
    say(proposed, "ben", True)
    say(proposed, "cleo", True)

    with pytest.raises(Refused):
        made.seeks(bakers, "cleo")


def test_guests_take_no_part(bakers):
    ben = made.member(bakers, "ben")
    ben.role = "guest"
    ben.save()

    with pytest.raises(Refused):
        made.offers(bakers, "ben")


def test_who_leaves_is_matched_no_more_and_the_other_sees_no_answer(ada, bakers, proposed):
    groups.leave(made.member(bakers, "cleo"), at=make.NOW)

    say(proposed, "ben", True)
    assert not Mentorship.objects.exists()
    assert not Mentee.objects.exists()


def test_a_round_whose_job_was_lost_is_taken_up(ada, bakers):
    made.offers(bakers, "ben")
    made.seeks(bakers, "cleo")
    actions.ask_round(bakers, by=ada, at=make.NOW)

    actions.keep_going(make.NOW + timedelta(minutes=3))

    assert Round.objects.get().state == Round.State.FOUND


def test_when_a_group_ends_so_do_its_rounds_mentorships_and_coffee(ada, bakers, proposed):
    say(proposed, "ben", True)
    say(proposed, "cleo", True)
    actions.set_rhythm(bakers, "weekly", next_on=make.TODAY, by=ada, at=make.NOW)

    groups.end_group(bakers, by=ada, at=make.NOW)

    assert Round.objects.get().state == Round.State.OVER
    assert Mentorship.objects.get().ended_on == make.TODAY
    bakers.refresh_from_db()
    assert bakers.coffee.next_on is None


@pytest.mark.parametrize(
    ("stops", "name", "other"), [("stop_offering", "ben", "cleo"), ("stop_seeking", "cleo", "ben")]
)
def test_whoever_stops_offering_or_looking_is_bound_by_no_earlier_yes(proposed, stops, name, other):
    say(proposed, name, is_yes=True)

    getattr(actions, stops)(made.member(proposed.round.group, name))

    assert say(proposed, other, is_yes=True) is None
    assert not Mentorship.objects.exists()


def test_whoever_stops_before_it_is_proposed_is_proposed_to_nobody(ada, bakers):
    made.offers(bakers, "ben")
    made.seeks(bakers, "cleo")
    asked = made.matched(bakers, ada)

    actions.stop_offering(made.member(bakers, "ben"))

    assert not asked.matches.exists()


def test_accounts_that_are_switched_off_are_not_matched(ada, bakers):
    for name in ("ben", "dora"):
        made.offers(bakers, name)
    for name in ("cleo", "emil"):
        made.seeks(bakers, name)
    User.objects.filter(email__in=["ben@kith.example", "cleo@kith.example"]).update(is_active=False)

    found = made.matched(bakers, ada).matches.values_list("mentor__user__name", "mentee__user__name")

    assert list(found) == [("Dora", "Emil")]
