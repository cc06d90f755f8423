"""What a calendar program is given by a feed."""

from __future__ import annotations

from datetime import datetime, timedelta

from kith.accounts.models import User
from kith.groups.models import Group, Membership
from kith.meetings.models import RSVP, Feed, Meeting

_IN_FEED = timedelta(days=60)  # so long a feed keeps what is over
_MOST_IN_FEED = 500


def feed_of(user: User, group: Group | None) -> Feed | None:
    """The user's feed of all meetings, or of one group's, where they made one."""
    return Feed.objects.filter(user=user, group=group).first()


def feed_at(secret: str) -> Feed | None:
    """The feed of a secret address, while its user may still see what it shows."""
    feed = Feed.objects.filter(secret=secret, user__is_active=True).select_related("user", "group").first()
    if feed is None or feed.group is None:
        return feed
    is_there = Membership.objects.current().filter(user=feed.user, group=feed.group, group__ended_at=None).exists()
    return feed if is_there else None


def meetings_of_feed(feed: Feed, now: datetime) -> list[Meeting]:
    """What a feed shows: a group's meetings, or what its user said yes to, from two months ago on."""
    found = Meeting.objects.visible_to(feed.user).filter(ends_at__gt=now - _IN_FEED, group__ended_at=None)
    if feed.group is not None:
        found = found.filter(group=feed.group)
    else:
        said = RSVP.objects.filter(user=feed.user, answer__in=(RSVP.Answer.YES, RSVP.Answer.MAYBE)).values("meeting")
        found = found.filter(pk__in=said)
    shown = list(found.select_related("group", "answers_to").order_by("starts_at", "pk")[:_MOST_IN_FEED])
    mine = set(Membership.objects.current().filter(user=feed.user).values_list("group", flat=True))
    yes = set(RSVP.objects.filter(user=feed.user, answer=RSVP.Answer.YES).values_list("meeting", flat=True))
    for meeting in shown:
        if meeting.group_id not in mine and meeting.pk not in yes:
            meeting.link, meeting.answers_to = "", None  # where to call in is for those who come
    return shown
