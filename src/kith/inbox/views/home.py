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
    start = request.GET.get("from", "")
    part = queries.part(request, int(start) if start.isdecimal() and len(start) < 4 else 0)
    return render(request, "inbox/home.html#part" if request.htmx else "inbox/home.html", {"part": part})
