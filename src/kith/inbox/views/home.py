"""What needs a decision, on one page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kith.accounts.requests import SignedInRequest
from kith.inbox import queries


@require_safe
def show(request: SignedInRequest) -> HttpResponse:
    """The first few of each kind; the rest of a kind has its own page."""
    return render(request, "inbox/home.html", {"sections": queries.sections(request.user)})
