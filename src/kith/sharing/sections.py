"""What waits in the inbox of this feature: offers to the user, and what members ask of the user."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from kith.accounts.models import User
from kith.prepared import prepared
from kith.sharing import queries
from kith.sharing.models import Request
from kith.ui import waiting

# An asker's count looks at offers alone: it is the same, and takes as long, whoever was asked and whatever they said.
_OFFERS = """
    SELECT 1 FROM sharing_blindask a JOIN sharing_request r ON r.ask_id = a.id
    WHERE a.owner_id = %(owner)s AND r.offered_at IS NOT NULL AND r.taken_at IS NULL AND r.closed_at IS NULL
"""
_REQUESTS = """
    SELECT 1 FROM sharing_request r
    JOIN people_person p ON p.id = r.person_id JOIN sharing_blindask a ON a.id = r.ask_id
    WHERE r.introducer_id = %(owner)s AND r.asked_at IS NOT NULL AND r.answer = '' AND r.closed_at IS NULL
    AND p.binned_at IS NULL AND a.purpose <> ''
"""


def register() -> None:
    """Tell the registry."""
    waiting.register(waiting.Kind(15, _OFFERS, "sharing/inbox_offers.html", _offers))
    waiting.register(waiting.Kind(15, _REQUESTS, "sharing/inbox_requests.html", _requests))


def _offers(owner: Any) -> dict[str, object]:
    found = _first_offers(owner)
    return {"offers": found} if found else {}


@prepared
def _first_offers(owner: User) -> QuerySet[Request]:
    return queries.open_offers(owner)[: waiting.SHOWN]


def _requests(owner: Any) -> dict[str, object]:
    found = _first_requests(owner)
    return {"requests": found} if found else {}


@prepared
def _first_requests(owner: User) -> QuerySet[Request]:
    found = queries.waiting_requests(owner).select_related(None).select_related("ask__owner")
    said = ("name", "role", "organisation", "place", "purpose", "owner__name", "owner__email")
    return found.only("uid", "answer", "closed_at", *(f"ask__{name}" for name in said))[: waiting.SHOWN]
