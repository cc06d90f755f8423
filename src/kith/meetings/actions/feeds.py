"""Feeds: secret addresses for calendar programs, that can be made anew."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from kith.accounts.models import User
from kith.groups.models import Group
from kith.meetings.models import Feed


@transaction.atomic
def feed_of(user: User, group: Group | None, *, at: datetime) -> Feed:
    """The user's feed of all their meetings, or of one group's; made where there is none."""
    new = {"secret": secrets.token_urlsafe(24), "made_at": at}
    feed, _is_new = Feed.objects.get_or_create(user=user, group=group, defaults=new)
    return feed


@transaction.atomic
def renew_feed(user: User, group: Group | None, *, at: datetime) -> Feed:
    """Another address; the one before shows nothing any more."""
    Feed.objects.filter(user=user, group=group).delete()
    return feed_of(user, group, at=at)
