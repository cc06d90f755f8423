"""What ends with a membership, in the same commit: places, promises, roles, feeds and letters."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kith.accounts.models import User
from kith.groups.models import Group, Membership
from kith.meetings.actions import answers, everybody, telling
from kith.meetings.models import RSVP, Duty, Feed, Meeting, Pledge, Series, Standing
from kith.outbox import actions as outbox


@transaction.atomic
def leave_group(membership: Membership, *, at: datetime) -> None:
    """Take back all that somebody who left has said about meetings to come; their places go to those who wait."""
    group, user = membership.group, membership.user
    stop_taking_answers(group, user)
    Feed.objects.filter(user=user, group=group).delete()
    Standing.objects.filter(series__group=group, user=user).delete()
    for pledge in Pledge.objects.filter(rsvp__meeting__group=group, given_to=user):
        pledge.given_to.remove(user)
    for rsvp in RSVP.objects.filter(user=user, meeting__group=group, meeting__ends_at__gt=at).select_related("meeting"):
        meeting = Meeting.objects.select_for_update().get(pk=rsvp.meeting_id)
        Duty.objects.filter(meeting=meeting, user=user).delete()
        rsvp.delete()
        outbox.call_back(user, telling.prefix(meeting))
        answers.offer_places(meeting, at)


def stop_taking_answers(group: Group, user: User) -> None:
    """Calendar programs answer no more to the mailbox of somebody who does not run the group."""
    Series.objects.filter(group=group, answers_to=user).update(answers_to=None)
    Meeting.objects.filter(group=group, answers_to=user).update(answers_to=None)


@transaction.atomic
def reopen_group(group: Group, *, ended_at: datetime, at: datetime) -> None:
    """What ended with the group goes on: its series, and reminders of what is to come."""
    Series.objects.filter(group=group, ended_at=ended_at).update(ended_at=None)
    coming = Meeting.objects.filter(group=group, starts_at__gt=at, cancelled_at=None)
    everybody.remind_anew(coming.select_related("group"), at)


@transaction.atomic
def end_group(group: Group, *, at: datetime) -> None:
    """Nothing more takes place: the series end, and no reminder goes."""
    Series.objects.filter(group=group, ended_at=None).update(ended_at=at)
    Feed.objects.filter(group=group).delete()
    coming = RSVP.objects.filter(meeting__group=group, meeting__starts_at__gt=at).exclude(remind_at=None)
    told = list(coming.values_list("user", "meeting__uid"))
    outbox.call_back_all({user for user, _uid in told}, {telling.prefix_of(uid) for _user, uid in told})
    coming.update(remind_at=None)
