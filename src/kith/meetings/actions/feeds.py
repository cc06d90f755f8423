"""Feeds: secret addresses for calendar programs, that can be made anew."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from kith.accounts.models import User
from kith.groups.models import Group
from kith.meetings.models import Feed


@transaction.atomic
def renew_feed(user: User, group: Group | None, *, at: datetime) -> Feed:
    """A new address for the feed of all the user's meetings, or of one group's; one before it shows nothing any more."""
    secret = secrets.token_urlsafe(24)
    feed, _is_new = Feed.objects.update_or_create(user=user, group=group, defaults={"secret": secret, "made_at": at})
    return feed
