from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from kith.challenges import actions, circles, queries, sums
from kith.challenges.models import FEW, Challenge, Counting, Entrant, Entry, Side
from kith.challenges.sums import Sums
from kith.errors import Refused
from kith.groups import actions as groups
from kith.groups.models import Membership, Role
from kith.introductions.models import Introduction, Step
from kith.meetings.models import RSVP
from kith.opportunities.models import Opportunity, StageChange
from tests import make
from tests.make import NOW, TODAY

WEEK = timedelta(weeks=1)


@pytest.fixture
def ben(db):
    return make.user("ben")


@pytest.fixture
def club(ada, ben):
    return make.group(ada, "Runners", ben)


@pytest.fixture
def kilometres(club):
    return actions.count(club, kind="kilometres", at=NOW)


@pytest.fixture
def november(club, ada, kilometres):
    return begun(club, ada, [kilometres])


def begun(club, by, statistics, **fields):
    given = {"title": "November", "starts_on": date(2026, 11, 1), "ends_on": date(2026, 11, 30), **fields}
    return actions.begin(club, by, statistics, at=NOW, **given)


def enter(user, statistic, amount, on=TODAY):
    return actions.enter(user, statistic, amount=Decimal(str(amount)), on=on, today=TODAY)


def seen_by(user, challenge):
    [one] = queries.shown([challenge], user, TODAY)
    return [(place.pseudonym, place.figure) for place in queries.circle(one)]


def wrens(challenge, count):
    """Have some more people take part, who do nothing; returns their lines."""
    for number in range(count):
        actions.join(challenge, make.user(f"wren{number}"), pseudonym=f"Wren {number}", on=TODAY)
    return [(f"Wren {number}", 0) for number in range(count)]


def test_a_group_counts_a_thing_once(club, kilometres):
    assert (kilometres.name, kilometres.unit, kilometres.side) == ("Kilometres", "km", Side.NEITHER)
    with pytest.raises(ValidationError):
        actions.count(club, name="kilometres", unit="km", at=NOW)


def test_what_was_counted_before_is_taken_up_again(club, kilometres):
    actions.stop(kilometres, at=NOW)

    assert actions.count(club, kind="kilometres", at=NOW) == kilometres
    assert kilometres in queries.counted(club)


@pytest.mark.parametrize(
    ("amount", "on"),
    [(0, TODAY), (-1, TODAY), (1_000_001, TODAY), (1, TODAY + timedelta(days=1)), (1, date(1999, 1, 1))],
)
def test_a_figure_that_cannot_be_is_refused(ada, kilometres, amount, on):
    with pytest.raises(ValidationError):
        enter(ada, kilometres, amount, on)

    assert not Entry.objects.exists()


def test_nothing_is_entered_for_what_the_group_counts_no_more(ada, kilometres):
    actions.stop(kilometres, at=NOW)

    with pytest.raises(Refused):
        enter(ada, kilometres, 5)


def test_an_entry_is_corrected_and_removed(ada, kilometres):
    entry = enter(ada, kilometres, 5)

    actions.change(entry, amount=Decimal(6), on=TODAY - WEEK, today=TODAY)
    assert (entry.amount, entry.on) == (6, TODAY - WEEK)

    actions.remove(entry)
    assert not Entry.objects.exists()


def test_others_see_a_figure_from_the_daily_count_on_and_oneself_at_once(ada, ben, kilometres, november):
    actions.join(november, ada, pseudonym="Quiet Heron", on=TODAY)
    actions.join(november, ben, pseudonym="Shy Otter", on=TODAY)
    enter(ada, kilometres, 5)

    others = wrens(november, 2)

    assert seen_by(ada, november) == [("Quiet Heron", 5)]
    assert seen_by(ben, november) == [("Shy Otter", 0)]

    actions.count_day(november, on=TODAY)
    enter(ada, kilometres, 2)
    assert seen_by(ada, november) == [("Quiet Heron", 7), ("Shy Otter", 0), *others]
    assert seen_by(ben, november) == [("Quiet Heron", 5), ("Shy Otter", 0), *others]


@pytest.mark.parametrize("count", range(1, FEW + 1))
def test_of_fewer_than_four_each_sees_what_they_did_themselves_and_no_sum(ada, kilometres, november, count):
    actions.join(november, ada, pseudonym="Quiet Heron", on=TODAY)
    wrens(november, count - 1)
    enter(ada, kilometres, 5)
    for entrant in Entrant.objects.exclude(user=ada):
        enter(entrant.user, kilometres, 7)

    actions.count_day(november, on=TODAY)
    [one] = queries.shown([november], ada, TODAY)
    [outside] = queries.shown([november], make.user("organiser"), TODAY)

    if count < FEW:
        assert not one.is_open
        assert [one.goal.done, outside.goal.done] == [5, None]
        assert seen_by(ada, november) == [("Quiet Heron", 5)]
    else:
        assert one.is_open
        assert [one.goal.done, outside.goal.done] == [26, 26]
        assert len(seen_by(ada, november)) == FEW


def test_a_small_circle_of_a_large_challenge_shows_nobody(ada, kilometres, november):
    wrens(november, 8)  # one circle, which is full
    actions.count_day(november, on=TODAY)
    for name in ("ida", "jan"):
        actions.join(november, make.user(name), pseudonym=name.upper(), on=TODAY)
        Entrant.objects.filter(pseudonym=name.upper()).update(figure=Decimal(3))
    actions.join(november, ada, pseudonym="Quiet Heron", on=TODAY)

    near = Entrant.objects.get(user=ada).circle
    assert Entrant.objects.filter(circle=near).count() == FEW - 1
    assert seen_by(ada, november) == [("Quiet Heron", 0)]


def test_every_circle_that_is_formed_is_large_enough_to_be_shown():
    assert FEW <= circles.LEAST


def test_whoever_leaves_is_seen_by_nobody_from_the_next_count_on_and_changes_nothing_before(
    ada, ben, kilometres, november
):
    others = wrens(november, 3)
    for user, name in ((ada, "Quiet Heron"), (ben, "Shy Otter")):
        entrant = actions.join(november, user, pseudonym=name, on=TODAY)
        enter(user, kilometres, 5)
    actions.count_day(november, on=TODAY)

    before = seen_by(ada, november)
    actions.leave(Entrant.objects.get(pk=entrant.pk))

    november.refresh_from_db()
    assert seen_by(ada, november) == before == [("Quiet Heron", 5), ("Shy Otter", 5), *others]
    assert (november.total, november.people) == (10, 5)
    assert not Entrant.objects.filter(user=ben).exists()
    actions.count_day(november, on=TODAY + timedelta(days=1))
    assert seen_by(ada, november) == [("Quiet Heron", 5), *others]
    assert (november.total, november.people) == (5, 4)
    assert Entry.objects.filter(owner=ben).count() == 1


def test_a_line_that_somebody_left_goes_also_where_nothing_is_counted_any_more(ben, club, kilometres, november):
    actions.join(november, ben, pseudonym="Shy Otter", on=TODAY)
    enter(ben, kilometres, 5)
    actions.count_day(november, on=TODAY)
    actions.leave_group(ben, club)

    actions.count_due(datetime(2027, 2, 1, 12, tzinfo=UTC))
    assert Entrant.objects.get().user is None
    actions.count_due(datetime(2027, 2, 2, 0, 12, tzinfo=UTC))

    november.refresh_from_db()
    assert not Entrant.objects.exists()
    assert (november.total, november.people) == (0, 0)


@pytest.mark.parametrize("how", ["leaves", "is removed", "becomes a guest", "deletes the account"])
def test_whoever_leaves_the_group_takes_part_in_nothing(ada, ben, club, kilometres, november, how):
    actions.join(november, ben, pseudonym="Shy Otter", on=TODAY)
    enter(ben, kilometres, 5)
    actions.count_day(november, on=TODAY)
    membership = Membership.objects.get(group=club, user=ben)

    if how == "leaves":
        groups.leave(membership, at=NOW)
    elif how == "is removed":
        groups.remove_member(membership, by=ada, at=NOW)
    elif how == "becomes a guest":
        groups.set_role(membership, Role.GUEST, by=ada, at=NOW)
    else:
        ben.delete()

    assert not Entrant.objects.exclude(user=None).exists()
    actions.count_day(november, on=TODAY + timedelta(days=1))
    november.refresh_from_db()
    assert not Entrant.objects.exists()
    assert (november.total, november.people) == (0, 0)


def test_whoever_left_before_the_first_count_takes_nothing_away(ada, ben, kilometres, november):
    actions.join(november, ada, pseudonym="Quiet Heron", on=TODAY)
    enter(ada, kilometres, 5)
    actions.count_day(november, on=TODAY)

    actions.leave(actions.join(november, ben, pseudonym="Shy Otter", on=TODAY))

    november.refresh_from_db()
    assert (november.total, november.people) == (5, 1)


@pytest.mark.parametrize("name", ["quiet heron", "Ben", "  BEN ", "", "x" * 41])
def test_a_name_that_is_taken_or_somebody_elses_is_refused(ada, ben, november, name):
    third = make.user("cleo")
    actions.join(november, third, pseudonym="Quiet Heron", on=TODAY)

    with pytest.raises(ValidationError):
        actions.join(november, ada, pseudonym=name, on=TODAY)


def test_one_may_go_by_ones_own_name(ada, november):
    assert actions.join(november, ada, pseudonym="Ada", on=TODAY).pseudonym == "Ada"


def test_a_challenge_that_is_over_takes_nobody_in(ada, november):
    with pytest.raises(Refused):
        actions.join(november, ada, pseudonym="Quiet Heron", on=date(2026, 12, 1))


def test_giving_counts_twice_where_several_things_are_added_up(ada, club):
    given, got = (
        actions.count(club, name=name, unit="times", side=side, at=NOW)
        for name, side in (("Leads given", Side.GIVING), ("Leads got", Side.GETTING))
    )
    both, one = begun(club, ada, [given, got]), begun(club, ada, [given])
    enter(ada, given, 3)
    enter(ada, got, 3)

    assert sums.of_one(both, ada.pk, TODAY).total == 9
    assert sums.of_one(one, ada.pk, TODAY).total == 3
    assert (both.unit, one.unit) == ("points", "times")


def test_the_figure_is_of_four_weeks_and_the_total_of_all_days_of_the_challenge(ada, club, kilometres):
    long = begun(club, ada, [kilometres], starts_on=TODAY - 6 * WEEK)
    short = begun(club, ada, [kilometres], starts_on=TODAY - WEEK)
    for back, amount in ((0, 1), (2, 10), (4, 100), (5, 1000), (7, 10_000)):
        enter(ada, kilometres, amount, TODAY - back * WEEK)

    assert sums.of_one(long, ada.pk, TODAY) == Sums(figure=Decimal(11), total=Decimal(1111), pace=Decimal(11))
    assert sums.of_one(short, ada.pk, TODAY) == Sums(figure=Decimal(1), total=Decimal(1), pace=Decimal(11))


def test_all_at_once_and_one_by_one_come_to_the_same(ada, ben, club, kilometres, november):
    touches = actions.count(club, kind="touches", at=NOW)
    mixed = begun(club, ada, [kilometres, touches], starts_on=date(2026, 11, 4))
    for user, name in ((ada, "Quiet Heron"), (ben, "Shy Otter")):
        actions.join(mixed, user, pseudonym=name, on=TODAY)
        make.interaction(user, make.person(user, "Cara"), on=date(2026, 11, 3))
        make.interaction(user, make.person(user, "Dan"), on=date(2026, 10, 30))
        actions.turn_on(user, touches, at=NOW)
        for back in range(40):
            enter(user, kilometres, back + user.pk % 7 + 0.5, TODAY - timedelta(days=back))

    together = sums.of_all(mixed, TODAY)

    assert together == {user.pk: sums.of_one(mixed, user.pk, TODAY) for user in (ada, ben)}


def test_kith_counts_nothing_until_it_is_let(ada, club, november):
    actions.count(club, kind="touches", at=NOW)
    make.interaction(ada, make.person(ada, "Cara"))

    actions.count_due(NOW)

    assert not Entry.objects.exists()


def test_kith_cannot_count_kilometres(ada, kilometres):
    with pytest.raises(Refused):
        actions.turn_on(ada, kilometres, at=NOW)


def test_only_the_number_of_a_week_leaves_the_book(ada, club):
    touches = actions.count(club, kind="touches", at=NOW)
    cara = make.person(ada, "Cara Ruiz")
    for on in (TODAY, TODAY, TODAY - WEEK, TODAY - 9 * WEEK):
        make.interaction(ada, cara, on=on, notes="about Cara")

    actions.turn_on(ada, touches, at=NOW)

    entries = Entry.objects.filter(owner=ada).order_by("on")
    assert [(entry.on, entry.amount) for entry in entries] == [(TODAY - WEEK, 1), (TODAY, 2)]
    assert "Cara" not in repr(list(entries.values()))
    assert all(entry.on.weekday() == 0 for entry in entries)


def test_what_kith_counts_follows_the_book_and_goes_with_the_consent(ada, club):
    touches = actions.count(club, kind="touches", at=NOW)
    interaction = make.interaction(ada, make.person(ada, "Cara"))
    counting = actions.turn_on(ada, touches, at=NOW)

    interaction.binned_at = NOW
    interaction.save()
    actions.recount(counting, on=TODAY)
    assert not Entry.objects.exists()

    make.interaction(ada, make.person(ada, "Dan"))
    actions.recount(counting, on=TODAY)
    actions.recount(counting, on=TODAY)
    [entry] = Entry.objects.all()
    with pytest.raises(Refused):
        actions.remove(entry)

    actions.turn_off(ada, touches)
    assert not Entry.objects.exists()
    assert not Counting.objects.exists()


def test_introductions_given_meetings_attended_and_applications_are_counted(ada, ben, club):
    introduced = Introduction.objects.create(owner=ada, kind="made", other_name="Cara")
    for state in ("drafted", "introduced", "met", "introduced"):
        Step.objects.create(owner=ada, introduction=introduced, actor="me", move="x", state=state, at=NOW)
    asked = Introduction.objects.create(owner=ada, kind="asked", other_name="Dan")
    Step.objects.create(owner=ada, introduction=asked, actor="me", move="x", state="introduced", at=NOW)
    other = make.group(ada, "Readers")
    for group, attendance in ((club, "present"), (club, "late"), (club, "absent"), (other, "present")):
        held = make.meeting(group, starts_at=NOW - timedelta(hours=2))
        RSVP.objects.create(meeting=held, user=ada, answered_at=NOW, attendance=attendance)
    opening = Opportunity.objects.create(owner=ada, title="CTO", began_on=TODAY)
    for stage in ("heard", "applied", "talking", "applied"):
        StageChange.objects.create(owner=ada, opportunity=opening, stage=stage, on=TODAY)

    for kind in ("introductions", "meetings", "applications"):
        actions.turn_on(ada, actions.count(club, kind=kind, at=NOW), at=NOW)

    counts = dict(Entry.objects.values_list("what", "amount"))
    assert counts == {"Introductions given": 1, "Meetings attended": 2, "Applications": 1}


def test_each_challenge_is_counted_once_on_each_day_of_its_group(ada, club, november):
    club.time_zone = "Pacific/Auckland"
    club.save()

    assert actions.count_due(NOW) == 1
    assert actions.count_due(NOW) == 0
    assert actions.count_due(datetime(2026, 11, 23, 11, 30, tzinfo=UTC)) == 1  # the 24th in Auckland
    assert actions.count_due(datetime(2026, 12, 20, tzinfo=UTC)) == 0


def test_circles_of_many_are_of_about_six_and_formed_anew_each_week(club, ada, kilometres, november):
    users = [make.user(f"runner{number}") for number in range(20)]
    for number, user in enumerate(users):
        actions.join(november, user, pseudonym=f"Wren {number}", on=TODAY)
        enter(user, kilometres, 1 + number)

    actions.count_day(november, on=TODAY)

    def circles():
        found = Entrant.objects.filter(challenge=november).order_by("pk")
        return [each.circle for each in found]

    first = circles()
    assert {first.count(number) for number in set(first)} <= {4, 5, 6, 7}
    assert (first[0], first[-1]) == (min(first), max(first))

    enter(users[0], kilometres, 400)
    actions.count_day(november, on=TODAY + timedelta(days=1))
    assert circles() == first

    actions.count_day(november, on=TODAY + WEEK)
    assert circles()[0] == max(circles())


def test_a_newcomer_has_a_circle_at_once_and_no_circle_overflows(club, kilometres, november):
    for number in range(30):
        actions.join(november, make.user(f"runner{number}"), pseudonym=f"Wren {number}", on=TODAY)

    sizes = [list(Entrant.objects.values_list("circle", flat=True)).count(number) for number in range(1, 9)]

    assert sum(sizes) == 30
    assert max(sizes) <= 8


def test_what_is_counted_stays_as_it_is_once_people_take_part(ada, club, kilometres, november):
    pages = actions.count(club, kind="pages", at=NOW)
    actions.join(november, ada, pseudonym="Quiet Heron", on=TODAY)
    actions.count_day(november, on=TODAY)
    november.refresh_from_db()

    with pytest.raises(ValidationError):
        actions.edit(november, [kilometres, pages])


@pytest.mark.parametrize(
    "fields",
    [
        {"title": ""},
        {"ends_on": date(2026, 10, 1)},
        {"ends_on": date(2029, 10, 1)},
        {"group_goal": Decimal(0)},
        {"own_goal": Decimal(-1)},
    ],
)
def test_a_challenge_that_makes_no_sense_is_refused(club, ada, kilometres, fields):
    with pytest.raises(ValidationError):
        begun(club, ada, [kilometres], **fields)

    assert not Challenge.objects.exists()


def test_a_challenge_counts_something(club, ada):
    with pytest.raises(ValidationError):
        begun(club, ada, [])


def test_a_challenge_can_end_early_and_one_that_has_not_begun_be_taken_back(club, ada, kilometres, november):
    later = begun(club, ada, [kilometres], starts_on=TODAY + WEEK, ends_on=TODAY + 2 * WEEK)

    actions.end(november, on=TODAY)
    assert november.ends_on == TODAY
    with pytest.raises(Refused):
        actions.end(november, on=TODAY + WEEK)
    with pytest.raises(Refused):
        actions.withdraw(november, on=TODAY)

    actions.withdraw(later, on=TODAY)
    assert list(Challenge.objects.all()) == [november]


def test_nobody_shares_more_than_they_joined_for_also_before_the_first_count(club, ada, ben, kilometres):
    applications = actions.count(club, kind="applications", at=NOW)
    coming = begun(club, ada, [kilometres], starts_on=TODAY + WEEK, ends_on=TODAY + 4 * WEEK)
    actions.join(coming, ben, pseudonym="Grey Heron", on=TODAY)

    with pytest.raises(ValidationError, match="what is counted"):
        actions.edit(coming, [applications], title="November")
    with pytest.raises(ValidationError, match="earlier"):
        actions.edit(coming, [kilometres], title="November", starts_on=TODAY - WEEK, ends_on=TODAY + WEEK)


def test_nobody_goes_by_a_members_name_also_with_other_accents(club, ada, ben, november):
    type(ada).objects.filter(pk=ada.pk).update(name="Émile Noir")

    for name in ("émile", "Emile noir"):
        with pytest.raises(ValidationError, match="has this name"):
            actions.join(november, ben, pseudonym=name, on=TODAY)


def test_whoever_has_done_a_part_of_a_kilometre_can_take_part(ada, kilometres, november):
    for amount in ("4.7", "8.1", "0.1"):
        enter(ada, kilometres, amount)

    actions.join(november, ada, pseudonym="Heron", on=TODAY)
    actions.count_day(november, on=TODAY)

    assert seen_by(ada, november) == [("Heron", Decimal("12.9"))]
