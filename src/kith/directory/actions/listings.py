"""Entering, changing, checking and taking out listings, and the days on which they meet."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kith import occupations
from kith.accounts.models import User
from kith.directory.models import Listing, ListingDate
from kith.errors import Refused
from kith.groups.models import Season

MOST = 3_000  # listings that one user enters: more are no help to anybody
MOST_DATES = 200  # of one listing


@transaction.atomic
def enter(user: User, *, at: datetime, fields: dict[str, Any]) -> Listing:
    """Enter a group that the user found elsewhere, for everyone here. Raises ValidationError, Refused."""
    refuse_too_many(user, 1)
    listing = Listing(entered_by=user, created_at=at, **fields)
    save_clean(listing)
    return listing


@transaction.atomic
def change(listing: Listing, *, at: datetime, fields: dict[str, Any]) -> Listing:
    """Change what is said of a listing; one that ships with Kith becomes a row by it. Raises ValidationError."""
    for name, value in fields.items():
        setattr(listing, name, value)
    if "place" in fields:
        listing.latitude = listing.longitude = None
    listing.changed_at = at
    save_clean(listing)
    return listing


@transaction.atomic
def check(listing: Listing, *, on: date) -> None:
    """Note that somebody looked that day, and that what is said of it still holds."""
    listing.checked_on = on
    listing.save()


@transaction.atomic
def remove(listing: Listing, *, at: datetime) -> None:
    """Take a listing out for everyone; put_back undoes it."""
    listing.removed_at = at
    listing.save()


@transaction.atomic
def put_back(listing: Listing) -> None:
    """Undo remove."""
    listing.removed_at = None
    listing.save(update_fields=["removed_at"])


@transaction.atomic
def add_date(
    listing: Listing, *, starts_at: datetime, ends_at: datetime, time_zone: str, title: str = "", place: str = ""
) -> ListingDate:
    """Note a day on which it meets. Raises ValidationError, Refused."""
    if ends_at < starts_at:
        raise ValidationError({"ends_at": _("It ends before it starts.")})
    if listing._state.adding:
        listing.save()
    if listing.dates.standing().count() >= MOST_DATES:
        raise Refused(_("This listing has as many days as Kith keeps. Please take some out that are over."))
    said = {"title": title, "place": place, "time_zone": time_zone}
    found = ListingDate(
        listing=listing, key=f"{ListingDate.BY_HAND}{uuid4()}", starts_at=starts_at, ends_at=ends_at, **said
    )
    found.full_clean()
    found.save()
    return found


def remove_date(day: ListingDate, *, at: datetime) -> None:
    """Take out a day on which it was to meet. One of a calendar is remembered, so that it does not come back with it."""
    if day.listing.feed and not day.key.startswith(ListingDate.BY_HAND):
        day.removed_at = at
        day.save(update_fields=["removed_at"])
    else:
        day.delete()


def refuse_too_many(user: User, more: int) -> None:
    """Raise Refused where one user would enter more than anybody looks through."""
    if Listing.objects.filter(entered_by=user, removed_at=None).count() + more > MOST:
        raise Refused(_("You have entered as many groups as Kith takes from one person (%(most)s).") % {"most": MOST})


def save_clean(listing: Listing) -> None:
    """Save a listing whose words are all known. Raises ValidationError."""
    wrong = [code for code in listing.occupations if occupations.get(code) is None]
    if wrong or not set(listing.seasons) <= set(Season.values):
        raise ValidationError({"occupations": _("Kith does not know the career %(code)s.") % {"code": wrong[:1]}})
    if listing.url and not listing.url.startswith(("http://", "https://")):
        raise ValidationError({"url": _("A web address begins with https://")})
    listing.full_clean()
    listing.save()
