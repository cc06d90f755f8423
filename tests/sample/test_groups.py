"""The group of the sample network: the user alone is in it, and it goes with the sample."""

from __future__ import annotations

from kith.groups import actions as groups
from kith.groups.models import Group
from kith.meetings.models import Meeting
from kith.sample import actions
from tests import make

SIZE = 60


def test_the_sample_group_has_nobody_but_the_user_and_nobody_finds_it(ada, eve):
    actions.add_sample(ada, now=make.NOW, size=SIZE)

    group = Group.objects.get()
    assert [one.user for one in group.memberships.current()] == [ada]
    assert Meeting.objects.filter(group=group).coming(make.NOW).count() > 2
    assert not Group.objects.visible_to(eve).exists()


def test_it_goes_with_the_sample_unless_somebody_was_let_in(ada, eve):
    actions.add_sample(ada, now=make.NOW, size=SIZE)
    actions.remove_sample(ada, now=make.NOW)
    assert not Group.objects.exists()

    actions.add_sample(ada, now=make.NOW, size=SIZE)
    groups.join(Group.objects.get(), eve, at=make.NOW, invited_by=ada)
    actions.remove_sample(ada, now=make.NOW)
    assert Group.objects.exists()
