"""Whether a letter about a meeting is still wanted as it goes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kith.groups import actions as groups
from kith.groups.models import Membership
from kith.meetings import actions
from kith.meetings.links import still_wanted
from kith.meetings.models import RSVP
from tests import make

NOW = make.NOW


@pytest.fixture
def comes(ada, eve):
    """Eve, who is no member, comes to an open meeting of Ada's listed group."""
    group = make.group(ada, "Runners", is_listed=True, joining="request")
    return actions.say(make.meeting(group), eve, answer="yes", at=NOW)


def is_wanted(rsvp: RSVP) -> bool:
    return still_wanted(f"{rsvp.uid.hex}:{rsvp.meeting.sequence}", NOW + timedelta(hours=1)) == ""


def test_who_has_asked_to_join_or_was_answered_no_is_reminded_of_an_open_meeting(comes, ada, eve):
    membership = groups.ask_to_join(comes.meeting.group, eve, answers="", at=NOW)
    assert is_wanted(comes)

    groups.decline(membership, by=ada, at=NOW)

    assert is_wanted(comes)


def test_who_was_invited_and_has_not_joined_yet_is_reminded_of_an_open_meeting(comes, ada, eve):
    membership = Membership.objects.get(group=comes.meeting.group, user=ada)
    groups.sign_up_by_link(groups.make_link(membership, at=NOW)[0], eve, at=NOW)

    assert is_wanted(comes)


def test_who_left_by_themselves_and_says_yes_to_an_open_meeting_is_told_of_a_free_place(comes, ada, eve):
    group = comes.meeting.group
    groups.leave(groups.join(group, eve, at=NOW, invited_by=ada), at=NOW)
    again = actions.say(make.meeting(group, seats=0), eve, answer="yes", at=NOW)
    RSVP.objects.filter(pk=again.pk).update(offered_until=NOW + timedelta(hours=24))

    assert again.answer == "waiting"
    assert still_wanted(f"{again.uid.hex}:offer", NOW + timedelta(hours=1)) == ""


def test_who_was_removed_gets_no_letter_whatever_stands_written(comes, ada, eve):
    groups.remove_member(groups.join(comes.meeting.group, eve, at=NOW, invited_by=ada), by=ada, at=NOW)
    assert Membership.objects.get(user=eve).is_barred
    left = RSVP.objects.create(meeting=comes.meeting, user=eve, answered_at=NOW)

    assert not is_wanted(left)


def test_nothing_goes_about_a_group_that_has_ended(comes, ada):
    groups.end_group(comes.meeting.group, by=ada, at=NOW)

    assert not is_wanted(comes)
