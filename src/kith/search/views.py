"""The one box: a page of its own, and the list beneath the palette as somebody types."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from kith.accounts.requests import SignedInRequest
from kith.search import queries


def palette(request: SignedInRequest) -> HttpResponse:
    """Show what the words of ?q= occur in."""
    text = request.GET.get("q", "")
    template = "search/search.html#results" if request.htmx else "search/search.html"
    return render(request, template, {"text": text.strip(), "groups": queries.find(request.user, text)})
