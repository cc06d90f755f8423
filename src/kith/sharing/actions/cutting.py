"""Cutting requests short: at once, and without a word to whoever asked."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from kith.accounts.models import User
from kith.people.folding import fold
from kith.people.traces import Traces
from kith.sharing import letters
from kith.sharing.leaving_out import key_of
from kith.sharing.models import BlindAsk, Request, RequestQuerySet


def cut(requests: RequestQuerySet, at: datetime) -> None:
    """End these requests: those that nobody has seen are gone, the others are closed. What was taken up is both sides' own."""
    unfinished = requests.unfinished()
    unfinished.filter(asked_at=None).delete()
    seen = list(unfinished.select_related("ask__owner", "introducer"))
    for request in seen:
        letters.call_back(request)
    Request.objects.filter(pk__in=[request.pk for request in seen]).update(closed_at=at)


def cut_people(people: Collection[int], at: datetime) -> None:
    """End all requests about these people."""
    cut(Request.objects.filter(person__in=people), at)


def forget(owner: User, traces: Traces) -> None:
    """Leave nothing in the owner's asks of people who are erased. That something was asked still counts for the limits."""
    names = {fold(name) for name in traces.names}
    for ask in BlindAsk.objects.visible_to(owner):
        if fold(ask.name) in names - {""} or (ask.address and key_of(ask.address) in traces.keys):
            ask.requests.all().delete()
            blank = dict.fromkeys(("name", "address", "organisation", "role", "place", "purpose"), "")
            BlindAsk.objects.filter(pk=ask.pk).update(**blank, target=None, is_live=False, withdrawn_at=ask.asked_at)
