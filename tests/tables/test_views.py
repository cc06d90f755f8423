"""The pages of round tables: who may see them, and what they say."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from kith.groups import actions as groups
from kith.groups.models import Membership, Role
from kith.tables import actions
from kith.tables.models import Diner, Plan, Seat
from kith.tables.queries import screens
from kith.tables.queries.evening import evening_of
from tests import make
from tests.make import NOW
from tests.tables import given


@pytest.fixture
def group(ada):
    return make.group(ada, is_listed=True)


@pytest.fixture
def plan(group):
    """Eight people at two tables, worked out."""
    return given.solved(given.plan(group, 8))


def url(plan, name: str) -> str:
    return reverse(f"tables:{name}", args=[plan.meeting.group.slug, plan.meeting.uid])


def text(answer) -> str:
    return answer.content.decode()


def test_an_organiser_begins_a_plan_with_a_form(client_of, ada, group):
    meeting = given.meeting(group, given.members(group, 6))
    address = reverse("tables:board", args=[group.slug, meeting.uid])

    assert "6 people have said yes" in text(client_of(ada).get(address))
    wrong = client_of(ada).post(address, {"size": 1, "rounds_wanted": 3, "minutes": 20})
    assert wrong.status_code == 422
    answer = client_of(ada).post(address, {"size": 3, "rounds_wanted": 2, "minutes": 15})
    assert answer.headers["Location"] == address
    assert "The tables are being worked out" in text(client_of(ada).get(address))


def test_the_board_shows_each_table_with_its_people(client_of, ada, plan):
    page = text(client_of(ada).get(url(plan, "board"), {"round": 2}))

    for name in given.seating(plan, 2):
        assert name in page
    assert "In fours, 8 people need" in page
    assert 'hx-trigger="every 8s"' in page


def test_a_number_that_no_round_can_have_is_none(client_of, ada, plan):
    client, long = client_of(ada), "9" * 5_000
    diner = plan.diners.first()
    about = reverse("tables:diner", args=[plan.meeting.group.slug, diner.uid])

    assert client.get(url(plan, "board"), {"round": long}).status_code == 200
    assert client.post(about, {"do": "unpin", "round": long}).status_code == 302
    assert client.post(url(plan, "clock"), {"do": "start", "starts": long}).status_code == 302


def test_the_board_asks_whether_anything_is_new_and_mostly_hears_nothing(client_of, ada, plan):
    client, headers = client_of(ada), {"HX-Request": "true"}

    same = client.get(url(plan, "board"), {"seen": plan.version}, headers=headers)
    actions.show(plan, at=NOW)
    new = client.get(url(plan, "board"), {"seen": plan.version - 1}, headers=headers)

    assert same.status_code == 204
    assert "see on their phones" in text(new)
    assert "<html" not in text(new)


def test_the_board_asks_the_same_number_of_questions_for_8_and_for_40(
    client_of, ada, group, plan, django_assert_max_num_queries
):
    large = given.plan(group, 40, size=5)
    table = large.tables.create(number=1)
    Seat.objects.bulk_create(
        Seat(round=row, diner=diner, table=table) for row in large.rounds.all() for diner in large.diners.all()
    )
    client, address = client_of(ada), url(large, "board")
    client.get(url(plan, "board"))

    with django_assert_max_num_queries(30) as small:
        client.get(url(plan, "board"))
    with django_assert_max_num_queries(len(small)):
        client.get(address)


def test_a_member_is_moved_without_a_mouse(client_of, ada, plan):
    one = given.diner(plan, "Ana")
    there = given.seating(plan, 3)[str(one)]
    other = plan.tables.exclude(number=there).get()

    answer = client_of(ada).post(url(plan, "move"), {"diner": one.uid, "table": other.uid, "round": 3}, follow=True)

    assert given.seating(plan, 3)[str(one)] == other.number
    assert f"{one} sits at {other} in round 3." in text(answer)


def test_people_of_another_plan_cannot_be_moved_here(client_of, ada, group, plan):
    stranger = given.plan(group, 2).diners.first()
    data = {"diner": stranger.uid, "table": plan.tables.first().uid, "round": 1}

    client_of(ada).post(url(plan, "move"), data)

    assert not Seat.objects.filter(diner=stranger).exists()


@pytest.mark.parametrize("do", ["late", "here", "home", "away", "keep", "unpin"])
def test_what_an_organiser_says_of_somebody_is_noted(client_of, ada, plan, do):
    one = given.diner(plan, "Bo")
    address = reverse("tables:diner", args=[plan.meeting.group.slug, one.uid])
    data = {"do": do, "first_round": 2, "table": plan.tables.first().uid, "round": 1}

    answer = client_of(ada).post(address, data, follow=True)

    assert f"Noted for {one}." in text(answer)


def test_a_person_opens_in_the_dialog_and_on_a_page(client_of, ada, plan):
    one = given.diner(plan, "Bo")
    address = reverse("tables:diner", args=[plan.meeting.group.slug, one.uid])

    part = text(client_of(ada).get(address, headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert str(one) in part
    assert "<html" in text(client_of(ada).get(address))


def test_a_guest_is_given_their_name_and_a_member_is_not(client_of, ada, plan):
    guest, member = actions.add_walk_ins(plan, ["Guest"], at=NOW)[0], given.diner(plan, "Bo")
    for diner in (guest, member):
        address = reverse("tables:diner", args=[plan.meeting.group.slug, diner.uid])
        client_of(ada).post(address, {"do": "name", "name": "Zoë"})

    assert list(Diner.objects.filter(name="Zoë")) == [guest]


def test_wishes_walk_ins_and_hosts_are_told_on_the_board(client_of, ada, plan):
    client, ana, bo = client_of(ada), given.diner(plan, "Ana"), given.diner(plan, "Bo")
    client.post(url(plan, "wishes"), {"one": ana.uid, "other": bo.uid, "kind": "apart"})
    client.post(url(plan, "walk_ins"), {"names": "Zeno\nZoë"})
    page = text(client.get(url(plan, "board")))

    assert "Never at one table" in page
    assert "Zeno" in page
    wish = plan.wishes.get()
    client.post(reverse("tables:forget_wish", args=[plan.meeting.group.slug, wish.uid]))
    assert not plan.wishes.exists()


def test_the_clock_is_started_paused_and_ended_by_an_organiser(client_of, ada, plan):
    client = client_of(ada)
    for do in ("start", "pause", "resume", "end"):
        client.post(url(plan, "clock"), {"do": do})
    row = plan.rounds.get(number=1)

    assert row.started_at is not None
    assert row.ended_at is not None
    assert "All rounds have been held." not in text(client.get(url(plan, "board")))


def test_somebody_who_sits_sees_their_table_and_who_else_does(client_of, plan):
    one = given.diner(plan, "Ana")
    actions.show(plan, at=NOW)
    page = text(client_of(one.user).get(url(plan, "mine")))

    at = given.seating(plan, 1)
    assert f"Table {at[str(one)]}" in page
    assert all(name in page for name, number in at.items() if number == at[str(one)] and name != str(one))


def test_a_newcomer_who_said_yes_sees_their_table_for_as_long_as_they_may_come(client_of, group):
    ned, members = make.user("ned"), given.members(group, 7)
    meeting = given.meeting(group, [*members, ned])
    plan = given.solved(actions.start_plan(meeting, at=NOW, size=4, rounds_wanted=2, minutes=20))
    actions.show(plan, at=NOW)
    client = client_of(ned)

    assert url(plan, "mine") in text(client.get(meeting.get_absolute_url()))
    assert f"Table {given.seating(plan, 1)[str(given.diner(plan, 'Ned'))]}" in text(client.get(url(plan, "mine")))
    meeting.guests_may_come = False
    meeting.save()
    assert client.get(url(plan, "mine")).status_code == 404


def test_before_the_tables_are_shown_the_phone_says_so(client_of, plan):
    one = given.diner(plan, "Ana")
    page = text(client_of(one.user).get(url(plan, "mine")))

    assert "The tables are not set yet" in page
    assert "Table 1" not in page


def test_a_phone_loads_those_who_sit_with_its_owner_and_nobody_else(group):
    shown = given.solved(given.plan(group, 24))
    actions.show(shown, at=NOW)
    diner = shown.diners.earliest("pk")
    seen = evening_of(diner)
    own = Seat.objects.filter(diner=diner).values_list("round", "table")
    beside = {seat.diner_id for at in own for seat in Seat.objects.filter(round=at[0], table=at[1])}

    assert seen.diners.keys() == beside
    assert len(beside) < 24
    assert {place.table for place in screens.phone(diner).places} == set(seen.tables)


def test_the_phone_asks_one_question_of_the_plan_and_hears_nothing_while_nothing_is_new(
    client_of, plan, django_assert_max_num_queries
):
    client = client_of(given.diner(plan, "Ana").user)
    client.get(url(plan, "mine"))

    with django_assert_max_num_queries(3):  # the session, the user, and whether it is new
        answer = client.get(url(plan, "mine"), {"seen": plan.version}, headers={"HX-Request": "true"})

    assert answer.status_code == 204


def test_what_two_show_is_their_common_ground_and_what_they_do_not_show_is_not(client_of, group, plan):
    ana = given.diner(plan, "Ana")
    at = given.seating(plan, 1)
    mate, other = [d for d in plan.diners.all() if d != ana and at[str(d)] == at[str(ana)]][:2]
    everyone = Membership.objects.filter(group=group, user__in=[d.user for d in (ana, mate, other)])
    everyone.update(does="Climbing and payroll", shown=["does"])
    Membership.objects.filter(group=group, user=mate.user).update(does="I climb")
    Membership.objects.filter(group=group, user=other.user).update(shown=[])
    actions.show(plan, at=NOW)

    page = text(client_of(ana.user).get(url(plan, "mine")))

    assert f"You and {str(mate).split()[0]} both mention climb" in page
    assert "payroll" not in page


def test_others_learn_nothing_of_a_plan(client_of, ada, eve, group, plan):
    bystander, former = given.members(group, 1)[0], given.diner(plan, "Bo").user
    actions.show(plan, at=NOW)
    groups.leave(group.memberships.get(user=former), at=NOW)

    for user in (eve, bystander, former):
        for name in ("board", "settings", "name_tags", "table_cards", "mine"):
            assert client_of(user).get(url(plan, name)).status_code == 404
        for name in (
            "solve",
            "move",
            "clock",
            "show",
            "switch_wall",
            "walk_ins",
            "wishes",
            "hosts",
            "who_comes",
            "everyone",
        ):
            assert client_of(user).post(url(plan, name)).status_code == 404
    assert client_of(given.diner(plan, "Ana").user).get(url(plan, "board")).status_code == 404


def test_the_wall_shows_first_names_to_whoever_has_its_address(client, ada, client_of, plan):
    secret = actions.turn_wall_on(plan)
    given.start(plan)
    answer = client.get(reverse("tables:wall", args=[secret]))

    page = text(answer)
    assert {"Ana", "Bo", "Chen"} <= {line.strip() for line in page.replace("<", "\n<").replace(">", ">\n").splitlines()}
    assert "Ana 0" not in page
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    state = page.split('data-wall="')[1].split('"')[0]
    assert client.get(reverse("tables:wall", args=[secret]), {"seen": state}).status_code == 204


def test_the_wall_shows_nobody_before_the_tables_are_shown_and_leads_nowhere_when_off(client, plan):
    address = reverse("tables:wall", args=[actions.turn_wall_on(plan)])

    assert "Ana" not in text(client.get(address))
    actions.turn_wall_off(plan)
    assert client.get(address).status_code == 404


def test_a_wall_shows_as_many_tables_as_can_be_read_and_the_others_in_turn(group):
    plan = given.plan(group, 22, size=2, rounds_wanted=1)
    row, people = plan.rounds.get(), list(plan.diners.all())
    tables = [plan.tables.create(number=number) for number in range(1, 12)]
    Seat.objects.bulk_create(Seat(round=row, diner=d, table=tables[n // 2]) for n, d in enumerate(people))
    actions.show(plan, at=NOW)

    turns = [screens.wall(plan, NOW + timedelta(seconds=screens.SECONDS_A_PAGE * turn)) for turn in range(2)]

    assert sorted(len(turn.tables) for turn in turns) == [2, 9]
    assert {table.number for turn in turns for table, _names in turn.tables} == set(range(1, 12))


def test_two_who_share_a_first_name_are_told_apart_on_the_wall(client, plan):
    Diner.objects.filter(pk=given.diner(plan, "Bo").pk).update(name="Ana Ruiz")
    given.start(plan)
    page = text(client.get(reverse("tables:wall", args=[actions.turn_wall_on(plan)])))

    assert "Ana R." in page


def test_the_board_tells_what_the_clock_says_on_every_screen(client, client_of, ada, plan):
    now = timezone.now()
    actions.show(plan, at=now)
    actions.start_next(plan, at=now - timedelta(minutes=5))
    secret = actions.turn_wall_on(plan)
    ends = f'data-ends="{round((now + timedelta(minutes=15)).timestamp() * 1000)}"'

    pages = [
        client_of(ada).get(url(plan, "board")),
        client_of(given.diner(plan, "Ana").user).get(url(plan, "mine")),
        client.get(reverse("tables:wall", args=[secret])),
    ]

    assert all(ends in text(page) for page in pages)


def test_a_page_of_a_meeting_leads_organisers_to_the_board_and_others_to_their_table(client_of, ada, plan):
    address = plan.meeting.get_absolute_url()

    assert f'href="{url(plan, "board")}"' in text(client_of(ada).get(address))
    member = text(client_of(given.diner(plan, "Ana").user).get(address))
    assert url(plan, "mine") in member
    assert f'href="{url(plan, "board")}"' not in member


def test_settings_are_changed_and_what_is_wrong_is_said(client_of, ada, plan):
    good = client_of(ada).post(url(plan, "settings"), {"size": 4, "rounds_wanted": 2, "minutes": 5})
    given.solved(plan)
    given.start(plan)
    given.start(plan)
    bad = client_of(ada).post(url(plan, "settings"), {"size": 4, "rounds_wanted": 1, "minutes": 5})

    assert good.status_code == 302
    assert bad.status_code == 422
    assert "More rounds than that have been held already." in text(bad)
    assert Plan.objects.get().rounds_wanted == 2


def test_a_person_is_found_by_a_part_of_the_name_with_their_table(client_of, ada, plan):
    one = given.diner(plan, "Ana")

    page = text(client_of(ada).get(url(plan, "board"), {"find": "aNA", "round": 2}))
    nobody = text(client_of(ada).get(url(plan, "board"), {"find": "Nobody at all"}))

    row = f'data-dialog>{one}</a> <span class="rows__end soft">Table {given.seating(plan, 2)[str(one)]}</span>'
    assert row in page
    assert "Nobody of this name is in the plan." in nobody


def test_a_person_is_put_at_a_table_from_their_own_page(client_of, ada, plan):
    one = given.diner(plan, "Ana")
    address = reverse("tables:diner", args=[plan.meeting.group.slug, one.uid])
    here = plan.tables.get(number=given.seating(plan, 2)[str(one)])

    page = text(client_of(ada).get(address, {"round": 2}))
    client_of(ada).post(url(plan, "move"), {"diner": one.uid, "table": here.uid, "round": 2})
    kept = text(client_of(ada).get(address, {"round": 2}))

    assert f'<option value="{here.uid}" selected>' in page
    assert "May be moved again" not in page
    assert "May be moved again" in kept


def test_a_plan_that_another_organiser_began_at_the_same_moment_is_shown(group, ada, client_of):
    meeting = given.meeting(group, given.members(group, 4))
    begun: list[str] = []

    def meanwhile(execute, sql, params, many, context):
        found = execute(sql, params, many, context)
        if not begun and 'FROM "tables_plan"' in sql:  # the door has looked, and there was none
            begun.append(sql)
            actions.start_plan(meeting, at=NOW, size=3)
        return found

    with connection.execute_wrapper(meanwhile):
        answer = client_of(ada).post(
            reverse("tables:board", args=[group.slug, meeting.uid]), {"size": 2, "rounds_wanted": 2, "minutes": 20}
        )

    assert (answer.status_code, answer["Location"]) == (302, Plan.objects.get().get_absolute_url())
    assert Plan.objects.get().size == 3


@pytest.mark.parametrize("goes", ["leaves", "is no organiser any more"])
def test_whoever_ran_the_group_cannot_watch_the_wall_by_its_address_afterwards(client, ada, plan, goes):
    runs = Membership.objects.exclude(user=ada).select_related("user", "group").first()
    assert runs is not None
    groups.set_role(runs, Role.CO_ORGANISER, by=ada, at=NOW)
    address = reverse("tables:wall", args=[actions.turn_wall_on(plan)])
    assert client.get(address).status_code == 200

    if goes == "leaves":
        groups.leave(runs, at=NOW)
    else:
        groups.set_role(runs, Role.MEMBER, by=ada, at=NOW)

    assert client.get(address).status_code == 404


def test_the_wall_stays_where_a_member_leaves(client, ada, plan):
    address = reverse("tables:wall", args=[actions.turn_wall_on(plan)])
    member = Membership.objects.exclude(user=ada).select_related("user", "group").first()
    assert member is not None

    groups.leave(member, at=NOW)

    assert client.get(address).status_code == 200
