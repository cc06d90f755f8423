"""Where somebody sits, on their phone; it keeps itself up to date."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kith.accounts.requests import SignedInRequest
from kith.groups import doors
from kith.tables.queries import screens


@require_safe
def mine(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """The user's own table, round by round. htmx asks whether anything is new since `seen`: one question, 204 if not."""
    if request.htmx and screens.has_seen(request.user, uid, slug, _number(request.GET.get("seen", ""))):
        return HttpResponse(status=204)
    diner = screens.diner_at(request.user, uid, slug)
    if diner is None:
        raise Http404
    group, membership = doors.seen(request.user, slug)
    diner.user, diner.plan.meeting.group = request.user, group
    context = {
        "group": group,
        "membership": membership,
        "meeting": diner.plan.meeting,
        "plan": diner.plan,
        "phone": screens.phone(diner),
        "now": timezone.now(),
    }
    return render(request, "tables/mine.html#now" if request.htmx else "tables/mine.html", context)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
