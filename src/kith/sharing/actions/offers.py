"""What an asker does with an offer. Only now does anything come into their book."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.errors import Refused
from kith.introductions.models import Introduction
from kith.people import actions as people
from kith.people import queries as book
from kith.people.models import Person
from kith.sharing import letters, queries
from kith.sharing.actions import following
from kith.sharing.models import Consent, Request


@transaction.atomic
def take(request: Request, *, at: datetime) -> Introduction:
    """Take an offer up: the introducer becomes a person of the asker's book, if they are none, and the introduction begins.

    Raises Refused where the offer is gone.
    """
    request = _open(request)
    introducer = _introducer_of(request.ask.owner, request.introducer, at)
    made = following.begin(request, introducer, at)
    request.taken_at, request.introduction = at, made
    request.save(update_fields=["taken_at", "introduction"])
    Consent.objects.create(request=request, by=Consent.By.ASKER, what=Consent.What.TAKEN, at=at)
    return made


@transaction.atomic
def decline(request: Request, *, at: datetime) -> None:
    """Leave an offer. Raises Refused where it is gone."""
    request = _open(request)
    letters.call_back(request)
    Request.objects.filter(pk=request.pk).update(closed_at=at)


def _open(request: Request) -> Request:
    locked = Request.objects.select_for_update(of=("self",)).select_related("ask__owner", "introducer", "person")
    found = locked.get(pk=request.pk)
    if found.offered_at is None or found.taken_at is not None or found.closed_at is not None:
        raise Refused(_("This offer is not open any more."))
    return found


def _introducer_of(asker: User, introducer: User, at: datetime) -> Person:
    """The introducer in the asker's book: found by an address that is verified as theirs, or added."""
    keys = queries.verified_keys(introducer)
    known = min(book.people_by_keys(asker, keys).values(), default=None)
    if known is not None:
        return Person.objects.get(pk=known)
    points = [{"kind": "email", "value": introducer.email}] if f"email:{introducer.email.lower()}" in keys else []
    return people.add_person(asker, name=introducer.name or introducer.email, at=at, points=points)
