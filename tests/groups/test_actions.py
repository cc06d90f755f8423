"""Who comes into a group and goes out of it, and what each may do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from kith.accounts.models import User
from kith.errors import Refused
from kith.groups import actions, queries
from kith.groups.models import Group, LogEntry, Membership, Missed, Role
from kith.outbox.models import Letter
from tests import make
from tests.make import NOW, TODAY


@pytest.fixture
def ben(db):
    return make.user("ben")


@pytest.fixture
def cem(db):
    return make.user("cem")


def membership(group, user) -> Membership:
    return Membership.objects.get(group=group, user=user)


def test_an_open_group_takes_anyone(ada, ben):
    group = make.group(ada, joining="open")

    actions.join(group, ben, at=NOW)

    assert membership(group, ben).is_current


def test_a_group_that_is_asked_takes_nobody_who_has_not_been_answered(ada, ben):
    group = make.group(ada, joining="request")

    with pytest.raises(Refused, match="asking its organisers"):
        actions.join(group, ben, at=NOW)

    asked = actions.ask_to_join(group, ben, answers="I run", at=NOW)
    assert not asked.is_current
    assert list(queries.asking_of(ada)) == [asked]
    actions.admit(asked, by=ada, at=NOW)
    assert membership(group, ben).is_current


def test_a_no_is_told_with_its_word_and_can_be_asked_again_after_thirty_days(ada, ben):
    group = make.group(ada, joining="request")
    actions.decline(actions.ask_to_join(group, ben, answers="", at=NOW), by=ada, words="We are full", at=NOW)

    with pytest.raises(Refused, match="You can ask again"):
        actions.ask_to_join(group, ben, answers="", at=NOW + timedelta(days=29))

    assert [each.told for each in queries.waiting_for(ben, NOW)] == ["We are full"]
    assert actions.ask_to_join(group, ben, answers="", at=NOW + timedelta(days=31)).asked_at


def test_what_has_been_answered_is_not_answered_twice(ada, ben):
    asked = actions.ask_to_join(make.group(ada, joining="request"), ben, answers="", at=NOW)
    actions.decline(asked, by=ada, at=NOW)

    with pytest.raises(Refused, match="answered already"):
        actions.admit(asked, by=ada, at=NOW)


def test_a_member_who_was_removed_cannot_come_back_until_they_may(ada, ben):
    group = make.group(ada, "Runners", ben, joining="open")
    actions.remove_member(membership(group, ben), by=ada, at=NOW)

    with pytest.raises(Refused, match="closed this group"):
        actions.join(group, ben, at=NOW)

    actions.let_back(membership(group, ben), by=ada, at=NOW)
    assert actions.join(group, ben, at=NOW).is_current


def test_whoever_is_removed_while_they_leave_stays_removed(ada, ben):
    group = make.group(ada, "Runners", ben, joining="open")
    leaving = membership(group, ben)
    actions.remove_member(membership(group, ben), by=ada, at=NOW)

    actions.leave(leaving, at=NOW)

    assert membership(group, ben).is_barred


def test_whoever_has_just_left_gets_no_role_and_keeps_no_trade(ada, ben):
    group = make.group(ada, "Chamber", ben, is_one_per_trade=True)
    Membership.objects.filter(user=ben).update(trade="Baker")
    before = membership(group, ben)
    actions.leave(membership(group, ben), at=NOW)

    with pytest.raises(Refused, match="no more"):
        actions.set_role(before, Role.MENTOR, by=ada, at=NOW)
    with pytest.raises(Refused, match="no more"):
        actions.change_profile(before, {"trade": "Baker"})

    assert membership(group, ben).holds_trade is None


def test_the_last_organiser_cannot_leave_even_beside_a_co_organiser(ada, ben):
    group = make.group(ada, "Runners", ben)
    actions.set_role(membership(group, ben), Role.CO_ORGANISER, by=ada, at=NOW)

    with pytest.raises(Refused, match="needs an organiser"):
        actions.leave(membership(group, ada), at=NOW)
    with pytest.raises(Refused, match="needs an organiser"):
        actions.set_role(membership(group, ada), Role.MEMBER, by=ada, at=NOW)


def test_a_group_is_handed_over_in_one_step(ada, ben):
    group = make.group(ada, "Runners", ben)

    actions.hand_over(membership(group, ben), by=ada, at=NOW)

    assert membership(group, ben).role == Role.ORGANISER
    assert membership(group, ada).role == Role.MEMBER


def test_a_co_organiser_neither_makes_organisers_nor_removes_one(ada, ben, cem):
    group = make.group(ada, "Runners", ben, cem)
    actions.set_role(membership(group, ben), Role.CO_ORGANISER, by=ada, at=NOW)

    with pytest.raises(Refused, match="Only an organiser"):
        actions.set_role(membership(group, cem), Role.ORGANISER, by=ben, at=NOW)
    with pytest.raises(Refused, match="Only an organiser"):
        actions.remove_member(membership(group, ada), by=ben, at=NOW)


def test_when_the_last_organisers_account_goes_the_next_member_organises(ada, ben, cem):
    group = make.group(ada, "Runners", ben, cem)
    actions.set_role(membership(group, cem), Role.CO_ORGANISER, by=ada, at=NOW)

    ada.delete()

    assert membership(group, cem).role == Role.ORGANISER


def test_a_group_passes_on_to_somebody_who_can_sign_in_where_there_is_one(ada, ben, cem):
    group = make.group(ada, "Runners", ben, cem)
    actions.set_role(membership(group, ben), Role.CO_ORGANISER, by=ada, at=NOW)
    User.objects.filter(pk=ben.pk).update(is_active=False)

    ada.delete()

    assert membership(group, cem).role == Role.ORGANISER


def test_a_group_whose_only_member_is_gone_has_ended(ada):
    group = make.group(ada)

    ada.delete()

    group.refresh_from_db()
    assert group.ended_at


@pytest.mark.parametrize(("is_admitted", "says"), [(True, "You belong to Runners now"), (False, "An answer from")])
def test_whoever_asked_gets_the_answer_as_a_letter(ada, ben, settings, is_admitted, says):
    settings.MAIL = "smtp://mail.kith.example"
    asked = actions.ask_to_join(make.group(ada, joining="request"), ben, answers="", at=NOW)

    if is_admitted:
        actions.admit(asked, by=ada, at=NOW)
    else:
        actions.decline(asked, by=ada, words="We are full", at=NOW)

    letter = Letter.objects.get()
    assert (letter.owner, letter.to) == (ben, "ben@kith.example")
    assert says in letter.subject
    assert ("We are full" in letter.text) is not is_admitted


def test_a_letter_names_a_whole_address_also_where_no_public_one_is_set(ada, ben, settings):
    settings.MAIL, settings.URL, settings.PORT = "smtp://mail.kith.example", "", 8123
    asked = actions.ask_to_join(make.group(ada, joining="request"), ben, answers="", at=NOW)

    actions.admit(asked, by=ada, at=NOW)

    assert "http://localhost:8123/groups/runners/\n" in Letter.objects.get().text


def test_a_taken_trade_is_refused_in_words_whatever_its_case(ada, ben, cem):
    group = make.group(ada, joining="open", is_one_per_trade=True)
    actions.join(group, ben, at=NOW, trade="Baker")

    with pytest.raises(Refused, match="somebody is here for “baker” already"):
        actions.join(group, cem, at=NOW, trade=" baker")

    actions.leave(membership(group, ben), at=NOW)
    assert actions.join(group, cem, at=NOW, trade="baker").is_current


def test_guests_hold_no_trade(ada, ben, cem):
    group = make.group(ada, joining="open", is_one_per_trade=True)
    actions.join(group, ben, at=NOW, trade="Baker", role=Role.GUEST)

    assert actions.join(group, cem, at=NOW, trade="Baker").is_current


def test_one_member_per_trade_begins_only_where_no_two_share_one(ada, ben, cem):
    group = make.group(ada, joining="open")
    for user in (ben, cem):
        actions.join(group, user, at=NOW, trade="Baker")

    with pytest.raises(ValidationError, match="Two members have the trade"):
        actions.edit(group, {"is_one_per_trade": True}, by=ada, at=NOW)


def test_an_address_is_never_a_word_that_pages_use(ada):
    assert [make.group(ada, name).slug for name in ("Start", "Start", "—")] == ["start-2", "start-3", "group"]


def test_the_address_of_a_group_that_is_not_listed_tells_nobody_that_it_is_there(ada, ben):
    hidden = make.group(ada, "Job seekers at Acme", is_listed=False)
    actions.edit(hidden, {"name": "Leavers"}, by=ada, at=NOW)

    assert hidden.slug != make.group(ada, "Job seekers at Acme", is_listed=False).slug
    assert make.group(ben, "Job seekers at Acme").slug == "job-seekers-at-acme"
    assert make.group(ben, "Leavers").slug == "leavers"
    assert len(hidden.slug) == len("job-seekers-at-acme-") + 10


def test_a_link_is_used_once_and_its_secret_is_not_kept(ada, ben, cem):
    group = make.group(ada, joining="invitation")
    link, secret = actions.make_link(membership(group, ada), name="Ben", at=NOW)

    found = queries.open_link(secret, NOW)
    assert found == link
    actions.join_by_link(found, ben, at=NOW)

    assert membership(group, ben).invited_by == ada
    assert queries.open_link(secret, NOW) is None
    assert secret not in str(list(type(link).objects.values()))


def test_a_link_is_shut_when_withdrawn_when_old_and_when_its_maker_may_invite_no_more(ada, ben):
    group = make.group(ada, "Runners", ben)
    mine = membership(group, ben)
    links = [actions.make_link(mine, at=NOW) for _ in range(2)]

    actions.withdraw_link(links[0][0], at=NOW)
    assert queries.open_link(links[0][1], NOW) is None
    assert queries.open_link(links[1][1], NOW + timedelta(days=31)) is None
    assert queries.open_link(links[1][1], NOW) is not None
    actions.leave(mine, at=NOW)
    assert queries.open_link(links[1][1], NOW) is None


def test_members_invite_only_where_the_group_lets_them(ada, ben):
    group = make.group(ada, "Runners", ben, members_may_invite=False)

    with pytest.raises(Refused, match="organisers invite"):
        actions.make_link(membership(group, ben), at=NOW)


def test_whoever_signed_up_by_a_link_joins_without_using_it_again(ada, ben):
    group = make.group(ada, joining="invitation")
    link, secret = actions.make_link(membership(group, ada), at=NOW)
    actions.sign_up_by_link(link, ben, at=NOW)

    assert not membership(group, ben).is_current
    assert queries.open_link(secret, NOW) is None
    assert actions.join(group, ben, at=NOW).is_current


def test_an_ended_group_takes_nobody_and_goes_after_thirty_days(ada, ben):
    group = make.group(ada, joining="open")
    actions.end_group(group, by=ada, at=NOW)

    with pytest.raises(Refused, match="has ended"):
        actions.join(group, ben, at=NOW)

    assert actions.delete_ended(NOW + timedelta(days=29)) == 0
    assert actions.delete_ended(NOW + timedelta(days=30)) == 1
    assert not Group.objects.exists()


def test_a_group_opened_again_goes_on(ada):
    group = make.group(ada)
    actions.end_group(group, by=ada, at=NOW)
    actions.reopen(group, by=ada, at=NOW)

    assert actions.delete_ended(NOW + timedelta(days=90)) == 0


def test_two_others_are_asked_to_bring_back_a_quiet_member_once_in_sixty_days(ada, ben, cem):
    group = make.group(ada, "Runners", ben, cem, make.user("dee"))
    Membership.objects.filter(user=ben).update(active_on=TODAY - timedelta(days=61))
    Membership.objects.exclude(user=ben).update(active_on=TODAY - timedelta(days=1))

    asked = [actions.notice_quiet(group, on=TODAY + timedelta(days=days)) for days in (0, 1, 58)]

    assert asked == [1, 0, 0]
    missed = Missed.objects.filter(membership__user=ben)
    assert missed.count() == 2
    assert ada in {one.helper.user for one in missed}  # who invited ben
    assert [queries.to_bring_back(user).count() for user in (ada, ben)] == [1, 0]


def test_whoever_comes_back_is_asked_after_no_more(ada, ben):
    group = make.group(ada, "Runners", ben)
    Membership.objects.filter(user=ben).update(active_on=TODAY - timedelta(days=90))
    actions.notice_quiet(group, on=TODAY)

    actions.note_activity(group, [ben], on=TODAY + timedelta(days=1))

    assert not queries.to_bring_back(ada).exists()


def test_nobody_is_asked_after_twice_as_many_as_they_can_take(ada):
    group = make.group(ada, "Runners", *(make.user(f"q{n}") for n in range(5)))
    Membership.objects.exclude(user=ada).update(active_on=TODAY - timedelta(days=90))

    actions.notice_quiet(group, on=TODAY)

    assert queries.to_bring_back(ada).count() == queries.MOST_OPEN


def test_a_roof_needs_the_yes_of_both_and_stands_under_none(ada, ben):
    roof, child = make.group(ada, "Roof"), make.group(ben, "Child")

    ask = actions.ask_roof(roof=roof, child=child, by=ada, from_roof=True, at=NOW)
    assert ask is not None
    assert not Group.objects.filter(parent=roof).exists()
    assert list(queries.roof_asks_of(ben)) == [ask]
    actions.agree_roof(ask, by=ben, at=NOW)

    child.refresh_from_db()
    assert child.parent == roof
    with pytest.raises(Refused, match="stands under a roof itself"):
        actions.ask_roof(roof=child, child=make.group(ben, "Third"), by=ben, from_roof=True, at=NOW)


def test_whoever_runs_both_needs_to_ask_nobody(ada):
    roof, child = make.group(ada, "Roof"), make.group(ada, "Child")

    assert actions.ask_roof(roof=roof, child=child, by=ada, from_roof=False, at=NOW) is None
    child.refresh_from_db()
    assert child.parent == roof


def test_a_roof_counts_members_of_its_groups(ada, ben):
    roof = make.group(ada, "Roof")
    for name in ("A", "B"):
        actions.ask_roof(roof=roof, child=make.group(ada, name, ben), by=ada, from_roof=True, at=NOW)

    counted = queries.under(roof, NOW - timedelta(days=90), NOW)

    assert [(one.group.name, one.members) for one in counted.rows] == [("A", 2), ("B", 2)]
    assert counted.members == 4


def test_every_change_about_people_stands_in_the_log(ada, ben):
    group = make.group(ada, "Runners", ben)
    actions.set_role(membership(group, ben), Role.MENTOR, by=ada, at=NOW)
    actions.note_dues(membership(group, ben), TODAY, by=ada, at=NOW)
    actions.remove_member(membership(group, ben), by=ada, at=NOW)

    assert list(LogEntry.objects.filter(group=group, about=ben).values_list("what", flat=True)) == [
        "removed from the group",
        f"dues paid until {TODAY.isoformat()}",
        "is now: Mentor",
    ]


def test_only_known_fields_can_be_shown(ada):
    mine = membership(make.group(ada), ada)

    with pytest.raises(ValidationError):
        actions.change_profile(mine, {"shown": ["email"]})
    with pytest.raises(ValidationError):
        actions.change_profile(mine, {"role": "guest"})
