"""An invitation is looked at anew at the moment of joining, whatever was true when its link was opened."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.errors import Refused
from kith.groups import actions
from kith.groups.models import Group, InviteLink, Membership
from tests import make
from tests.make import NOW


@pytest.fixture
def ben(db):
    return make.user("ben")


@pytest.fixture
def group(ada, ben) -> Group:
    """Ada's group, which one joins by invitation; Ben is a member."""
    return make.group(ada, "Runners", ben, joining="invitation", is_listed=False)


def of(group: Group, user) -> Membership:
    return Membership.objects.get(group=group, user=user)


def link_by(group: Group, user, **more) -> InviteLink:
    return actions.make_link(of(group, user), at=more.pop("at", NOW), **more)[0]


def signed_up(group: Group, user, by) -> InviteLink:
    link = link_by(group, by)
    actions.sign_up_by_link(link, user, at=NOW)
    return link


def refused(group: Group, user, at=NOW) -> bool:
    """Whether the group takes them neither on its page nor on the page of a link."""
    with pytest.raises(Refused):
        actions.join(group, user, at=at)
    return not Group.objects.visible_to(user).filter(pk=group.pk).exists()


def test_whoever_signed_up_by_a_link_that_was_withdrawn_since_is_not_let_in(group, ben, eve):
    link = signed_up(group, eve, ben)
    assert of(group, eve).is_invited

    actions.withdraw_link(link, at=NOW)

    assert refused(group, eve)
    with pytest.raises(Refused, match="does not hold any more"):
        actions.join_by_link(link, eve, at=NOW)


def test_whoever_signed_up_by_a_link_that_is_over_since_is_not_let_in(group, ben, eve):
    signed_up(group, eve, ben)

    with pytest.raises(Refused):
        actions.join(group, eve, at=NOW + timedelta(days=31))
    assert actions.join(group, eve, at=NOW + timedelta(days=29)).is_current


def test_an_invitation_of_somebody_who_has_left_since_lets_nobody_in(group, ben, eve):
    link = signed_up(group, eve, ben)
    other = link_by(group, ben)

    actions.leave(of(group, ben), at=NOW)

    assert refused(group, eve)
    for each in (link, other):
        with pytest.raises(Refused):
            actions.join_by_link(each, eve, at=NOW)


def test_an_invitation_of_somebody_who_may_invite_no_more_lets_nobody_in(group, ada, ben, eve):
    signed_up(group, eve, ben)

    actions.edit(group, {"members_may_invite": False}, by=ada, at=NOW)

    with pytest.raises(Refused):
        actions.join(Group.objects.get(), eve, at=NOW)


def test_a_link_for_one_lets_in_one_also_where_two_opened_it(group, ben, eve):
    link = link_by(group, ben)
    actions.join_by_link(link, eve, at=NOW)

    with pytest.raises(Refused, match="has been used"):
        actions.join_by_link(link, make.user("fay"), at=NOW)
    assert actions.join_by_link(link, eve, at=NOW).is_current


def test_another_link_of_the_same_member_is_used_up_by_whoever_joins_by_it(group, ben, eve):
    actions.withdraw_link(signed_up(group, eve, ben), at=NOW)
    other = link_by(group, ben)

    actions.join_by_link(other, eve, at=NOW)

    with pytest.raises(Refused, match="has been used"):
        actions.join_by_link(other, make.user("fay"), at=NOW)


def test_an_invitation_to_a_group_that_has_ended_since_lets_nobody_in(group, ada, ben, eve):
    link = signed_up(group, eve, ben)
    actions.end_group(group, by=ada, at=NOW)

    assert refused(group, eve)
    actions.reopen(group, by=ada, at=NOW)

    assert refused(group, eve)
    with pytest.raises(Refused):
        actions.join_by_link(link, eve, at=NOW)


def test_whoever_was_removed_does_not_come_back_by_an_old_link(group, ada, ben, eve):
    link = link_by(group, ben, most=5)
    actions.remove_member(actions.join_by_link(link, eve, at=NOW), by=ada, at=NOW)

    with pytest.raises(Refused, match="closed this group"):
        actions.join_by_link(link, eve, at=NOW)

    assert not of(group, eve).is_current
    assert InviteLink.objects.get().uses == 1


def test_the_page_of_a_withdrawn_link_and_of_its_group_are_not_there_for_whoever_signed_up(client_of, group, ben, eve):
    link, secret = actions.make_link(of(group, ben), at=timezone.now())
    actions.sign_up_by_link(link, eve, at=timezone.now())
    address, client = reverse("groups:invited", args=[secret]), client_of(eve)
    assert client.get(address)["Location"] == reverse("groups:join", args=[group.slug])

    client_of(ben).post(reverse("groups:withdraw", args=[group.slug, link.uid]))

    assert client.get(address).status_code == 404
    assert client.post(reverse("groups:join", args=[group.slug])).status_code == 404
    assert Client().get(address).status_code == 404
    assert "Runners" not in client.get(reverse("groups:mine")).content.decode()


def test_a_fresh_link_lets_in_whoever_signed_up_by_one_that_is_over_since(client_of, group, ben, eve):
    signed_up(group, eve, ben)  # at NOW; over a month later
    InviteLink.objects.update(expires_at=timezone.now() - timedelta(days=1))
    _link, secret = actions.make_link(of(group, ben), at=timezone.now())
    address, client = reverse("groups:invited", args=[secret]), client_of(eve)

    page = client.get(address)
    client.post(address)

    assert page.status_code == 200
    assert of(group, eve).is_current


def test_whoever_signed_up_by_a_link_that_is_over_since_can_ask_like_everybody(client_of, ada, ben, eve):
    open_to_asks = make.group(ada, "Walkers", ben, joining="request")
    signed_up(open_to_asks, eve, ben)
    InviteLink.objects.update(expires_at=timezone.now() - timedelta(days=1))

    client_of(eve).post(reverse("groups:join", args=[open_to_asks.slug]))

    assert of(open_to_asks, eve).is_asking
