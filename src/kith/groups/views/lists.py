"""The user's own groups."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kith.accounts.requests import SignedInRequest
from kith.groups import queries, reports


@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """My groups, each with its next meeting, what I asked or am invited to, and where I go without being a member."""
    now = timezone.now()
    first = queries.first_of_mine(request.user)
    found = first if len(first) <= queries.FIFTY else queries.mine(request.user)
    page = Paginator(found, queries.FIFTY).get_page(request.GET.get("page"))
    coming = reports.next_of([membership.group_id for membership in page], now)
    rows = [(membership, coming.get(membership.group_id)) for membership in page]
    waiting = queries.waiting_for(request.user, now) if page.number == 1 else []
    visits = reports.visits_of(request.user, now) if page.number == 1 else []
    return render(request, "groups/mine.html", {"page": page, "rows": rows, "waiting": waiting, "visits": visits})
