"""What needs a decision, on one page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kith.accounts.requests import SignedInRequest
from kith.inbox import queries


@require_safe
def show(request: SignedInRequest) -> HttpResponse:
    """The first few of each of the first kinds, or of those from the one with the number ?from=; the rest has pages of its own."""
    told = request.GET.get("from", "")
    start = int(told) if told.isdecimal() and len(told) < 4 else 0
    is_part = start and request.htmx and not request.htmx.history_restore_request
    part = queries.part(request, start)
    return render(request, "inbox/home.html#part" if is_part else "inbox/home.html", {"part": part})
