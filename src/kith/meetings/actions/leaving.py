"""What ends with a membership, in the same commit: places, promises, roles, feeds and letters."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from kith.accounts.models import User
from kith.groups.models import Group, Membership
from kith.meetings.actions import answers, changing, telling
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
    Standing.given_to.through.objects.filter(standing__series__group=group, user=user).delete()
    _give_places_on(RSVP.objects.filter(user=user, meeting__group=group, meeting__ends_at__gt=at), at)


def stop_taking_answers(group: Group, user: User) -> None:
    """Calendar programs answer no more to the mailbox of somebody who does not run the group."""
    Series.objects.filter(group=group, answers_to=user).update(answers_to=None)
    Meeting.objects.filter(group=group, answers_to=user).update(answers_to=None)


@transaction.atomic
def leave_all(user: User, *, at: datetime) -> None:
    """The same for whoever goes for good, of meetings of groups that they do not belong to."""
    _give_places_on(RSVP.objects.filter(user=user, meeting__ends_at__gt=at), at)


@transaction.atomic
def reopen_group(group: Group, *, ended_at: datetime, at: datetime) -> None:
    """What ended with the group goes on: its series, and what is to come; whoever comes is told."""
    Series.objects.filter(group=group, ended_at=ended_at).update(ended_at=None)
    changing.restore_all(group, called_off_at=ended_at, at=at)


@transaction.atomic
def end_group(group: Group, *, at: datetime) -> None:
    """Nothing more takes place: the series end, what was to come is called off, and whoever would come is told."""
    Series.objects.filter(group=group, ended_at=None).update(ended_at=at)
    Feed.objects.filter(group=group).delete()
    changing.call_off_all(group, at=at)


def _give_places_on(rsvps: QuerySet[RSVP], at: datetime) -> None:
    """In the order of the meetings, as whoever answers for a series holds them: two at once wait, and do not block each other."""
    for rsvp in rsvps.select_related("meeting", "user").order_by("meeting__starts_at", "meeting"):
        meeting = Meeting.objects.select_for_update().get(pk=rsvp.meeting_id)
        Duty.objects.filter(meeting=meeting, user=rsvp.user).delete()
        rsvp.delete()
        outbox.call_back(rsvp.user, telling.prefix(meeting))
        answers.offer_places(meeting, at)
